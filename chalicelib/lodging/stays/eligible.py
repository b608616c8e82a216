"""Whether employee and guests may still have a bed: on the staff, relatives, in good standing.

It is looked at whenever a bed may become theirs, and when they come for it (L-1, L-7). Pure.
"""

from collections.abc import Iterable
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Loaded
from chalicelib.core.record import Frozen
from chalicelib.lodging.conduct.model import ELIGIBILITY, Conduct, barred
from chalicelib.lodging.families.model import CLAUSE, Claim, Relative
from chalicelib.lodging.stays.granting import shown
from chalicelib.lodging.stays.model import Guest, Stay

_EMPLOYEE = frozenset({Role.EMPLOYEE})


class Standing(Frozen):
    """The employee of a stay and their guests' claims, as they are now."""

    employee: Person | None
    conduct: Conduct | None
    relatives: tuple[Relative | None, ...]
    """In the order in which the stay names its guests."""


def keys(stay: Stay) -> Iterable[Key]:
    """Where that is kept."""
    yield Key(Person, stay.site, stay.employee)
    yield Key(Conduct, stay.site, stay.employee)
    for each in stay.asked.guests:
        yield Key(Relative, stay.site, each.relative)


def standing(loaded: Loaded, stay: Stay) -> Standing:
    """The same, as it was found."""
    guests = stay.asked.guests
    return Standing(
        employee=loaded.record(Person, stay.site, stay.employee),
        conduct=loaded.record(Conduct, stay.site, stay.employee),
        relatives=tuple(loaded.record(Relative, stay.site, each.relative) for each in guests),
    )


def in_good_standing(conduct: Conduct | None, act: Act[Any]) -> None:
    """See that the employee has not lost the right to stay (L-7).

    Raises: Refusal `eligibility_cancelled`, `suspended`.
    """
    bar = barred(conduct, act.now)
    if bar and bar.until is None:
        raise Refusal("eligibility_cancelled", ELIGIBILITY, reason=bar.reason)
    if bar and bar.until:
        raise Refusal("suspended", ELIGIBILITY, until=shown(bar.until, act.site.time_zone))


def still_may(stay: Stay, known: Standing, guests: Iterable[Guest], act: Act[Any]) -> None:
    """See that these guests of a stay may have their beds now.

    Raises: Refusal `left_staff`, `eligibility_cancelled`, `suspended`, `no_relative_now`.
    """
    employee = known.employee
    if not (employee and employee.active and employee.has(_EMPLOYEE)):
        raise Refusal("left_staff", CLAUSE, name=stay.employee_name)
    in_good_standing(known.conduct, act)
    claims = {each.guest: each.state for each in known.relatives if each}
    for guest in guests:
        if claims.get(guest.guest) is not Claim.VERIFIED:
            raise Refusal("no_relative_now", CLAUSE, name=guest.name)
