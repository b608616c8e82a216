"""Late check-out 逾時退房: what it costs, and when it costs more (L-6). Pure.

Until noon, to the second, nothing; from the second after half a day's rate; from the second after
six the whole day's, in place of the half. Each further day likewise. Whoever charges, job or
clerk, charges what is not charged yet: so each guest and day is charged once.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from chalicelib.core import sitetime
from chalicelib.core.calendar import instant
from chalicelib.core.money import line_total
from chalicelib.core.record import Timer
from chalicelib.lodging.accounts.model import Line, Part, What
from chalicelib.lodging.staying.model import CLAUSE, Present
from chalicelib.lodging.stays.model import STAYS, Stay
from chalicelib.lodging.terms import LodgingTerms

_DAY = timedelta(days=1)
_PAST = timedelta(seconds=1)
"""What is done at the very second is done in time."""
_HALF = Decimal("0.5")


def steps(day: date, terms: LodgingTerms, zone: str) -> tuple[datetime, datetime]:
    """From when on a day half of it is owed, and from when the whole."""
    half, whole = (instant(day, at, zone) for at in (terms.leave_by, terms.half_until))
    return half + _PAST, whole + _PAST


def owing(
    stay: Stay, guests: Iterable[Present], now: datetime, terms: LodgingTerms, zone: str
) -> Iterator[Line]:
    """What these guests owe by now for leaving late and is not charged yet, the oldest first."""
    guests, today = tuple(guests), sitetime.day(now, zone)
    day = min((stay.leaves(each.guest) for each in guests), default=today)
    while day <= today:
        half, whole = steps(day, terms, zone)
        for each in guests:
            if day >= stay.leaves(each.guest) and now >= half:
                yield from _lines(stay, each, day, entire=now >= whole)
        day += _DAY


def _lines(stay: Stay, guest: Present, day: date, *, entire: bool) -> Iterator[Line]:
    rate = stay.rate(guest.guest)
    half = line_total(rate, _HALF)
    known = {each.part for each in stay.lines if (each.guest, each.day) == (guest.guest, day)}
    if not entire:
        part, fen = Part.HALF, half
    elif Part.HALF in known:
        part, fen = Part.REST, rate - half
    else:
        part, fen = Part.WHOLE, rate
    if fen and part not in known and Part.WHOLE not in known:
        yield Line(
            what=What.LATE,
            clause=CLAUSE,
            fen=fen,
            guest=guest.guest,
            name=guest.name,
            stay=stay.id,
            number=stay.number,
            day=day,
            part=part,
            rate=rate,
        )


def overstaying(stay: Stay, now: datetime, terms: LodgingTerms, zone: str) -> Iterator[Present]:
    """Who is there though a whole day is owed, for a day that nobody has looked at yet.

    By the timer, not by what it costs: who overstays for nothing is reported too.
    """
    timer = stay.timer(CLAUSE)
    if timer is None:
        return
    first, today = sitetime.day(timer.due_at, zone), sitetime.day(now, zone)
    for each in stay.here:
        day = max(first, stay.leaves(each.guest))
        while day <= today:
            if timer.due_at <= steps(day, terms, zone)[1] <= now:
                yield each
                break
            day += _DAY


def timers(stay: Stay, now: datetime, terms: LodgingTerms, zone: str) -> tuple[Timer, ...]:
    """The timer of the next step after `now` that costs whoever is still there."""
    if not stay.here:
        return ()
    first = min(stay.leaves(each.guest) for each in stay.here)
    day = max(first, sitetime.day(now, zone))
    ahead = (*steps(day, terms, zone), *steps(day + _DAY, terms, zone))
    due_at = next(at for at in ahead if at > now)
    return (Timer(clause=CLAUSE, job=STAYS, due_at=due_at),)
