"""What is measured: numbers that ride on a log line, in CloudWatch's embedded metric format.

CloudWatch reads them from the log; nothing is called and nobody waits. Dimensions are few and
bounded: the stage, and the job where it is a job's number. Routes, sites, people and correlation
are properties of the line, found by a query, and multiply no metric.
"""

import time
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.core.record import Frozen

NAMESPACE = "Frontdesk"


def measured(job: str | None = None, **numbers: float) -> dict[str, Any]:
    """The fields that make a log line say these numbers, of a job or of the API."""
    dimensions = {"Stage": settings.current().stage, **({"Job": job} if job else {})}
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": _unit(name)} for name in numbers],
    }
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    return {"_aws": about, **dimensions, **numbers}


def reported(report: Frozen) -> dict[str, Any]:
    """The fields that make a log line say what a run of a job did.

    Every number of the report is a metric of the job that its `job` names: `oldest_seconds` is
    `OldestSeconds`. What is no number is a property of the line under its own name.
    """
    said: dict[str, Any] = msgspec.to_builtins(report)
    numbers = {_title(name): said.pop(name) for name in report.__struct_fields__ if _is(said[name])}
    return said | measured(said["job"], Runs=1, **numbers)


def _is(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _title(name: str) -> str:
    return name.title().replace("_", "")


def _unit(name: str) -> str:
    return next((unit for unit in ("Milliseconds", "Seconds") if name.endswith(unit)), "Count")
