"""The day is closed at 17:00 of the site's own time, once, as of that instant (T-4.7)."""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.core.site import Site
from chalicelib.service import deadlines
from chalicelib.tickets.days import rules
from chalicelib.tickets.days.model import Day, Daybook, Report
from chalicelib.tickets.jobs import reconciliation
from chalicelib.tickets.model.ticket import Ticket
from local import sample
from tests.support import desk
from tests.support.backends import on_engine
from tests.support.residents import inbox, settle, stored
from tests.support.world import Clock, World, opened
from tests.tickets.building import Case, at_site, outcome

CLOSE = at_site("17:00:00.000")
MS = timedelta(milliseconds=1)
HAND_IN = {"signed_name": "張偉", "words": "今日工單如上"}
REPORT = "/days/2026-03-02/reports/engineering"
pytestmark = pytest.mark.clause("T-4.7")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    """A site of its own, whose first day runs from Monday 9:00; it is a minute past."""
    with opened(address, Clock()) as world:
        world.clock.tick(minutes=1)
        yield world


def run(world: World, at: datetime | None = None) -> deadlines.Report:
    """The job for this site, the clock at that moment."""
    if at:
        world.clock.at = at
    service = world.house.service
    job = reconciliation(service.store)
    return deadlines.run(service, job, world.clock(), "run-1", site=world.site)


def day(world: World, of: str = "2026-03-02") -> Day | None:
    found: Day | None = stored(world, Day, of)
    return found


def tally(world: World, department: str = "engineering", of: str = "2026-03-02") -> Any:
    found = day(world, of)
    assert found
    return found.tally(department)


def told(world: World, who: str, code: str) -> list[dict[str, Any]]:
    return [each for each in inbox(world, who) if each["code"] == code]


def sent(world: World) -> str:
    """An order dispatched to engineering now."""
    return str(Case(world).steps("dispatch").id)


def done(world: World) -> Case:
    case = Case(world)
    for step in ("dispatch", "take", "start"):
        case.step(step)
    return case


EDGES = {
    "16:29:59": (False, False),
    "16:29:59.999": (False, False),
    "16:30:00.000": (True, False),
    "16:59:59.999": (True, False),
    "17:00:00.000": (True, True),
    "17:00:00.001": (True, True),
    "23:59:59.999": (True, True),
}


@pytest.mark.parametrize(("clock", "expected"), EDGES.items(), ids=EDGES)
def test_reminded_at_half_past_four_and_closed_at_five(
    site: World, clock: str, expected: tuple[bool, bool]
) -> None:
    run(site, at_site("16:29:58"))
    run(site, min(at_site(clock), at_site("16:59:00")))
    run(site, at_site(clock))
    reminded, closed = expected
    assert bool(told(site, "head-cheung", "report_due")) == reminded
    assert (day(site) is not None) == closed
    assert bool(told(site, "supervisor-chow", "day_closed")) == closed


def test_the_reminder_names_day_and_time_and_goes_to_who_has_not_reported(site: World) -> None:
    site.clock.at = at_site("16:00:00")
    shown = site.get(REPORT, "head-cheung")
    assert site.post(REPORT, "head-cheung", HAND_IN, if_match=shown.etag).status == 200
    run(site, at_site("16:30:00"))
    run(site, at_site("16:35:00"))
    [said] = told(site, "head-ho", "report_due")
    assert said["text"] == "Please hand in your department's report of 2026-03-02 by 17:00."
    assert told(site, "head-cheung", "report_due") == []
    run(site, CLOSE)
    closed = day(site)
    assert closed
    assert closed.not_reported == ("grounds",)
    assert [each.department for each in closed.reported] == ["engineering"]


MOVES: dict[str, tuple[str, ...]] = {
    "16:59:59.999": ("completed", "counted"),
    "17:00:00.000": ("completed", "counted"),
    "17:00:00.001": ("open", "next day"),
}
RUNS = {
    "at once": at_site("17:00:00.002"),
    "17:00:01": at_site("17:00:01"),
    "17:40": at_site("17:40:00"),
    "next day": at_site("09:00:00", "2026-03-03"),
    "three days later": at_site("12:00:00", "2026-03-05"),
}


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("clock", MOVES)
@pytest.mark.parametrize("at", RUNS.values(), ids=RUNS)
def test_the_same_day_whenever_the_job_runs(site: World, clock: str, at: datetime) -> None:
    """What happened up to 17:00:00.000 counts, by when it happened and not by when one looks."""
    case = done(site)
    site.clock.at = at_site(clock)
    case.step("complete")
    after = sent_at(site, at_site("17:00:00.001"))
    if at > at_site("17:30:00"):
        site.clock.at = at_site("17:30:00")
        case.step("reject")  # open again before the job comes by: it was completed at 17:00
    run(site, at)
    counted = tally(site)
    where = MOVES[clock][0]
    assert case.id in getattr(counted, where)
    assert counted.issued == (case.id,)
    assert after not in (*counted.issued, *counted.open)
    run(site, at_site("17:00:00", "2026-03-06"))
    following = tally(site, of="2026-03-03")
    assert after in following.issued
    assert following.carried_in == (where == "open")


def sent_at(world: World, at: datetime) -> str:
    world.clock.at = at
    return sent(world)


def test_missed_days_are_caught_up_in_one_run_each_by_itself(site: World) -> None:
    first = sent(site)
    second = sent_at(site, at_site("10:00:00", "2026-03-04"))
    report = run(site, at_site("09:00:00", "2026-03-07"))
    assert (report.fired, report.failed) == (5, 0)
    assert [tally(site, of=f"2026-03-0{n}").open for n in range(2, 7)] == [
        (first,),
        (first,),
        (first, second),
        (first, second),
        (first, second),
    ]
    assert [tally(site, of=f"2026-03-0{n}").carried_in for n in range(2, 7)] == [0, 1, 1, 2, 2]
    assert told(site, "head-cheung", "report_due") == []  # it would come too late
    listed = site.get("/days?limit=3", "supervisor-chow").json
    assert [each["day"] for each in listed["items"]] == ["2026-03-06", "2026-03-05", "2026-03-04"]
    assert run(site).due == 0


@pytest.mark.clause("P-once")
def test_run_again_it_does_nothing(site: World) -> None:
    sent(site)
    run(site, CLOSE)
    before = day(site)
    for minutes in (0, 5, 300):
        assert run(site, CLOSE + timedelta(minutes=minutes)).fired == 0
    assert day(site) == before
    assert len(told(site, "supervisor-chow", "day_closed")) == 1


@pytest.mark.clause("P-once")
def test_run_by_many_at_once_the_day_is_closed_once(site: World) -> None:
    """Also while orders go on: each is in the day or in the next, and none in both."""
    cases = [Case(site) for _ in range(6)]
    site.clock.at = CLOSE

    def work(number: int) -> int:
        if number % 2:
            cases[number // 2].step("dispatch")
            return 0
        return run(site).fired

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(work, range(12))) == 1
    assert len(told(site, "supervisor-chow", "day_closed")) == 1
    run(site, CLOSE + timedelta(days=1))
    first, second = tally(site), tally(site, of="2026-03-03")
    assert sorted((*first.issued, *second.issued)) == sorted(each.id for each in cases)
    assert second.carried_in == len(first.open)
    assert set(second.open) == {each.id for each in cases}
    desk_first, desk_second = tally(site, ""), tally(site, "", "2026-03-03")
    assert desk_second.carried_in == len(desk_first.open)
    assert desk_second.open == ()


WAYS: dict[str, tuple[tuple[str, ...], str]] = {
    "returned": (("dispatch", "return"), "returned"),
    "passed on": (("dispatch", "elsewhere"), "passed_on"),
    "withdrawn": (("dispatch", "cancel"), "cancelled"),
}


@pytest.mark.parametrize(("steps", "how"), WAYS.values(), ids=WAYS)
def test_what_left_otherwise_is_shown_ticket_by_ticket(
    site: World, steps: tuple[str, ...], how: str
) -> None:
    case = Case(site)
    for step in steps:
        if step == "elsewhere":
            case.step("reassign", department="grounds")
        else:
            case.step(step)
    run(site, CLOSE)
    [gone] = tally(site).gone
    assert (gone.ticket, gone.number, gone.how) == (case.id, case.ticket["forms"][0]["number"], how)
    shown = site.get("/days/2026-03-02", "supervisor-chow").json
    for each in shown["balances"]:
        assert each["carried_in"] + each["issued"] == (
            each["completed"] + each["open"] + each["gone"]
        )
    [engineering] = [each for each in shown["balances"] if each["department"] == "engineering"]
    assert engineering["gone"] == 1


def test_what_was_not_dispatched_is_listed_with_the_desk(site: World) -> None:
    waiting = site.intake().ticket["id"]
    run(site, CLOSE)
    assert tally(site, "").open == (waiting,)
    assert tally(site).issued == ()


def test_an_order_that_comes_back_after_its_day_is_issued_again(site: World) -> None:
    case = done(site)
    case.step("complete")
    run(site, CLOSE)
    site.clock.at = at_site("10:00:00", "2026-03-03")
    case.step("reject")
    run(site, at_site("17:00:00", "2026-03-03"))
    assert tally(site).completed == (case.id,)
    assert tally(site, of="2026-03-03").issued == (case.id,)
    assert tally(site, of="2026-03-03").open == (case.id,)


@pytest.mark.clause("P-once")
def test_a_move_that_comes_to_light_late_is_counted_once_and_marked(site: World) -> None:
    """Stored after the day was closed, of an instant before: the next day shows it as late."""
    run(site, CLOSE + timedelta(seconds=5))
    site.clock.at = CLOSE - MS
    straggler = sent(site)
    run(site, at_site("17:00:00", "2026-03-03"))
    run(site, at_site("17:00:00", "2026-03-04"))
    assert tally(site).issued == ()
    following = tally(site, of="2026-03-03")
    assert following.issued == following.late == following.open == (straggler,)
    assert tally(site, of="2026-03-04").issued == ()
    assert tally(site, of="2026-03-04").carried_in == 1


@pytest.mark.clause("P-once")
def test_a_completion_that_comes_to_light_late_is_the_next_days(site: World) -> None:
    case = done(site)
    run(site, CLOSE + timedelta(seconds=5))
    site.clock.at = CLOSE - MS
    case.step("complete")
    run(site, at_site("17:00:00", "2026-03-03"))
    assert tally(site).open == (case.id,)
    assert tally(site, of="2026-03-03").completed == (case.id,)


ZONES: dict[str, tuple[str, date, str]] = {
    "Shanghai": ("Asia/Shanghai", date(2026, 3, 2), "2026-03-02T09:00:00+00:00"),
    "year end": ("Asia/Shanghai", date(2026, 12, 31), "2026-12-31T09:00:00+00:00"),
    "Auckland, new year": ("Pacific/Auckland", date(2027, 1, 1), "2027-01-01T04:00:00+00:00"),
    "Kathmandu, a quarter": ("Asia/Kathmandu", date(2026, 3, 2), "2026-03-02T11:15:00+00:00"),
    "New York, day before": ("America/New_York", date(2026, 3, 7), "2026-03-07T22:00:00+00:00"),
    "New York, clocks on": ("America/New_York", date(2026, 3, 8), "2026-03-08T21:00:00+00:00"),
    "London, clocks back": ("Europe/London", date(2026, 10, 25), "2026-10-25T17:00:00+00:00"),
    "Lord Howe, half an hour": (
        "Australia/Lord_Howe",
        date(2026, 4, 5),
        "2026-04-05T06:30:00+00:00",
    ),
    "Honolulu, yesterday still": (
        "Pacific/Honolulu",
        date(2026, 3, 1),
        "2026-03-02T03:00:00+00:00",
    ),
}


@pytest.mark.parametrize(("zone", "of", "at"), ZONES.values(), ids=ZONES)
def test_five_o_clock_is_the_sites_own(zone: str, of: date, at: str) -> None:
    closes = rules.instant(of, 17 * 60, zone)
    assert closes.isoformat() == at
    site = replace(sample.site("paths"), time_zone=zone)
    before = rules.first(site, sample.terms("paths"), closes - MS)
    assert (before.day, before.closes_at) == (of, closes)
    assert before.timers[0].due_at == rules.instant(of, 16 * 60 + 30, zone)
    over = rules.first(site, sample.terms("paths"), closes)
    assert over.day == of + timedelta(days=1)


@pytest.mark.parametrize("minutes", [0, 150, 17 * 60, 1439])
@pytest.mark.parametrize("zone", sorted({zone for zone, _, _ in ZONES.values()}))
def test_days_end_one_after_the_other_all_year(zone: str, minutes: int) -> None:
    """Also where clocks are put on or back, at the very time that a day ends."""
    ends = [rules.instant(date(2026, 1, 1) + timedelta(days=n), minutes, zone) for n in range(366)]
    assert all(timedelta(hours=22) <= b - a <= timedelta(hours=26) for a, b in zip(ends, ends[1:]))  # noqa: B905, RUF007


def test_a_site_on_the_other_side_of_the_world_closes_by_itself(address: str) -> None:
    with opened(address, Clock()) as world:
        far = World(world.house, world.clock, f"{world.site}-far")
        site: Site = stored(world, Site, world.site)
        store = world.house.service.store
        world.clock.at = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
        overseas = replace(site, site=far.site, id=far.site, time_zone="America/New_York", head="")
        terms = sample.terms(far.site)
        sample.add(store, terms, world.clock())
        sample.add(store, overseas, world.clock())
        sample.add(store, rules.first(overseas, terms, world.clock()), world.clock())
        run(far, datetime(2026, 3, 8, 20, 59, 59, tzinfo=UTC))
        assert day(far, "2026-03-08") is None
        world.clock.at = datetime(2026, 3, 8, 21, 0, tzinfo=UTC)
        assert desk.reconcile(world)["failed"] == 0
        assert day(far, "2026-03-08")
        assert desk.running(far) == date(2026, 3, 9)


def test_a_report_is_drafted_by_the_server_and_signed_by_the_head(site: World) -> None:
    case, still = done(site), sent(site)
    case.step("complete")
    draft = site.get(REPORT, "head-cheung")
    assert draft.json["draft"]["completed"] == [case.id]
    assert draft.json["draft"]["open"] == [still]
    assert draft.etag == '"0"'
    form = HAND_IN | {"remarks": [{"ticket": still, "words": "待料"}]}
    reply = site.post(REPORT, "head-cheung", form, if_match=draft.etag)
    [entry] = reply.json["entries"]
    assert (entry["issued"], entry["completed"], entry["open"]) == (2, 1, 1)
    assert entry["signature"]["name"] == "張偉"
    assert (entry["late"], entry["acting"]) == (False, None)


@pytest.mark.clause("P-together")
def test_a_report_is_handed_in_once_and_then_corrected(site: World) -> None:
    first = site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"')
    assert site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"').status == 412
    again = site.post(REPORT, "head-cheung", HAND_IN, if_match=first.etag)
    assert outcome(again) == ("reported_already", "T-4.7")
    sent(site)
    form = HAND_IN | {"reason": "漏報一單"}
    corrected = site.post(REPORT, "head-cheung", form, if_match=first.etag)
    assert [each["open"] for each in corrected.json["entries"]] == [0, 1]
    assert corrected.json["entries"][1]["reason"] == "漏報一單"
    run(site, CLOSE)
    closed = day(site)
    assert closed
    assert len(closed.reported) == 1


REFUSED: dict[str, tuple[str, dict[str, Any], tuple[Any, ...]]] = {
    "of another department": ("head-ho", {"signed_name": "何建業"}, ("not_found", "P-who")),
    "not the head": ("engineer-lee", {"signed_name": "李國強"}, ("head_reports", "T-4.7")),
    "another's name": ("head-cheung", {"signed_name": "李國強"}, ("signature_differs", "T-4.7")),
    "a remark on nothing": (
        "head-cheung",
        {"remarks": [{"ticket": "no-such", "words": "?"}]},
        ("invalid_form", "T-4.7", ("/remarks/0/ticket", "no_such")),
    ),
    "the desk": ("desk-chan", {}, ("not_your_step", "T-4.7")),
}


@pytest.mark.parametrize(("who", "given", "said"), REFUSED.values(), ids=REFUSED)
def test_a_report_is_refused(
    site: World, who: str, given: dict[str, Any], said: tuple[Any, ...]
) -> None:
    reply = site.post(REPORT, who, HAND_IN | given, if_match='"0"')
    assert outcome(reply) == said
    assert stored(site, Report, "2026-03-02.engineering") is None


def test_somebody_acts_for_the_head_with_the_reason(site: World) -> None:
    form = {"signed_name": "李國強", "words": "如上", "acting": "主管休假"}
    reply = site.post(REPORT, "engineer-lee", form, if_match='"0"')
    assert reply.json["entries"][0]["acting"] == "主管休假"


DAYS = {
    "not a day": "2026-02-30",
    "another spelling": "20260302",
    "a week": "2026-W10-1",
    "before the book": "2026-03-01",
    "to come": "2026-03-03",
}


@pytest.mark.parametrize("of", DAYS.values(), ids=DAYS)
def test_there_is_no_report_of_a_day_that_is_none(site: World, of: str) -> None:
    path = f"/days/{of}/reports/engineering"
    assert site.get(path, "head-cheung").status == 404
    assert site.post(path, "head-cheung", HAND_IN, if_match='"0"').status == 404


def test_what_a_department_owed_is_read_and_handed_in_after_it_was_closed(site: World) -> None:
    """Its days stay as they were: nothing of them is lost with it (T-3.0)."""
    path = "/days/2026-03-02/reports/grounds"
    run(site, CLOSE)
    known: Site = stored(site, Site, site.site)
    departments = tuple(replace(each, closed=each.key == "grounds") for each in known.departments)
    settle(site, known, departments=departments)
    assert site.get(path, "supervisor-chow").status == 200
    late = site.post(path, "head-ho", HAND_IN | {"signed_name": "何建業"}, if_match='"0"')
    assert (late.status, late.json["entries"][0]["late"]) == (200, True)
    assert site.get(path, "gm-ng").json["report"]["entries"]
    assert site.get("/days/2026-03-03/reports/grounds", "gm-ng").status == 404  # it owes none now


def test_the_desk_itself_reports_to_nobody(site: World) -> None:
    assert site.get("/days/2026-03-02/reports/customer_service", "desk-chan").status == 404
    run(site, CLOSE)
    closed = day(site)
    assert closed
    assert closed.not_reported == ("engineering", "grounds")


LATE = {
    "17:00:00.000": (False, True),
    "17:00:00.001": (True, True),
    "17:00:00.001, before the job": (True, False),
}


@pytest.mark.parametrize(("clock", "expected"), LATE.items(), ids=LATE)
def test_a_late_report_is_kept_and_marked(
    site: World, clock: str, expected: tuple[bool, bool]
) -> None:
    late, closed_first = expected
    order = sent(site)
    site.clock.at = at_site(clock.partition(",")[0])
    if late and closed_first:
        run(site)
    reply = site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"')
    assert reply.json["entries"][0]["late"] == late
    assert reply.json["tally"]["open"] == [order]
    if not (late and closed_first):
        run(site)
    shown = site.get("/days/2026-03-02", "supervisor-chow").json
    assert ("engineering" in shown["day"]["not_reported"]) == late
    [state] = [each for each in shown["reports"] if each["department"] == "engineering"]
    assert (state["late"], state["by"]) == (late, "head-cheung")


def test_a_report_after_the_day_speaks_of_the_day_as_it_was_closed(site: World) -> None:
    case = done(site)
    run(site, CLOSE)
    case.later(hours=1).step("complete")
    reply = site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"')
    assert reply.json["tally"]["open"] == [case.id]
    assert reply.json["tally"]["completed"] == []


@pytest.mark.clause("P-once")
def test_a_report_handed_in_while_the_day_is_closed_is_in_it_or_late(site: World) -> None:
    """The book is changed by both: whichever comes second sees what the first did."""
    service, store = site.house.service, site.house.service.store
    site.clock.at = CLOSE - MS
    closed_by_now = []

    class Closing:
        """A store where the day is closed just before the report is stored."""

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def commit(self, *given: Any, **named: Any) -> None:
            if not closed_by_now:
                closed_by_now.append(run(site, CLOSE + MS))
            store.commit(*given, **named)

    racing = dataclasses.replace(site.house, service=dataclasses.replace(service, store=Closing()))
    with wiring.serving(racing):
        reply = site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"')
    assert reply.json["entries"][0]["late"]
    closed = day(site)
    assert closed
    assert "engineering" in closed.not_reported


def test_the_supervisor_runs_it_by_hand(site: World) -> None:
    site.clock.at = CLOSE
    reply = site.post("/jobs/reconciliation", "supervisor-chow", {})
    assert (reply.status, reply.json["fired"]) == (200, 1)
    assert site.get("/days/2026-03-02", "gm-ng").status == 200
    assert site.post("/jobs/reconciliation", "desk-chan", {}).status == 403


def test_what_is_open_from_before_the_book_is_carried_in(site: World) -> None:
    """A stage that was deployed before: the book is opened when the site's file comes again."""
    before = sent(site)
    settle(site, stored(site, Ticket, before), passages=())
    book: Daybook = stored(site, Daybook, site.site)
    site.clock.at = at_site("10:00:00")
    settle(site, book, since=site.clock())
    run(site, CLOSE)
    assert tally(site).carried_in == 1
    assert tally(site).open == (before,)
    assert tally(site).issued == ()


def test_the_day_that_runs_says_who_has_reported_and_what_it_comes_to(site: World) -> None:
    sent(site)
    site.post(REPORT, "head-cheung", HAND_IN, if_match='"0"')
    shown = site.get("/running-day", "desk-chan").json
    assert shown["reminds_at"] == "2026-03-02T08:30:00Z"
    assert shown["closes_at"] == "2026-03-02T09:00:00Z"
    reported = {each["department"]: each["reported_at"] for each in shown["reports"]}
    assert reported == {"engineering": "2026-03-02T01:01:00Z", "grounds": None}
    open_at = {each["department"]: each["open"] for each in shown["balances"]}
    assert open_at["engineering"] == 1
    own = site.get("/running-day", "engineer-tse").json
    assert [each["department"] for each in own["reports"]] == ["grounds"]
    assert [each["department"] for each in own["balances"]] == ["grounds"]
    assert site.get("/running-day", "owner-wong").status == 403
