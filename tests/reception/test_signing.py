"""Who signs a reception, what the GM decides of it, and when they are reminded (P-approve, R-4)."""

from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from tests.support import delegating
from tests.support.hospital import (
    ADMIN,
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
    peopled,
    under,
)
from tests.support.receptions import (
    COLLEAGUE,
    DINNER,
    EXPERT,
    LUNCH,
    deciding,
    do,
    done,
    group,
    now,
    planned,
    reminders,
    requested,
    submitted,
    told,
)
from tests.support.residents import join, person, stored
from tests.support.routing import department
from tests.support.world import Reply, World

CAR = {"kind": "vehicle", "words": "接站", "destination": "鄰市高鐵站", "bearer": "host"}
LIQUOR = {**DINNER, "items": ["baijiu"]}


def marks(reply: Reply) -> list[tuple[str, str]]:
    """Who signed in which role, of what counts."""
    chain = reply.json["reception"]["chain"]["marks"]
    return [(each["person"], each["role"]) for each in chain if not each["void"]]


def both(world: World, who: str, *roles: Role, department: str = "hospital_office") -> str:
    """Somebody who has several parts."""
    if not stored(world, Person, who):
        join(world, person(who, *roles, department=department))
    return who


@pytest.mark.clause("P-approve", "R-4.3.1")
def test_the_office_head_signs_first_and_then_the_gm(estate: World) -> None:
    reply = submitted(estate)
    assert told(estate, OFFICE_HEAD, reply) == ["reception_to_sign"]
    assert told(estate, GM, reply) == []
    answer = do(estate, reply, "approve", GM, grants=deciding(reply))
    assert (answer.status, answer.json["code"]) == (403, "not_your_approval")
    reply = done(estate, reply, "approve", OFFICE_HEAD, words="已核")
    assert told(estate, GM, reply) == ["reception_to_sign"]
    answer = do(estate, reply, "approve", OFFICE_HEAD)
    assert (answer.status, answer.json["code"]) == (403, "signed_already")
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    assert marks(reply) == [(OFFICE_HEAD, "office_head"), (GM, "gm")]
    assert told(estate, HOST, reply) == ["reception_approved"]
    assert told(estate, HOST_MANAGER, reply) == ["reception_assigned", "reception_approved"]
    assert do(estate, reply, "approve", GM).json["code"] == "too_late"


@pytest.mark.clause("R-4.1.3", "R-4.3.1", "R-4.2.1")
@pytest.mark.parametrize(
    ("guest", "kind", "line", "seats", "asks"),
    [
        # the group's staff at their own cost: nothing is the GM's to grant
        (COLLEAGUE, "group_staff", LUNCH, ["office_head"], set()),
        # the house bears it: the office asks, the GM approves
        (COLLEAGUE, "group_staff", DINNER, ["office_head", "gm"], {"budget", "bearer"}),
        (
            COLLEAGUE,
            "group_staff",
            {**DINNER, "bearer": "advance"},
            ["office_head", "gm"],
            {"budget", "bearer"},
        ),
        # guests from outside, at their own cost: the GM decides on their standard all the same
        (EXPERT, "invited", LUNCH, ["office_head", "gm"], {"outside"}),
        (EXPERT, "invited", LIQUOR, ["office_head", "gm"], {"outside", "budget", "item"}),
        (EXPERT, "invited", CAR, ["office_head", "gm"], {"outside", "long_distance"}),
        (
            EXPERT,
            "invited",
            {**DINNER, "meal": "hospitality"},
            ["office_head", "gm"],
            {"outside", "budget", "hospitality"},
        ),
        (EXPERT, "invited", {**DINNER, "fen": 4001}, ["office_head", "gm"], None),
    ],
)
def test_who_signs_follows_from_what_is_asked(
    estate: World,
    guest: dict[str, Any],
    kind: str,
    line: dict[str, Any],
    seats: list[str],
    asks: set[str] | None,
) -> None:
    asks = {"outside", "budget", "standard"} if asks is None else asks
    reply = submitted(estate, requested(estate, guest, kind=kind), line)
    chain = reply.json["reception"]["chain"]
    assert [each["role"] for each in chain["seats"]] == seats
    assert {each["asked"]["asks"] for each in reply.json["asks"]} == asks
    assert chain["personal"] == ["gm"]


@pytest.mark.clause("R-4.2.1", "R-4.3.4")
def test_the_gm_decides_once_on_one_page_each_thing(estate: World) -> None:
    reply = submitted(estate, requested(estate), LIQUOR, {**DINNER, "meal": "hospitality"})
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    yes = deciding(reply)
    assert len(yes) == 4
    for grants, errors in (
        ([], ["undecided"] * 4),
        (yes[1:], ["undecided"]),
        ([*yes, yes[0]], ["repeated"]),
        ([*yes, {**yes[0], "yes": False}], ["repeated"]),  # nor otherwise
        ([*yes, {"asks": "bearer", "line": "1", "code": None, "yes": True}], ["not_asked"]),
        ([*yes[:3], {**yes[3], "line": "9"}], ["not_asked", "undecided"]),
    ):
        answer = do(estate, reply, "approve", GM, grants=grants)
        assert answer.status == 422
        assert [each["code"] for each in answer.json["errors"]] == errors
    assert now(estate, reply).etag == reply.etag
    reply = done(estate, reply, "approve", GM, grants=[*reversed(yes)])
    granted = reply.json["reception"]["granted"]
    assert [(each["asks"], each["line"], each["code"]) for each in granted] == [
        (each["asks"], each["line"], each["code"]) for each in yes
    ]
    assert {(each["by"], each["name"]) for each in granted} == {(GM, "吳建國")}


@pytest.mark.clause("R-4.3.4")
def test_what_the_gm_denies_stays_stopped_and_the_rest_is_granted(estate: World) -> None:
    reply = submitted(estate, requested(estate), LIQUOR)
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    grants = [{**each, "words": "不宜"} for each in deciding(reply, "item")]
    reply = done(estate, reply, "approve", GM, grants=grants)
    assert reply.json["reception"]["state"] == "approved"
    stops = {
        each["code"]
        for each in reply.json["findings"]
        if each["level"] == "stop" and not each["granted"]
    }
    assert stops == {"forbidden_item"}
    decided = {each["asked"]["asks"]: each["now"] for each in reply.json["asks"]}
    assert {name: each["yes"] for name, each in decided.items()} == {
        "outside": True,
        "budget": True,
        "item": False,
    }
    assert decided["item"]["words"] == "不宜"


@pytest.mark.clause("R-4.3.4", "P-approve")
def test_who_signs_before_decides_nothing_in_the_gms_place(estate: World) -> None:
    reply = submitted(estate)
    answer = do(estate, reply, "approve", OFFICE_HEAD, grants=deciding(reply)[:1])
    assert answer.status == 422
    assert answer.json["errors"][0]["code"] == "gm_decides"
    reply = submitted(estate, group(estate), LUNCH)
    grant = {"asks": "budget", "line": None, "code": None, "yes": True}
    assert do(estate, reply, "approve", OFFICE_HEAD, grants=[grant]).status == 422
    assert done(estate, reply, "approve", OFFICE_HEAD).json["reception"]["state"] == "approved"


@pytest.mark.clause("P-approve")
def test_a_refusal_says_why_and_ends_it(estate: World) -> None:
    reply = submitted(estate)
    assert do(estate, reply, "refuse", OFFICE_HEAD).json["errors"][0]["pointer"] == "/reason"
    reply = done(estate, reply, "refuse", OFFICE_HEAD, reason="與年度計劃不符")
    shown = reply.json["reception"]
    assert (shown["state"], shown["over"]["reason"]) == ("refused", "與年度計劃不符")
    assert shown["timers"] == shown["holds"] == []
    assert told(estate, HOST, reply) == ["reception_refused"]
    assert do(estate, reply, "approve", GM).json["code"] == "too_late"


@pytest.mark.clause("P-approve")
def test_the_gm_refuses_as_well(estate: World) -> None:
    reply = done(estate, submitted(estate), "approve", OFFICE_HEAD)
    assert do(estate, reply, "refuse", OFFICE_HEAD, reason="x").json["code"] == "signed_already"
    reply = done(estate, reply, "refuse", GM, reason="暫緩")
    assert reply.json["reception"]["granted"] == []


@pytest.mark.clause("P-approve")
def test_it_is_taken_back_by_who_asked_while_nobody_signed(estate: World) -> None:
    reply = submitted(estate)
    answer = do(estate, reply, "withdraw", OFFICER)
    assert (answer.status, answer.json["code"]) == (403, "not_your_application")
    signed = done(estate, submitted(estate), "approve", OFFICE_HEAD)
    answer = do(estate, signed, "withdraw", HOST)
    assert (answer.status, answer.json["code"]) == (409, "signed_by_now")
    reply = done(estate, reply, "withdraw", HOST)
    shown = reply.json["reception"]
    assert (shown["state"], shown["chain"]["state"]) == ("withdrawn", "withdrawn")
    assert shown["timers"] == []
    assert do(estate, reply, "approve", OFFICE_HEAD).json["code"] == "too_late"


@pytest.mark.clause("P-approve")
def test_a_settings_order_is_signed_and_no_seat_is_skipped(estate: World) -> None:
    peopled(estate)
    director = both(estate, "director-lo", Role.GM_OFFICE_DIRECTOR, department="general_office")
    department(estate, "general_office", supervisor=director)
    with under(estate, signs=["department_manager", "gm_office_director", "office_head"]):
        reply = submitted(estate)
    for who, role in (
        (HOST_MANAGER, "department_manager"),
        (director, "gm_office_director"),
        (OFFICE_HEAD, "office_head"),
    ):
        for other in {HOST_MANAGER, director, OFFICE_HEAD, GM} - {who}:
            seen = other != director or (director, "gm_office_director") in marks(reply)
            assert do(estate, reply, "approve", other).status == (403 if seen else 404)
        reply = done(estate, reply, "approve", who)
        assert marks(reply)[-1] == (who, role)
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    assert reply.json["reception"]["state"] == "approved"


@pytest.mark.clause("P-approve")
def test_of_manager_manager_director_manager_one_act_signs_one_step(estate: World) -> None:
    """A, A, B, A: the second and the fourth go up to the GM, who signs once for both, at last."""
    peopled(estate)
    director = both(estate, "director-lo", Role.GM_OFFICE_DIRECTOR, department="general_office")
    department(estate, "general_office", supervisor=director)
    a, b = "office_head", "gm_office_director"
    with under(estate, signs=[a, a, b, a]):
        reply = submitted(estate, group(estate, first=30), LUNCH)  # nothing of it is the GM's
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    answer = do(estate, reply, "approve", OFFICE_HEAD)
    assert (answer.status, answer.json["code"]) == (403, "signed_already")
    assert reply.json["signs"] == director
    reply = done(estate, reply, "approve", director)
    for who in (OFFICE_HEAD, director):
        assert do(estate, reply, "approve", who).json["code"] == "signed_already"
    department(estate, "hospital_office", supervisor=both(estate, "next-head", Role.OFFICE_HEAD))
    assert now(estate, reply).json["signs"] == GM  # his by now, whoever heads the office since
    estate.clock.tick(days=9)
    reminders(estate)
    assert now(estate, reply).json["reception"]["state"] == "pending"
    reply = done(estate, reply, "approve", GM)
    assert reply.json["reception"]["state"] == "approved"
    assert marks(reply) == [(OFFICE_HEAD, a), (director, b), (GM, "gm")]
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("P-approve")
def test_an_empty_seat_goes_up_and_never_passes(estate: World) -> None:
    """The applicant is the head of the office: the GM signs in that seat."""
    head = both(estate, "head-and-host", Role.OFFICE_HEAD, Role.OFFICE)
    peopled(estate)
    department(estate, "hospital_office", supervisor=head)
    own = submitted(estate, group(estate, who=head, counterpart=None), LUNCH)
    assert own.json["signs"] == GM
    answer = do(estate, own, "approve", head)
    assert (answer.status, answer.json["code"]) == (403, "own_approval")
    own = done(estate, own, "approve", GM)
    assert marks(own) == [(GM, "gm")]
    with under(estate, signs=["department_manager", "office_head"]):
        both_up = submitted(estate, group(estate, who=head, counterpart=None), LUNCH)
    both_up = done(estate, both_up, "approve", GM)  # above him there is nobody to sign the other
    assert both_up.json["reception"]["state"] == "approved"
    assert marks(both_up) == [(GM, "gm")]
    asked = submitted(estate, requested(estate, who=head, counterpart=None))
    assert [each["role"] for each in asked.json["reception"]["chain"]["seats"]] == ["gm"]
    answer = do(estate, asked, "approve", GM)  # once, for both, with all that he is asked for
    assert answer.json["errors"][0]["code"] == "undecided"
    asked = done(estate, asked, "approve", GM, grants=deciding(asked))
    assert asked.json["reception"]["state"] == "approved"
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("P-approve", "R-3.2", "R-3.3")
@pytest.mark.parametrize(
    ("rank", "receives"), [("staff", "hospital_office"), ("leader", "gm_office")]
)
def test_office_and_gm_have_no_manager_besides(estate: World, rank: str, receives: str) -> None:
    """That seat goes up, to who has a role in which to sign it."""
    with under(peopled(estate), signs=["department_manager"]):
        guest = COLLEAGUE | {"rank": rank}
        reply = requested(estate, guest, kind="group_staff", counterpart=None)
        reply = submitted(estate, reply, LUNCH)
    assert reply.json["reception"]["responsible"]["department"] == receives
    assert reply.json["signs"] == OFFICE_HEAD
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    assert marks(reply) == [(OFFICE_HEAD, "office_head")]
    assert "reception_approved" not in told(estate, OFFICE_HEAD, reply)  # who signed knows


@pytest.mark.clause("P-approve")
def test_a_seat_that_empties_while_it_is_signed_goes_up_into_the_gms(estate: World) -> None:
    peopled(estate)
    left = both(estate, "head-who-left", Role.OFFICE_HEAD)
    department(estate, "hospital_office", supervisor=left)
    reply = submitted(estate)
    assert reply.json["signs"] == left
    department(estate, "hospital_office", supervisor=GM)
    assert now(estate, reply).json["signs"] == GM
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    assert reply.json["reception"]["state"] == "approved"
    assert marks(reply) == [(GM, "gm")]
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("P-approve")
def test_who_lost_the_role_of_a_seat_leaves_it_empty(estate: World) -> None:
    peopled(estate)
    head = both(estate, "head-for-a-while", Role.OFFICE_HEAD)
    department(estate, "hospital_office", supervisor=head)
    reply = submitted(estate, group(estate), LUNCH)
    assert reply.json["signs"] == head
    for roles, signs in (["employee"], GM), (["employee", "office_head"], head), (["gate"], GM):
        form = {"name": head, "roles": roles, "department": "hospital_office", "active": True}
        etag = estate.get(f"/people/{head}", ADMIN).etag
        assert estate.post(f"/people/{head}/change", ADMIN, form, if_match=etag).status == 200
        assert now(estate, reply).json["signs"] == signs
    assert marks(done(estate, reply, "approve", GM)) == [(GM, "gm")]
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("P-approve")
def test_who_wrote_at_it_does_not_sign_it(estate: World) -> None:
    """The head of the office corrects the plan with their own hands: the GM signs in that seat."""
    head = both(estate, "head-and-host", Role.OFFICE_HEAD, Role.OFFICE)
    peopled(estate)
    department(estate, "hospital_office", supervisor=head)
    reply = planned(estate)
    lines = [{**reply.json["reception"]["content"]["lines"][0], "words": "便飯"}]
    reply = done(estate, reply, "plan", head, lines=lines)
    assert reply.json["reception"]["hands"] == [head]
    reply = done(estate, reply, "submit", HOST)
    assert reply.json["signs"] == GM
    answer = do(estate, reply, "approve", head)
    assert (answer.status, answer.json["code"]) == (403, "own_approval")
    other = submitted(estate)
    assert other.json["signs"] == head
    handed_in = planned(estate)
    assert done(estate, handed_in, "submit", head).json["signs"] == GM
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("P-approve")
def test_a_substitute_signs_on_their_days_for_who_is_away(estate: World) -> None:
    peopled(estate)
    reply = submitted(estate)
    path = f"/receptions/{reply.json['reception']['id']}"
    delegating.accepted(estate, OFFICE_HEAD, taker=HOST_MANAGER, role="office_head")
    shown = estate.get(path, HOST_MANAGER)
    assert shown.actions == {"approve", "refuse"}
    reply = done(estate, reply, "approve", HOST_MANAGER)
    [mark] = reply.json["reception"]["chain"]["marks"]
    assert (mark["person"], mark["whose"]) == (HOST_MANAGER, OFFICE_HEAD)
    assert mark["delegation"]
    answer = do(estate, reply, "approve", OFFICE_HEAD)
    assert answer.json["code"] == "signed_already"  # it was signed for them


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("taker", [HOST, FINANCE])
def test_the_applicants_own_hand_is_refused_and_anothers_is_not(estate: World, taker: str) -> None:
    peopled(estate)
    reply = submitted(estate)
    delegating.accepted(estate, OFFICE_HEAD, taker=taker, role="office_head")
    answer = do(estate, reply, "approve", taker)
    if taker == HOST:
        assert (answer.status, answer.json["code"]) == (403, "own_approval")
        assert reply.json["signs"] == now(estate, reply).json["signs"] == OFFICE_HEAD
    else:
        assert answer.status == 200


@pytest.mark.clause("P-approve", "R-4.2.1")
@pytest.mark.parametrize("delegable", [False, True])
def test_whether_anybody_signs_for_the_gm_is_settled(estate: World, *, delegable: bool) -> None:
    peopled(estate)
    delegating.accepted(estate, GM, taker=FINANCE, role="gm")
    with under(estate, gm_delegable=delegable):
        handed_in = submitted(estate)
        path = f"/receptions/{handed_in.json['reception']['id']}"
        assert not any(estate.get(path, who).json["decides"] for who in (OFFICE_HEAD, GM, FINANCE))
        reply = done(estate, handed_in, "approve", OFFICE_HEAD)
    decides = {who: estate.get(path, who).json["decides"] for who in (OFFICE_HEAD, GM, FINANCE)}
    assert decides == {OFFICE_HEAD: False, GM: True, FINANCE: delegable}
    answer = do(estate, reply, "approve", FINANCE, grants=deciding(reply))
    if not delegable:
        assert (answer.status, answer.json["code"]) == (403, "not_your_approval")
        return
    assert answer.status == 200, answer.json
    marked = answer.json["reception"]["chain"]["marks"][-1]
    assert (marked["person"], marked["whose"]) == (FINANCE, GM)
    assert {each["by"] for each in answer.json["reception"]["granted"]} == {FINANCE}


@pytest.mark.clause("P-approve")
def test_nobody_signs_for_the_gm_in_a_seat_that_went_up_to_him_either(estate: World) -> None:
    peopled(estate)
    head = both(estate, "head-and-host", Role.OFFICE_HEAD, Role.OFFICE)
    department(estate, "hospital_office", supervisor=head)
    delegating.accepted(estate, GM, taker=FINANCE, role="gm")
    reply = submitted(estate, group(estate, who=head, counterpart=None), LUNCH)
    assert reply.json["signs"] == GM
    assert do(estate, reply, "approve", FINANCE).json["code"] == "not_your_approval"
    department(estate, "hospital_office", supervisor=OFFICE_HEAD)


@pytest.mark.clause("R-4.1.3")
def test_that_the_house_bears_it_is_asked_by_the_office_whoever_else_signs(estate: World) -> None:
    with under(peopled(estate), signs=["department_manager"]):
        bears = submitted(estate, group(estate), DINNER)
        pays = submitted(estate, group(estate), LUNCH)
    roles = [each["role"] for each in bears.json["reception"]["chain"]["seats"]]
    assert roles == ["department_manager", "office_head", "gm"]
    roles = [each["role"] for each in pays.json["reception"]["chain"]["seats"]]
    assert roles == ["department_manager"]


@pytest.mark.clause("R-4.3.1", "R-4.3.4", "R-4.2.1")
@pytest.mark.parametrize("setting", ["signs", "standards", "forbidden"])
def test_somebody_signs_and_something_is_the_standard(estate: World, setting: str) -> None:
    """What is empty is not kept, and would be the rulebook's own again."""
    etag = peopled(estate).get("/reception", ADMIN).etag
    reply = estate.post("/reception/change", ADMIN, {setting: []}, if_match=etag)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, f"/{setting}")


@pytest.mark.clause("P-approve")
def test_a_late_signature_is_asked_for_once_and_then_daily(estate: World) -> None:
    reply = submitted(estate, requested(estate, days=14))
    for hours, expected in (
        (23.99, 1),  # not yet
        (0.01, 2),  # a day after it was handed in
        (0.1, 2),  # once
        (23.8, 2),
        (0.1, 3),  # and a day later
        (24 * 5, 4),  # what was missed is not made up for: one reminder
        (24, 5),
    ):
        estate.clock.tick(hours=hours)
        reminders(estate)
        reminders(estate)
        assert len(told(estate, OFFICE_HEAD, reply)) == expected, hours
    assert told(estate, OFFICE_HEAD, reply)[1:] == ["reception_waits"] * 4
    assert now(estate, reply).json["reception"]["state"] == "pending"
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    reminders(estate)
    assert told(estate, GM, reply) == ["reception_to_sign"]  # its time is counted anew
    estate.clock.tick(hours=24)
    reminders(estate)
    assert told(estate, GM, reply) == ["reception_to_sign", "reception_waits"]
    assert len(told(estate, OFFICE_HEAD, reply)) == 5
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    estate.clock.tick(days=3)
    reminders(estate)
    assert len(told(estate, GM, reply)) == 2


@pytest.mark.clause("P-approve")
def test_substitutes_are_reminded_too_but_none_of_the_gms_who_may_not_sign(estate: World) -> None:
    peopled(estate)
    reply = submitted(estate)
    days = {"first": delegating.day_after(estate, 1), "last": delegating.day_after(estate, 9)}
    delegating.accepted(estate, OFFICE_HEAD, taker=FINANCE, role="office_head", **days)
    delegating.accepted(estate, GM, taker=HOST_MANAGER, role="gm", **days)
    estate.clock.tick(days=1)
    reminders(estate)
    assert told(estate, FINANCE, reply) == ["reception_waits"]
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    estate.clock.tick(days=1)
    reminders(estate)
    assert told(estate, GM, reply)[-1] == "reception_waits"
    assert told(estate, HOST_MANAGER, reply) == ["reception_assigned"]


@pytest.mark.clause("P-together")
def test_who_signs_what_was_changed_meanwhile_is_shown_what_it_is_now(estate: World) -> None:
    reply = submitted(estate)
    path = f"/receptions/{reply.json['reception']['id']}/approve"
    done(estate, reply, "plan", HOST, lines=[])
    answer = estate.post(path, OFFICE_HEAD, {}, if_match=reply.etag)
    assert answer.status == 412
    assert answer.json["present"]["reception"]["state"] == "drafted"
    assert answer.json["present"]["reception"]["content"]["lines"] == []
    answer = estate.post(path, OFFICE_HEAD, {})
    assert answer.status == 428
