"""What waits for a person: all that any list says is asked of them, most urgent first (P-find)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.life import NEW, Life
from chalicelib.core.people import Person
from chalicelib.core.site import Desk, Site
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.whose import WHOLE_SITE
from chalicelib.waiting.sources import SOURCES, Source
from tests.support.faults import watched
from tests.support.residents import settle, stored
from tests.support.scenes import IN_ROLE
from tests.support.world import World
from tests.tickets.building import PUBLIC, Case

HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}

PEOPLE = sorted({*IN_ROLE.values(), "owner-wong"})
BY_STATE = [source for source in SOURCES if source.lives]


def record_of(view: dict[str, Any]) -> dict[str, Any]:
    """The record in a view of it, or the view where it is the record."""
    held = (each for each in view.values() if isinstance(each, dict) and "site" in each)
    return next(held, view)


def due(view: dict[str, Any]) -> str:
    """When the first of it falls due; after every instant where nothing does."""
    return min((timer["due_at"] for timer in record_of(view).get("timers", ())), default="~")


def waiting(world: World, who: str, limit: int = 100) -> list[dict[str, Any]]:
    """What waits for somebody, as it is shown."""
    reply = world.get(f"/waiting?limit={limit}", who)
    assert reply.status == 200, reply.json
    return [view for item in reply.json["items"] for key, view in item.items() if key != "list"]


def asked_in(world: World, source: Source, who: str) -> Iterator[dict[str, Any]]:
    """Every row of a list that asks something of somebody, state by state."""
    person = stored(world, Person, who)
    path = source.listed.path.removeprefix("/sites/{site}")
    asked = (
        [f"limit=100&state={state}" for state in source.kind.WAITS]
        if source.lives
        else [f"limit={source.newest}"]
    )
    asked = [each + "".join(f"&{key}={of}" for key, of in source.asking.items()) for each in asked]
    for query in asked:
        if source.kind is Ticket and source.lives and not person.has(WHOLE_SITE):
            query += f"&department={person.department}"
        reply = world.get(f"{path}?{query}", who)
        if reply.status == 403:
            return
        assert reply.status == 200, reply.json
        assert reply.json["next"] is None or not source.lives, "more than a page of it"
        for row in reply.json["items"]:
            if any(action.get("asked") for action in row["allowed_actions"]):
                yield row


@pytest.mark.clause("P-find", "P-who")
@pytest.mark.parametrize("who", PEOPLE)
def test_what_any_list_asks_of_somebody_waits_for_them_soonest_due_first(
    estate: World, who: str
) -> None:
    lists = [row for source in SOURCES for row in asked_in(estate, source, who)]
    rows = {record_of(row)["id"]: row for row in lists}
    shown = waiting(estate, who)
    assert [due(view) for view in shown] == sorted(map(due, rows.values()))[:100]
    ids = [record_of(view)["id"] for view in shown]
    assert set(ids) <= set(rows)
    assert len(set(ids)) == len(ids) == min(len(rows), 100)


def test_something_waits_for_nearly_everybody(estate: World) -> None:
    """Else what was just compared were two empty lists."""
    idle = {who for who in PEOPLE if not waiting(estate, who)}
    assert idle <= {"admin-cheng", "guard-fok", "owner-lau"}, idle


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("source", BY_STATE, ids=lambda source: source.name)
def test_a_record_stands_by_what_is_due_in_just_those_states_in_which_a_step_is_asked(
    source: Source,
) -> None:
    lives: list[Life] = list(source.lives)
    asked = {state for life in lives for step in life.steps.values() for state in step.asked_in}
    assert asked - {NEW} == source.kind.WAITS


@pytest.mark.clause("P-who")
def test_what_a_site_does_not_work_with_is_not_looked_for(estate: World) -> None:
    gm = IN_ROLE["gm"]
    assert any("ticket" not in view for view in waiting(estate, gm))
    settle(estate, stored(estate, Site, estate.site), desks=(Desk.TICKETS,))
    assert all("ticket" in view for view in waiting(estate, gm))
    settle(estate, stored(estate, Site, estate.site), desks=())


@pytest.mark.clause("P-find", "T-4.3.2")
def test_what_has_waited_longest_stands_first_however_much_came_after_it(world: World) -> None:
    """And it is no dearer to find."""
    old = Case(world, **HALL)
    world.clock.at += timedelta(minutes=1)
    Case(world, **HALL)
    with watched(world.house.service.store._connection) as few:
        assert record_of(waiting(world, "engineer-lee", 1)[0])["id"] == old.id
    for _ in range(60):
        world.clock.at += timedelta(seconds=1)
        Case(world, **HALL)
    with watched(world.house.service.store._connection) as many:
        assert record_of(waiting(world, "engineer-lee", 1)[0])["id"] == old.id
    assert len(many.made) == len(few.made)
    assert world.get("/waiting?limit=12", "engineer-lee").json["more"]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_how_much_is_between_one_and_a_hundred(world: World, limit: str) -> None:
    reply = world.get(f"/waiting?limit={limit}", "desk-chan")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/limit")
