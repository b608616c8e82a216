"""What an employee owes, line by line, worked out anew from what was done (L-4 to L-8, L-11)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.simulate.estate import instant
from tests.simulate.house.book import DAY, Stay, on_wall

MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


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


def whole_minute(at: datetime) -> datetime:
    """When what is due every minute is seen to."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def steps(stay: Stay, day: date) -> tuple[datetime, datetime]:
    """From when on a day half of it is owed, and from when the whole: what is done at the very
    second of the rule is done in time.
    """
    half, whole = (stay.terms[each] / 60 for each in ("leave_by", "half_until"))
    return instant(day, half) + _SECOND, instant(day, whole) + _SECOND


def late(stay: Stay, guest: str, now: datetime) -> dict[date, int]:
    """Fen that a guest owes for each day on which they left late, or have not left.

    Looked at whenever somebody looks: the minute after each step, after their coming, and after an
    extension was given up; and as they leave.
    """
    gone = stay.left.get(guest)
    end = gone or now
    looks = {whole_minute(each) for each in (stay.came[guest], *stay.back)}
    day = min(each.day for each in stay.leaves[guest])
    while day <= on_wall(end):
        looks |= {whole_minute(each) for each in steps(stay, day)}
        day += DAY
    owed: dict[date, int] = {}
    came = stay.came[guest]
    for at in sorted({each for each in looks if came <= each <= end} | ({gone} if gone else set())):
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
