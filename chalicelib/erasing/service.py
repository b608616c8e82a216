"""Erasing somebody's private values on request, over HTTP (P-private)."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from chalicelib.common.people import ADMIN, ONE_PERSON, PersonView, person_key, person_view
from chalicelib.core import erasing
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import CLAUSE, GRACE
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import GUEST, Person
from chalicelib.core.ports import Loaded, Store
from chalicelib.core.record import Record
from chalicelib.erasing import gathering
from chalicelib.service.operations import Call, Command, Operation
from chalicelib.tickets.rules.callers import is_open


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """What an administrator does on a person's request."""

    def decide(loaded: Loaded, form: Reason, act: Act[Any], call: Call) -> Change:
        person = loaded.record(*person_key(call))
        assert isinstance(person, Person)
        obstacle = erasing.obstacle(person)
        if obstacle:
            raise obstacle
        unfinished = _in_use(store(), person)
        if unfinished:
            number, holder = unfinished.forms[0].number, unfinished.name_in_history
            raise Refusal("still_needed", CLAUSE, number=number, holder=holder)
        asked = replace(person, erasure=act.now)
        return Change(before=person, after=erasing.timed(asked, act.now + GRACE))

    return (
        Command(
            name="person-erase",
            about="Erase somebody's private values on request; done within three hours 刪除",
            path=f"{ONE_PERSON}/erase",
            clause=CLAUSE,
            who=ADMIN,
            form=Reason,
            answer=PersonView,
            subject=person_key,
            decide=decide,
            show=person_view,
        ),
    )


def _in_use(store: Store, person: Person) -> Record | None:
    """What they are needed for, if they are for anything."""
    if person.id.startswith(GUEST):
        return gathering.traces(store, person).open
    return is_open(gathering.tickets(store, person))
