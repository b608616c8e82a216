"""Known outages: announced, said otherwise, closed; tickets hang on them and live on (T-4.1)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.words import Language
from chalicelib.tickets.incidents import rules
from chalicelib.tickets.incidents.model import MOST_OPEN, Incident, IncidentState, Noticeboard
from chalicelib.tickets.model.matter import State
from local import sample
from tests.core.making import LAW
from tests.support.backends import on_engine
from tests.support.residents import inbox, settle, stored
from tests.support.world import MONDAY, Clock, Reply, World, opened
from tests.tickets.building import COMPLAINT, INQUIRY, PUBLIC, Case, Paper, at_site, outcome

pytestmark = pytest.mark.clause("T-4.1")
KNOWN = next(sample.outage(MONDAY, "paths"))
assert isinstance(KNOWN, Incident)
LIFT: dict[str, Any] = {"affected": "電梯", "buildings": ["C"], "words": "電梯檢修,請走樓梯"}
NOWHERE = {"buildings": (), "areas": ()}


@pytest.fixture
def world(estate: World) -> World:
    """On moto, one for all: each test closes what it announces."""
    return estate


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world


def announce(world: World, who: str = "desk-chan", **given: Any) -> Reply:
    form = LIFT | given
    return world.post("/incidents", who, {k: v for k, v in form.items() if v is not None})


def announced(world: World, who: str = "desk-chan", **given: Any) -> dict[str, Any]:
    reply = announce(world, who, **given)
    assert reply.status == 201, reply.json
    incident = reply.json["incident"]
    assert isinstance(incident, dict)
    return incident


def do(world: World, id: str, step: str, who: str = "desk-chan", **form: Any) -> Reply:
    """A step on the outage as it stands now."""
    now = world.get(f"/incidents/{id}", "gm-ng")
    return world.post(f"/incidents/{id}/{step}", who, form, if_match=now.etag)


def close(world: World, id: str) -> Reply:
    return do(world, id, "close", result="已恢復")


def now_open(world: World, query: str = "", who: str = "desk-chan", **more: Any) -> list[Any]:
    items = world.get(f"/open-incidents{query}", who, **more).json["items"]
    assert isinstance(items, list)
    return items


def ids(items: list[Any]) -> list[str]:
    return [each["incident"]["id"] for each in items]


def hanging(world: World, id: str, who: str = "desk-chan", query: str = "") -> list[str]:
    items = world.get(f"/incidents/{id}/tickets{query}", who).json["items"]
    return [each["ticket"]["id"] for each in items]


PLACES = [
    ({"buildings": ("A",)}, "A", None, True),
    ({"buildings": ("A",)}, "B", None, False),
    ({"buildings": ("A", "B")}, "B", None, True),
    ({"buildings": ("A座",)}, "Ａ 座", None, True),  # full width, a space: the same words
    ({"buildings": ("Tower A",)}, "tower a", None, True),
    ({"buildings": ("A",)}, "AB", None, False),  # a building is named whole
    ({"buildings": ("A",)}, None, "A 座大堂", False),  # an area is no unit of the building
    ({"buildings": ("A",)}, None, None, False),
    ({"areas": ("大堂",)}, None, "大堂", True),
    ({"areas": ("大堂",)}, None, "1 座大堂燈", True),  # somebody says more
    ({"areas": ("1 座大堂",)}, None, "大堂", True),  # somebody says less
    ({"areas": ("停車場",)}, None, "B1 停车场", True),  # somebody writes Simplified
    ({"areas": ("大堂",)}, None, "車庫", False),
    ({"areas": ("大堂",)}, "A", None, False),  # a flat is not in the lobby
    ({"areas": ("大堂",)}, None, "　", False),  # blank words name no place
    ({"areas": ("大堂",), "buildings": ("A",)}, "A", "車庫", True),
    ({"whole_estate": True}, "Z", None, True),
    ({"whole_estate": True}, None, None, True),
]


@pytest.mark.parametrize(("where", "building", "area", "covered"), PLACES)
def test_an_outage_concerns_the_places_that_it_names(
    where: dict[str, Any], building: str | None, area: str | None, covered: bool
) -> None:
    assert replace(KNOWN, **(NOWHERE | where)).covers(building, area) is covered


@given(st.text(), st.lists(st.text(min_size=1)))
def law_of_buildings(building: str, named: list[str]) -> None:
    """Naming one more building never takes a place away."""
    few = replace(KNOWN, areas=(), buildings=tuple(named))
    more = replace(few, buildings=(*named, building))
    assert more.covers(building, None)
    assert all(more.covers(each, None) for each in named if few.covers(each, None))


def test_naming_more_buildings_takes_no_place_away() -> None:
    LAW(law_of_buildings)()


@pytest.mark.parametrize(
    ("given", "language", "said"),
    [
        ({}, Language.HANT, "停水"),
        ({}, Language.EN, "停水"),  # nothing in that language
        ({"words_en": "No water"}, Language.EN, "No water"),
        ({"words_en": "No water"}, Language.HANS, "停水"),
        ({"words_hant": "停水了", "words_hans": "断水"}, Language.HANS, "断水"),
        ({"words_hant": "停水了"}, Language.HANT, "停水了"),
    ],
)
def test_the_words_to_say_are_the_callers(
    given: dict[str, str], language: Language, said: str
) -> None:
    plain = replace(KNOWN, words="停水", words_hant=None, words_hans=None, words_en=None)
    assert replace(plain, **given).say(language) == said


@pytest.mark.parametrize(
    ("end", "late"),
    [
        (None, False),
        (timedelta(milliseconds=1), False),
        (timedelta(), False),  # at that very instant
        (timedelta(milliseconds=-1), True),
    ],
)
def test_an_outage_is_overdue_after_its_expected_end(end: timedelta | None, late: bool) -> None:
    known = replace(KNOWN, expected_end=end if end is None else MONDAY + end)
    act = Paper().act("desk-chan")
    assert rules.overdue(known, act) is late
    assert not rules.overdue(replace(known, state=IncidentState.CLOSED), act)


def test_it_is_announced_said_otherwise_and_closed(world: World) -> None:
    incident = announced(world, words_en="The lifts are off; please use the stairs")
    assert incident["since"] == incident["opened_at"]
    assert (incident["opened_by"], incident["state"]) == ("desk-chan", "open")
    [shown] = now_open(world, "?building=C", language="en")
    assert shown["notice"]["say"] == "The lifts are off; please use the stairs"
    [shown] = now_open(world, "?building=C", language="zh-Hant")
    assert shown["notice"]["say"] == "電梯檢修,請走樓梯"
    assert {each["command"] for each in shown["allowed_actions"]} == {"update", "close"}

    later = do(world, incident["id"], "update", words="中午恢復")
    assert later.status == 200
    [shown] = now_open(world, "?building=C", language="en")
    assert shown["notice"]["say"] == "中午恢復"  # all of what was said before goes

    over = close(world, incident["id"])
    assert over.json["incident"]["closed"]["tickets"] == 0
    assert over.actions == set()
    assert now_open(world, "?building=C") == []
    history = world.get(f"/incidents/{incident['id']}/history", "gm-ng").json["items"]
    assert [each["command"] for each in history] == [
        "incident-open",
        "incident-update",
        "incident-close",
    ]
    assert history[0]["form"]["words"] == "電梯檢修,請走樓梯"


def test_what_is_over_stays_over(world: World) -> None:
    incident = announced(world)
    assert close(world, incident["id"]).status == 200
    assert outcome(close(world, incident["id"])) == ("too_late", "T-4.1")
    again = do(world, incident["id"], "update", words="又停了")
    assert outcome(again) == ("too_late", "T-4.1")
    listed = world.get("/incidents", "gm-ng").json["items"]
    assert {incident["id"], sample.OUTAGE} <= set(ids(listed))  # it is listed still


def test_several_may_be_open_on_one_building(world: World) -> None:
    first, second = announced(world), announced(world, affected="煤氣")
    assert ids(now_open(world, "?building=C")) == [first["id"], second["id"]]
    for each in (first, second):
        close(world, each["id"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?building=A", True),
        ("?building=Z", False),
        ("?area=%E5%A4%A7%E5%A0%82", True),
        ("?building=Z&area=%E5%A4%A7%E5%A0%82", True),  # one of the two is enough
    ],
)
def test_open_ones_are_asked_for_by_place(world: World, query: str, found: bool) -> None:
    assert (sample.OUTAGE in ids(now_open(world, query))) is found


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"buildings": None}, {("/buildings", "one_of")}),  # nowhere
        ({"buildings": []}, {("/buildings", "one_of")}),
        ({"whole_estate": True}, {("/buildings", "one_of")}),  # everywhere, and one building
        ({"buildings": [""]}, {("/buildings/0", "too_short"), ("/buildings/0", "not_in_form")}),
        ({"buildings": ["x"] * 51}, {("/buildings", "too_long")}),
        ({"words": "　"}, {("/words", "not_in_form")}),
        ({"words": "長" * 1001}, {("/words", "too_long")}),
        ({"affected": None}, {("/affected", "required")}),
        ({"since": "2026-03-02T10:00:00"}, {("/since", "not_an_instant")}),
        (
            {"expected_end": "2026-03-02T09:00:00+08:00"},  # the instant at which it begins
            {("/expected_end", "ends_before_it_begins")},
        ),
        (
            {"buildings": None, "expected_end": "2026-03-01T09:00:00+08:00"},
            {("/buildings", "one_of"), ("/expected_end", "ends_before_it_begins")},
        ),
    ],
)
def test_a_form_filled_in_wrong_is_refused_whole(
    world: World, given: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    before = now_open(world)
    code, clause, *found = outcome(announce(world, **given))
    assert (code, clause) == ("invalid_form", "T-4.1")
    assert set(found) <= faults | {(p, "too_short") for p, _ in faults}
    assert found
    assert now_open(world) == before


def test_an_announced_outage_begins_later(world: World) -> None:
    """A notice of tomorrow's work; it may end the millisecond after it begins, not before."""
    begins = at_site("09:00:00", "2026-03-03")
    form = {
        "since": begins.isoformat(),
        "expected_end": (begins + timedelta(milliseconds=1)).isoformat(),
    }
    incident = announced(world, **form)
    wrong = do(world, incident["id"], "update", words="改期", expected_end=MONDAY.isoformat())
    assert outcome(wrong) == (
        "invalid_form",
        "T-4.1",
        ("/expected_end", "ends_before_it_begins"),
    )
    [shown] = now_open(world, "?building=C")
    assert shown["notice"]["overdue"] is False
    world.clock.tick(days=2)
    [shown] = now_open(world, "?building=C")
    assert shown["notice"]["overdue"] is True
    close(world, incident["id"])
    world.clock.at = MONDAY


@pytest.mark.clause("P-tell")
def test_the_desk_is_told_what_to_say_and_how_many_tickets_hang_on_it(world: World) -> None:
    incident = announced(world, "head-cheung", affected="熱水", buildings=["A"])
    case = Case(world, incident=incident["id"])
    close(world, incident["id"])
    for who in ("desk-leung", "supervisor-chow"):
        about = [e for e in inbox(world, who) if e["record"] == f"incident#{incident['id']}"]
        assert [each["code"] for each in reversed(about)] == ["incident_opened", "incident_closed"]
        assert "1 tickets" in about[0]["text"]
        assert "電梯檢修" in about[1]["text"]
    assert case.shown().ticket["state"] == State.REPORTED  # it lives on
    assert case.shown().ticket["incident"] == incident["id"]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("desk-chan", 201),
        ("supervisor-chow", 201),
        ("head-cheung", 201),  # engineering knows first
        ("engineer-lee", 403),
        ("assistant-lam", 403),
        ("gm-ng", 403),
        ("owner-wong", 403),
    ],
)
def test_the_desk_and_heads_of_departments_announce(world: World, who: str, status: int) -> None:
    reply = announce(world, who)
    assert reply.status == status
    if status == 201:
        close(world, reply.json["incident"]["id"])


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    "intake", [{}, PUBLIC, COMPLAINT, INQUIRY], ids=lambda each: str(len(each))
)
def test_a_ticket_hangs_on_it_from_the_start(world: World, intake: dict[str, Any]) -> None:
    """Repairs of both kinds, complaints and inquiries."""
    given = {"unit": None, "item": None, **intake} if intake is PUBLIC else intake
    before = hanging(world, sample.OUTAGE)
    case = Case(world, **given, incident=sample.OUTAGE)
    assert case.ticket["incident"] == sample.OUTAGE
    assert set(hanging(world, sample.OUTAGE)) == {*before, case.id}
    assert {"leave-incident"} == {each for each in case.reply.actions if "incident" in each}


@pytest.mark.clause("T-2.0")
def test_a_ticket_is_attached_later_and_taken_off_with_a_reason(world: World) -> None:
    case = Case(world)
    assert case.ticket["incident"] is None
    assert case.refuses("leave-incident") == ("on_no_incident", "T-2.0")
    case.step("join-incident")
    assert case.refuses("join-incident") == ("on_incident_already", "T-2.0")
    assert case.id in hanging(world, sample.OUTAGE)
    assert case.refuses("leave-incident", reason=" ")[0] == "invalid_form"
    case.step("leave-incident")
    assert case.id not in hanging(world, sample.OUTAGE)
    last = case.history()[-1]
    assert (last["form"]["reason"], last["facts"]["incident"]) == ("另有原因", sample.OUTAGE)


@pytest.mark.clause("T-2.0")
def test_it_is_attached_until_the_work_is_done(world: World) -> None:
    case = Case(world).until("start")
    case.step("join-incident")
    case.step("complete")
    assert case.refuses("leave-incident") == ("too_late", "T-2.0")


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("later", [False, True], ids=["at intake", "later"])
def test_the_outage_must_concern_the_place_and_last(world: World, later: bool) -> None:
    over = announced(world)["id"]
    elsewhere = announced(world)["id"]
    close(world, over)
    for id, code in (
        ("no-such-outage", "no_such"),
        (over, "incident_closed"),
        (elsewhere, "not_affected"),
    ):
        wrong = (
            Case(world).refuses("join-incident", incident=id)
            if later
            else outcome(world.intake(incident=id))
        )
        assert wrong == ("invalid_form", "T-2.0", ("/incident", code)), id
    close(world, elsewhere)


@pytest.mark.clause("T-2.0")
def test_every_fault_is_said_at_once(world: World) -> None:
    wrong = world.intake(incident="no-such", item=None, unit="Z-1")
    assert set(outcome(wrong)[2:]) == {
        ("/item", "required"),
        ("/unit", "no_such"),
        ("/incident", "no_such"),
    }


@pytest.mark.clause("P-who")
def test_an_owner_attaches_nothing(world: World) -> None:
    form = {"channel": "web", "person": None, "incident": sample.OUTAGE}
    wrong = world.intake("owner-wong", **form)
    assert outcome(wrong) == ("invalid_form", "T-2.0", ("/incident", "desk_only"))


@pytest.mark.clause("P-who")
def test_a_department_sees_its_own_tickets_of_an_outage(world: World) -> None:
    incident = announced(world, buildings=["A"])["id"]
    mine = Case(world, incident=incident)
    world.clock.tick()
    desks = Case(world, incident=incident)
    mine.step("dispatch")
    assert hanging(world, incident, "engineer-lee") == [mine.id]
    assert hanging(world, incident) == [desks.id, mine.id]
    assert hanging(world, incident, query="?limit=1") == [desks.id]
    close(world, incident)


@pytest.mark.clause("P-who")
def test_an_outage_of_another_site_is_like_none(world: World) -> None:
    elsewhere = sample.outage(MONDAY, "elsewhere")
    sample.add(world.house.service.store, replace(next(elsewhere), id="theirs"), MONDAY)
    for path in ("", "/history"):
        there = world.get(f"/incidents/theirs{path}", "desk-chan", X_Correlation_Id="same")
        absent = world.get(f"/incidents/absent{path}", "desk-chan", X_Correlation_Id="same")
        assert (there.status, there.body) == (404, absent.body)
    assert hanging(world, "theirs") == []
    wrong = outcome(world.intake(incident="theirs"))
    assert wrong == ("invalid_form", "T-2.0", ("/incident", "no_such"))


def test_a_site_has_fifty_at_most(world: World) -> None:
    board = stored(world, Noticeboard, world.site)
    full = (*board.open, *("x" for _ in range(MOST_OPEN - len(board.open))))
    settle(world, board, open=full)
    assert outcome(announce(world)) == ("too_many_incidents", "T-4.1")
    settle(world, stored(world, Noticeboard, world.site), open=board.open)
    close(world, announced(world)["id"])


def test_of_many_who_announce_at_once_none_is_lost(site: World) -> None:
    def one(number: int) -> str:
        return str(announced(site, affected=f"電梯 {number}")["id"])

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(one, range(6)))
    assert set(ids(now_open(site))) == {sample.OUTAGE, *made}
    with ThreadPoolExecutor(6) as pool:
        assert {each.status for each in pool.map(lambda each: close(site, each), made)} == {200}
    assert ids(now_open(site)) == [sample.OUTAGE]


def test_two_who_close_at_once_close_it_once(site: World) -> None:
    incident = announced(site)["id"]
    seen = site.get(f"/incidents/{incident}", "desk-chan").etag

    def one(who: str) -> int:
        path = f"/incidents/{incident}/close"
        return site.post(path, who, {"result": "已恢復"}, if_match=seen).status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, ("desk-chan", "desk-leung"))) == [200, 412]
    told = [each for each in inbox(site, "desk-chan") if each["code"] == "incident_closed"]
    assert len(told) == 1


def test_a_closing_counts_all_its_tickets(site: World) -> None:
    incident = announced(site, buildings=["A"])["id"]
    for _ in range(3):
        Case(site, incident=incident)
    over = close(site, incident)
    assert over.json["incident"]["closed"]["tickets"] == 3
