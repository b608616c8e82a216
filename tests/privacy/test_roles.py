"""Every route answers every role without a number that the site's vault holds, but two (P-private).

The numbers are those of everybody whom the site knows, as the vault opens them; the routes are the
table's own, so that one that is added next year is asked too.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app import OPERATIONS
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing
from chalicelib.service.operations import Operation
from chalicelib.service.searching import everything
from tests.bench import costs
from tests.support import erasing, lodging
from tests.support.canary import Canary, sightings
from tests.support.residents import join, person
from tests.support.scenes import POSTS, scene
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("P-private", "P-who")
READINGS = frozenset({"ticket-contact", "relative-document"})
"""Where a number is shown on purpose, to the roles that the route names."""
GETS = [op for op in OPERATIONS if op.method == "GET"]
ALL = cast(
    "Operation",
    SimpleNamespace(
        name="violation", path="{lane}{handover}{day}{delegation}{plan}{pass}{visit}{employee}"
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
        """The route's address; files hang on many things, and are put there for each."""
        files = "{file}" in op.path
        named = costs.places(self.world, op, self.ticket) if files else self.places
        return op.path.removeprefix("/sites/{site}").format_map(named)


def numbers(world: World) -> list[Canary]:
    """Of everybody known by now."""
    store, vault = world.house.service.store, world.house.vault
    listing = Listing(table="directory", partition=world.site, begins="person#", limit=100)
    keys = [Key(Person, world.site, each["id"]) for each in everything(store, listing)]
    loaded = store.load(keys)
    people = [each for key in keys if isinstance(each := loaded.record(*key), Person)]
    phones = (vault.phone(each) for each in people if each.phone)
    documents = (vault.identity(each) for each in people if each.identity)
    return [Canary(each) for each in (*phones, *documents)]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with costs.bench(defaultdict(set)) as bench:
        world = bench.world
        erasing.called(world)
        ticket = world.intake()
        roles = [
            join(world, person(f"as-{role}", role, department="engineering"), "139 0013 7777")
            for role in Role
        ]
        yield Stage(world, ticket, costs.places(world, ALL, ticket), (*roles, *WITH_A_PART))


def last_reading(world: World, id: str) -> dict[str, Any]:
    return erasing.entries(world, f"person#{id}")[-1]


@pytest.mark.parametrize("op", GETS, ids=lambda op: op.name)
def test_no_role_is_shown_a_number_but_where_it_is_needed(stage: Stage, op: Operation) -> None:
    world = stage.world
    path, known = stage.path(op), numbers(world)
    assert len(known) > 20
    answered = 0
    for who in stage.askers:
        reply = world.get(f"{path}?{costs.asked_of(op)}", who)
        answered += reply.status == 200
        seen = sightings(str(reply.headers).encode() + reply.body, known)
        if op.name in READINGS and reply.status == 200:
            shown = last_reading(world, reply.json["person"])
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


def test_two_routes_show_a_number_and_each_is_for_who_needs_it() -> None:
    allowed = {op.name: op.who for op in OPERATIONS if op.name in READINGS}
    assert allowed["relative-document"] == {Role.DORMITORY}
    assert allowed["ticket-contact"].isdisjoint({Role.OWNER, Role.FINANCE, Role.GM, Role.ADMIN})
    unkeyed = {op.name for op in OPERATIONS if getattr(op, "keyed", True) is False}
    assert unkeyed == READINGS
