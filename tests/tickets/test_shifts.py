"""Handing the desk over: all that is open is noted, and acknowledged by somebody else (T-4.6)."""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.history import Stamp, enter
from chalicelib.service import deadlines
from chalicelib.store.meter import metered
from chalicelib.tickets.jobs import HANDOVERS
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.shifts import gathering, rules
from chalicelib.tickets.shifts.forms import OpenHandover
from chalicelib.tickets.shifts.life import HANDOVER
from chalicelib.tickets.shifts.model import MOST, Handover, HandoverState
from local import sample
from tests.support import desk
from tests.support.backends import on_engine
from tests.support.paths import PEOPLE
from tests.support.residents import inbox, settle, stored
from tests.support.world import MONDAY, Clock, Reply, World, opened
from tests.tickets.building import Case, Paper, outcome

pytestmark = pytest.mark.clause("T-4.6")
TAKEN_OVER = {"signed_name": "梁家敏"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world


def at_desk(world: World) -> Reply:
    reply = world.post("/handovers", "desk-chan")
    assert reply.status == 201, reply.json
    return reply


def do(world: World, reply: Reply, step: str, who: str, **form: Any) -> Reply:
    """A step on the handover as it stands now."""
    path = f"/handovers/{reply.json['id']}"
    now = world.get(path, "gm-ng")
    return world.post(f"{path}/{step}", who, form, if_match=now.etag)


def sign_off(world: World, reply: Reply) -> Reply:
    return do(world, reply, "sign-off", "desk-chan", **desk.SIGNED)


def take_over(world: World, reply: Reply, *tickets: str) -> Reply:
    return do(world, reply, "acknowledge", "desk-leung", **TAKEN_OVER, tickets=tickets)


def write(world: World, reply: Reply, ticket: str, words: str = "等配件") -> Reply:
    path = f"/handovers/{reply.json['id']}/items/{ticket}"
    seen = world.get(path, "desk-chan")
    if seen.status != 200:
        return seen
    return world.post(path, "desk-chan", {"words": words}, if_match=seen.etag)


def remind(world: World, **by: float) -> int:
    world.clock.tick(**by)
    service = world.house.service
    return deadlines.run(service, HANDOVERS, world.clock(), "run-1", site=world.site).fired


def reminded(world: World, who: str = "desk-leung") -> list[str]:
    return [each["text"] for each in inbox(world, who) if each["code"] == "handover_waiting"]


def ticket_in(world: World, state: State) -> str:
    id: str = world.intake().ticket["id"]
    if state is not State.REPORTED:
        settle(world, stored(world, Ticket, id), state=state)
    return id


def test_what_is_long_over_is_not_read(site: World) -> None:
    """What came since is looked for among what came since, however much lies before it."""

    def cost() -> list[float]:
        site.clock.tick(hours=1)
        handover = at_desk(site)
        path, spent = f"/handovers/{handover.json['id']}", []
        for read in (
            lambda: site.get(f"{path}/items", "desk-chan"),
            lambda: sign_off(site, handover),
            lambda: do(site, handover, "acknowledge", "desk-leung", tickets=[], **TAKEN_OVER),
        ):
            with metered() as meter:
                assert read().status == 200
            spent.append(meter.read_units)
        return spent

    before = cost()
    for _ in range(30):
        known = site.intake(words="燈不亮" * 300)
        assert site.do(known, "cancel", "desk-chan", reason="重複").status == 200
    assert cost() == before


@pytest.mark.parametrize("state", list(State))
def test_everything_unfinished_is_listed(site: World, state: State) -> None:
    id = ticket_in(site, state)
    over = state in (State.ARCHIVED, State.CLOSED, State.CANCELLED)
    reply = at_desk(site)
    assert reply.json["items"] == (0 if over else 1)
    assert [each["ticket"] for each in desk.items(site, reply.json["id"])] == ([] if over else [id])


def test_signed_off_once_each_item_has_its_note(site: World) -> None:
    first = Case(site)
    site.clock.tick()
    second = Case(site)
    reply = at_desk(site)
    refused = sign_off(site, reply)
    assert outcome(refused) == ("note_missing", "T-4.6")
    assert refused.json["data"]["numbers"] == [first.order, second.order]
    assert write(site, reply, first.id).status == 200
    refused = sign_off(site, reply)
    assert refused.json["data"]["tickets"] == [second.id]
    assert second.order in refused.json["detail"]
    write(site, reply, second.id)
    signed = sign_off(site, reply)
    assert (signed.status, signed.json["state"], signed.json["unacknowledged"]) == (
        *(200, "signed_off"),
        2,
    )


def test_a_ticket_that_came_meanwhile_is_included(site: World) -> None:
    """However much the index lags: what is new is read from the tickets themselves."""
    reply = at_desk(site)
    site.clock.tick(minutes=3)
    came = site.intake().ticket["id"]
    assert [each["ticket"] for each in desk.items(site, reply.json["id"])] == [came]
    with lagging(site):
        assert sign_off(site, reply).json["data"]["tickets"] == [came]
        write(site, reply, came)
        assert sign_off(site, reply).json["items"] == 1


class Lagging:
    """A store whose indexes know nothing of late."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def page(self, listing: Any) -> Any:
        page = self._store.page(listing)
        return replace(page, items=(), next=None) if listing.index else page


def lagging(world: World) -> Any:
    service = world.house.service
    slow = dataclasses.replace(service, store=Lagging(service.store))
    return wiring.serving(dataclasses.replace(world.house, service=slow))


def test_what_was_listed_is_not_lost_where_the_index_lags(site: World) -> None:
    id = site.intake().ticket["id"]
    reply = at_desk(site)
    site.clock.tick(hours=8)
    with lagging(site):
        assert sign_off(site, reply).json["data"]["tickets"] == [id]


def test_a_ticket_finished_meanwhile_needs_no_note(site: World) -> None:
    case, still = Case(site), Case(site)
    reply = at_desk(site)
    case.step("cancel")
    assert outcome(write(site, reply, case.id)) == ("too_late", "T-4.6")
    write(site, reply, still.id)
    signed = sign_off(site, reply)
    assert (signed.status, signed.json["items"]) == (200, 1)


@pytest.mark.clause("P-once")
def test_a_ticket_taken_in_at_the_moment_of_the_sign_off_is_handed_over(site: World) -> None:
    reply = at_desk(site)
    site.clock.tick(minutes=1)
    signed = sign_off(site, reply)
    slipped = site.intake().ticket["id"]  # of the same instant, and stored after it
    refused = take_over(site, signed, "no-such")
    assert outcome(refused) == ("invalid_form", "T-4.6", ("/tickets/0", "no_such"))
    waits = take_over(site, signed)
    assert (waits.json["state"], waits.json["unacknowledged"]) == ("signed_off", 1)
    site.clock.tick(minutes=1)
    site.intake()  # of the next shift
    assert take_over(site, signed, slipped).json["state"] == "acknowledged"


def test_each_item_is_acknowledged_by_somebody_else(site: World) -> None:
    ids = [Case(site).id for _ in range(3)]
    desk.noted(site, reply := at_desk(site))
    signed = sign_off(site, reply)
    own = do(site, signed, "acknowledge", "desk-chan", **desk.SIGNED, tickets=ids)
    assert outcome(own) == ("own_handover", "T-4.6")
    supervisor = do(site, signed, "acknowledge", "supervisor-chow", signed_name="周敏", tickets=ids)
    assert outcome(supervisor) == ("not_your_step", "T-4.6")
    assert take_over(site, signed, ids[0]).json["unacknowledged"] == 2
    shown = {each["ticket"]: each["acknowledged"] for each in desk.items(site, reply.json["id"])}
    assert shown == {ids[0]: True, ids[1]: False, ids[2]: False}
    done = take_over(site, signed, *ids[1:])
    assert (done.json["state"], done.json["acknowledged_by"]) == ("acknowledged", "desk-leung")
    assert outcome(take_over(site, signed)) == ("too_late", "T-4.6")


def test_the_desk_is_reminded_until_all_is_acknowledged(site: World) -> None:
    id = Case(site).id
    desk.noted(site, reply := at_desk(site))
    assert remind(site, minutes=60) == 0  # nothing is handed over yet
    signed = sign_off(site, reply)
    assert remind(site, minutes=14, seconds=59, milliseconds=999) == 0
    assert remind(site, milliseconds=1) == 1
    assert reminded(site) == [
        "1 items of the handover are not acknowledged; please acknowledge each."
    ]
    assert remind(site, minutes=14) == 0
    assert remind(site, minutes=1) == 1
    assert remind(site, hours=8) == 1  # late, and once
    assert len(reminded(site)) == len(reminded(site, "supervisor-chow")) == 3
    take_over(site, signed, id)
    assert remind(site, hours=8) == 0


def test_clocks_of_tickets_run_on(site: World) -> None:
    before = site.intake().ticket
    desk.noted(site, reply := at_desk(site))
    sign_off(site, reply)
    assert site.get(f"/tickets/{before['id']}", "desk-chan").ticket == before


@pytest.mark.parametrize("signed", [False, True], ids=["open", "signed off"])
def test_the_supervisor_ends_it_with_the_reason(site: World, signed: bool) -> None:
    Case(site)
    desk.noted(site, reply := at_desk(site))
    if signed:
        sign_off(site, reply)
    assert outcome(do(site, reply, "force", "desk-leung", **desk.FORCE)) == (
        *("not_your_step", "T-4.6"),
    )
    assert do(site, reply, "force", desk.SUPERVISOR, signed_name="周敏").status == 422
    forced = do(site, reply, "force", desk.SUPERVISOR, **desk.FORCE)
    assert (forced.json["state"], forced.json["forced_reason"]) == ("forced", desk.FORCE["reason"])
    assert forced.json["unacknowledged"] == 1
    assert remind(site, hours=1) == 0
    assert at_desk(site).json["state"] == "open"


OUT_OF_ORDER: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "acknowledged before it is signed": ("open", "acknowledge", TAKEN_OVER, "out_of_order"),
    "signed twice": ("signed_off", "sign-off", desk.SIGNED, "too_late"),
    "signed once it is forced": ("forced", "sign-off", desk.SIGNED, "too_late"),
    "acknowledged once it is forced": ("forced", "acknowledge", TAKEN_OVER, "too_late"),
    "forced twice": ("forced", "force", desk.FORCE, "too_late"),
}


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(("state", "step", "form", "code"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_out_of_order(site: World, state: str, step: str, form: dict[str, Any], code: str) -> None:
    reply = at_desk(site)
    if state == "signed_off":
        sign_off(site, reply)
    if state == "forced":
        do(site, reply, "force", desk.SUPERVISOR, **desk.FORCE)
    who = {"acknowledge": "desk-leung", "force": desk.SUPERVISOR}.get(step, "desk-chan")
    refused = do(site, reply, step, who, **form)
    assert outcome(refused) == (code, "T-4.6")
    assert state not in refused.json["detail"] or state == "open"


def test_a_note_is_written_before_the_sign_off_and_for_what_there_is(site: World) -> None:
    id = Case(site).id
    reply = at_desk(site)
    assert write(site, reply, id, "等配件").json["version"] == 1
    assert write(site, reply, id, "配件已到").json["words"] == "配件已到"
    assert write(site, reply, "no-such-ticket").status == 404
    assert site.get(f"/handovers/no-such/items/{id}", "desk-chan").status == 404
    sign_off(site, reply)
    assert outcome(write(site, reply, id)) == ("too_late", "T-4.6")


@pytest.mark.clause("P-once")
def test_of_many_who_open_one_at_once_one_does(site: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda n: site.post("/handovers", "desk-chan"), range(8)))
    assert sorted(each.status for each in replies) == [201] + [409] * 7
    assert {each.json["code"] for each in replies if each.status == 409} == {"handover_open"}


@pytest.mark.clause("P-together")
def test_of_many_who_acknowledge_at_once_none_is_lost(site: World) -> None:
    ids = [Case(site).id for _ in range(6)]
    desk.noted(site, reply := at_desk(site))
    signed = sign_off(site, reply)
    path = f"/handovers/{reply.json['id']}/acknowledge"

    def take(id: str) -> int:
        form = TAKEN_OVER | {"tickets": [id]}
        return site.post(path, "desk-leung", form, if_match=signed.etag).status

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, ids)) == [200] + [412] * 5
    left = site.get(f"/handovers/{reply.json['id']}", "desk-chan").json["unacknowledged"]
    assert left == 5


def test_the_items_are_paged_to_the_last(site: World) -> None:
    ids = [site.intake().ticket["id"] for _ in range(7)]
    reply = at_desk(site)
    found: list[str] = []
    cursor = ""
    while True:
        path = f"/handovers/{reply.json['id']}/items?limit=3{cursor}"
        page = site.get(path, "desk-chan").json
        found += [each["ticket"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == sorted(ids)
    listed = site.get("/handovers", "gm-ng").json["items"]
    assert [each["id"] for each in listed] == [reply.json["id"]]


def many(number: int) -> tuple[Ticket, ...]:
    one = Paper().the
    return tuple(replace(one, id=f"19cac0f2680{n:010x}") for n in range(number))


def act(who: str = "desk-chan") -> Act[Any]:
    return Act(
        person=PEOPLE[who],
        now=MONDAY,
        site=sample.site("paths"),
        terms=sample.terms("paths"),
        fresh_id="19cac0f2680ffffffffff",
    )


def entered(change: Any) -> Handover:
    stamp = Stamp(by="x", name="x", at=MONDAY, command="x", clause="", correlation="")
    record = enter(change, stamp)[0].record
    assert isinstance(record, Handover)
    return record


def test_as_many_as_may_be_open_fit_into_a_record_at_every_step() -> None:
    """Four thousand: opened, signed off with all unacknowledged; one more is refused."""
    tickets = many(MOST)
    leaving = rules.Leaving(tickets=tickets)
    handover = entered(HANDOVER.decide("open", leaving, OpenHandover(), act()))
    form = rules.SignOff(signed_name="陳靜雯")
    found = rules.Found(form=form, tickets=tickets, noted=frozenset(t.id for t in tickets))
    signed = entered(HANDOVER.decide("sign-off", handover, found, act()))
    assert len(signed.waiting) == MOST
    with pytest.raises(Refusal) as refused:
        HANDOVER.decide("open", rules.Leaving(tickets=many(MOST + 1)), OpenHandover(), act())
    assert (refused.value.code, refused.value.clause) == ("too_many_open", "T-4.6")


def test_every_page_of_what_is_open_is_read(site: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.tickets.days.gathering._PAGE", 2)
    monkeypatch.setattr("chalicelib.tickets.shifts.gathering._PAGE", 2)
    ids = {Case(site).id for _ in range(5)}
    store = site.house.service.store
    assert {each.id for each in gathering.left_open(store, site.site)} == ids
    assert set(gathering.came_since(store, site.site, site.clock())) == ids
    assert not set(gathering.came_since(store, site.site, site.clock() + timedelta(minutes=2)))
    desk.noted(site, reply := at_desk(site))
    handover: Handover = stored(site, Handover, reply.json["id"])
    assert gathering.noted(store, handover) == ids
    assert handover.state is HandoverState.OPEN
