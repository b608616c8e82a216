"""The verification that runs by itself, and fails where something does not hold."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec

from chalicelib import watch
from chalicelib.audit.verification import Audit
from chalicelib.core.record import Frozen
from chalicelib.store.whole import WholeStore

log = logging.getLogger(__name__)

JOB = "verify"
BUDGET = 780.0
"""Seconds that it may read for: two minutes less than the longest that Lambda lets it run."""
READERS = 4
_NAMED = 50
"""As many flaws as are named in the log; `python -m ops.audit` names them all."""
_OF_HISTORY = frozenset(
    {"missing", "unchained", "altered", "truncated", "record_altered", "record_missing"}
)


class Verification(Frozen):
    """What a run of the verification found."""

    job: str = JOB
    as_of: str
    verified: int = 0
    """1 where everything was read, whatever was found."""
    records: int = 0
    entries: int = 0
    messages: int = 0
    postings: int = 0
    history_flaws: int = 0
    """Places where a history, or its record, does not hold (P-history)."""
    other_flaws: int = 0
    """Timers, holds, forms, numbers, messages and postings that do not agree with what says so."""
    ledger_imbalance: int = 0
    """Fen by which journals do not sum to zero, without sign (P-money)."""
    looked_again: int = 0
    seconds: float = 0.0


class Flawed(Exception):
    """Something that is kept does not hold: the function fails, so that it is seen."""


def scheduled(store: WholeStore, event: dict[str, Any], budget: float = BUDGET) -> dict[str, Any]:
    """Verify everything, as the schedule calls for it.

    Raises: Flawed where something does not hold; OutOfTime where not all could be read in the
    time, and then nothing is reported as verified; Unavailable.
    """
    correlation = str(event["id"])
    report = Verification(as_of=event["time"])
    try:
        report = _run(store, event["time"], budget, correlation)
    finally:
        log.info("job run", extra={"correlation": correlation, **watch.reported(report)})
    if report.history_flaws or report.other_flaws:
        raise Flawed(f"{report.history_flaws + report.other_flaws} flaws")
    return msgspec.to_builtins(report)  # type: ignore[no-any-return]


def _run(store: WholeStore, as_of: str, budget: float, correlation: str) -> Verification:
    with ThreadPoolExecutor(READERS) as readers:
        until = time.monotonic() + budget
        found = Audit(lambda: store, readers, segments=READERS, until=until).run()
    for flaw in found.flaws[:_NAMED]:
        log.error("flaw", extra={"correlation": correlation, **msgspec.to_builtins(flaw)})
    of_history = sum(flaw.what in _OF_HISTORY for flaw in found.flaws)
    return Verification(
        as_of=as_of,
        verified=1,
        records=found.records,
        entries=found.counted["history"],
        messages=found.counted["outbox"],
        postings=found.counted["ledger"],
        history_flaws=of_history,
        other_flaws=len(found.flaws) - of_history,
        ledger_imbalance=found.imbalance,
        looked_again=found.looked_again,
        seconds=round(found.seconds, 3),
    )
