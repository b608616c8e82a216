"""Coming and leaving: documents, passes, inspection, late fees, extensions (L-3 to L-6, L-11)."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MANAGER,
    access_pass,
    anew,
    applied,
    approved,
    arriving,
    asking,
    at,
    came,
    do,
    emptied,
    granted,
    leaving,
    left,
    now,
    offers,
    over,
    posted,
    relative,
    settled,
    staying,
    version,
)
from tests.support.residents import join, person
from tests.support.uploads import announced
from tests.support.world import Reply, World

RATE, HALF = 10000, 5000
TOWEL = {"code": "towel", "name": {"hant": "毛巾", "hans": "毛巾", "en": "Towel"}, "fen": 3000}


@pytest.fixture
def hotel(estate: World) -> World:
    return emptied(anew(settled(estate, r1="AB", r2="AB")))


def last(reply: Reply) -> date:
    """The day of leaving that was applied for."""
    return date.fromisoformat(reply.json["stay"]["asked"]["last"])


def refused(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert (reply.status, reply.json["code"]) == (422, "invalid_form"), reply.json
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def lines(world: World, reply: Reply) -> list[tuple[str, str, str | None, int]]:
    return [
        (each["what"], each["clause"], each["part"], each["fen"])
        for each in now(world, reply)["lines"]
    ]


@pytest.mark.clause("L-3", "L-5")
def test_guests_come_by_their_documents_and_get_a_pass_each(hotel: World) -> None:
    reply = granted(hotel, EMPLOYEE, relative(hotel), relative(hotel), days=2)
    form = arriving(reply.json["stay"])
    assert refused(do(hotel, reply, "check-in", DORMITORY, **form)) == (409, "not_begun", "L-3")
    at(hotel, date.fromisoformat(reply.json["stay"]["asked"]["first"]), "00:00:00")
    first = form["guests"][0]
    wrong = {"guests": [first | {"number": "H99999999"}, first]}
    assert faults(do(hotel, reply, "check-in", DORMITORY, **wrong)) == [
        ("/guests/0/number", "not_their_document"),
        ("/guests/1/guest", "repeated"),
    ]
    stay = came(hotel, reply, 0).json["stay"]
    assert (stay["state"], len(stay["present"])) == ("staying", 1)
    history = hotel.get(f"/stays/{stay['id']}/history?limit=50", DORMITORY)
    assert form["guests"][0]["number"].encode() not in history.body
    seen = stay["present"][0]
    assert (seen["document"], seen["checked_by"]) == ("resident_card", DORMITORY)
    at(hotel, last(reply) - timedelta(days=1), "23:00:00")  # the other comes a day later
    again = do(hotel, reply, "check-in", DORMITORY, **form)
    assert faults(again) == [("/guests/0/guest", "came_already")]
    present = came(hotel, reply, 1).json["stay"]["present"]
    passes = [hotel.get(f"/passes/{each['access_pass']}", EMPLOYEE).json for each in present]
    number = reply.json["stay"]["forms"][0]["number"]
    assert [each["access_pass"]["number"] for each in passes] == [f"{number}-1", f"{number}-2"]
    assert [each["access_pass"]["holder"] for each in passes] == [each["guest"] for each in present]


@pytest.mark.clause("L-3")
def test_nobody_comes_without_both_approvals_or_after_the_last_day(hotel: World) -> None:
    reply = applied(hotel)
    form = arriving(reply.json["stay"])
    assert refused(do(hotel, reply, "check-in", DORMITORY, **form)) == (409, "out_of_order", "L-3")
    reply = granted(hotel, EMPLOYEE, relative(hotel), relative(hotel))
    both = arriving(reply.json["stay"])["guests"]
    at(hotel, date.fromisoformat(reply.json["stay"]["asked"]["first"]), "09:00:00")
    assert do(hotel, reply, "check-in", DIRECTOR, guests=both).status == 403
    came(hotel, reply, 0)
    at(hotel, last(reply) + timedelta(days=1), "00:00:00")
    late = do(hotel, reply, "check-in", DORMITORY, guests=both[1:])
    assert refused(late) == (409, "last_day_over", "L-3")


@pytest.mark.clause("P-approve", "L-5")
def test_nobody_of_the_dormitory_office_sees_to_their_own_guests(hotel: World) -> None:
    clerk = join(hotel, person("clerk-lo", Role.EMPLOYEE, Role.DORMITORY, department="dining"))
    reply = granted(hotel, clerk, first=0)
    assert "check-in" not in hotel.get(f"/stays/{id_of(reply)}", clerk).actions
    own = do(hotel, reply, "check-in", clerk, **arriving(reply.json["stay"]))
    assert refused(own) == (403, "own_guests", "P-approve")
    came(hotel, reply)
    own = do(hotel, reply, "check-out", clerk, **leaving(now(hotel, reply)))
    assert refused(own) == (403, "own_guests", "P-approve")
    known = access_pass(hotel, reply)
    path = f"/passes/{known.json['access_pass']['id']}"
    assert hotel.get(path, clerk).actions == set()
    photo = hotel.post(f"{path}/files", clerk, announced())
    assert refused(photo) == (403, "own_guests", "P-approve")
    for command, form in (("replace", {}), ("revoke", {"reason": "x"})):
        own = hotel.post(f"{path}/{command}", clerk, form, if_match=known.etag)
        assert refused(own) == (403, "own_guests", "P-approve")
    assert posted(hotel, reply) == 0
    other = came(hotel, granted(hotel, first=0))
    assert do(hotel, other, "check-out", clerk, **leaving(now(hotel, other))).status == 200


EDGES = [
    # nothing until noon, to the second
    ("11:59:59", 0, []),
    ("12:00:00", 0, []),
    # half a day from the second after
    ("12:00:01", 0, [("half", HALF)]),
    ("17:59:59", 0, [("half", HALF)]),
    ("18:00:00", 0, [("half", HALF)]),
    # the whole day from the second after six, in place of the half
    ("18:00:01", 0, [("whole", RATE)]),
    # past midnight the next day costs nothing yet
    ("00:30:00", 1, [("whole", RATE)]),
    ("12:00:00", 1, [("whole", RATE)]),
    # and then likewise
    ("12:00:01", 1, [("whole", RATE), ("half", HALF)]),
    ("18:00:01", 1, [("whole", RATE), ("whole", RATE)]),
]


@pytest.mark.clause("L-6", "L-11")
@pytest.mark.parametrize(("clock", "days", "parts"), EDGES)
def test_leaving_late_costs_what_the_rule_says_when_the_clerk_is_first(
    hotel: World, clock: str, days: int, parts: list[tuple[str, int]]
) -> None:
    reply = staying(hotel)
    at(hotel, last(reply) + timedelta(days=days), clock)
    owed = hotel.get(f"/stays/{reply.json['stay']['id']}/owed", DORMITORY).json
    assert left(hotel, reply).json["stay"]["state"] == "left"
    assert (owed["fen"], owed["lines"]) == (posted(hotel, reply), now(hotel, reply)["lines"])
    charged = [("lodging_late", "L-6", *each) for each in parts]
    assert lines(hotel, reply) == charged
    account = hotel.get(f"/accounts/{EMPLOYEE}/statement", EMPLOYEE).json["entries"]
    of_stay = [each for each in account if each["stay"] == reply.json["stay"]["id"]]
    assert [(each["part"], each["fen"]) for each in of_stay] == parts
    at_the_end = version(hotel, reply)
    over(hotel)
    assert version(hotel, reply) == at_the_end
    assert posted(hotel, reply) == sum(fen for _, fen in parts)


@pytest.mark.clause("L-6", "L-11", "P-once")
@pytest.mark.parametrize(("clock", "days", "parts"), EDGES)
def test_it_costs_the_same_when_the_job_is_first_however_often_it_runs(
    hotel: World, clock: str, days: int, parts: list[tuple[str, int]]
) -> None:
    reply = staying(hotel)
    at(hotel, last(reply) + timedelta(days=days), clock)
    versions = [version(hotel, reply)]
    for _ in range(3):
        over(hotel)
        versions.append(version(hotel, reply))
    assert len(set(versions)) == (2 if parts else 1)
    assert len(set(versions[1:])) == 1
    left(hotel, reply)
    assert [each[2:] for each in lines(hotel, reply)] == parts
    assert posted(hotel, reply) == sum(fen for _, fen in parts)


@pytest.mark.clause("L-6", "L-11")
def test_a_half_day_that_becomes_a_whole_one_costs_the_difference(hotel: World) -> None:
    reply = staying(hotel)
    steps = [("12:00:01", HALF), ("18:00:01", RATE)]
    for day in range(2):
        for clock, fen in steps:
            at(hotel, last(reply) + timedelta(days=day), clock)
            over(hotel)
            assert posted(hotel, reply) == day * RATE + fen
    parts = [each[2] for each in lines(hotel, reply)]
    assert parts == ["half", "rest", "half", "rest"]
    told = hotel.get("/inbox", DIRECTOR).json["items"][0]
    assert (told["code"], told["clause"]) == ("overstaying", "L-6")
    assert left(hotel, reply).json["stay"]["lines"][-1]["part"] == "rest"


@pytest.mark.clause("L-6", "L-11")
def test_who_leaves_before_the_job_ran_leaves_the_others_to_be_charged_by_it(hotel: World) -> None:
    """Past noon and before the minute's run one of two leaves: the other has not left either."""
    reply = staying(hotel, EMPLOYEE, relative(hotel), relative(hotel))
    at(hotel, last(reply), "12:00:30")
    assert left(hotel, reply, 0).json["stay"]["state"] == "staying"
    assert posted(hotel, reply) == HALF
    at(hotel, last(reply), "12:01:00")
    over(hotel)
    assert posted(hotel, reply) == 2 * HALF
    at_noon = version(hotel, reply)
    over(hotel)
    assert version(hotel, reply) == at_noon
    at(hotel, last(reply), "18:01:00")
    over(hotel)
    assert posted(hotel, reply) == HALF + RATE


@pytest.mark.clause("L-6")
def test_rates_changed_later_do_not_touch_a_stay(hotel: World) -> None:
    reply = staying(hotel)
    set_terms(hotel, rates=[{**standard(hotel), "fen": 77700}])
    try:
        at(hotel, last(reply), "12:00:01")
        assert [each[3] for each in lines(hotel, left(hotel, reply))] == [HALF]
    finally:
        set_terms(hotel, rates=[{**standard(hotel), "fen": RATE}])


def standard(world: World) -> Any:
    return world.get("/lodging", ADMIN).json["terms"]["rates"][0]


def set_terms(world: World, **form: Any) -> None:
    reply = world.post("/lodging/change", ADMIN, form, if_match=world.get("/lodging", ADMIN).etag)
    assert reply.status == 200, reply.json


@pytest.mark.clause("L-4", "L-6", "L-11")
def test_damage_at_price_and_a_lost_pass_go_to_the_account(hotel: World) -> None:
    set_terms(hotel, damages=[TOWEL])
    reply = staying(hotel)
    guest = now(hotel, reply)["present"][0]["guest"]
    damage = {"guest": guest, "code": "towel", "count": 2}
    wrong = leaving(now(hotel, reply), damages=[damage | {"code": "bed"}])
    refusal = do(hotel, reply, "check-out", DORMITORY, **wrong)
    assert (faults(refusal), refusal.json["clause"]) == ([("/damages/0/code", "no_such")], "L-4")
    stay = left(hotel, reply, back=False, damages=[damage], clean=False).json["stay"]
    assert lines(hotel, reply) == [
        ("lodging_pass", "L-6", None, 2000),
        ("lodging_damage", "L-4", None, 6000),
    ]
    assert all((each["guest"], each["stay"]) == (guest, stay["id"]) for each in stay["lines"])
    assert posted(hotel, reply) == 8000
    assert (stay["inspections"][0]["clean"], stay["inspections"][0]["by"]) == (False, DORMITORY)
    known = hotel.get(f"/passes/{stay['present'][0]['access_pass']}", EMPLOYEE).json
    assert known["access_pass"]["state"] == "lost"
    assert refused(do(hotel, reply, "check-out", DORMITORY, **wrong))[1] == "too_late"


@pytest.mark.clause("L-2", "L-6")
def test_who_leaves_early_frees_the_bed_and_who_is_left_keeps_theirs(hotel: World) -> None:
    reply = granted(hotel, EMPLOYEE, relative(hotel), relative(hotel), days=3)
    first = date.fromisoformat(reply.json["stay"]["asked"]["first"])
    at(hotel, first, "10:00:00")
    came(hotel, reply)
    at(hotel, first + timedelta(days=1), "10:00:00")
    assert left(hotel, reply, 0).json["stay"]["state"] == "staying"
    path = f"/house/nights?from_day={first}&to_day={last(reply)}"
    nights = hotel.get(path, DORMITORY).json["nights"]
    mine = [
        sum(lodger["stay"] == reply.json["stay"]["id"] for lodger in night["lodgers"])
        for night in nights
    ]
    assert mine == [2, 1, 1, 0]
    assert left(hotel, reply, 1).json["stay"]["state"] == "left"


@pytest.mark.clause("L-2", "L-3")
def test_nobody_who_has_left_is_given_more_nights(hotel: World) -> None:
    reply = staying(hotel, EMPLOYEE, relative(hotel), relative(hotel))
    first, other = (each["relative"] for each in reply.json["stay"]["asked"]["guests"])
    longer = applied(hotel, EMPLOYEE, first, other, extends=id_of(reply))
    left(hotel, reply, 0)
    signed = do(hotel, longer, "approve", MANAGER)
    assert refused(do(hotel, signed, "approve", DIRECTOR)) == (409, "stay_over", "L-3")
    anew = hotel.post("/stays", EMPLOYEE, asking(hotel, first, extends=id_of(reply)))
    assert faults(anew) == [("/guests/0", "not_of_stay")]
    alone = approved(hotel, applied(hotel, EMPLOYEE, other, extends=id_of(reply)))
    assert alone.json["stay"]["state"] == "granted"


@pytest.mark.clause("L-3", "L-6")
def test_an_extension_moves_the_day_of_leaving_and_given_up_moves_it_back(hotel: World) -> None:
    reply = staying(hotel)
    guest = reply.json["stay"]["asked"]["guests"][0]["relative"]
    longer = approved(hotel, applied(hotel, EMPLOYEE, guest, extends=reply.json["stay"]["id"]))
    assert longer.json["stay"]["state"] == "granted"
    form = arriving(longer.json["stay"])
    at(hotel, last(reply), "12:00:01")
    over(hotel)
    assert posted(hotel, reply) == 0
    goes_on = do(hotel, longer, "check-in", DORMITORY, **form)
    assert refused(goes_on) == (409, "goes_on", "L-3")
    assert do(hotel, longer, "cancel", EMPLOYEE, reason="提早離開").status == 200
    over(hotel)
    assert posted(hotel, reply) == HALF
    longer = approved(hotel, applied(hotel, EMPLOYEE, guest, first=0, extends=id_of(reply)))
    at(hotel, last(longer), "12:00:00")
    over(hotel)
    assert left(hotel, reply).json["stay"]["state"] == "left"
    assert now(hotel, longer)["state"] == "left"
    assert posted(hotel, reply) == HALF


def id_of(reply: Reply) -> str:
    found: str = reply.json["stay"]["id"]
    return found


@pytest.mark.clause("L-3", "L-2")
def test_beds_that_nobody_came_to_are_others(hotel: World) -> None:
    reply = granted(hotel, days=2)
    nobody, second = reply, [granted(hotel, COLLEAGUE, days=2) for _ in range(3)]
    waits = approved(hotel, applied(hotel, COLLEAGUE, days=2))
    assert waits.json["stay"]["state"] == "waiting"
    first = date.fromisoformat(reply.json["stay"]["asked"]["first"])
    at(hotel, first, "23:59:59")
    over(hotel)
    assert now(hotel, nobody)["state"] == "granted"
    for each in second:
        came(hotel, each)
    at(hotel, first + timedelta(days=1), "00:00:00")
    over(hotel)
    assert now(hotel, nobody)["state"] == "no_show"
    assert hotel.get("/inbox", EMPLOYEE).json["items"][0]["code"] == "stay_no_show"
    assert now(hotel, nobody)["beds"] == []
    assert {now(hotel, each)["state"] for each in second} == {"staying"}


@pytest.mark.clause("L-2", "L-3")
def test_where_a_site_gives_beds_away_in_the_evening_who_waits_is_offered_them(
    hotel: World,
) -> None:
    set_terms(hotel, arrive_by=20 * 60)
    try:
        held = [granted(hotel, COLLEAGUE) for _ in range(4)]
        waits = approved(hotel, applied(hotel))
        assert now(hotel, waits)["state"] == "waiting"
        at(hotel, last(waits) - timedelta(days=1), "19:59:59")
        over(hotel)
        assert {now(hotel, each)["state"] for each in held} == {"granted"}
        hotel.clock.tick(seconds=1)
        over(hotel)
        offers(hotel)
        assert {now(hotel, each)["state"] for each in held} == {"no_show"}
        assert do(hotel, waits, "take-offer", EMPLOYEE).json["stay"]["state"] == "granted"
        hotel.clock.tick(hours=3)  # they have the rest of the day
        over(hotel)
        assert came(hotel, waits).json["stay"]["state"] == "staying"
    finally:
        set_terms(hotel, arrive_by=24 * 60)


@pytest.mark.clause("L-6", "L-11")
@pytest.mark.parametrize(
    ("charges", "days", "fen"),
    [
        (False, 2, 0),  # within the grant a night costs nothing
        (True, 2, 2 * RATE),  # unless the site says so: each night that they were there
        (True, 1, RATE),  # who leaves early owes what they had
        (True, 0, 0),  # and who leaves the same day nothing
    ],
)
def test_nights_of_the_grant_cost_what_the_setting_says(
    hotel: World, charges: bool, days: int, fen: int
) -> None:
    set_terms(hotel, charges_nights=charges, ahead_days=61 + days + 4 * charges)
    try:
        reply = staying(hotel, days=2)
        first = date.fromisoformat(reply.json["stay"]["asked"]["first"])
        at(hotel, first + timedelta(days=days), "11:00:00" if days else "20:00:00")
        left(hotel, reply)
        assert posted(hotel, reply) == fen
    finally:
        set_terms(hotel, charges_nights=False, ahead_days=60)
