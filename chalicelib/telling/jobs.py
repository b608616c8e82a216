"""The functions that messages leave by: the outbox's stream, and the sweep for what it missed."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import watch
from chalicelib.core.outbox import ANNOUNCE
from chalicelib.core.ports import Due, Key, Loaded, Unreadable
from chalicelib.core.record import Frozen
from chalicelib.service.deadlines import LeftUndone
from chalicelib.telling.delivering import MESSAGES, Claim, Courier, deliver
from chalicelib.telling.handing import hand_over
from chalicelib.telling.model import DELIVER, Lane

log = logging.getLogger(__name__)

STREAM = "deliver"
STREAM_BUDGET = timedelta(seconds=20)
SWEEP_BUDGET = timedelta(seconds=40)
"""How long sending may begin anew; what is begun takes ten seconds more at most."""


class Report(Frozen):
    """What one run did."""

    job: str
    as_of: str
    due: int = 0
    """Records with entries that the stream missed, and lanes to go on with."""
    handed_over: int = 0
    """Entries whose messages came into their lanes by this run."""
    sent: int = 0
    failed: int = 0
    """Tries that failed and will be repeated."""
    parked: int = 0
    left: int = 0
    """Left for the next run, each with a log entry."""
    oldest_seconds: int = 0
    """Seconds since what is longest overdue fell due."""


def sweep(courier: Courier, as_of: datetime) -> Report:
    """Hand over what is announced and was not brought by the stream; go on with lanes that are due.

    Raises: Unavailable where what is due could not even be read.
    """
    missed = _due(courier, ANNOUNCE, as_of)
    waiting = _due(courier, DELIVER, as_of)
    records = dict.fromkeys((due.site, f"{due.kind}#{due.id}") for due in missed)
    handed = [hand_over(courier.service, *record) for record in records]
    claims = [claim for each in handed for claim in each.claims]
    lanes, unread = _lanes(courier, waiting)
    done = deliver(courier, [*claims, *map(Claim, lanes)], SWEEP_BUDGET)
    overdue = [as_of - due.due_at for due in (*missed, *waiting)]
    return Report(
        job=MESSAGES,
        as_of=as_of.isoformat(),
        due=len(records) + len(waiting),
        handed_over=sum(each.entries for each in handed),
        sent=done.sent,
        failed=done.failed,
        parked=done.parked,
        left=sum(each.left for each in handed) + unread + done.left,
        oldest_seconds=int(max(overdue, default=timedelta()).total_seconds()),
    )


def scheduled(courier: Courier, event: Mapping[str, Any]) -> dict[str, Any]:
    """Sweep as the schedule calls for it.

    Raises: LeftUndone, after everything else was done.
    """
    report = sweep(courier, datetime.fromisoformat(event["time"]))
    log.info("job run", extra=watch.reported(report) | {"correlation": str(event["id"])})
    if report.left:
        raise LeftUndone(f"{report.left} of {report.due} left for the next run")
    return msgspec.to_builtins(report)  # type: ignore[no-any-return]


def streamed(courier: Courier, event: Mapping[str, Any]) -> dict[str, Any]:
    """Hand over what the outbox's stream brings, and send it.

    The stream says only which records have news. What could not be handed over is brought again
    by the stream, from there on; what was handed over is then found done.
    """
    first: dict[tuple[str, str], str] = {}
    for change in event["Records"]:
        if change["eventName"] == "INSERT":
            site, _, record = change["dynamodb"]["Keys"]["record"]["S"].partition("#")
            first.setdefault((site, record), change["dynamodb"]["SequenceNumber"])
    handed = {name: hand_over(courier.service, *name) for name in first}
    claims = [claim for each in handed.values() for claim in each.claims]
    done = deliver(courier, claims, STREAM_BUDGET)
    report = Report(
        job=STREAM,
        as_of=courier.service.clock().isoformat(),
        due=len(first),
        handed_over=sum(each.entries for each in handed.values()),
        sent=done.sent,
        failed=done.failed,
        parked=done.parked,
        left=sum(each.left for each in handed.values()) + done.left,
    )
    log.info("stream run", extra=watch.reported(report))
    failures = [first[name] for name, each in handed.items() if each.left]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failures]}


def _due(courier: Courier, job: str, as_of: datetime) -> list[Due]:
    return [due for batch in courier.service.store.due(job, as_of) for due in batch]


def _lanes(courier: Courier, waiting: Iterable[Due]) -> tuple[list[Lane], int]:
    """The lanes that are really due, and how many could not be read: they keep no other waiting."""
    keys = {Key(Lane, due.site, due.id): due for due in waiting}
    try:
        read = dict.fromkeys(keys, courier.service.store.load(keys))
    except Unreadable:
        read = {key: loaded for key in keys if (loaded := _alone(courier, key))}
    found = []
    for key, loaded in read.items():
        lane, due = loaded.record(Lane, key.site, key.id), keys[key]
        timer = lane and lane.timer(due.clause)
        if lane and timer and timer.due_at == due.due_at:
            found.append(lane)
    return found, len(keys) - len(read)


def _alone(courier: Courier, key: Key) -> Loaded | None:
    try:
        return courier.service.store.load([key])
    except Unreadable:
        log.exception("lane cannot be read", extra={"site": key.site, "record": key.id})
        return None
