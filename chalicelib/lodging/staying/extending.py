"""An extension that is granted moves the day of leaving; given up, it moves it back (L-3). Pure."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.lodging.staying.model import CLAUSE as LEAVING
from chalicelib.lodging.staying.model import Moved
from chalicelib.lodging.stays.model import BEGINS, CLAUSE, Stay


def goes_on(extension: Stay, begun: Stay) -> bool:
    """Whether the guests of an extension are still there to stay on, or to come."""
    return begun.state in BEGINS and not begun.gone & {
        each.guest for each in extension.asked.guests
    }


def joined(extension: Stay, begun: Stay | None) -> tuple[Change, ...]:
    """The stay that goes on, with the new day of leaving.

    Raises: Refusal `stay_over` where one of its guests has left, or none will come.
    """
    if extension.asked.begins is None:
        return ()
    if begun is None or not goes_on(extension, begun):
        raise Refusal("stay_over", CLAUSE)
    moved = Moved(
        stay=extension.id,
        first=extension.asked.first,
        last=extension.asked.last,
        rates={each.guest: each.rate for each in extension.beds},
    )
    return (Change(before=begun, after=replace(begun, moved=(*begun.moved, moved))),)


def parted(extension: Stay, begun: Stay | None, act: Act[Any]) -> tuple[Change, ...]:
    """The stay with the day of leaving that it had before.

    Raises: Refusal `goes_on` where a later extension goes on from this one.
    """
    if begun is None or extension.id not in {each.stay for each in begun.moved}:
        return ()
    if any(each.first >= extension.asked.last for each in begun.moved):
        raise Refusal("goes_on", CLAUSE, stay=begun.id)
    moved = tuple(each for each in begun.moved if each.stay != extension.id)
    timers = tuple(
        replace(each, due_at=act.now) if each.clause == LEAVING else each for each in begun.timers
    )
    return (Change(before=begun, after=replace(begun, moved=moved, timers=timers)),)
