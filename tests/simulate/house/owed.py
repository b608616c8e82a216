"""What an employee owes, line by line, worked out anew from what was done (L-4 to L-8, L-11)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from tests.simulate.house.book import DAY, Stay, looks, on_wall, steps


class Charge(NamedTuple):
    """A line of an account: what, for which stay and guest, how much; below zero, what was paid."""

    memo: str
    stay: str | None
    guest: str | None
    fen: int


@dataclass
class Accounts:
    """What was charged and paid besides late check-outs, employee by employee."""

    charges: dict[str, list[Charge]] = field(default_factory=dict)

    def charge(
        self, employee: str, memo: str, fen: int, stay: str | None, guest: str | None
    ) -> None:
        """One line more, if it is for anything."""
        if fen:
            self.charges.setdefault(employee, []).append(Charge(memo, stay, guest, fen))


def late(stay: Stay, guest: str, now: datetime) -> dict[date, int]:
    """Fen that a guest owes for each day on which they left late, or have not left.

    Whoever looks charges it: the program, and the clerk as they leave.
    """
    gone = stay.left.get(guest)
    end = gone or now
    ats = sorted({*looks(stay, guest, end), *([gone] if gone else [])})
    owed: dict[date, int] = {}
    for at in ats:
        known = [each for each in stay.leaves[guest] if each.since <= at][-1]
        day = known.day
        while day <= on_wall(at):
            half, whole = steps(stay, day)
            first = (known.rate + 1) // 2
            if at >= whole and owed.get(day, 0) <= first:
                owed[day] = owed.get(day, 0) + known.rate - (first if day in owed else 0)
            elif half <= at < whole and day not in owed:
                owed[day] = first
            day += DAY
    return owed


def nights(stay: Stay, guest: str, gone: datetime) -> int:
    """How many nights within the grant a guest was there."""
    last = min(on_wall(gone), stay.leaving(guest))
    return max(0, (last - on_wall(stay.came[guest])).days)
