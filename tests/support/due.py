"""What falls due, by the scheduled function that sees to it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support import desk, erasing, lodging, planning, receptions, sheets, uploads
from tests.support.station import Station
from tests.support.world import World


@dataclass(frozen=True)
class Due:
    """What makes something fall due, and after how many minutes it does."""

    begin: Callable[[World], object]
    minutes: int


DUE = {
    "dispatch_check": Due(lambda world: world.intake(), 5),
    "reconciliation": Due(lambda world: world.intake(), 7 * 60 + 30),
    "handovers": Due(desk.signed_off, 15),
    "plans": Due(planning.set_up, 5),
    "stays": Due(lodging.late, 24 * 60),
    "bed_offers": Due(lodging.freed, 0),
    "books": Due(lodging.month_ending, 2 * 60),
    "visits": Due(lodging.visiting_employee, 14 * 60 + 30),
    "retention": Due(erasing.caller_asked_for, 60),
    "imports": Due(sheets.asked_for, -1),  # due a minute before it is asked for
    "receptions": Due(receptions.submitted, 24 * 60),
    "orphans": Due(lambda world: uploads.add(world, world.intake().ticket["id"]), 24 * 60),
    "messages": Due(lambda world: Station(world).dispatched(), 2),
}
