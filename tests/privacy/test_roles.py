"""Every route answers every role without a number that the site's vault holds, but three
(P-private).

The numbers are those of everybody whom the site knows and of its letters, as the vault opens them;
the routes are the table's own, so that one that is added next year is asked too.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest

from app import OPERATIONS
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing
from chalicelib.core.record import Record
from chalicelib.reception.letters.model import Letter, seal_label
from chalicelib.service.operations import Operation
from chalicelib.service.searching import everything
from tests.bench import asking, metering
from tests.support import erasing, lodging
from tests.support.canary import Canary, sightings
from tests.support.residents import join, person
from tests.support.scenes import POSTS, scene
from tests.support.world import Reply, World

R = TypeVar("R", bound=Record)
pytestmark = pytest.mark.clause("P-private", "P-who")
READINGS = frozenset({"ticket-contact", "relative-document", "letter-print"})
"""Where a number is shown on purpose, to the roles that the route names."""
GETS = [op for op in OPERATIONS if op.method == "GET"]
ALL = cast(
    "Operation",
    SimpleNamespace(
        name="violation",
        path="{lane}{handover}{day}{delegation}{plan}{pass}{visit}{employee}{letter}"
        "{reception}{trip}{car}{driver}{advance}{claim}{settlement}{statement}",
    ),
)
"""An operation whose path names everything there is."""
WITH_A_PART = (
    *(lodging.EMPLOYEE, lodging.COLLEAGUE, lodging.MANAGER, lodging.DIRECTOR),
    *(lodging.DORMITORY, lodging.GUARD),
    *("owner-wong", "owner-lau", "engineer-lee", "head-ho", "desk-chan", "supervisor-chow"),
)


@dataclass
class Stage:
    """A site where there is one of everything, and who asks."""

    world: World
    ticket: Reply
    places: dict[str, str]
    askers: tuple[str, ...]

    def path(self, op: Operation) -> str:
        """The route's address; files and forms are of many things, and are put there for each."""
        apart = "{file}" in op.path or "{number}" in op.path
        named = asking.places(self.world, op, self.ticket) if apart else self.places
        return op.path.removeprefix("/sites/{site}").format_map(named)


def known(world: World, kind: type[R]) -> list[R]:
    """All records of a kind."""
    store = world.house.service.store
    listing = Listing(table=kind.TABLE, partition=world.site, begins=f"{kind.KIND}#", limit=100)
    keys = [Key(kind, world.site, each["id"]) for each in everything(store, listing)]
    loaded = store.load(keys)
    return [each for key in keys if isinstance(each := loaded.record(*key), kind)]


def numbers(world: World) -> list[Canary]:
    """Of everybody known by now, and of the letters."""
    vault, people = world.house.vault, known(world, Person)
    phones = (vault.phone(each) for each in people if each.phone)
    documents = (vault.identity(each) for each in people if each.identity)
    contacts = (
        vault.unseal(seal_label(world.site, each.id), each.sealed)
        for each in known(world, Letter)
        if each.sealed
    )
    return [Canary(each) for each in (*phones, *documents, *contacts)]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with metering.bench(defaultdict(set)) as bench:
        world = bench.world
        erasing.called(world)
        ticket = world.intake()
        roles = [
            join(world, person(f"as-{role}", role, department="engineering"), "139 0013 7777")
            for role in Role
        ]
        yield Stage(world, ticket, asking.places(world, ALL, ticket), (*roles, *WITH_A_PART))


def last_reading(stage: Stage, op: Operation, reply: Reply) -> dict[str, Any]:
    """Of the letter that was printed, or of whose number was read."""
    letter = f"letter#{stage.places['letter']}"
    read = letter if op.name == "letter-print" else f"person#{reply.json['person']}"
    return erasing.entries(stage.world, read)[-1]


@pytest.mark.parametrize("op", GETS, ids=lambda op: op.name)
def test_no_role_is_shown_a_number_but_where_it_is_needed(stage: Stage, op: Operation) -> None:
    world = stage.world
    path, every = stage.path(op), numbers(world)
    assert len(every) > 20
    answered = 0
    for who in stage.askers:
        reply = world.get(f"{path}?{asking.asked_of(op)}", who)
        answered += reply.status == 200
        seen = sightings(str(reply.headers).encode() + reply.body, every)
        if op.name in READINGS and reply.status == 200:
            shown = last_reading(stage, op, reply)
            assert (shown["by"], shown["command"], shown["clause"]) == (who, op.name, "P-private")
            assert seen
        else:
            assert seen == set(), who
    assert answered, path


@pytest.mark.parametrize("op", POSTS, ids=lambda op: op.name)
def test_no_step_answers_with_a_number(real: World, op: Operation) -> None:
    reply = scene(real, op).send(real)
    assert reply.status in (200, 201), reply.json
    assert sightings(str(reply.headers).encode() + reply.body, numbers(real)) == set()


def test_three_routes_show_a_number_and_each_is_for_who_needs_it() -> None:
    allowed = {op.name: op.who for op in OPERATIONS if op.name in READINGS}
    assert allowed["relative-document"] == {Role.DORMITORY}
    assert allowed["letter-print"] == {Role.OFFICE, Role.OFFICE_HEAD, Role.HOST_DEPARTMENT}
    assert allowed["ticket-contact"].isdisjoint({Role.OWNER, Role.FINANCE, Role.GM, Role.ADMIN})
    unkeyed = {op.name for op in OPERATIONS if getattr(op, "keyed", True) is False}
    printing = ("account", "claim", "form", "settlement", "stay", "violation")
    printed = {f"{each}-print" for each in printing}
    assert unkeyed == READINGS | printed
