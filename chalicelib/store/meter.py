"""Counts what a piece of work costs at the store: round trips and capacity units."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass
class Meter:
    """What was spent since the meter was set."""

    trips: int = 0
    read_units: float = 0.0
    write_units: float = 0.0


_READS = frozenset({"BatchGetItem", "Query", "GetItem", "Scan"})
_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered() -> Iterator[Meter]:
    """Count the calls made inside; whoever counts around it counts them too."""
    around, meter = _meter.get(), Meter()
    token = _meter.set(meter)
    try:
        yield meter
    finally:
        _meter.reset(token)
        if around is not None:
            around.trips += meter.trips
            around.read_units += meter.read_units
            around.write_units += meter.write_units


def count(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    """Botocore's `after-call` hook."""
    meter = _meter.get()
    if meter is None:
        return
    meter.trips += 1
    consumed = parsed.get("ConsumedCapacity") or []
    units = sum(
        each["CapacityUnits"] for each in (consumed if isinstance(consumed, list) else [consumed])
    )
    if model.name in _READS:
        meter.read_units += units
    else:
        meter.write_units += units
