"""An extension that is granted moves the day of leaving; given up, it moves it back (L-3). Pure.

The passes of the guests who are there last as long as their stay does, with the same code.
"""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.lodging.passes.rules import follow
from chalicelib.lodging.staying.model import CLAUSE as LEAVING
from chalicelib.lodging.staying.model import Moved
from chalicelib.lodging.stays.model import BEGINS, CLAUSE, Application, Stay

MOST_HELD = 30
"""Nights to come and extensions of a stay, together: all of them end in one transaction."""


def goes_on(extension: Stay, begun: Stay | None) -> bool:
    """Whether the stay that an extension is of may go on, for the guests that it is for."""
    if begun is None or begun.state not in BEGINS:
        return False
    over = begun.gone.union(*(each.guests for each in begun.ceded))
    return not any(each.guest in over for each in extension.asked.guests)


def hangs_on(holder: str, extension: Application | Moved, clause: str) -> Refusal:
    """What hangs on an extension is not done without it; `holder` is the stay to be seen to."""
    return Refusal(
        "goes_on",
        clause,
        first=str(extension.first),
        last=str(extension.last),
        holder=f"{Stay.KIND}#{holder}",
    )


def joined(
    extension: Stay, begun: Stay | None, passes: Iterable[AccessPass], act: Act[Any]
) -> tuple[Change, ...]:
    """The stay that goes on, with the new day of leaving, and its guests' passes.

    Raises: Refusal `stay_over` where one of its guests has left, or nobody will come; `bed_ceded`
    where one has ceded their bed; `extended_far` where it holds as much ahead as it may.
    """
    if extension.asked.begins is None:
        return ()
    if begun is None or begun.state not in BEGINS:
        raise Refusal("stay_over", CLAUSE)
    for each in extension.asked.guests:
        if any(each.guest in known.guests for known in begun.ceded):
            raise Refusal("bed_ceded", IN_ORDER, name=each.name)
    if begun.gone & {each.guest for each in extension.asked.guests}:
        raise Refusal("stay_over", CLAUSE)
    moved = Moved(
        stay=extension.id,
        first=extension.asked.first,
        last=extension.asked.last,
        rates={each.guest: each.rate for each in extension.beds},
    )
    after = replace(begun, moved=(*begun.moved, moved))
    ahead = (*after.asked.nights, *(night for each in after.moved for night in each.nights))
    held = len({each for each in ahead if each >= act.today}) + len(after.moved)
    if held > MOST_HELD:
        raise Refusal("extended_far", CLAUSE, most=MOST_HELD)
    return (Change(before=begun, after=after), *follow(after, passes, act))


def parted(
    extension: Stay, begun: Stay | None, passes: Iterable[AccessPass], act: Act[Any]
) -> tuple[Change, ...]:
    """The stay with the day of leaving that it had before, and its guests' passes.

    Raises: Refusal `goes_on` where a later extension goes on from this one.
    """
    if begun is None or extension.id not in {each.stay for each in begun.moved}:
        return ()
    later = next((each for each in begun.moved if each.first >= extension.asked.last), None)
    if later:
        raise hangs_on(later.stay, later, CLAUSE)
    moved = tuple(each for each in begun.moved if each.stay != extension.id)
    timers = tuple(
        replace(each, due_at=act.now) if each.clause == LEAVING else each for each in begun.timers
    )
    after = replace(begun, moved=moved, timers=timers)
    return (Change(before=begun, after=after), *follow(after, passes, act))
