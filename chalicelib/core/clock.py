"""When a term is over, and why then: by the clock or in working time, with its pauses. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chalicelib.core import sitetime
from chalicelib.core.calendar import Calendar, Days, Official, Why, Worked, instant
from chalicelib.core.record import Frozen, Instant

_NEVER = datetime.max.replace(tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Counting(StrEnum):
    """What a term is counted in."""

    CLOCK = "clock"
    WORKING = "working"


class Pause(Frozen):
    """A time in which a clock that may be paused stands still."""

    begins: Instant
    by: str
    reason: str
    ends: Instant | None = None
    """None: it stands still now."""
    ended_by: str | None = None


class Span(Frozen):
    """From one instant to another."""

    since: Instant
    until: Instant


class Part(Frozen):
    """What a day gave to a term: its hours and why, and the time that counted."""

    day: Worked
    spans: tuple[Span, ...] = ()
    milliseconds: int = 0


class Reckoning(Frozen):
    """A term worked out, with everything that led to its end."""

    start: Instant
    milliseconds: int
    """The term."""
    counts: Counting
    zone: str
    parts: tuple[Part, ...]
    """The days from the first to the last; one part where the clock counts."""
    pauses: tuple[Span, ...] = ()
    """When the clock stood still; what overlaps is one. One that lasts ends as it is asked."""
    stands_still: bool = False
    """Whether it does now. Then `due_at` is when it would be due if it ran on from now."""
    due_at: Instant

    @property
    def unknown(self) -> tuple[int, ...]:
        """The years among the days of which the region's holidays are not known."""
        return tuple(sorted({each.day.day.year for each in self.parts if not each.day.known}))


class Rules(Frozen):
    """What a term is counted by."""

    counts: Counting = Counting.CLOCK
    calendar: Calendar = Calendar()
    official: Official = Official()
    zone: str


def reckon(
    start: datetime, term: timedelta, rules: Rules, pauses: Iterable[Pause], now: datetime
) -> Reckoning:
    """When a term that begins at `start` is over. A pause that lasts is taken to end `now`.

    Working time needs a week with hours in it. What ends as its working time ends is due then,
    not when the next begins.
    """
    pauses = tuple(pauses)
    still = _merged(pauses, start, now)
    parts, left = [], term
    for day, spans in _days(start, rules):
        counted = []
        for span in _without(spans, still):
            length = min(span.until - span.since, left)
            counted.append(Span(since=span.since, until=span.since + length))
            left -= length
            if not left:
                break
        given = sum((each.until - each.since for each in counted), timedelta())
        if given or day.day >= sitetime.day(start, rules.zone):
            part = Part(day=day, spans=tuple(counted), milliseconds=given // _MILLISECOND)
            parts.append(part)
        if not left:
            break
    return Reckoning(
        start=start,
        milliseconds=term // _MILLISECOND,
        counts=rules.counts,
        zone=rules.zone,
        parts=tuple(parts),
        pauses=still,
        stands_still=any(each.ends is None for each in pauses),
        due_at=parts[-1].spans[-1].until,
    )


def _days(start: datetime, rules: Rules) -> Iterator[tuple[Worked, list[Span]]]:
    """Day after day what of it lies after the start. The night shift of the day before is first."""
    first = sitetime.day(start, rules.zone)
    if rules.counts is Counting.CLOCK:
        yield Worked(day=first, why=Why.CLOCK), [Span(since=start, until=_NEVER)]
        return
    days = Days(rules.calendar, rules.official)
    over, day = start, first - timedelta(days=1)
    while True:
        worked, spans = days.of(day), []
        for hours in worked.hours:
            since = max(over, instant(day, hours.first, rules.zone))
            until = instant(day, hours.last, rules.zone)
            if since < until:
                spans.append(Span(since=since, until=until))
                over = until
        yield worked, spans
        day += timedelta(days=1)


def _merged(pauses: Iterable[Pause], start: datetime, now: datetime) -> tuple[Span, ...]:
    """The times after the start in which the clock stood still, in order, none twice."""
    found: list[Span] = []
    for pause in sorted(pauses, key=lambda each: each.begins):
        since, until = max(pause.begins, start), pause.ends or now
        if since >= until:
            continue
        if found and since <= found[-1].until:
            since, until = found[-1].since, max(found.pop().until, until)
        found.append(Span(since=since, until=until))
    return tuple(found)


def _without(spans: Iterable[Span], still: Iterable[Span]) -> Iterator[Span]:
    """What is left of the spans where the clock did not stand still."""
    for span in spans:
        since = span.since
        for pause in still:
            if pause.until <= since or pause.since >= span.until:
                continue
            if pause.since > since:
                yield Span(since=since, until=pause.since)
            since = pause.until
        if since < span.until:
            yield Span(since=since, until=span.until)
