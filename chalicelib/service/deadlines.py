"""Doing what falls due: the same road as a form, with the program as the one who acts."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import watch
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, program
from chalicelib.core.ports import Conflict, Due, Key, Loaded, Unavailable, Unreadable
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Site
from chalicelib.service.operations import no_terms
from chalicelib.service.requests import TRIES, Service

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Firing:
    """What a timer sets off."""

    decide: Callable[[Any, Act[Any]], Change]
    counts: tuple[str, ...] = ()
    """The forms that it may issue."""
    beside: Callable[[Any, Site], Key | None] | None = None
    """The other record that the rule looks at, if it looks at one."""
    actor: Callable[[Any], Person] | None = None
    """Whose act it is, where somebody asked for it; the program's own otherwise."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A scheduled function: the kinds of record whose timers it fires, and the rule they fire."""

    name: str
    clause: str
    kinds: tuple[type[Record], ...]
    terms: Callable[[Any], Key | None] = no_terms
    """The settings that a record was opened under, if it was under any."""
    decide: Callable[[Any, Act[Any]], Change]
    counts: tuple[str, ...] = ()
    """The forms that `decide` may issue."""
    others: Mapping[str, Firing] = field(default_factory=dict)
    """What its timers of further clauses set off, where a record may have several."""

    leaves: frozenset[str] = frozenset()
    """Clauses whose timers it does not fire: they are for another run."""

    def key(self, due: Due) -> Key:
        """The record that a timer is on."""
        kind = next(each for each in self.kinds if due.kind == each.KIND)
        return Key(kind, due.site, due.id)

    def firing(self, clause: str) -> Firing:
        """What a timer of a clause sets off."""
        return self.others.get(clause) or Firing(decide=self.decide, counts=self.counts)

    chains: bool = False
    """Whether what it fires may leave the next thing due at once: then that is done as well."""


class Report(Frozen):
    """What one run of a job did."""

    job: str
    as_of: str
    due: int = 0
    """Timers found due."""
    fired: int = 0
    """Effects carried out by this run."""
    failed: int = 0
    """Left for the next run, each with a log entry."""
    oldest_seconds: int = 0
    """How long ago, at `as_of`, the oldest of what was found due fell due."""


def run(
    service: Service, job: Job, as_of: datetime, correlation: str, site: str | None = None
) -> Report:
    """Fire everything of a job that is due, of one site or of all.

    Whatever was missed is caught up. A record that cannot be done is logged and left due; it
    keeps no other from being done.

    Raises: Unavailable where what is due could not even be read.
    """
    counts = {"due": 0, "fired": 0, "failed": 0, "oldest_seconds": 0}
    found = _pass(service, job, as_of, correlation, site, counts)
    while job.chains and found:
        before, found = found, _pass(service, job, as_of, correlation, site, counts)
        if found == before:
            break
    return Report(job=job.name, as_of=as_of.isoformat(), **counts)


def _pass(
    service: Service,
    job: Job,
    as_of: datetime,
    correlation: str,
    site: str | None,
    counts: dict[str, int],
) -> set[Due]:
    """Everything due, once over; what came of it is added to the counts. Returns what was due."""
    found: set[Due] = set()
    for batch in service.store.due(job.name, as_of):
        wanted = [due for due in batch if site in (None, due.site) and due.clause not in job.leaves]
        found.update(wanted)
        counts["due"] += len(wanted)
        ages = (int((as_of - due.due_at).total_seconds()) for due in wanted)
        counts["oldest_seconds"] = max(counts["oldest_seconds"], *ages, 0)
        loaded = _load_all(service, job, wanted)
        for due in wanted:
            try:
                counts["fired"] += _fire(service, job, due, loaded, correlation)
            except Exception:
                counts["failed"] += 1
                log.exception(
                    "deadline left for the next run",
                    extra={
                        "job": job.name,
                        "site": due.site,
                        "record": due.id,
                        "correlation": correlation,
                    },
                )
    return found


def _load_all(service: Service, job: Job, wanted: list[Due]) -> Loaded | None:
    """Everything at once; None if one of them cannot be read, so that each is tried by itself."""
    try:
        return _load(service, job, wanted)
    except Unreadable:
        return None


def _load(
    service: Service,
    job: Job,
    wanted: list[Due],
    counters: tuple[str, tuple[str, ...]] | None = None,
) -> Loaded:
    keys = [job.key(due) for due in wanted]
    sites = (Key(Site, due.site, due.site) for due in wanted)
    loaded = service.store.load([*keys, *sites], counters=counters)
    records = (loaded.record(*key) for key in keys)
    terms = (job.terms(record) for record in records if record)
    return loaded | service.store.load(each for each in terms if each)


def _fire(service: Service, job: Job, due: Due, loaded: Loaded | None, correlation: str) -> bool:
    """Whether this run carried out the effect; somebody else may have been quicker.

    What issues a form reads its counter with the record: those before it may have advanced it.
    """
    firing = job.firing(due.clause)
    for attempt in range(TRIES):
        if firing.counts or loaded is None:
            loaded = _load(service, job, [due], (due.site, firing.counts))
        record = loaded.record(*job.key(due))
        site = loaded.record(Site, due.site, due.site)
        timer = record and record.timer(due.clause)
        if not record or not site or not timer or timer.due_at != due.due_at:
            return False
        act: Act[Any] = _act(service, job, firing, record, site, loaded)
        other = firing.beside(record, site) if firing.beside else None
        if other:
            act = replace(act, beside=service.store.load([other]).record(*other))
        entered = enter(firing.decide(record, act), _stamp(job, due.clause, act, correlation))
        try:
            service.store.commit(entered)
        except (Conflict, Unavailable) as trouble:
            if attempt == TRIES - 1:
                raise
            log.info(
                "deadline tried again",
                extra={"job": job.name, "trouble": str(trouble), "correlation": correlation},
            )
            service.pause(attempt)
            loaded = None
        else:
            return True
    return False


def _act(
    service: Service, job: Job, firing: Firing, record: Record, site: Site, loaded: Loaded
) -> Act[Any]:
    now = service.clock()
    terms = job.terms(record)
    return Act(
        person=firing.actor(record) if firing.actor else program(site.id, job.name),
        now=now,
        site=site,
        terms=terms and loaded.record(*terms),
        fresh_id=service.fresh_id(now),
        counters=loaded.counters,
    )


def _stamp(job: Job, clause: str, act: Act[Any], correlation: str) -> Stamp:
    return Stamp(
        by=act.person.id,
        name=act.person.name,
        at=act.now,
        command=job.name,
        clause=clause,
        correlation=correlation,
    )


class LeftUndone(Exception):
    """A run left deadlines for the next one: the function fails, so that it is seen and retried."""


def scheduled(service: Service, job: Job, event: dict[str, Any]) -> dict[str, Any]:
    """Run a job as its schedule calls it. The event says when it was due to run, not when it does.

    Raises: LeftUndone, after everything else was done.
    """
    as_of = datetime.fromisoformat(event["time"])
    correlation = str(event["id"])
    report = run(service, job, as_of, correlation)
    log.info("job run", extra={"correlation": correlation, **watch.reported(report)})
    if report.failed:
        raise LeftUndone(f"{report.failed} of {report.due} left for the next run")
    return msgspec.to_builtins(report)  # type: ignore[no-any-return]
