"""Keeping what is private no longer than it is used (P-private). Pure.

A timer on the person says when somebody looks whether they are still in use; until then it costs
nothing, and a use does not touch it. Only who is used within `NEAR` of that moment is timed anew in
the transaction of the use: so nobody is erased while a record is made that needs them.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person
from chalicelib.core.record import Timer

CLAUSE = "P-private"
RETENTION = "retention"
"""The job that erases."""
NEAR = timedelta(days=1)
"""Longer than any request lasts, and than any index lags."""
GRACE = timedelta(hours=1)
"""From asking for somebody to be erased until they are: as long, and shorter than `NEAR`."""
AT_ONCE = 10
"""Records that one transaction takes the masks from."""
_STEP = timedelta(milliseconds=1)


def obstacle(person: Person) -> Refusal | None:
    """Why nothing of theirs is erased on request, as far as they themselves say."""
    if person.roles and person.active:
        return Refusal("has_part", CLAUSE)
    return None if person.salt else Refusal("nothing_private", CLAUSE)


def timed(person: Person, due_at: datetime) -> Person:
    """The person, to be looked at then."""
    timer = Timer(clause=CLAUSE, job=RETENTION, due_at=due_at)
    return replace(person, timers=(*_others(person), timer))


def untimed(person: Person) -> Person:
    """The person, whom no time erases: they have a part at the site."""
    return replace(person, timers=_others(person), erasure=None)


def going_on(person: Person) -> Person:
    """The person, with more to be done in the same run: due a moment before it was."""
    timer = person.timer(CLAUSE)
    assert timer
    return timed(person, timer.due_at - _STEP)


def used(person: Person, now: datetime, due_at: datetime) -> Person:
    """The person as a record needs them now: to be looked at `due_at`, if it was to be soon.

    Otherwise the very same, and nothing has to be written.
    """
    timer = person.timer(CLAUSE)
    if (person.roles and not person.erasure) or (timer and timer.due_at > now + NEAR):
        return person
    return timed(person, now + 2 * NEAR if person.erasure else due_at)


def sealed_anew(known: Person | None, sealed: Person) -> Person:
    """Who was erased and comes again: known by the same id, with a new key of their own."""
    if known is None:
        return sealed
    return replace(
        known,
        name=sealed.name,
        salt=sealed.salt,
        phone=sealed.phone,
        identity=sealed.identity,
        erased_at=None,
    )


def erased(person: Person, now: datetime) -> Person:
    """The person without key, sealed values and masks: nobody can read them any more."""
    return replace(untimed(person), salt="", phone=None, mail=None, identity=None, erased_at=now)


def _others(person: Person) -> tuple[Timer, ...]:
    return tuple(each for each in person.timers if each.clause != CLAUSE)
