"""Running numbers: no gap, none twice, and no counter behind what was given (P-number)."""

from collections.abc import Iterator, Mapping

from chalicelib.audit.reading import Series
from chalicelib.core.history import Flaw

Counters = Mapping[Series, tuple[str, int]]


def number_flaws(
    before: Counters, numbers: Mapping[Series, Mapping[str, int]], after: Counters
) -> Iterator[Flaw]:
    """What is wrong with the register, whose counters were read before it and after it.

    Up to where a counter stood before, every number of its day must be there, and of every
    earlier day all up to the last; beyond where it stood after, none.
    """
    for series in sorted({*before, *numbers}):
        days = dict(numbers.get(series, {}))
        day, last = before.get(series, ("", 0))
        if last:
            days.setdefault(day, 0)
        for each, given in sorted(days.items()):
            most = last if each == day else given.bit_length() - 1 if each < day else 0
            missing = ~given & ((1 << most + 1) - 2)
            if missing:
                yield _flaw(series, each, (missing & -missing).bit_length() - 1, "number_missing")
            highest = (each, given.bit_length() - 1)
            if given and highest > after.get(series, ("", 0)):
                yield _flaw(series, *highest, "counter_behind")


def _flaw(series: Series, day: str, seq: int, what: str) -> Flaw:
    return Flaw(record=f"{'#'.join(series)} {day}", seq=seq, what=what)
