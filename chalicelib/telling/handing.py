"""Handing messages over: from the outbox to the lanes of those who are told, each once, in order.

An entry's announcement goes in the transaction that puts its messages into their lanes. Stream
and sweep may both try: one wins, the other finds nothing to do.
"""

import logging
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import convert

from chalicelib.core.change import Change
from chalicelib.core.history import enter
from chalicelib.core.outbox import Announced, Told
from chalicelib.core.people import Person
from chalicelib.core.ports import Conflict, Key, Listing, Unavailable
from chalicelib.service.requests import TRIES, Service
from chalicelib.telling import lanes
from chalicelib.telling.delivering import Claim, stamp
from chalicelib.telling.model import Lane, Telling, Way, lane_id
from chalicelib.telling.whom import ways

log = logging.getLogger(__name__)

_MOST_MESSAGES = 100
"""More than a transaction holds, so every message of an entry is on one page."""
_LANES_AT_ONCE = 30
"""Record, entry and timer each, and the announcement: a transaction holds a hundred items."""


class Handed(NamedTuple):
    """What came of handing over a record's messages."""

    entries: int
    claims: tuple[Claim, ...]
    """Lanes that nobody was sending: they are claimed by whoever handed over, who sends at once."""
    left: int
    """1 if there was trouble, with a log entry; what comes after waits, for order's sake."""


def hand_over(service: Service, site: str, record: str) -> Handed:
    """Hand over whatever of a record (`kind#id`) is announced, in the order of its history."""
    claim, entries, claims = service.fresh_id(service.clock()), 0, dict[str, Claim]()
    try:
        for announced in service.store.announced(site, record):
            for lane in _entry(service, announced, claim):
                claims[lane.id] = Claim(lane, claim)
            entries += 1
    except Exception:
        log.exception("messages left for the next run", extra={"site": site, "record": record})
        return Handed(entries, tuple(claims.values()), left=1)
    return Handed(entries, tuple(claims.values()), left=0)


def _entry(service: Service, announced: Announced, claim: str) -> list[Lane]:
    """The lanes that are ours to send after an entry's messages came into them.

    Raises: Conflict, Unavailable, Unreadable.
    """
    told = _messages(service, announced)
    for attempt in range(TRIES):
        before = _lanes(service, announced, told)
        after = [_after(service, lane, those, claim) for lane, those in before]
        try:
            _commit(service, announced, told, [lane for lane, _ in before], after)
        except (Conflict, Unavailable):
            if attempt == TRIES - 1:
                raise
        else:
            return [lane for lane in after if lane.claim == claim]
        service.pause(attempt)
        if announced not in service.store.announced(announced.site, announced.record):
            break
    return [lane for lane, _ in _lanes(service, announced, told) if lane.claim == claim]


def _messages(service: Service, announced: Announced) -> list[Told]:
    listing = Listing(
        table="outbox",
        partition=f"{announced.site}#{announced.record}",
        begins=f"{announced.seq:09d}#",
        limit=_MOST_MESSAGES,
        consistent=True,
    )
    return [convert(item, Told) for item in service.store.page(listing).items]


def _lanes(
    service: Service, announced: Announced, told: Sequence[Told]
) -> list[tuple[Lane, tuple[Told, ...]]]:
    """Every lane that the messages come into, as it is now or new, with those that do."""
    site, about = announced.site, announced.record
    persons = {each.message.to: Key(Person, site, each.message.to) for each in told}
    loaded = service.store.load([Key(Telling, site, site), *persons.values()])
    telling = loaded.record(Telling, site, site)
    if telling is None:
        return []
    found = {id: loaded.record(Person, site, id) for id in persons}
    parts = ways(telling, {id: person for id, person in found.items() if person}, told)
    ids = {way: lane_id(about, way) for way in parts}
    known = service.store.load(Key(Lane, site, id) for id in ids.values())

    def lane(way: Way) -> Lane:
        new = Lane(site=site, id=ids[way], about=about, way=way)
        return known.record(Lane, site, ids[way]) or new

    return [(lane(way), those) for way, those in parts.items()]


def _after(service: Service, lane: Lane, told: Sequence[Told], claim: str) -> Lane:
    after = lanes.taken(lane, told)
    if after is lane or not lanes.idle(lane):
        return after
    return lanes.claimed(after, claim, service.clock())


def _commit(
    service: Service,
    announced: Announced,
    told: Sequence[Told],
    before: Sequence[Lane],
    after: Sequence[Lane],
) -> None:
    """As many transactions as it takes; the announcement goes with the last.

    A lane takes no message in twice, so beginning again after one of them does no harm.
    """
    changes = [
        Change(before=old if old.version else None, after=new, facts={"taken": new.taken})
        for old, new in zip(before, after, strict=True)
        if new is not old
    ]
    made = stamp(announced.site, "message-handed-over", service.clock(), told[0].correlation)
    entered = [each for change in changes for each in enter(change, made)]
    while len(entered) > _LANES_AT_ONCE:
        service.store.commit(entered[:_LANES_AT_ONCE])
        entered = entered[_LANES_AT_ONCE:]
    service.store.commit(entered, handed_over=(announced,))
