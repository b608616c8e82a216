"""Log lines read as CloudWatch reads them: what is in the embedded metric format becomes data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

UNITS = {"Count", "Milliseconds", "Seconds"}
MOST_DIMENSIONS = 30


@dataclass(frozen=True)
class Datum:
    """One number of one metric."""

    namespace: str
    metric: str
    dimensions: frozenset[tuple[str, str]]
    value: float
    milliseconds: int
    """When, since 1970."""


def data(text: str) -> Iterator[Datum]:
    """Every datum in what was logged.

    Raises: AssertionError for a line that CloudWatch would drop without a word.
    """
    for line in text.splitlines():
        said = json.loads(line)
        if "_aws" in said:
            yield from _of(said)


def _of(said: dict[str, Any]) -> Iterator[Datum]:
    about = said["_aws"]
    assert isinstance(about["Timestamp"], int)
    for directive in about["CloudWatchMetrics"]:
        assert 1 <= len(directive["Metrics"]) <= 100
        for names in directive["Dimensions"]:
            assert len(names) <= MOST_DIMENSIONS
            dimensions = frozenset((name, said[name]) for name in names)
            assert all(isinstance(value, str) and value for _, value in dimensions)
            for metric in directive["Metrics"]:
                value = said[metric["Name"]]
                assert metric["Unit"] in UNITS
                assert isinstance(value, int | float), metric
                assert not isinstance(value, bool), metric
                yield Datum(
                    directive["Namespace"],
                    metric["Name"],
                    dimensions,
                    float(value),
                    about["Timestamp"],
                )
