"""Running numbers of forms, by site, form and day: no gap, none twice (P-number)."""

from datetime import date

from chalicelib.core.record import Frozen


class Counter(Frozen):
    """The last number given for a form at a site, as it was read."""

    day: date
    last: int


def following(counter: Counter | None, today: date) -> tuple[date, int]:
    """Day and running number to give next.

    A counter never goes back: should a clock lag behind midnight, the number is still taken from
    the later day that the counter already stands on.
    """
    if counter is None or counter.day < today:
        return today, 1
    return counter.day, counter.last + 1


def number(prefix: str, day: date, seq: int) -> str:
    """`CW-20261123-0007`."""
    return f"{prefix}-{day:%Y%m%d}-{seq:04d}"
