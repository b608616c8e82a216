"""An employee's right to apply: lost for a time, cancelled, restored (L-7, L-8). Pure."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import months_after
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.lodging.conduct.model import (
    COUNTED,
    ELIGIBILITY,
    Barred,
    Conduct,
    Counted,
    Eligibility,
    Violation,
    barred,
)
from chalicelib.lodging.stays.granting import shown
from chalicelib.lodging.terms import LodgingTerms


def upheld(
    violation: Violation, conduct: Conduct | None, act: Act[LodgingTerms]
) -> tuple[Change, ...]:
    """What an upheld violation does to the right to stay; nothing, if its breach does not count.

    So many within so many months suspend it: both days count that lie exactly so far apart.
    """
    if violation.breach not in COUNTED:
        return ()
    known = conduct or Conduct(site=violation.site, id=violation.employee)
    day = sitetime.day(violation.happened_at, act.site.time_zone)
    one = Counted(violation=violation.id, day=day)
    counted = tuple(sorted((*known.counted, one), key=lambda each: (each.day, each.violation)))
    after = replace(known, counted=counted)
    together = _together(counted, violation.id, act.terms)
    facts: dict[str, Any] = {"violation": violation.id, "counted": len(counted)}
    if not together or known.state is Eligibility.CANCELLED:
        return (Change(before=conduct, after=after, facts=facts),)
    running = barred(known, act.now)
    until = act.now + timedelta(days=act.terms.suspends_for_days)
    until = max(until, running.until) if running and running.until else until
    bar = Barred(
        by=act.person.id, name=act.person.name, at=act.now, until=until, violations=together
    )
    told = _told(known, "eligibility_suspended", until=shown(until, act.site.time_zone))
    after = replace(after, state=Eligibility.SUSPENDED, barred=bar)
    return (Change(before=conduct, after=after, facts=facts, messages=(told,)),)


def reversed(
    violation: Violation, conduct: Conduct | None, act: Act[LodgingTerms]
) -> tuple[Change, ...]:
    """What was upheld wrongly counts no more; what was suspended for it alone is eligible again."""
    if conduct is None or all(each.violation != violation.id for each in conduct.counted):
        return ()
    counted = tuple(each for each in conduct.counted if each.violation != violation.id)
    after, bar = replace(conduct, counted=counted), conduct.barred
    facts = {"reversed": violation.id, "counted": len(counted)}
    of_it = bar is not None and violation.id in bar.violations
    if bar is None or not of_it or any(_together(counted, e, act.terms) for e in bar.violations):
        return (Change(before=conduct, after=after, facts=facts),)
    after = replace(after, state=Eligibility.ELIGIBLE, barred=None)
    told = _told(conduct, "eligibility_restored")
    return (Change(before=conduct, after=after, facts=facts, messages=(told,)),)


def _together(counted: tuple[Counted, ...], which: str, terms: LodgingTerms) -> tuple[str, ...]:
    """Ids of what came within the time that suspends, a violation among it; empty if too few."""
    for first in counted:
        last = months_after(first.day, terms.suspends_within_months)
        found = tuple(each.violation for each in counted if first.day <= each.day <= last)
        if which in found and len(found) >= terms.suspends_at:
            return found
    return ()


def not_own(conduct: Conduct, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: nobody decides on their own right to stay."""
    return Refusal("own_case", ELIGIBILITY) if conduct.id in act.signers else None


def lost(conduct: Conduct, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: the right to stay is lost now."""
    if barred(conduct, act.now):
        return None
    return Refusal("too_late", ELIGIBILITY, state=Eligibility.ELIGIBLE)


def cancel(conduct: Conduct, form: Reason, act: Act[LodgingTerms]) -> Change:
    """The GM office takes the right to stay, at once and until it gives it back."""
    bar = Barred(by=act.person.id, name=act.person.name, at=act.now, reason=form.reason)
    return Change(
        before=conduct if conduct.version else None,
        after=replace(conduct, state=Eligibility.CANCELLED, barred=bar),
        messages=(_told(conduct, "eligibility_cancelled", reason=form.reason),),
    )


def restore(conduct: Conduct, form: Reason, act: Act[LodgingTerms]) -> Change:
    """The GM office gives it back. What was counted is counted still."""
    return Change(
        before=conduct,
        after=replace(conduct, state=Eligibility.ELIGIBLE, barred=None),
        messages=(_told(conduct, "eligibility_restored"),),
    )


def _told(conduct: Conduct, code: str, **data: str) -> Message:
    return Message(to=conduct.id, code=code, clause=ELIGIBILITY, data=data)
