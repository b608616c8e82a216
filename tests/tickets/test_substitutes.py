"""Another signs for an approver who is away: for dates, once they accepted, never their own case.

The laws of `core.approval` for the single signatures of tickets (P-approve, T-4.4.4, T-4.2.3).
"""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.approval import Delegation
from chalicelib.core.people import Person, Role
from chalicelib.tickets.lives import life_of
from chalicelib.tickets.model.ticket import Ticket
from tests.support import delegating
from tests.support.delegating import GIVER, TAKER, accepted, day_after, given, step
from tests.support.paths import PEOPLE, UNITS
from tests.support.residents import inbox, stored, told
from tests.support.world import MONDAY, World
from tests.tickets.building import COMPLAINT, Case, Paper, outcome

pytestmark = pytest.mark.clause("P-approve")
SIGNED = {"signed_name": "何建業"}


def stand_in(
    taker: str = TAKER,
    giver: str = GIVER,
    role: Role = Role.CS_SUPERVISOR,
    first: int = 2,
    last: int = 2,
    *,
    accepts: bool = True,
    of: str | None = None,
) -> Person:
    """Somebody with a delegation for days of March 2026."""
    made = Delegation(
        id="d1",
        giver=giver,
        giver_name=PEOPLE[giver].name,
        taker=of or taker,
        role=role,
        first=date(2026, 3, first),
        last=date(2026, 3, last),
        accepted=accepts,
    )
    return replace(PEOPLE[taker], delegations=(made,))


def names(who: Person) -> dict[str, str]:
    return {"signed_name": who.name}


# which delegation counts


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (stand_in(), True),
        (stand_in(first=1, last=3), True),
        (stand_in(first=1, last=2), True),  # the last day
        (stand_in(first=3, last=9), False),  # from tomorrow on
        (stand_in(first=1, last=1), False),  # until yesterday
        (stand_in(accepts=False), False),
        (stand_in(role=Role.GM), False),  # another seat
        (stand_in(role=Role.PROPERTY_ASSISTANT), False),
        (stand_in(TAKER, TAKER, of=GIVER), False),  # given, not taken
        (stand_in("gm-ng"), True),
        (stand_in("engineer-lee"), False),  # who did the work
        (stand_in("assistant-lam"), False),  # who accepted it
        (stand_in("desk-chan"), False),  # who followed it up
        (stand_in("owner-wong"), False),  # who reported it
        (stand_in(giver="engineer-lee"), False),  # in the place of who did the work
        (stand_in(giver="assistant-lam"), False),
        (stand_in(giver="desk-chan"), False),
        (stand_in(giver="owner-wong"), False),
        (PEOPLE["supervisor-fung"], True),  # a holder of the seat needs none
    ],
)
def test_who_may_review_by_delegation(who: Person, may: bool) -> None:
    paper = Paper().until("follow-up")
    assert [paper.may(each, who) for each in ("review", "send-back")] == [may, may]
    if may:
        paper.step("review", who, **names(who))
    else:
        assert paper.refuses("review", who, **names(who))[0] in ("not_your_step", "own_work")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("owner", ["owner-wong", "owner-tang"])
def test_who_reported_or_owns_the_unit_does_not_review_it(owner: str) -> None:
    paper = Paper(units=[replace(UNITS["A-1203"], owners=("owner-wong", "owner-tang"))])
    paper.until("follow-up")
    both = replace(PEOPLE[owner], roles=(Role.OWNER, Role.CS_SUPERVISOR))
    assert paper.refuses("review", both, **names(both)) == ("own_work", "T-4.4.4")
    assert not paper.may("review", both)


def test_a_substitute_does_nothing_else_that_the_role_may() -> None:
    paper = Paper().until("follow-up")
    mine = {each.command for each in life_of(paper.the.kind).allowed(paper.the, paper.act(TAKER))}
    acting = paper.act(stand_in())
    with_it = {each.command for each in life_of(paper.the.kind).allowed(paper.the, acting)}
    assert with_it - mine == {"review", "send-back"}


def test_a_signature_keeps_who_acted_for_whom_by_which_delegation() -> None:
    paper = Paper().until("follow-up")
    change = paper.step("review", stand_in(), **SIGNED)
    signature = paper.the.review.signature  # type: ignore[union-attr]
    assert (signature.person, signature.name) == (TAKER, "何建業")
    assert (signature.whose, signature.delegation) == (GIVER, "d1")
    assert change.facts == {"whose": GIVER, "delegation": "d1"}
    assert paper.history[-1].entry.facts == change.facts


def test_in_a_seat_of_their_own_a_person_signs_for_nobody_else() -> None:
    paper = Paper().until("follow-up")
    paper.step("review", stand_in("supervisor-fung"), signed_name="馮偉業")
    signature = paper.the.review.signature  # type: ignore[union-attr]
    assert (signature.whose, signature.delegation) == (None, None)


@pytest.mark.clause("T-4.4.4")
def test_one_person_does_not_sign_two_steps() -> None:
    """Neither the substitute nor whom they signed for."""
    paper = Paper().until("complete")
    assistant = stand_in(TAKER, "assistant-lam", Role.PROPERTY_ASSISTANT)
    paper.step("accept", assistant, **SIGNED)
    paper.step("follow-up")
    assert not paper.may("review", stand_in())
    both = replace(PEOPLE["assistant-lam"], roles=(Role.PROPERTY_ASSISTANT, Role.CS_SUPERVISOR))
    assert paper.refuses("review", both, signed_name="林曉彤") == ("own_work", "T-4.4.4")
    assert paper.may("review", GIVER)


def letter() -> Paper:
    first = Paper(**COMPLAINT).the
    paper = Paper(**COMPLAINT).later(days=1)
    paper.ticket = replace(paper.the, received_at=paper.now)
    paper.beside = replace(first, id="t0")
    paper.step("same-matter", earlier="t0")
    return paper


@pytest.mark.clause("T-4.2.3")
@pytest.mark.parametrize(
    ("who", "may"),
    [
        (PEOPLE["gm-ng"], True),
        (stand_in(giver="gm-ng", role=Role.GM, last=4), True),
        (stand_in(giver="gm-ng", role=Role.GM), False),  # over by then
        (stand_in("owner-lau", "gm-ng", Role.GM, last=4), False),  # who complained
        (replace(PEOPLE["owner-lau"], roles=(Role.GM,)), False),
        (PEOPLE[GIVER], False),
    ],
)
def test_who_may_decide_a_letter(who: Person, may: bool) -> None:
    paper = letter()
    assert paper.may("decide", who) is may
    if may:
        paper.step("decide", who, **names(who))
        assert paper.the.letter
        assert paper.the.letter.decision
    else:
        code = paper.refuses("decide", who, **names(who))[0]
        assert code in ("not_your_step", "own_work")


@pytest.mark.clause("T-4.2.3", "T-4.4.4")
def test_who_decided_the_letter_neither_accepts_nor_reviews() -> None:
    all_in_one = replace(
        PEOPLE["gm-ng"], roles=(Role.GM, Role.PROPERTY_ASSISTANT, Role.CS_SUPERVISOR)
    )
    paper = letter()
    paper.step("decide", all_in_one, **names(all_in_one))
    paper.steps("dispatch", "take", "start", "complete")
    assert not paper.may("accept", all_in_one)
    paper.steps("accept", "follow-up")
    assert not paper.may("review", all_in_one)


# over HTTP


@pytest.mark.clause("P-tell", "T-4.4.4", "T-4.5")
def test_a_substitute_signs_from_the_day_given_to_the_last_and_no_longer(world: World) -> None:
    case = Case(world).until("follow-up")
    days = {"first": day_after(world, 1), "last": day_after(world, 2)}
    offered = given(world, **days)
    assert case.shown(TAKER).status == 404
    assert step(world, offered, "accept", TAKER).json["in_force"] is False
    assert case.attempt("review", TAKER, **SIGNED).status == 403  # not yet
    case.later(days=1)
    assert {"review", "send-back"} <= case.shown(TAKER).actions
    assert case.shown(TAKER, "/history").status == 200
    assert case.shown(TAKER, "/files").status == 200
    case.later(days=2)  # by itself, at midnight of the site
    assert case.shown(TAKER).status == 404
    assert case.attempt("review", TAKER, **SIGNED).status == 403
    world.clock.at = MONDAY
    case.later(days=1)
    reviewed = case.attempt("review", TAKER, **SIGNED)
    assert reviewed.status == 200
    signature = reviewed.ticket["review"]["signature"]
    assert (signature["person"], signature["whose"]) == (TAKER, GIVER)
    entry = case.history()[-1]
    assert (entry["by"], entry["facts"]["whose"]) == (TAKER, GIVER)
    assert case.shown(TAKER).status == 200  # what one signed, one sees
    number = reviewed.ticket["forms"][0]["number"]
    assert "(代 周敏)" in case.shown(TAKER, f"/forms/{number}").body.decode()
    codes = {each["code"] for each in inbox(world, TAKER)}
    assert codes == {each["code"] for each in inbox(world, GIVER)} - {"work_completed"}
    assert codes >= {"delegation_offered", "delegation_accepted"}


def test_revoked_or_given_back_it_counts_no_more(world: World) -> None:
    case = Case(world).until("follow-up")
    for command, who in (("revoke", GIVER), ("decline", TAKER)):
        made = accepted(world)
        assert "review" in case.shown(TAKER).actions
        ended = step(world, made, command, who, words="提前回來")
        assert (ended.status, ended.json["in_force"]) == (200, False)
        assert case.shown(TAKER).status == 404
        assert case.attempt("review", TAKER, **SIGNED).status == 403
        for again in ("accept", "decline", "revoke"):
            assert step(world, ended, again, who).status in (403, 409)
    assert stored(world, Person, TAKER).delegations == ()
    assert stored(world, Person, GIVER).delegations == ()


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("change", [{"roles": ["desk"]}, {"roles": ["gm_office_director"]}])
def test_it_lapses_with_the_role_that_was_given(world: World, change: dict[str, Any]) -> None:
    case = Case(world).until("follow-up")
    made = accepted(world)
    open_ = given(world, "supervisor-fung", taker="admin-cheng")
    known = world.get(f"/people/{GIVER}", "admin-cheng")
    form = {"name": "周敏", "department": "customer_service", **change}
    assert (
        world.post(f"/people/{GIVER}/change", "admin-cheng", form, if_match=known.etag).status
        == 200
    )
    shown = world.get(f"/delegations/{made.json['delegation']['id']}", TAKER)
    assert (shown.json["delegation"]["state"], shown.json["allowed_actions"]) == ("lapsed", [])
    assert case.shown(TAKER).status == 404
    assert "delegation_lapsed" in {each["code"] for each in inbox(world, TAKER)}
    again = world.get(f"/delegations/{open_.json['delegation']['id']}", "admin-cheng")
    assert again.json["delegation"]["state"] == "offered"


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["owner"]}])
def test_it_lapses_when_the_substitute_leaves(world: World, change: dict[str, Any]) -> None:
    """Who gave it relies on somebody who is not there any more: they are told at once."""
    made = accepted(world, taker="engineer-tse")
    offered = given(world, "supervisor-fung", taker="engineer-tse")
    known = world.get("/people/engineer-tse", "admin-cheng")
    form = {key: known.json[key] for key in ("name", "roles", "department")} | change
    done = world.post("/people/engineer-tse/change", "admin-cheng", form, if_match=known.etag)
    assert done.status == 200, done.json
    for who, each in ((GIVER, made), ("supervisor-fung", offered)):
        shown = world.get(f"/delegations/{each.json['delegation']['id']}", who).json
        assert (shown["delegation"]["state"], shown["in_force"]) == ("lapsed", False)
        assert inbox(world, who)[0]["code"] == "delegation_lapsed"
        assert stored(world, Person, who).delegations == ()
    assert stored(world, Person, "engineer-tse").delegations == ()


@pytest.mark.clause("P-who")
def test_it_goes_on_when_the_substitute_only_changes(world: World) -> None:
    made = accepted(world)
    known = world.get(f"/people/{TAKER}", "admin-cheng")
    form = {"name": "陳大", "roles": ["gate"], "department": known.json["department"]}
    world.post(f"/people/{TAKER}/change", "admin-cheng", form, if_match=known.etag)
    shown = world.get(f"/delegations/{made.json['delegation']['id']}", GIVER).json
    assert shown["in_force"]


@pytest.mark.clause("P-who")
def test_an_administrator_may_stand_in_for_another_whom_they_change(world: World) -> None:
    """The record of who changes is changed with it, once."""
    world.post("/people", "admin-cheng", {"id": "boss", "name": "老闆", "roles": ["gm", "admin"]})
    accepted(world, "boss", taker="admin-cheng", role="gm")
    known = world.get("/people/boss", "admin-cheng")
    form = {"name": "老闆", "roles": ["gate"]}
    reply = world.post("/people/boss/change", "admin-cheng", form, if_match=known.etag)
    assert reply.status == 200
    assert stored(world, Person, "admin-cheng").delegations == ()


@pytest.mark.parametrize(
    ("who", "form", "refusal"),
    [
        (GIVER, {"taker": GIVER}, ("/taker", "not_oneself")),
        (GIVER, {"taker": "no-such"}, ("/taker", "no_such")),
        (GIVER, {"taker": "owner-wong"}, ("/taker", "no_such")),
        (GIVER, {"role": "gm"}, ("/role", "not_yours")),
        ("gm-ng", {"role": "cs_supervisor"}, ("/role", "not_yours")),
        (GIVER, {"role": "desk"}, ("/role", "not_yours")),
        (GIVER, {"first": -1}, ("/first", "in_the_past")),
        (GIVER, {"first": 2, "last": 1}, ("/last", "ends_before_it_begins")),
        (GIVER, {"last": 366}, ("/last", "too_many_days")),
        (GIVER, {"last": 365}, None),
    ],
)
def test_what_cannot_be_given(
    estate: World, who: str, form: dict[str, Any], refusal: tuple[str, str] | None
) -> None:
    days = {name: day_after(estate, each) for name, each in form.items() if isinstance(each, int)}
    reply = estate.post("/delegations", who, delegating.offer(estate, who=who, **{**form, **days}))
    if refusal is None:
        assert reply.status == 201
    else:
        assert outcome(reply) == ("invalid_form", "P-approve", refusal)


def test_only_who_has_a_seat_gives_it_and_a_substitute_does_not_pass_it_on(estate: World) -> None:
    accepted(estate)
    for who in (TAKER, "desk-chan", "owner-wong"):
        form = delegating.offer(estate) | {"taker": "head-cheung"}
        assert estate.post("/delegations", who, form).json["code"] == "not_your_step"


def test_the_same_is_given_once_and_nobody_has_too_many(world: World) -> None:
    form = delegating.offer(world, first=day_after(world, 1), last=day_after(world, 9))
    assert world.post("/delegations", GIVER, form).status == 201
    for first, last, status in ((9, 20, 409), (0, 1, 409), (2, 3, 409), (0, 0, 201), (10, 10, 201)):
        days = {"first": day_after(world, first), "last": day_after(world, last)}
        reply = world.post("/delegations", GIVER, form | days)
        assert (reply.status, reply.json.get("code")) == (
            status,
            "delegated_already" if status == 409 else None,
        )
    codes = []
    for each in range(11, 20):
        days = {"first": day_after(world, each), "last": day_after(world, each)}
        codes.append(world.post("/delegations", GIVER, form | days).json.get("code"))
    assert codes == [None] * 7 + ["too_many_delegations"] * 2
    world.clock.tick(days=30)  # what is over makes room by itself
    assert world.get("/delegations", GIVER).json == {"given": [], "taken": []}
    days = {"first": day_after(world, 0), "last": day_after(world, 0)}
    assert world.post("/delegations", GIVER, form | days).status == 201


@pytest.mark.clause("P-who")
def test_others_know_nothing_of_it(estate: World) -> None:
    made = given(estate)
    path = f"/delegations/{made.json['delegation']['id']}"
    for who in ("gm-ng", "admin-cheng", "supervisor-fung"):
        assert estate.get(path, who).status == 404
        assert estate.post(f"{path}/revoke", who, {}, if_match=made.etag).status == 404
    for who, commands in ((GIVER, ["revoke"]), (TAKER, ["accept", "decline"])):
        shown = estate.get(path, who).json
        assert [each["command"] for each in shown["allowed_actions"]] == commands
        mine = estate.get("/delegations", who).json
        assert shown in (*mine["given"], *mine["taken"])
    assert step(estate, made, "accept", GIVER).json["code"] == "other_party"
    assert step(estate, made, "revoke", TAKER).json["code"] == "other_party"


def test_once_its_last_day_is_over_it_is_not_accepted(estate: World) -> None:
    made = given(estate)
    estate.clock.tick(days=1)
    assert step(estate, made, "accept", TAKER).json["code"] == "delegation_over"


# what waits, and who is reminded


def waiting(world: World, who: str, awaited: str) -> list[str]:
    page = world.get(f"/approvals?step={awaited}", who).json
    return [each["ticket"]["id"] for each in page["items"]]


@pytest.mark.clause("T-4.2.3", "P-find")
def test_the_letters_that_wait_are_listed_until_they_are_decided(world: World) -> None:
    Case(world, **COMPLAINT)
    case = Case(world.clock.tick(minutes=1) and world, **COMPLAINT)
    first = world.get("/tickets?kind=complaint&order=oldest", "desk-chan").json["items"][0]
    assert waiting(world, "gm-ng", "decide") == []
    case.step("same-matter", earlier=first["ticket"]["id"])
    assert waiting(world, "gm-ng", "decide") == [case.id]
    assert waiting(world, "gm-ng", "review") == []
    assert world.get("/approvals?step=decide", TAKER).status == 403
    accepted(world, "gm-ng", role="gm")
    assert waiting(world, TAKER, "decide") == [case.id]
    assert waiting(world, TAKER, "review") == []
    case.step("decide", TAKER, **SIGNED)
    assert waiting(world, "gm-ng", "decide") == []


@pytest.mark.clause("T-4.4.4", "P-find")
def test_what_waits_for_acceptance_or_review_is_listed(world: World) -> None:
    case = Case(world).until("complete")
    assert waiting(world, "assistant-lam", "accept") == [case.id]
    case.steps("accept", "follow-up")
    assert waiting(world, "assistant-lam", "accept") == []
    assert waiting(world, GIVER, "review") == [case.id]
    case.step("review")
    assert waiting(world, GIVER, "review") == []


def check(world: World) -> int:
    reply = world.post("/jobs/dispatch-check", GIVER)
    assert reply.status == 200, reply.json
    fired: int = reply.json["fired"]
    return fired


@pytest.mark.clause("P-tell")
def test_a_late_review_reminds_approver_and_substitute_once_a_day(world: World) -> None:
    case = Case(world).until("follow-up")
    accepted(world, last=day_after(world, 1))

    def reminded(who: str) -> int:
        return told(world, who, case.id).count("review_waits")

    world.clock.tick(hours=23, minutes=59)
    assert (check(world), reminded(GIVER)) == (0, 0)
    world.clock.tick(minutes=1)
    assert [check(world), check(world)] == [1, 0]
    assert (reminded(GIVER), reminded(TAKER)) == (1, 1)
    world.clock.tick(days=1)
    assert [check(world), check(world)] == [1, 0]
    assert (reminded(GIVER), reminded(TAKER)) == (2, 1)  # the substitute's days are over
    world.clock.tick(days=5)  # however late it runs: once, and then tomorrow
    assert [check(world), check(world)] == [1, 0]
    ticket: Ticket = stored(world, Ticket, case.id)
    assert ticket.state == "followed_up"  # nothing is decided by it
    case.reply = case.shown()
    case.step("review")
    world.clock.tick(days=2)
    assert check(world) == 0


@pytest.mark.clause("T-4.2.3", "P-tell")
def test_a_late_letter_reminds_the_general_manager() -> None:
    paper = letter()
    asked = paper.now
    assert paper.due_at("P-approve") == asked + timedelta(hours=24)
    change = paper.later(hours=24).fire("P-approve")
    assert paper.due_at("P-approve") == asked + timedelta(hours=48)
    assert paper.the.letter
    assert paper.the.letter.decision is None
    assert change.facts == {"reminded": ()}  # nobody there to be told
    paper.step("decide")
    assert paper.due_at("P-approve") is None
