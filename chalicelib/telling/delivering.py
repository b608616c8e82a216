"""Sending what waits in a lane: claimed by one, sent in order, every try in the lane's history."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.means import Means
from chalicelib.core.outbox import Told
from chalicelib.core.people import Person, program
from chalicelib.core.ports import (
    Carrier,
    Conflict,
    Failed,
    Key,
    Loaded,
    Target,
    Unavailable,
    Undeliverable,
    Vault,
)
from chalicelib.core.record import Frozen
from chalicelib.core.site import Site
from chalicelib.core.words import Language
from chalicelib.service.requests import TRIES, Service
from chalicelib.telling import lanes
from chalicelib.telling.letters import letter
from chalicelib.telling.model import CLAUSE, Channel, Lane, Telling

log = logging.getLogger(__name__)

MESSAGES = "messages"
"""The program's name as the one who hands over and sends."""
_AT_ONCE = 16
"""Channels that are sent to at the same time, so that none waits for a slow one."""


@dataclass(frozen=True, kw_only=True)
class Courier:
    """The hands of those who tell: the store and clock, the vault, and the means there are."""

    service: Service
    vault: Vault
    carriers: Mapping[Means, Carrier]


class Claim(NamedTuple):
    """A lane, and the claim under which it is sent; an empty one has still to be made."""

    lane: Lane
    claim: str = ""


class Sendings(Frozen):
    """What came of sending."""

    sent: int = 0
    failed: int = 0
    """Tried, and to be tried again."""
    parked: int = 0
    left: int = 0
    """Lanes left for the next run, each with a log entry."""

    def __add__(self, other: "Sendings") -> "Sendings":
        mine, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        names = self.__struct_fields__
        return Sendings(**{n: a + b for n, a, b in zip(names, mine, theirs, strict=True)})


def deliver(courier: Courier, claims: Sequence[Claim], budget: timedelta) -> Sendings:
    """Send what waits in these lanes, channel beside channel, lane after lane.

    What is not begun within the budget stays claimed or due, and is taken up by a later run.
    """
    until = courier.service.clock() + budget
    channels: dict[Any, list[Claim]] = defaultdict(list)
    for claim in claims:
        way = claim.lane.way
        channels[claim.lane.site, way.means, way.channel].append(claim)
    if len(channels) < 2:
        return sum((_channel(courier, each, until) for each in channels.values()), Sendings())
    with ThreadPoolExecutor(max_workers=min(_AT_ONCE, len(channels))) as pool:
        runs = [
            pool.submit(copy_context().run, _channel, courier, each, until)
            for each in channels.values()
        ]
        return sum((run.result() for run in runs), Sendings())


def _channel(courier: Courier, claims: Iterable[Claim], until: datetime) -> Sendings:
    done = Sendings()
    for lane, claim in claims:
        if courier.service.clock() >= until:
            done += Sendings(left=1)
            continue
        try:
            done += _Sending(courier, lane, claim, until).run()
        except Exception:
            done += Sendings(left=1)
            extra = {"site": lane.site, "record": lane.id, "means": lane.way.means}
            log.exception("lane left for the next run", extra=extra)
    return done


class _Sending:
    """One lane being sent by one worker."""

    def __init__(self, courier: Courier, lane: Lane, claim: str, until: datetime) -> None:
        self._courier = courier
        self._service = courier.service
        self._lane = lane
        self._claim = claim
        self._until = until

    def run(self) -> Sendings:
        """Send until nothing waits, a try fails, or somebody else has the lane.

        Raises: Unavailable, Conflict: the claim lapses, and a later run goes on.
        """
        done, settings = Sendings(), self._settings()
        if not self._claim:
            self._take()
        while self._mine() and self._lane.waiting and self._service.clock() < self._until:
            done += self._next(self._lane.waiting[0].told, settings)
        return done

    def _mine(self) -> bool:
        return self._lane.claim == self._claim

    def _take(self) -> None:
        """Claim the lane that fell due, unless somebody else is quicker."""
        claim, due = self._service.fresh_id(self._service.clock()), self._lane.timer(CLAUSE)
        self._settle(
            "claimed",
            self._lane.waiting[0].told,
            lambda lane, now: lanes.claimed(lane, claim, now),
            lambda lane: lane.claim != claim and lane.timer(CLAUSE) == due,
        )
        self._claim = claim

    def _next(self, told: Told, settings: Loaded) -> Sendings:
        """Try to send a message, and write down what came of it."""

        def waits(lane: Lane) -> bool:
            return self._mine() and any(each.told.id == told.id for each in lane.waiting)

        try:
            self._send(told, settings)
        except Failed as trouble:
            reason, after = trouble.reason, trouble.after
            self._settle(
                "failed",
                told,
                lambda lane, now: lanes.failed(lane, told, reason, after, now),
                waits,
                reason,
            )
        except Undeliverable as trouble:
            reason = trouble.reason
            self._settle(
                "parked",
                told,
                lambda lane, now: lanes.parked(lane, told, reason, now),
                waits,
                reason,
            )
        else:
            self._settle("sent", told, lambda lane, now: lanes.sent(lane, told, now), waits)
            return Sendings(sent=1)
        given_up = any(each.told.id == told.id for each in self._lane.parked)
        return Sendings(parked=1) if given_up else Sendings(failed=1)

    def _send(self, told: Told, settings: Loaded) -> None:
        """Raises: Failed, Undeliverable."""
        lane, means = self._lane, self._lane.way.means
        site = settings.record(Site, lane.site, lane.site)
        carrier = self._courier.carriers.get(means)
        if carrier is None or site is None:
            raise Undeliverable("not_available_here")
        target, language = self._target(settings)
        try:
            made = letter(told, means, site, language)
            carrier.send(target, made, self._service.clock())
        except (Failed, Undeliverable):
            raise
        except Exception:
            log.exception("message not sent", extra={"site": lane.site, "means": means})
            raise Failed("internal") from None

    def _target(self, settings: Loaded) -> tuple[Target, Language]:
        lane, vault = self._lane, self._courier.vault
        if lane.way.person:
            person = settings.record(Person, lane.site, lane.way.person)
            if person is None or not person.active:
                raise Undeliverable("not_active")
            if lane.way.means is Means.EMAIL and person.mail:
                return Target(address=vault.mail(person)), person.language
            if lane.way.means is Means.SMS and person.phone:
                return Target(address=vault.phone(person)), person.language
            raise Undeliverable("no_address")
        telling = settings.record(Telling, lane.site, lane.site)
        channel = telling.channel(lane.way.channel) if telling else None
        if channel is None or channel.means is not lane.way.means:
            raise Undeliverable("channel_removed")
        return opened(vault, lane.site, channel), channel.language

    def _settle(
        self,
        what: str,
        told: Told,
        change: Callable[[Lane, datetime], Lane],
        holds: Callable[[Lane], bool],
        reason: str = "",
    ) -> None:
        """Commit a change of the lane as it is now, as long as it still holds for the lane."""
        for attempt in range(TRIES):
            now = self._service.clock()
            made = Change(
                before=self._lane,
                after=change(self._lane, now),
                facts={"message": told.id, "reason": reason},
            )
            entered = enter(made, stamp(self._lane.site, f"message-{what}", now, told.correlation))
            try:
                self._service.store.commit(entered)
            except (Conflict, Unavailable):
                if attempt == TRIES - 1:
                    raise
            else:
                record = entered[0].record
                assert isinstance(record, Lane)
                self._lane = record
                return
            self._service.pause(attempt)
            key = Key(Lane, self._lane.site, self._lane.id)
            self._lane = (
                self._service.store.load([key]).record(Lane, key.site, key.id) or self._lane
            )
            if not holds(self._lane):
                return

    def _settings(self) -> Loaded:
        site = self._lane.site
        keys = [Key(Site, site, site), Key(Telling, site, site)]
        if self._lane.way.person:
            keys.append(Key(Person, site, self._lane.way.person))
        return self._service.store.load(keys)


def opened(vault: Vault, site: str, channel: Channel) -> Target:
    """A channel's target in clear."""
    return msgspec.json.decode(vault.unseal(owner(site, channel.id), channel.box), type=Target)


def owner(site: str, channel: str) -> str:
    """What a channel's target is sealed for: this site and this channel, and no other."""
    return f"{site}#channel#{channel}"


def stamp(site: str, command: str, now: datetime, correlation: str) -> Stamp:
    """What the program writes in a lane's history."""
    who = program(site, MESSAGES)
    return Stamp(
        by=who.id, name=who.name, at=now, command=command, clause=CLAUSE, correlation=correlation
    )
