"""One screen as somebody calls: who, where, what is open, what to say (T-2.0, T-4.1, T-5.1)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.core.words.reminders import RECEPTION, VISIT
from chalicelib.tickets import reception
from chalicelib.tickets.model.matter import Kind, State
from chalicelib.tickets.terms import Item, Unit
from local import sample
from tests.support.residents import join, person, stored
from tests.support.world import MONDAY, Reply, World
from tests.tickets.building import COMPLAINT, INDOOR, PUBLIC, Case, Paper, outcome

pytestmark = pytest.mark.clause("T-2.0")


@pytest.fixture
def world(estate: World) -> World:
    """On moto, one for all."""
    return estate


def asked(world: World, who: str = "desk-chan", language: str = "en", **query: str) -> Reply:
    return world.get(f"/intake?{urlencode(query)}", who, language=language)


def screen(world: World, who: str = "desk-chan", **query: str) -> dict[str, Any]:
    reply = asked(world, who, **query)
    assert reply.status == 200, reply.json
    shown = reply.json
    assert isinstance(shown, dict)
    return shown


def people(shown: dict[str, Any]) -> list[str]:
    return [each["person"] for each in shown["people"]]


def units(shown: dict[str, Any]) -> list[str]:
    return [each["unit"] for each in shown["units"]]


@pytest.mark.parametrize(
    ("query", "who", "where"),
    [
        ({"phone_tail": "8001"}, ["owner-wong"], ["A-1203"]),
        ({"name": "黃麗華"}, ["owner-wong"], ["A-1203"]),
        ({"name": "黄丽华"}, ["owner-wong"], ["A-1203"]),  # simplified
        ({"name": "黃麗華", "phone_tail": "8001"}, ["owner-wong"], ["A-1203"]),
        ({"name": "黃麗華", "phone_tail": "8002"}, [], []),  # all of it must be so
        ({"person": "owner-wong"}, ["owner-wong"], ["A-1203"]),
        ({"person": "owner-tang"}, ["owner-tang"], ["B-0601", "C-0001"]),  # to choose from
        ({"person": "owner-tang", "unit": "C-0001"}, ["owner-tang"], ["C-0001"]),
        ({"unit": "A-1203"}, [], ["A-1203"]),
        ({"unit": "1203"}, [], ["A-1203"]),  # as somebody says it
        ({"unit": "A座1203室"}, [], ["A-1203"]),
        ({"unit": "a栋 １２０３ 房"}, [], ["A-1203"]),
        ({"unit": "Block A, Flat 1203"}, [], ["A-1203"]),
        ({"unit": "B座1203"}, [], []),  # said of another building
        ({"unit": "座"}, [], []),
        ({"unit": "A"}, [], ["A-1203", "A-1204"]),
        ({"phone_tail": "1203"}, [], []),  # a unit's number is nobody's telephone
        ({"phone_tail": "7777"}, [], []),
        ({"person": "nobody"}, [], []),
        ({"unit": "Z-1"}, [], []),
        ({"name": "😀 無此人"}, [], []),
        ({"area": "大堂"}, [], []),
    ],
)
def test_a_caller_is_found(
    world: World, query: dict[str, str], who: list[str], where: list[str]
) -> None:
    shown = screen(world, **query)
    assert (people(shown), units(shown)) == (who, where)
    assert (shown["matters"] is None) == (len(who) != 1 and len(where) != 1)
    assert bool(shown["warranty"]) == (len(where) == 1)


def test_of_several_one_is_chosen(world: World) -> None:
    """Two whose number ends alike: nothing more is said of them until one is chosen."""
    for name in ("twin-one", "twin-two"):
        join(world, person(name, Role.OWNER, units=("A-1204",)), phone="137 0000 4321")
    shown = screen(world, phone_tail="4321")
    assert sorted(people(shown)) == ["twin-one", "twin-two"]
    assert (shown["matters"], shown["owners"], shown["warranty"]) == (None, [], [])
    assert shown["people"][0]["phone"] == "137****4321"
    one = screen(world, person="twin-two")
    assert (people(one), units(one)) == (["twin-two"], ["A-1204"])


def test_a_unit_tells_two_of_one_name_apart(world: World) -> None:
    join(world, person("same-one", Role.OWNER, units=("A-1204",)), phone="137 0000 5566")
    join(world, person("same-two", Role.OWNER, units=("B-0502",)), phone="137 0000 5566")
    assert len(people(screen(world, phone_tail="5566"))) == 2
    assert people(screen(world, phone_tail="5566", unit="B-0502")) == ["same-two"]
    assert len(people(screen(world, phone_tail="5566", unit="C-0001"))) == 2  # neither is of it


def test_who_has_left_is_not_found(world: World) -> None:
    gone = replace(person("gone-one", Role.DESK), active=False)
    join(world, gone, phone="137 0000 6677")
    assert people(screen(world, phone_tail="6677")) == []


def test_more_than_are_shown_are_said_to_be_more(world: World) -> None:
    for number in range(26):
        join(world, person(f"many-{number:02}", Role.OWNER), phone="137 0000 8899")
    shown = screen(world, phone_tail="8899")
    assert (len(shown["people"]), shown["more"]) == (25, True)


@pytest.mark.clause("T-4.3.2")
def test_the_unit_is_shown_with_owners_tickets_and_warranty(world: World) -> None:
    done = Case(world, **INDOOR)
    done.step("cancel")
    world.clock.tick()
    open_ = Case(world, **INDOOR, incident=sample.OUTAGE)
    world.clock.tick()
    lobby = Case(world, unit=None, item=None, **PUBLIC)
    world.clock.tick(minutes=5)  # engineering was not told in time
    shown = screen(world, phone_tail="8001")
    assert [each["person"] for each in shown["owners"]] == ["owner-wong"]
    assert [each["ticket"] for each in shown["matters"]["open"]][:2] == [lobby.id, open_.id]
    first = shown["matters"]["open"][1]
    assert (first["number"], first["overdue"]) == (open_.order, True)
    assert (first["incident"], first["received_at"]) == (
        sample.OUTAGE,
        open_.ticket["received_at"],
    )
    assert done.id not in [each["ticket"] for each in shown["matters"]["open"]]
    by_unit = screen(world, unit="A-1203")
    assert lobby.id not in [each["ticket"] for each in by_unit["matters"]["open"]]
    plumbing = next(each for each in shown["warranty"] if each["item"] == "plumbing")
    assert (plumbing["covered"], plumbing["reason"]) == (True, "in_period")
    assert {each["item"] for each in shown["warranty"]} == set(sample.terms().warranty)


def test_a_full_number_is_nowhere(world: World) -> None:
    reply = asked(world, phone_tail="8001")
    assert b"13800138001" not in reply.body
    assert reply.json["people"][0]["phone"] == "138****8001"


@pytest.mark.parametrize(
    ("handed_over", "item", "covered", "reason"),
    [
        (None, Item.PLUMBING, True, "not_handed_over"),
        (timedelta(), Item.PLUMBING, True, "in_period"),
        (timedelta(days=731), Item.PLUMBING, False, "expired"),
        (timedelta(days=731), Item.WATERPROOFING, True, "in_period"),
    ],
)
@pytest.mark.clause("T-4.3.2")
def test_warranty_is_judged_item_by_item(
    handed_over: timedelta | None, item: Item, covered: bool, reason: str
) -> None:
    day = None if handed_over is None else MONDAY.date() - handed_over
    unit = Unit(site="paths", id="A-1", building="A", handover=day)
    [found] = [e for e in reception.covers(unit, Paper().act("desk-chan")) if e.item is item]
    assert (found.covered, found.reason) == (covered, reason)


@pytest.mark.parametrize(
    ("ago", "state", "recent", "found"),
    [
        (timedelta(), State.REPORTED, 1, 1),
        (timedelta(days=90), State.ARCHIVED, 1, 1),  # to the instant
        (timedelta(days=90, milliseconds=1), State.ARCHIVED, 0, 1),
        (timedelta(days=400), State.ARCHIVED, 0, 1),
        (timedelta(), State.CANCELLED, 0, 0),  # withdrawn
    ],
)
@pytest.mark.clause("T-4.2.3")
def test_complaints_are_counted(ago: timedelta, state: State, recent: int, found: int) -> None:
    paper = Paper(**COMPLAINT)
    complaint = replace(paper.the, state=state, received_at=MONDAY - ago)
    repair = replace(Paper().the, kind=Kind.REPAIR_INDOOR)
    counted = reception.matters([complaint, repair], False, paper.act("desk-chan"))
    assert (counted.complaints.recent, counted.complaints.found) == (recent, found)
    assert counted.complaints.days == 90
    at_its_end = state in (State.ARCHIVED, State.CANCELLED)
    assert len(counted.open) == (1 if at_its_end else 2)


def test_older_tickets_that_were_not_looked_at_are_said_to_be_there(world: World) -> None:
    """A management office's own number: thousands of tickets cost no more than a page."""
    join(world, person("office", Role.OWNER), phone="137 0000 1111")
    for _ in range(26):
        Case(world, **{**COMPLAINT, "person": "office", "unit": "C-0001"})
    shown = screen(world, person="office")["matters"]
    assert (len(shown["open"]), shown["complaints"]["found"], shown["more"]) == (25, 25, True)


@pytest.mark.clause("T-4.1")
@pytest.mark.parametrize(
    ("query", "known"),
    [
        ({"unit": "A-1203"}, True),
        ({"phone_tail": "8001"}, True),
        ({"person": "owner-tang"}, True),  # one of their units is in B
        ({"person": "owner-tang", "unit": "C-0001"}, False),
        ({"area": "大堂"}, True),
        ({"phone_tail": "7777"}, False),  # a new caller, who has not said where
        ({"phone_tail": "7777", "area": "一樓大堂"}, True),
    ],
)
def test_outages_are_those_of_the_place(world: World, query: dict[str, str], known: bool) -> None:
    shown = screen(world, **query)["outages"]
    assert (sample.OUTAGE in [each["incident"] for each in shown]) is known


@pytest.mark.clause("T-4.1", "P-words")
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The water is off"), ("zh-Hant", "預計今日"), ("zh-Hans", "预计今日")],
)
def test_the_words_to_say_come_in_the_language_of_who_asks(
    world: World, language: str, said: str
) -> None:
    [outage] = screen(world, unit="A-1203", language=language)["outages"]
    assert said in outage["say"]


@pytest.mark.clause("T-4.1")
def test_an_outage_just_announced_is_there_and_one_closed_is_gone(world: World) -> None:
    form = {"affected": "電梯", "whole_estate": True, "words": "停電"}
    made = world.post("/incidents", "head-cheung", form)
    assert len(screen(world, phone_tail="7777")["outages"]) == 1
    id = made.json["incident"]["id"]
    path, form = f"/incidents/{id}/close", {"result": "已恢復"}
    over = world.post(path, "desk-chan", form, if_match=made.etag)
    assert over.status == 200, over.json
    assert screen(world, phone_tail="7777")["outages"] == []


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({}, {("", "none_of")}),
        ({"phone_tail": "13800138001"}, {("/phone_tail", "too_long")}),  # whole: not in an address
        ({"phone_tail": "801"}, {("/phone_tail", "too_short")}),
        ({"phone_tail": "80o1"}, {("/phone_tail", "not_in_form")}),
        ({"phone_tail": "８００１"}, {("/phone_tail", "not_in_form")}),
        ({"name": " "}, {("/name", "not_in_form")}),
        ({"unit": "長" * 81}, {("/unit", "too_long")}),
        ({"floor": "12"}, {("/floor", "unknown")}),
    ],
)
def test_a_question_asked_wrong_is_refused(
    world: World, query: dict[str, str], faults: set[tuple[str, str]]
) -> None:
    code, clause, *found = outcome(asked(world, **query))
    assert (code, clause, set(found)) == ("invalid_form", "T-2.0", faults)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("who", ["engineer-lee", "assistant-lam", "gm-ng", "owner-wong"])
def test_it_is_the_desks(world: World, who: str) -> None:
    assert outcome(asked(world, who, phone_tail="8001")) == ("not_your_step", "T-2.0")


@pytest.mark.clause("P-who")
def test_nobody_of_another_site_is_found(world: World) -> None:
    store, at = world.house.service.store, world.clock()
    theirs: Person = stored(world, Person, "owner-wong")
    sample.add(store, replace(theirs, site="elsewhere", id="theirs", indexed=None), at)
    sample.add(store, Unit(site="elsewhere", id="X-1", building="X"), at)
    assert people(screen(world, phone_tail="8001")) == ["owner-wong"]
    assert people(screen(world, person="theirs")) == []
    assert units(screen(world, unit="X-1")) == []


@pytest.mark.clause("T-5.1", "P-words")
@pytest.mark.parametrize(
    ("language", "reception_says", "visit_says"),
    [
        ("en", RECEPTION.en, VISIT.en),
        ("zh-Hant", RECEPTION.hant, VISIT.hant),
        ("zh-Hans", RECEPTION.hans, VISIT.hans),
    ],
)
def test_intake_and_visit_remind_of_conduct_and_appearance(
    world: World, language: str, reception_says: str, visit_says: str
) -> None:
    """The reminder is there, for whoever is found or not; nothing is enforced."""
    for query in ({"phone_tail": "8001"}, {"phone_tail": "7777"}):
        assert screen(world, language=language, **query)["reminder"] == reception_says
    case = Case(world)
    seen = case.shown("assistant-lam", language=language)
    assert ("visit" in seen.actions, seen.json["reminder"]) == (False, None)
    case.until("accept")
    seen = case.shown("assistant-lam", language=language)
    assert ("visit" in seen.actions, seen.json["reminder"]) == (True, visit_says)
    assert case.shown("desk-chan", language=language).json["reminder"] is None
    case.later(minutes=20).step("visit")
