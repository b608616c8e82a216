"""What changing a reception costs, what it shows, and how it ends (P-approve, R-2.4, R-4.3.1)."""

from datetime import date, timedelta

import pytest

from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER, under
from tests.support.receptions import (
    COLLEAGUE,
    DINNER,
    EXPERT,
    LUNCH,
    again,
    approved,
    day,
    deciding,
    do,
    done,
    group,
    line,
    now,
    planned,
    requested,
    submitted,
    told,
)
from tests.support.world import MONDAY, Reply, World

LIQUOR = {**DINNER, "items": ["baijiu"]}


def differences(reply: Reply) -> list[tuple[str, str | None, str | None]]:
    """What is otherwise than in the version that it is shown beside."""
    return [(each["field"], each["before"], each["after"]) for each in reply.json["differences"]]


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("command", ["edit", "plan"])
@pytest.mark.parametrize("signed", [0, 1, 2])
def test_a_change_voids_every_signature_and_grant(estate: World, command: str, signed: int) -> None:
    reply = submitted(estate, requested(estate), LIQUOR)
    if signed:
        reply = done(estate, reply, "approve", OFFICE_HEAD)
    if signed == 2:
        reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    before = reply.json["reception"]
    lines = before["content"]["lines"]
    form = (
        again(reply, purpose="改為會診")
        if command == "edit"
        else {"lines": [lines[0] | {"fen": 3900}]}
    )
    reply = done(estate, reply, command, HOST, **form)
    shown = reply.json["reception"]
    assert shown["state"] == "drafted"
    assert shown["granted"] == []
    assert shown["granted_before"] == before["granted"]
    assert shown["earlier"] == {"version": 1, "content": before["content"]}
    assert len(shown["chain"]["marks"]) == signed
    assert all(each["void"] for each in shown["chain"]["marks"])
    assert shown["timers"] == []
    assert reply.json["signs"] is None
    assert not any(each["granted"] for each in reply.json["findings"])
    for who, number in ((OFFICE_HEAD, 1), (GM, 2)):
        heard = told(estate, who, reply)
        assert ("reception_changed" in heard) == (signed >= number)
    assert do(estate, reply, "approve", OFFICE_HEAD).json["code"] == "out_of_order"
    assert do(estate, reply, "depart", HOST).json["code"] == "out_of_order"
    reply = done(estate, reply, "submit", HOST)
    assert reply.json["reception"]["chain"]["version"] == 2
    reply = done(estate, reply, "approve", OFFICE_HEAD)  # who signed the old signs the new
    assert do(estate, reply, "approve", GM).status == 422  # everything is asked again
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    assert reply.json["reception"]["state"] == "approved"


@pytest.mark.clause("P-approve", "R-4.2.1")
def test_what_was_granted_before_is_shown_beside_what_is_asked_again(estate: World) -> None:
    two = (LIQUOR, {**DINNER, "meal": "hospitality", "words": "晚宴"})
    reply = approved(estate, requested(estate), *two, no=("item",))
    lines = reply.json["reception"]["content"]["lines"]
    reply = done(estate, reply, "plan", HOST, lines=[lines[0], lines[1] | {"fen": 12900}])
    asks = {(each["asked"]["asks"], each["asked"]["line"]): each for each in reply.json["asks"]}
    item, meal = asks[("item", "1")], asks[("hospitality", "2")]
    assert (item["before"]["yes"], item["unchanged"], item["now"]) == (False, True, None)
    assert (meal["before"]["yes"], meal["unchanged"], meal["now"]) == (True, False, None)
    assert asks[("budget", None)]["unchanged"] is False
    assert asks[("outside", None)]["unchanged"] is True
    reply = done(estate, reply, "submit", HOST)
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    assert do(estate, reply, "approve", GM).json["errors"]
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    asks = {(each["asked"]["asks"], each["asked"]["line"]): each for each in reply.json["asks"]}
    assert (asks[("item", "1")]["before"]["yes"], asks[("item", "1")]["now"]["yes"]) == (
        False,
        True,
    )


@pytest.mark.clause("P-approve")
def test_a_new_version_shows_what_is_otherwise_in_it(estate: World) -> None:
    reply = submitted(estate, requested(estate, EXPERT, COLLEAGUE))
    assert differences(reply) == []
    content = reply.json["reception"]["content"]
    guests = [content["guests"][0] | {"title": "院長"}, {**COLLEAGUE, "name": "戴武"}]
    form = again(reply, purpose="督導", guests=guests, counterpart=None)
    reply = done(estate, reply, "edit", HOST, **form)
    assert [each["key"] for each in reply.json["reception"]["content"]["guests"]] == ["1", "3"]
    assert differences(reply) == [
        ("purpose", "學科指導", "督導"),
        ("guests/1/title", "主任醫師", "院長"),
        ("guests/2/name", "戴文", None),
        ("guests/2/unit", "集團東院", None),
        ("guests/2/title", "護士長", None),
        ("guests/2/rank", "staff", None),
        ("counterpart", "cardiology", None),
        ("guests/3/name", None, "戴武"),
        ("guests/3/unit", None, "集團東院"),
        ("guests/3/title", None, "護士長"),
        ("guests/3/rank", None, "staff"),
    ]
    reply = done(estate, reply, "submit", HOST)
    reply = done(estate, reply, "refuse", OFFICE_HEAD, reason="費用過高")
    lines = [reply.json["reception"]["content"]["lines"][0] | {"fen": 3000}]
    reply = done(estate, reply, "plan", HOST, lines=lines)
    assert differences(reply) == [("lines/1/fen", "4000", "3000")]  # who refused saw the rest


@pytest.mark.clause("P-approve")
def test_what_nobody_decided_on_hides_no_difference(estate: World) -> None:
    reply = approved(estate)
    for fen, shown in ((3900, "3900"), (3800, "3800")):
        [kept] = reply.json["reception"]["content"]["lines"]
        reply = done(estate, reply, "plan", HOST, lines=[kept | {"fen": fen}])
        reply = done(estate, reply, "submit", HOST)
        assert differences(reply) == [("lines/1/fen", "4000", shown)]  # beside what was signed
        reply = done(estate, reply, "withdraw", HOST)
    assert reply.json["reception"]["earlier"]["version"] == 1


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("command", ["edit", "plan"])
def test_what_changes_nothing_voids_nothing(estate: World, command: str) -> None:
    reply = approved(estate)
    lines = reply.json["reception"]["content"]["lines"]
    form = again(reply) if command == "edit" else {"lines": lines}
    answer = do(estate, reply, command, HOST, **form)
    assert (answer.status, answer.json["code"]) == (409, "nothing_new")
    assert now(estate, reply).etag == reply.etag


@pytest.mark.clause("P-approve")
def test_a_refused_one_is_handed_in_again_as_it_was(estate: World) -> None:
    reply = done(estate, submitted(estate), "refuse", OFFICE_HEAD, reason="x")
    assert do(estate, reply, "submit", HOST).json["code"] == "too_late"
    reply = done(estate, reply, "edit", HOST, **again(reply))
    reply = done(estate, reply, "submit", HOST)
    chain = reply.json["reception"]["chain"]
    assert (chain["version"], chain["state"]) == (2, "pending")
    assert [each["void"] for each in chain["marks"]] == [True]
    assert reply.json["reception"]["over"] is None


@pytest.mark.clause("R-2.4", "R-4.1.1", "R-4.2.2")
def test_a_plan_is_judged_again_when_guests_ranks_or_days_change(estate: World) -> None:
    room = {
        "kind": "lodging",
        "lodging": "ordinary",
        "words": "住宿",
        "fen": 50000,
        "bearer": "host",
    }
    reply = planned(
        estate, requested(estate, EXPERT, COLLEAGUE), room | {"count": 2}, DINNER | {"hosts": 2}
    )
    codes = {each["code"] for each in reply.json["findings"]}
    assert codes >= {"above_standard"}  # of the lowest rank in it
    guests = reply.json["reception"]["content"]["guests"]
    reply = done(estate, reply, "edit", HOST, **again(reply, guests=guests[:1]))
    codes = {each["code"] for each in reply.json["findings"]}
    assert "above_standard" not in codes  # the expert's own
    assert "too_many_hosts" in codes  # two hosts for one guest
    answer = do(estate, reply, "submit", HOST)
    assert (answer.status, answer.json["code"]) == (409, "plan_stopped")
    assert (answer.json["clause"], answer.json["data"]["finding"]) == ("R-4.2.2", "too_many_hosts")
    last = date.fromisoformat(reply.json["reception"]["content"]["last"])
    reply = done(estate, reply, "edit", HOST, **again(reply, last=str(last - timedelta(days=1))))
    assert "nights_outside" in {each["code"] for each in reply.json["findings"]}
    assert reply.json["costs"]["lines"] == {"1": 100000, "2": 12000}


@pytest.mark.clause("R-2.4")
def test_a_guest_whom_a_line_names_leaves_the_line_stopped(estate: World) -> None:
    reply = requested(estate, EXPERT, COLLEAGUE)
    reply = planned(estate, reply, DINNER | {"guests": ["2"]})
    guests = reply.json["reception"]["content"]["guests"]
    reply = done(estate, reply, "edit", HOST, **again(reply, guests=guests[:1]))
    assert "guest_unknown" in {each["code"] for each in reply.json["findings"]}
    assert reply.json["budget"] == 0  # never all guests instead
    assert do(estate, reply, "submit", HOST).json["data"]["finding"] == "guest_unknown"


@pytest.mark.clause("R-2.4")
def test_who_comes_instead_is_nobody_whom_a_line_names(estate: World) -> None:
    reply = planned(estate, requested(estate, EXPERT, COLLEAGUE), DINNER | {"guests": ["2"]})
    [first, _] = reply.json["reception"]["content"]["guests"]
    reply = done(estate, reply, "edit", HOST, **again(reply, guests=[first]))
    other = {**COLLEAGUE, "name": "戴武"}
    reply = done(estate, reply, "edit", HOST, **again(reply, guests=[first, other]))
    assert [each["key"] for each in reply.json["reception"]["content"]["guests"]] == ["1", "3"]
    assert "guest_unknown" in {each["code"] for each in reply.json["findings"]}


@pytest.mark.clause("R-2.4")
def test_without_a_plan_nothing_is_handed_in(estate: World) -> None:
    reply = requested(estate)
    assert "submit" not in reply.actions
    answer = do(estate, reply, "submit", HOST)
    assert (answer.status, answer.json["code"]) == (409, "plan_missing")


@pytest.mark.clause("R-4.3.1")
def test_it_is_judged_by_the_settings_under_which_it_was_written(estate: World) -> None:
    reply = planned(estate, requested(estate), DINNER)
    number = reply.json["reception"]["terms"]
    assert {each["terms"] for each in reply.json["findings"]} == {number}
    standards = estate.get("/reception", OFFICER).json["terms"]["standards"]
    lower = [each | {"meal": 3000} for each in standards]
    with under(estate, standards=lower):
        shown = now(estate, reply)
        assert "above_standard" not in {each["code"] for each in shown.json["findings"]}
        handed_in = done(estate, reply, "submit", HOST)
        assert handed_in.json["reception"]["terms"] == number
        assert {each["terms"] for each in handed_in.json["findings"]} == {number}
        lines = reply.json["reception"]["content"]["lines"]
        changed = done(estate, reply, "plan", HOST, lines=[lines[0] | {"words": "便飯"}])
        assert changed.json["reception"]["terms"] > number
        assert "above_standard" in {each["code"] for each in changed.json["findings"]}
    assert "above_standard" in {each["code"] for each in now(estate, reply).json["findings"]}


@pytest.mark.clause("R-4.3.1")
def test_guests_who_are_here_stay_so_when_it_is_edited(estate: World) -> None:
    reply = approved(estate, requested(estate, first=0, days=1))
    estate.clock.tick(days=1)
    reply = done(estate, reply, "edit", HOST, **again(reply, last=str(day(estate, 1))))
    answer = do(estate, reply, "edit", HOST, **again(reply, first=str(day(estate, -2))))
    assert [each["code"] for each in answer.json["errors"]] == ["in_the_past"]
    estate.clock.tick(days=9)  # they left, and nobody said so
    for last in (reply.json["reception"]["content"]["last"], str(day(estate, -1))):
        answer = do(estate, reply, "edit", HOST, **again(reply, purpose="會診", last=last))
        assert [each["pointer"] for each in answer.json["errors"]] == ["/last"]
    done(estate, reply, "edit", HOST, **again(reply, last=str(day(estate, 0))))  # they are here yet


@pytest.mark.clause("R-4.3.1", "R-4.3.4")
@pytest.mark.parametrize("step", ["plan", "submit", "approve"])
@pytest.mark.parametrize(("past", "goes"), [(-1, True), (0, False)])
def test_nothing_is_planned_or_approved_once_its_last_day_is_over(
    estate: World, step: str, past: int, goes: bool
) -> None:
    """Seconds from the midnight after it, by the clock of the site."""
    reply = planned(estate, group(estate, first=0, days=0), LUNCH)
    reply = submitted(estate, reply) if step == "approve" else reply
    who = OFFICE_HEAD if step == "approve" else HOST
    form = {"lines": []} if step == "plan" else {}
    estate.clock.at = MONDAY.replace(hour=16) + timedelta(seconds=past)
    assert (step in estate.get(f"/receptions/{reply.json['reception']['id']}", who).actions) is goes
    answer = do(estate, reply, step, who, **form)
    assert (answer.json.get("code"), answer.status) == ((None, 200) if goes else ("days_over", 409))
    if step == "approve" and not goes:
        assert done(estate, reply, "refuse", OFFICE_HEAD, reason="已過")


@pytest.mark.clause("R-4.3.3", "R-4.3.1")
def test_nobody_has_left_before_the_first_day_and_nothing_is_changed_after(estate: World) -> None:
    reply = approved(estate, requested(estate, first=1, days=3))
    assert "depart" not in reply.actions
    answer = do(estate, reply, "depart", HOST)
    assert (answer.status, answer.json["code"]) == (409, "guests_to_come")
    estate.clock.tick(days=1)
    answer = do(estate, reply, "depart", OFFICER, absent=["1", "2"])
    assert [each["pointer"] for each in answer.json["errors"]] == ["/absent/1"]
    reply = done(estate, reply, "depart", OFFICER, absent=["1"])
    assert reply.json["reception"]["absent"] == ["1"]
    assert reply.json["reception"]["departed_at"]
    for command, form in (
        ("edit", again(reply)),
        ("plan", {"lines": []}),
        ("cancel", {"reason": "x"}),
    ):
        assert do(estate, reply, command, HOST, **form).json["code"] == "too_late"
    answer = do(estate, reply, "close", HOST)
    assert answer.status == 403
    assert done(estate, reply, "close", OFFICER).json["reception"]["over"]["by"] == OFFICER


@pytest.mark.clause("R-4.3.1", "P-approve")
@pytest.mark.parametrize("state", ["drafted", "pending", "signed", "approved", "redrafted"])
def test_what_does_not_take_place_is_cancelled(estate: World, state: str) -> None:
    reply = requested(estate)
    if state in ("pending", "signed"):
        reply = submitted(estate, reply)
    if state == "signed":
        reply = done(estate, reply, "approve", OFFICE_HEAD)
    if state in ("approved", "redrafted"):
        reply = approved(estate, reply)
    if state == "redrafted":
        reply = done(estate, reply, "edit", HOST, **again(reply, purpose="x"))
    assert do(estate, reply, "cancel", HOST).json["errors"][0]["pointer"] == "/reason"
    reply = done(estate, reply, "cancel", OFFICER, reason="行程取消")
    shown = reply.json["reception"]
    assert (shown["state"], shown["timers"], shown["holds"]) == ("cancelled", [], [])
    if state in ("pending", "signed"):
        assert shown["chain"]["state"] == "withdrawn"
        assert all(each["void"] for each in shown["chain"]["marks"])
    assert shown["over"]["reason"] == "行程取消"
    assert told(estate, HOST, reply)[-1] == "reception_cancelled"
    assert reply.actions == set()
    for command, form in (("edit", again(reply)), ("plan", {"lines": []}), ("submit", {})):
        assert do(estate, reply, command, HOST, **form).json["code"] == "too_late"


@pytest.mark.clause("P-together")
def test_two_who_write_at_once_are_told_of_each_other(estate: World) -> None:
    reply = requested(estate)
    path = f"/receptions/{reply.json['reception']['id']}/plan"
    first = estate.post(path, HOST, {"lines": [line(reply, DINNER)]}, if_match=reply.etag)
    assert first.status == 200
    second = estate.post(path, OFFICER, {"lines": [line(reply, LUNCH)]}, if_match=reply.etag)
    assert second.status == 412
    assert second.json["present"]["reception"] == first.json["reception"]
