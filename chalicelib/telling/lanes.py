"""What happens to a lane: messages come in, are sent, fail, are parked, are sent again. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.core.outbox import Told
from chalicelib.core.record import Timer
from chalicelib.telling.model import CLAUSE, DELIVER, Lane, Parked, Waiting

LEASE = timedelta(minutes=1)
"""How long a claim holds; several times what a try may take."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=7)


def taken(lane: Lane, told: Iterable[Told]) -> Lane:
    """The lane with the messages that it has not taken in before, in order."""
    new = [each for each in told if each.place > lane.taken]
    if not new:
        return lane
    waiting = (Waiting(told=each, since=each.at) for each in new)
    return replace(lane, waiting=(*lane.waiting, *waiting), taken=new[-1].place)


def claimed(lane: Lane, claim: str, now: datetime) -> Lane:
    """The lane, to be sent by who made this claim and nobody else until it lapses."""
    return _due(replace(lane, claim=claim), now + LEASE)


def idle(lane: Lane) -> bool:
    """Whether nobody sends it and nobody is going to."""
    return lane.timer(CLAUSE) is None


def sent(lane: Lane, told: Told, now: datetime) -> Lane:
    """The lane once the message has left."""
    return _next(replace(lane, waiting=_without(lane, told)), now)


def failed(lane: Lane, told: Told, reason: str, after: float, now: datetime) -> Lane:
    """The lane after a try that failed: tried again later, for seven days, then parked."""
    waiting = next(each for each in lane.waiting if each.told.id == told.id)
    given_up_at = waiting.since + GIVEN_UP_AFTER
    if now >= given_up_at:
        return parked(lane, told, reason, now)
    wait = max(wait_after(lane.tries), timedelta(seconds=after))
    tried = replace(lane, tries=lane.tries + 1, reason=reason, claim="")
    return _due(tried, min(now + wait, given_up_at))


def parked(lane: Lane, told: Told, reason: str, now: datetime) -> Lane:
    """The lane once the message was given up; the next one goes on."""
    parked = (*lane.parked, Parked(told=told, at=now, reason=reason))
    return _next(replace(lane, waiting=_without(lane, told), parked=parked), now)


def again(lane: Lane, now: datetime) -> Lane:
    """The lane with all that was parked waiting again, in its place, for seven days from now.

    Raises: Refusal `nothing_parked`.
    """
    if not lane.parked:
        raise Refusal("nothing_parked", CLAUSE)
    back = [Waiting(told=each.told, since=now) for each in lane.parked]
    waiting = sorted((*back, *lane.waiting), key=lambda each: each.told.place)
    lane = replace(lane, waiting=tuple(waiting), parked=(), tries=0, reason="")
    return lane if lane.claim else _due(lane, now)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries that failed before: a minute, doubled each time."""
    return min(FIRST_WAIT * (1 << min(tries, 10)), LONGEST_WAIT)


def _without(lane: Lane, told: Told) -> tuple[Waiting, ...]:
    return tuple(each for each in lane.waiting if each.told.id != told.id)


def _next(lane: Lane, now: datetime) -> Lane:
    lane = replace(lane, tries=0, reason="")
    if lane.waiting:
        return _due(lane, now + LEASE)
    return replace(lane, claim="", timers=())


def _due(lane: Lane, at: datetime) -> Lane:
    return replace(lane, timers=(Timer(clause=CLAUSE, job=DELIVER, due_at=at),))
