"""A violation begins, by somebody's word or raised by the program, and who is told of it. Pure."""

from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.lodging.conduct.model import LIABLE, Violation
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.stays.signing import GENERAL_OFFICE


def raised(violation: Violation, act: Act[Any]) -> Change:
    """It stands as reported; the employee may say what they have to say before it is decided.

    The employee and who decides are told, but nobody of what they reported themselves.
    """
    offices = (act.site.department(each) for each in (DORMITORY, GENERAL_OFFICE))
    deciders = dict.fromkeys(each.supervisor for each in offices if each)
    parties = (violation.employee, violation.reported.by)
    return Change(
        before=None,
        after=violation,
        messages=(
            news(violation, violation.employee, "violation_reported", act),
            *(
                news(violation, each, "violation_to_decide", act)
                for each in deciders
                if each not in parties
            ),
        ),
    )


def news(violation: Violation, to: str, code: str, act: Act[Any], **data: str) -> Message:
    """Somebody is told of a violation."""
    said = {
        "employee": violation.employee_name,
        "clause": violation.clause,
        "day": str(sitetime.day(violation.happened_at, act.site.time_zone)),
    }
    return Message(to=to, code=code, clause=LIABLE, data=said | data)
