"""Rings alarms as CloudWatch does: from the template's own definition and the data there are."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.emf import Datum

OK, ALARM = "OK", "ALARM"
STAGE = "local"
_HOLDS = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
_STATISTICS = {
    "Sum": math.fsum,
    "Maximum": max,
    "Minimum": min,
    "Average": lambda values: math.fsum(values) / len(values),
    "SampleCount": len,
}


def resolved(value: Any) -> str:
    """A value of the template, where everything is named as it is in the template."""
    match value:
        case str():
            return value
        case {"Ref": "Stage"}:
            return STAGE
        case {"Ref": name} | {"Fn::GetAtt": [name, _]}:
            return str(name)
    raise TypeError(f"no plain value: {value}")


def state(alarm: Mapping[str, Any], data: Iterable[Datum], now: int) -> str:
    """The state of an alarm at an instant, in milliseconds since 1970, that ends a period."""
    data = list(data)
    periods = alarm["EvaluationPeriods"]
    bad = sum(_bad(alarm, _value(alarm, data, now, back)) for back in range(periods))
    return ALARM if bad >= alarm.get("DatapointsToAlarm", periods) else OK


def _bad(alarm: Mapping[str, Any], value: float | None) -> bool:
    if value is None:
        return bool({"breaching": True, "notBreaching": False}[alarm["TreatMissingData"]])
    return bool(_HOLDS[alarm["ComparisonOperator"]](value, alarm["Threshold"]))


def _value(alarm: Mapping[str, Any], data: list[Datum], now: int, back: int) -> float | None:
    """The alarm's number in the period that ended so many periods ago."""
    if "Metrics" not in alarm:
        statistic = alarm.get("Statistic") or alarm["ExtendedStatistic"]
        return _of_metric(alarm, alarm["Period"], statistic, data, now, back)
    expression, *parts = alarm["Metrics"]
    assert expression["Expression"] == "SUM(FILL(METRICS(), 0))"
    assert [each["ReturnData"] for each in alarm["Metrics"]] == [True, *[False] * len(parts)]
    found = [
        _of_metric(stat["Metric"], stat["Period"], stat["Stat"], data, now, back)
        for stat in (part["MetricStat"] for part in parts)
    ]
    known = [value for value in found if value is not None]
    return math.fsum(known) if known else None


def _of_metric(
    metric: Mapping[str, Any], seconds: int, stat: str, data: list[Datum], now: int, back: int
) -> float | None:
    end = now - back * seconds * 1000
    dimensions = {(each["Name"], resolved(each["Value"])) for each in metric["Dimensions"]}
    values = [
        datum.value
        for datum in data
        if (datum.namespace, datum.metric) == (metric["Namespace"], metric["MetricName"])
        and datum.dimensions == dimensions
        and end - seconds * 1000 < datum.milliseconds <= end
    ]
    if not values:
        return None
    if stat in _STATISTICS:
        return float(_STATISTICS[stat](values))
    place = math.ceil(float(stat.removeprefix("p")) / 100 * len(values))
    return sorted(values)[max(place, 1) - 1]
