"""A site's settings over HTTP: versions kept for ever, departments, categories."""

from typing import Any

import pytest

from chalicelib.core.people import Person
from chalicelib.core.ports import Listing
from chalicelib.core.site import Site
from chalicelib.tickets.days.model import Daybook
from chalicelib.tickets.days.rules import owed
from chalicelib.tickets.settings.forms import SetTerms
from chalicelib.tickets.terms import Terms
from tests.support import desk
from tests.support.residents import join, stored
from tests.support.scenes import nothing_written
from tests.support.station import ADMIN
from tests.support.world import Reply, World
from tests.tickets.building import COMPLAINT, UNCOVERED, Case, outcome

SUPERVISOR = "supervisor-chow"
NAMES = {"hant": "保安部", "hans": "保安部", "en": "Security"}
LUNCH = [{"first": 540, "last": 720}, {"first": 780, "last": 1080}]
OFFICE = {"week": [LUNCH] * 5 + [[], []], "region": "CN"}


def shown(world: World) -> Reply:
    return world.get("/desk", ADMIN)


def settle(world: World, path: str = "/change", **form: Any) -> Reply:
    return world.post(f"/desk{path}", ADMIN, form, if_match=shown(world).etag)


def settled(world: World, path: str = "/change", **form: Any) -> dict[str, Any]:
    reply = settle(world, path, **form)
    assert reply.status == 200, reply.json
    return dict(reply.json)


def complaint(world: World, **more: Any) -> Reply:
    return world.post("/tickets", "desk-chan", {k: v for k, v in (COMPLAINT | more).items() if v})


@pytest.mark.clause("P-history")
def test_a_change_is_a_new_version_and_the_answer_shows_it(world: World) -> None:
    before = shown(world)
    reply = settle(world, card_hours=48)
    after = reply.json
    assert (after["terms"]["id"], after["terms"]["card_hours"]) == ("000002", 48)
    assert after["terms"]["prices"] == before.json["terms"]["prices"]
    assert after == shown(world).json
    assert reply.etag == shown(world).etag != before.etag


@pytest.mark.clause("P-history")
def test_what_runs_keeps_its_version_and_what_is_opened_after_has_the_new(world: World) -> None:
    """Prices and deadlines alike: the version is the ticket's own."""
    old = Case(world, **UNCOVERED)
    prices = shown(world).json["terms"]["prices"]
    for each in prices:
        each["fen"] *= 2
    settled(world, prices=prices, notify_minutes=7)
    new = Case(world, **UNCOVERED)
    assert (old.ticket["terms"], new.ticket["terms"]) == (1, 2)
    for case in (old, new):
        case.steps("dispatch", "take", "quote")
    totals = [case.ticket["quotation"]["total"]["fen"] for case in (old, new)]
    assert totals[1] == 2 * totals[0] > 0
    assert new.shown(path="/history").json["items"][0]["command"] == "ticket-intake"


@pytest.mark.clause("P-history")
def test_every_version_is_kept_with_who_when_and_what(world: World) -> None:
    settled(world, card_hours=48)
    world.clock.tick(hours=1)
    settled(world, reply_hours=12, visit_minutes=[5, 30])
    page = world.get("/desk/versions", SUPERVISOR).json
    assert [each["number"] for each in page["items"]] == [3, 2, 1]
    assert [each["in_force"] for each in page["items"]] == [True, False, False]
    newest = page["items"][0]["made"]
    assert (newest["by"], newest["changed"]) == (ADMIN, ["visit_minutes", "reply_hours"])
    assert page["items"][2]["made"]["by"] == "system.open-site"
    one = world.get("/desk/versions/2", SUPERVISOR).json
    assert (one["in_force"], one["terms"]["card_hours"]) == (False, 48)
    assert one["terms"]["reply_hours"] == 24
    half = world.get("/desk/versions?limit=2", ADMIN).json
    rest = world.get(f"/desk/versions?limit=2&cursor={half['next']}", ADMIN).json
    assert [each["number"] for each in rest["items"]] == [1]


@pytest.mark.parametrize("number", ["9", "0", "x", "-1", "99999999999", "%E4%B8%80", "1e0"])
def test_a_version_that_is_not_there(world: World, number: str) -> None:
    assert world.get(f"/desk/versions/{number}", ADMIN).status in (404, 422)


@pytest.mark.clause("P-who")
def test_owners_see_the_prices_and_not_who_made_them(world: World) -> None:
    assert world.get("/desk", "owner-wong").json["terms"]["made"] is None
    assert world.get("/desk", "desk-chan").json["terms"]["made"]["by"] == "system.open-site"
    assert world.get("/desk/versions", "desk-chan").status == 403


OPEN, HOURS = "/categories", "hours_out_of_order"
VISIT, SEASON = "/visit_minutes", "/warranty/heating/season/first"


def season(month: int, day: int) -> dict[str, Any]:
    return {
        "warranty": {"heating": {"seasons": 2, "season": {"first": [month, day], "last": [3, 15]}}}
    }


NEW = {"key": "lifts", "name": {"hant": "電梯", "hans": "电梯", "en": "Lifts"}}
HALF = {"first": 540, "last": 720}
DUPLICATE = [{"first": 540, "last": 720}, {"first": 700, "last": 900}]
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("no such setting", {"colour": "red"}, "/colour", "unknown"),
    ("its own number", {"id": "7"}, "/id", "unknown"),
    ("the official days", {"official": {}}, "/official", "unknown"),
    ("below the least", {"card_hours": 0}, "/card_hours", "out_of_range"),
    ("above the most", {"card_hours": 721}, "/card_hours", "out_of_range"),
    ("text", {"reply_hours": "24"}, "/reply_hours", "not_a_whole_number"),
    ("visits backwards", {"visit_minutes": [20, 10]}, VISIT, "least_above_most"),
    ("a visit of three", {"visit_minutes": [1, 2, 3]}, VISIT, "not_so_many"),
    ("a visit of days", {"visit_minutes": [10, 1441]}, f"{VISIT}/1", "out_of_range"),
    ("a visit without end", {"visit_minutes": [10, 10**40]}, f"{VISIT}/1", "out_of_range"),
    ("a month beyond any", season(2**40, 1), f"{SEASON}/0", "out_of_range"),
    ("no such day in a year", season(2, 30), "/warranty/heating/season", "not_a_day"),
    (
        "years and seasons",
        {"warranty": {"other": {"years": 1, "seasons": 1}}},
        "/warranty/other",
        "years_or_seasons",
    ),
    ("warranty of nothing", {"warranty": {"roof": {"years": 2}}}, "/warranty/roof", "unknown"),
    (
        "warranty misspelt",
        {"warranty": {"heating": {"year": 2}}},
        "/warranty/heating/year",
        "unknown",
    ),
    ("hours that overlap", {"calendar": {"week": [DUPLICATE] * 7}}, "/calendar/week/0", HOURS),
    (
        "hours of no length",
        {"calendar": {"week": [[HALF | {"last": 540}]] * 7}},
        "/calendar/week/0",
        HOURS,
    ),
    ("hours of six days", {"calendar": {"week": [LUNCH] * 6}}, "/calendar/week", "not_a_week"),
    ("no such region", {"calendar": {"region": "XX"}}, "/calendar/region", "not_a_choice"),
    (
        "no hours for a make-up day",
        {"calendar": {"region": "CN", "week": [[], *[LUNCH] * 6]}},
        "/calendar/makeup",
        "required",
    ),
    (
        "a day twice",
        {"calendar": {"days": [{"day": "2026-05-01", "name": "x"}] * 2}},
        "/calendar/days/1/day",
        "repeated",
    ),
    (
        "no working time to count",
        {"calendar": {}, "clocks": {"card_hours": {"counts": "working"}}},
        "/clocks/card_hours/counts",
        "no_working_time",
    ),
    (
        "stopping the five minutes",
        {"clocks": {"notify_minutes": {"pausable": True}}},
        "/clocks/notify_minutes/pausable",
        "never_paused",
    ),
    ("no category left", {"categories": []}, OPEN, "too_short"),
    ("none of those before", {"categories": [NEW]}, OPEN, "retire_it"),
    ("only a retired one", {"categories": [NEW | {"retired": True}]}, OPEN, "required"),
    (
        "a price without a name",
        {"prices": [{"code": "a", "kind": "labour", "name": {}, "unit": {}, "fen": 1}]},
        "/prices/0/name/hant",
        "required",
    ),
]


@pytest.mark.parametrize(("what", "form", "pointer", "code"), WRONG, ids=[e[0] for e in WRONG])
def test_what_settings_may_not_be(
    estate: World, what: str, form: dict[str, Any], pointer: str, code: str
) -> None:
    etag = shown(estate).etag
    with nothing_written(estate):
        reply = estate.post("/desk/change", ADMIN, form, if_match=etag)
    assert (reply.status, reply.json["code"]) == (422, "invalid_form")
    assert (pointer, code) in [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def test_a_file_and_the_api_may_set_the_same() -> None:
    """Whatever is a setting can be set both ways, but for what the program itself puts in."""
    kept = {"official", "made", "site", "id", "version", "head", "timers", "holds", "forms"}
    kept.add("indexed")
    assert set(SetTerms.__struct_fields__) == set(Terms.__struct_fields__) - kept


@pytest.mark.clause("P-history")
def test_the_same_again_makes_no_version(world: World) -> None:
    assert outcome(settle(world)) == ("nothing_changed", "P-history")
    assert outcome(settle(world, card_hours=24)) == ("nothing_changed", "P-history")
    assert shown(world).json["terms"]["id"] == "000001"


def test_the_regions_days_are_taken_into_the_version(world: World) -> None:
    after = settled(world, calendar=OFFICE)["terms"]
    assert after["official"]["years"] == [2025, 2026]
    works = [each["day"] for each in after["official"]["days"] if each["works"]]
    assert "2026-02-14" in works
    assert settled(world, calendar={"week": OFFICE["week"]})["terms"]["official"]["days"] == []


@pytest.mark.clause("T-4.2.1")
def test_a_deadline_in_working_time_from_the_next_ticket_on(world: World) -> None:
    settled(world, calendar=OFFICE, card_hours=8, clocks={"card_hours": {"counts": "working"}})
    reply = complaint(world)
    due = world.get(f"/tickets/{reply.ticket['id']}/due", "desk-chan").json["items"][0]
    assert due["terms"] == 2
    assert due["local"] == "2026-03-02T18:00:00+08:00"
    assert due["reckoning"]["counts"] == "working"


@pytest.mark.clause("T-4.7")
def test_the_day_that_runs_keeps_its_settings_and_the_next_has_the_new(world: World) -> None:
    first = stored(world, Daybook, world.site)
    settled(world, day_closes_at=18 * 60)
    assert stored(world, Daybook, world.site) == first
    world.clock.at = first.closes_at
    desk.reconcile(world)
    book = stored(world, Daybook, world.site)
    assert (first.terms, book.terms) == (1, 2)
    assert (book.closes_at - first.closes_at).total_seconds() == 25 * 3600


@pytest.mark.clause("T-4.2.3")
def test_a_category_is_added_and_retired_and_never_lost(world: World) -> None:
    old = complaint(world)
    known = shown(world).json["terms"]["categories"]
    lifts = {"key": "lifts", "name": {"hant": "電梯", "hans": "电梯", "en": "Lifts"}}
    known = [each | {"retired": each["key"] == "cleaning"} for each in known]
    settled(world, categories=[*known, lifts])
    assert complaint(world, category="lifts").ticket["category"] == "lifts"
    refused = complaint(world)
    assert outcome(refused)[2:] == (("/category", "not_a_choice"),)
    assert "cleaning" not in refused.json["errors"][0]["detail"]
    assert world.do(old, "dispatch", "desk-chan", department="grounds").status == 200
    found = world.get("/units/B-0502/same-matters?category=cleaning", "desk-chan")
    assert [each["ticket"]["id"] for each in found.json["items"]] == [old.ticket["id"]]
    lost = world.get("/units/B-0502/same-matters?category=nothing", "desk-chan")
    assert outcome(lost)[2:] == (("/category", "not_a_choice"),)


def department(world: World, key: str) -> dict[str, Any]:
    return next(each for each in shown(world).json["departments"] if each["key"] == key)


def appoint(world: World, key: str, supervisor: str, **more: Any) -> Reply:
    form = {"name": department(world, key)["name"], "supervisor": supervisor, **more}
    return settle(world, f"/departments/{key}/change", **form)


@pytest.mark.clause("T-3.0")
def test_orders_go_to_a_department_from_the_moment_it_is_there(world: World) -> None:
    case = Case(world)
    settled(world, "/departments", key="security", name=NAMES, supervisor="head-ho")
    assert department(world, "security")["staff"] == []
    case.step("dispatch", department="security")
    again = settle(world, "/departments", key="security", name=NAMES, supervisor="nobody")
    assert set(outcome(again)[2:]) == {("/key", "repeated"), ("/supervisor", "no_such")}


@pytest.mark.clause("T-3.0")
def test_who_supervised_is_one_of_the_staff_and_is_told_still(world: World) -> None:
    assert appoint(world, "grounds", "engineer-tse").status == 200
    grounds = department(world, "grounds")
    assert (grounds["supervisor"], grounds["staff"]) == ("engineer-tse", ["head-ho"])
    history = [each["command"] for each in entries(world, "site", world.site)]
    assert history[-1] == "department-change"


def entries(world: World, kind: str, id: str) -> list[dict[str, Any]]:
    listing = Listing(table="history", partition=f"{world.site}#{kind}#{id}", limit=100)
    return list(world.house.service.store.page(listing).items)


@pytest.mark.clause("T-3.0")
def test_a_closed_department_gets_no_more_orders_and_finishes_those_it_has(world: World) -> None:
    running, late = Case(world), Case(world)
    running.step("dispatch", department="grounds")
    assert appoint(world, "grounds", "head-ho", closed=True).status == 200
    assert late.refuses("dispatch", department="grounds")[2:] == (
        ("/department", "department_closed"),
    )
    running.step("take", "engineer-tse", signed_name="謝家俊")
    again = {"department": "grounds", "assignee": "head-ho", "reason": "改派"}
    assert running.attempt("reassign", "desk-chan", **again).status == 200
    assert [each.key for each in owed(stored(world, Site, world.site))] == ["engineering"]
    assert appoint(world, "grounds", "head-ho", closed=False).status == 200
    assert len(owed(stored(world, Site, world.site))) == 2
    late.step("dispatch", department="grounds")


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize("key", ["engineering", "customer_service", "gm_office"])
def test_what_rules_name_is_not_closed(estate: World, key: str) -> None:
    known = department(estate, key)
    reply = appoint(estate, key, known["supervisor"], closed=True)
    assert outcome(reply) == ("department_kept", "T-3.0")


def test_a_department_that_is_not_there(estate: World) -> None:
    form = {"name": NAMES, "supervisor": "head-ho"}
    assert settle(estate, "/departments/nowhere/change", **form).status == 404


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("more", [{"active": False}, {"department": "engineering"}])
def test_no_department_loses_its_supervisor_to_nobody(world: World, more: dict[str, Any]) -> None:
    form = {"name": "何建業", "roles": ["department_head"], "department": "grounds"} | more
    etag = world.get("/people/head-ho", ADMIN).etag
    reply = world.post("/people/head-ho/change", ADMIN, form, if_match=etag)
    assert outcome(reply) == ("supervises", "P-who")
    assert appoint(world, "grounds", "engineer-tse").status == 200
    assert world.post("/people/head-ho/change", ADMIN, form, if_match=etag).status == 200
    assert "head-ho" not in department(world, "grounds")["staff"]


@pytest.mark.clause("P-who")
def test_nobody_is_appointed_who_has_left(world: World) -> None:
    gone = Person(site=world.site, id="gone", name="王志明", roles=("engineer",), active=False)
    join(world, gone)
    assert outcome(appoint(world, "grounds", "gone"))[2:] == (("/supervisor", "no_such"),)


@pytest.mark.clause("P-who")
def test_another_sites_settings_are_not_there(world: World) -> None:
    other = World(world.house, world.clock, "elsewhere")
    etag = shown(world).etag
    assert other.post("/desk/change", ADMIN, {"card_hours": 3}, if_match=etag).status == 404
    assert other.get("/desk/versions/1", ADMIN).status == 404
