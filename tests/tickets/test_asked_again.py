"""Urging 催單, reopening and repeating are counted apart; a repeat is never refused (T-2.0)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.asked_again import KEPT
from tests.support.backends import on_engine
from tests.support.residents import settle, stored, told
from tests.support.world import Clock, World, opened
from tests.tickets.building import COMPLAINT, INDOOR, INQUIRY, PUBLIC, Case, Paper, outcome

pytestmark = pytest.mark.clause("T-2.0")
WEB = {"channel": "web", "words": "請問何時來修"}
PHONE = {"channel": "phone", "words": "業戶再次來電"}
LOBBY = {"unit": None, "item": None, **PUBLIC}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world


def counts(world: World, id: str, who: str = "desk-chan") -> tuple[int, int, int]:
    """Urged, reopened, repeated."""
    ticket = world.get(f"/tickets/{id}", who).ticket
    return ticket["urged"], ticket["reopened"], ticket["repeated"]


def numbers(at: Ticket) -> tuple[int, int, int]:
    return at.urged, at.reopened, at.repeated


def test_the_department_is_told_and_from_the_second_time_on_its_head(site: World) -> None:
    case = Case(site)
    case.step("dispatch")
    case.step("urge")
    assert told(site, "engineer-lee", case.id)[-1] == "ticket_urged"
    assert "ticket_urged" not in told(site, "head-cheung", case.id)
    case.step("urge")
    for who in ("engineer-lee", "head-cheung"):
        assert told(site, who, case.id)[-1] == "ticket_urged_again"
    case.step("urge")
    assert told(site, "head-cheung", case.id).count("ticket_urged_again") == 2
    assert [each["by"] for each in case.ticket["urgings"]] == ["desk-chan"] * 3
    assert case.history()[-1]["facts"] == {"urged": 3}


@pytest.mark.parametrize("steps", [(), ("dispatch", "take", "start", "complete")])
def test_what_no_department_has_to_carry_out_is_the_desks(
    site: World, steps: tuple[str, ...]
) -> None:
    case = Case(site)
    for step in steps:
        case.step(step)
    case.step("urge")
    assert told(site, "desk-leung", case.id)[-1] == "ticket_urged"
    assert "ticket_urged" not in told(site, "supervisor-chow", case.id)
    assert "ticket_urged" not in told(site, "engineer-lee", case.id)


@pytest.mark.parametrize("kind", [INDOOR, LOBBY, COMPLAINT, INQUIRY], ids=lambda each: each["kind"])
def test_nothing_else_changes_and_no_clock_does(kind: dict[str, Any]) -> None:
    paper = Paper(**kind)
    before = paper.the
    paper.later(minutes=3).step("urge")
    after = replace(before, urged=1, urgings=paper.the.urgings, version=2, head=paper.the.head)
    assert paper.the == after
    assert paper.the.timers == before.timers


OPEN = [each for each in State if each not in (State.ARCHIVED, State.CLOSED, State.CANCELLED)]


@pytest.mark.parametrize("state", list(State))
def test_it_is_urged_while_it_is_open(state: State) -> None:
    kind = INQUIRY if state in (State.REFERRED, State.ANSWERED, State.CLOSED) else INDOOR
    paper = Paper(**kind)
    paper.ticket = replace(paper.the, state=state)
    for command in ("urge", "repeat-of"):
        assert paper.may(command, "desk-chan") == (state in OPEN)


@pytest.mark.clause("P-who")
def test_an_owner_urges_their_own_by_the_web(site: World) -> None:
    case = Case(site)
    assert case.attempt("urge", "owner-lau", **WEB).status == 404
    assert outcome(case.attempt("urge", "owner-wong", **PHONE)) == (
        *("invalid_form", "T-2.0"),
        ("/channel", "not_a_choice"),
    )
    assert case.do("urge", "owner-wong", **WEB).ticket["urged"] == 1
    assert outcome(case.attempt("urge", "engineer-lee", **PHONE)) == ("not_your_step", "T-2.0")
    assert counts(site, case.id, "owner-wong") == (1, 0, 0)
    mine = site.get("/my/tickets", "owner-wong").json["items"]
    assert [each["ticket"]["urged"] for each in mine] == [1]


def test_a_thousand_urgings_are_counted_and_the_newest_kept() -> None:
    """However often: the record stays small, the number is right."""
    paper = Paper()
    for number in range(1000):
        paper.step("urge", words=f"{number} " + "催" * 900)
    assert (paper.the.urged, len(paper.the.urgings)) == (1000, KEPT)
    assert paper.the.urgings[-1].words.startswith("999 ")


def test_the_three_numbers_are_counted_apart(site: World) -> None:
    first = Case(site)
    for step in ("dispatch", "urge", "take", "start", "complete", "urge"):
        first.step(step)
    first.step("reject")
    assert counts(site, first.id) == (2, 1, 0)
    site.clock.tick(minutes=1)
    second = Case(site, repeats=first.id)
    assert second.ticket["repeats"]["earlier"] == first.id
    assert counts(site, first.id) == (2, 1, 1)
    assert counts(site, second.id) == (0, 0, 0)
    entry = first.history()[-1]
    assert (entry["command"], entry["facts"]) == ("ticket-intake", {"repeated_by": second.id})


REPEATED: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "the same person": (INDOOR, {**INQUIRY, "person": "owner-wong", "unit": "B-0502"}, True),
    "the same unit": (INDOOR, {**INDOOR, "person": "owner-lau"}, True),
    "the same area": (LOBBY, {**LOBBY, "person": "owner-lau"}, True),
    "the same area, written otherwise": (
        LOBBY,
        {**LOBBY, "person": "owner-lau", "area": "大 堂"},
        True,
    ),
    "a complaint of a repair": (INDOOR, {**COMPLAINT, "person": "owner-wong"}, True),
    "another person, another unit": (INDOOR, {**COMPLAINT}, False),
    "another area": (LOBBY, {**LOBBY, "person": "owner-lau", "area": "天台"}, False),
}


@pytest.mark.parametrize(("first", "second", "same"), REPEATED.values(), ids=REPEATED)
def test_what_may_be_named_as_repeated(
    site: World, first: dict[str, Any], second: dict[str, Any], same: bool
) -> None:
    earlier = site.intake(**first).ticket["id"]
    reply = site.intake(**second, repeats=earlier)
    if same:
        assert (reply.status, counts(site, earlier)) == (201, (0, 0, 1))
    else:
        assert outcome(reply) == ("invalid_form", "T-2.0", ("/repeats", "not_repeated"))
        assert counts(site, earlier) == (0, 0, 0)


@pytest.mark.clause("P-who")
def test_what_one_may_not_see_is_like_what_is_not_there(site: World) -> None:
    """An owner reports the same lamp as another owner; whose report it was stays unknown."""
    earlier = site.intake(**LOBBY).ticket["id"]
    mine = {**LOBBY, "person": None, "channel": "web"}
    for id in (earlier, "no-such-ticket"):
        reply = site.intake("owner-lau", **mine, repeats=id)
        assert outcome(reply) == ("invalid_form", "T-2.0", ("/repeats", "no_such"))
    assert site.intake("owner-wong", **mine, repeats=earlier).status == 201
    for id in ("", "x" * 65, "🔥", 7):
        assert site.intake(**LOBBY, repeats=id).status == 422


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("state", [State.ARCHIVED, State.CANCELLED, State.WORKING])
def test_a_repeat_of_what_is_over_is_taken_in(site: World, state: State) -> None:
    first = Case(site)
    settle(site, stored(site, Ticket, first.id), state=state)
    assert site.intake(repeats=first.id).status == 201
    assert counts(site, first.id) == (0, 0, 1)


@pytest.mark.clause("P-once", "P-together")
def test_many_repeats_at_once_are_all_taken_in_and_counted(site: World) -> None:
    first = Case(site, **LOBBY)
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda _: site.intake(**LOBBY, repeats=first.id), range(24)))
    assert {each.status for each in replies} == {201}
    assert counts(site, first.id) == (0, 0, 24)


def test_the_desk_links_later_and_the_supervisor_corrects(site: World) -> None:
    first = Case(site)
    site.clock.tick(minutes=1)
    second = Case(site)
    second.step("repeat-of", earlier=first.id, words="同一處漏水")
    assert (second.ticket["repeats"]["by"], counts(site, first.id)[2]) == ("desk-chan", 1)
    assert second.refuses("repeat-of", earlier=first.id) == ("repeats_already", "T-2.0")
    assert second.refuses("not-repeat-of", "desk-chan") == ("not_your_step", "T-2.0")
    second.step("not-repeat-of")
    assert (second.ticket["repeats"], counts(site, first.id)[2]) == (None, 0)
    assert second.refuses("not-repeat-of") == ("no_repeat", "T-2.0")
    assert second.history()[-1]["form"] == {"reason": "並非同一事項"}


def test_a_ticket_repeats_neither_itself_nor_a_later_one(site: World) -> None:
    first, second = Case(site), Case(site)
    two = sorted((first, second), key=lambda each: each.id)
    refused = ("invalid_form", "T-2.0", ("/earlier", "not_repeated"))
    assert two[0].refuses("repeat-of", earlier=two[0].id) == refused
    assert two[0].refuses("repeat-of", earlier=two[1].id) == refused
    two[1].step("repeat-of", earlier=two[0].id)


@pytest.mark.clause("T-4.2.3")
def test_a_letter_counts_as_a_repeat_once(site: World) -> None:
    """Named when it was taken in, then judged a letter: one repeat, until neither is so."""
    first = Case(site, **COMPLAINT)
    site.clock.tick(minutes=1)
    second = Case(site, **COMPLAINT, repeats=first.id)
    second.step("same-matter", earlier=first.id)
    assert counts(site, first.id)[2] == 1
    second.step("not-repeat-of")
    assert counts(site, first.id)[2] == 1
    second.step("not-same-matter")
    assert counts(site, first.id)[2] == 0
    second.step("same-matter", earlier=first.id)
    assert counts(site, first.id)[2] == 1


def test_who_works_on_the_earlier_sees_that_it_was_repeated(site: World) -> None:
    """A repeat is news: what was read before it is stale (P-together)."""
    first = Case(site)
    first.step("dispatch")
    site.clock.tick(minutes=1)
    site.intake(repeats=first.id)
    stale = first.attempt("take", "engineer-lee", signed_name="李國強")
    assert (stale.status, stale.json["present"]["ticket"]["repeated"]) == (412, 1)


def test_numbers_begin_at_nothing_and_repeats_are_older() -> None:
    paper = Paper()
    assert numbers(paper.the) == (0, 0, 0)
    paper.beside = replace(
        paper.the, id="t0", received_at=paper.the.received_at - timedelta(days=400)
    )
    change = paper.step("repeat-of")
    assert [numbers(each.after) for each in change.also] == [(0, 0, 1)]
