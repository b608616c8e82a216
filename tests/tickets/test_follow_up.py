"""After the work: calls, whom they lead to, and when they were made (T-4.4.1 to T-4.4.3)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from local import sample
from tests.support.residents import inbox, told
from tests.support.world import World
from tests.tickets.building import BAD, OK, Case, Outcome, Paper, at_site
from tests.tickets.following import (
    HOUR,
    MS,
    NO_ENTRY,
    TO_REOPEN,
    TO_VISIT,
    VAIN,
    accepted,
    last,
    minutes,
    place,
)

# calls


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize(
    ("call", "place_after"),
    [
        ({}, ("followed_up", None)),
        ({"satisfaction": 3}, ("followed_up", None)),
        (VAIN, ("accepted", "2026-03-02")),
        ({**VAIN, "words": "無人接聽"}, ("accepted", "2026-03-02")),
        (TO_REOPEN, ("dispatched", None)),
        ({**TO_REOPEN, "satisfaction": 2}, ("dispatched", None)),
        (TO_VISIT, ("visit_due", None)),
        ({**TO_VISIT, "satisfaction": 2}, ("visit_due", None)),
        # where needed: the satisfied may be visited, and asked to be done again, too
        ({"then": "visit"}, ("visit_due", None)),
        ({"then": "reopen"}, ("dispatched", None)),
        # nobody answers: then somebody knocks
        ({**VAIN, "then": "visit"}, ("visit_due", None)),
    ],
)
def test_where_a_call_leads(call: dict[str, Any], place_after: tuple[str, str | None]) -> None:
    paper = accepted()
    paper.step("follow-up", **call)
    assert place(paper) == place_after


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize(
    ("satisfaction", "refusal"),
    [
        (0, ("invalid_form", "", ("/satisfaction", "out_of_range"))),
        (1, ("dissatisfied_left_open", "T-4.4.1")),
        (2, ("dissatisfied_left_open", "T-4.4.1")),
        (3, None),
        (4, None),
        (5, None),
        (6, ("invalid_form", "", ("/satisfaction", "out_of_range"))),
    ],
)
@pytest.mark.parametrize("command", ["follow-up", "visit"])
def test_two_and_less_is_dissatisfied_and_never_silently_closed(
    command: str, satisfaction: int, refusal: Outcome | None
) -> None:
    paper = accepted().later(hours=1)
    if refusal is None:
        paper.step(command, satisfaction=satisfaction)
        assert place(paper) == ("followed_up", None)
        return
    said = paper.refuses(command, satisfaction=satisfaction)
    assert (said[0], said[2:]) == (refusal[0], refusal[2:])


@pytest.mark.clause("T-4.4.1", "T-4.4.2", "T-4.4.3")
@pytest.mark.parametrize(
    ("given", "faults"),
    [
        # somebody was reached: then what they said is asked for
        ({"satisfaction": None}, [("/satisfaction", "required")]),
        ({"words": None}, [("/words", "required")]),
        (
            {"satisfaction": None, "words": None},
            [("/satisfaction", "required"), ("/words", "required")],
        ),
        # nobody was: then there is no result
        ({**VAIN, "satisfaction": 5}, [("/satisfaction", "nobody_reached")]),
        ({**VAIN, "satisfaction": 1}, [("/satisfaction", "nobody_reached")]),
        ({**VAIN, "criticism": "慢"}, [("/criticism", "nobody_reached")]),
        ({**VAIN, "then": "reopen"}, [("/then", "nobody_reached")]),
        (
            {**VAIN, **BAD, "criticism": "慢", "then": "reopen"} | {"reached": False},
            [
                ("/satisfaction", "nobody_reached"),
                ("/criticism", "nobody_reached"),
                ("/then", "nobody_reached"),
            ],
        ),
    ],
)
@pytest.mark.parametrize(
    ("command", "clause"), [("follow-up", "T-4.4.1"), ("visit", "T-4.4.2"), ("correct", "T-4.4.3")]
)
def test_a_result_if_and_only_if_somebody_gave_it(
    command: str, clause: str, given: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    paper = accepted().later(hours=1)
    if command == "correct":
        paper.step("follow-up")
    if command == "visit":
        given = {("consent" if name == "reached" else name): each for name, each in given.items()}
    assert paper.refuses(command, **given) == ("invalid_form", clause, *faults)


@pytest.mark.clause("T-4.4.1")
def test_after_three_vain_tries_the_fourth_waits_for_tomorrow() -> None:
    paper = accepted()
    for day in ("2026-03-02", "2026-03-02", "2026-03-03"):
        paper.later(minutes=10).step("follow-up", **VAIN)
        assert place(paper) == ("accepted", day)
    assert paper.refuses("follow-up") == ("tries_used", "T-4.4.1")
    assert not paper.may("follow-up", "desk-chan")


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize("tries", [1, 2, 7, 20])
def test_how_many_tries_a_day_is_a_setting(tries: int) -> None:
    paper = accepted()
    paper.terms = replace(sample.terms("paths"), tries_per_day=tries)
    for _ in range(tries - 1):
        paper.step("follow-up", **VAIN)
    assert place(paper) == ("accepted", "2026-03-02")
    paper.step("follow-up", **VAIN)
    assert place(paper) == ("accepted", "2026-03-03")


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize(
    ("tries", "asked", "allowed"),
    [
        # three on Monday, asked again on Monday's last millisecond and at midnight, site time
        (["09:00", "12:00", "23:59:59.999"], "2026-03-02T23:59:59.999+08:00", False),
        (["09:00", "12:00", "23:59:59.999"], "2026-03-03T00:00:00+08:00", True),
        # midnight in UTC is eight in the morning here: no new day
        (["07:30", "07:45", "07:59"], "2026-03-02T08:00:00+08:00", False),
        (["07:30", "07:45", "07:59"], "2026-03-02T23:00:00+08:00", False),
        (["07:30", "07:45"], "2026-03-02T08:00:00+08:00", True),
    ],
)
def test_a_day_of_tries_ends_at_the_sites_midnight(
    tries: list[str], asked: str, allowed: bool
) -> None:
    paper = accepted(at_site("07:00"))
    for clock in tries:
        paper.now = at_site(clock)
        paper.step("follow-up", **VAIN)
    paper.now = datetime.fromisoformat(asked).astimezone(UTC)
    assert paper.may("follow-up", "desk-chan") is allowed


@pytest.mark.clause("T-4.4.1")
def test_a_day_is_the_sites_own_wherever_it_lies() -> None:
    """In Honolulu it is still Sunday when Monday's work begins in Shanghai."""
    site = replace(sample.site("paths"), time_zone="Pacific/Honolulu")
    paper = Paper(site=site).until("accept")
    for _ in range(3):
        paper.step("follow-up", **VAIN)
    assert place(paper) == ("accepted", "2026-03-02")
    paper.now = at_site("00:00", offset="-10:00")
    assert paper.may("follow-up", "desk-chan")


@pytest.mark.clause("T-4.4.1")
def test_a_call_is_counted_on_the_day_on_which_it_was_made() -> None:
    """Written down after midnight, it was still yesterday's third try."""
    paper = accepted(at_site("22:00"))
    paper.now = at_site("00:10", "2026-03-03")
    for clock in ("22:30", "23:00", "23:59"):
        paper.step("follow-up", **VAIN, at=at_site(clock).isoformat())
    assert place(paper) == ("accepted", "2026-03-03")
    assert paper.may("follow-up", "desk-chan")


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize(
    ("visit", "steps"),
    [
        (OK, ["send-back"]),  # visited after the three, and sent back by the supervisor
        (TO_REOPEN, ["take", "start", "complete", "accept"]),  # done again on the same day
    ],
)
def test_three_vain_tries_today_are_three_however_the_call_comes_back_today(
    visit: dict[str, Any], steps: list[str]
) -> None:
    paper = accepted()
    for _ in range(3):
        paper.later(minutes=10).step("follow-up", **VAIN)
    paper.later(hours=1).step("visit", **visit)
    paper.later(hours=1).steps(*steps)
    assert place(paper) == ("accepted", "2026-03-03")
    assert paper.refuses("follow-up") == ("tries_used", "T-4.4.1")


@pytest.mark.clause("T-4.4.1")
def test_a_call_that_was_answered_is_no_vain_try() -> None:
    paper = accepted().steps("follow-up", "send-back")
    for day in ("2026-03-02", "2026-03-02", "2026-03-03"):
        paper.later(minutes=1).step("follow-up", **VAIN)
        assert place(paper) == ("accepted", day)


@pytest.mark.clause("T-4.4.1")
def test_a_vain_try_corrected_is_still_one_try() -> None:
    paper = accepted()
    paper.step("follow-up", **VAIN)
    paper.later(minutes=1).step("correct", **VAIN)
    paper.later(minutes=1).step("follow-up", **VAIN)
    assert place(paper) == ("accepted", "2026-03-02")
    paper.later(minutes=1).step("follow-up", **VAIN)
    assert place(paper) == ("accepted", "2026-03-03")


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize(("command", "given"), [("follow-up", TO_REOPEN), ("visit", TO_REOPEN)])
def test_the_department_that_worked_on_it_has_it_again(command: str, given: dict[str, Any]) -> None:
    paper = accepted().later(hours=1)
    change = paper.step(command, **given)
    after = paper.the
    assert (after.department, after.assignee, after.work, after.acceptance) == (
        "engineering",
        None,
        None,
        None,
    )
    assert after.reopened == 1
    assert [(each.to, each.code) for each in change.messages] == [
        (each, "follow_up_dissatisfied")
        for each in ("head-cheung", "engineer-lee", "engineer-wong")
    ]
    assert len(after.follow_ups) == 1


@pytest.mark.clause("T-4.4.1", "P-tell")
def test_the_property_assistant_is_told_of_a_visit_asked_for() -> None:
    change = accepted().step("follow-up", **TO_VISIT)
    assert ("assistant-lam", "visit_asked") in [(each.to, each.code) for each in change.messages]


@pytest.mark.clause("T-4.4.1")
def test_dissatisfied_rework_and_satisfied_at_last() -> None:
    paper = accepted()
    paper.step("follow-up", **TO_REOPEN)
    paper.later(days=1).steps("take", "start", "complete", "accept")
    assert place(paper) == ("accepted", "2026-03-03")
    paper.later(hours=1).steps("follow-up", "review", "archive")
    assert [each.satisfaction for each in paper.the.follow_ups] == [1, 5]


@pytest.mark.clause("T-4.4.1")
def test_a_door_that_stays_shut_puts_the_call_back_in_the_queue() -> None:
    paper = accepted()
    paper.step("follow-up", **TO_VISIT)
    paper.later(days=1).step("visit", **NO_ENTRY)
    assert place(paper) == ("accepted", "2026-03-03")


# times


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize(
    ("at", "fault"),
    [
        (-HOUR, None),  # the very instant of the acceptance
        (-HOUR - MS, "before_acceptance"),
        (timedelta(days=-4000), "before_acceptance"),
        (timedelta(0), None),
        (MS, "in_the_future"),
        (timedelta(days=365 * 400), "in_the_future"),
    ],
)
def test_a_call_is_written_down_after_it_was_made(at: timedelta, fault: str | None) -> None:
    paper = accepted().later(hours=1)
    made = (paper.now + at).isoformat()
    if fault:
        assert paper.refuses("follow-up", at=made) == ("invalid_form", "T-4.4.3", ("/at", fault))
    else:
        paper.step("follow-up", at=made)
        assert last(paper).at == paper.now + at


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize(
    "at",
    ["0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999-23:59"],
)
@pytest.mark.parametrize("command", ["follow-up", "visit"])
def test_the_ends_of_time_are_refused_like_any_other(command: str, at: str) -> None:
    paper = accepted().later(hours=1)
    assert paper.refuses(command, at=at)[0] == "invalid_form"


@pytest.mark.clause("T-4.4.2", "T-4.4.3")
@pytest.mark.parametrize(
    ("begin", "end", "refusal"),
    [
        (-15, 0, None),
        (-60, -45, None),
        (-61, -45, ("invalid_form", "T-4.4.3", ("/at", "before_acceptance"))),
        (-15, 1, ("invalid_form", "T-4.4.3", ("/ended_at", "in_the_future"))),
        (
            1,
            16,
            (
                "invalid_form",
                "T-4.4.3",
                ("/at", "in_the_future"),
                ("/ended_at", "in_the_future"),
            ),
        ),
        (-15, -15, ("invalid_form", "T-4.4.2", ("/ended_at", "ends_before_it_begins"))),
        (-15, -30, ("invalid_form", "T-4.4.2", ("/ended_at", "ends_before_it_begins"))),
    ],
)
def test_a_visit_is_written_down_after_it_took_place(
    begin: float, end: float, refusal: Outcome | None
) -> None:
    paper = accepted().later(hours=1)
    if refusal:
        assert paper.refuses("visit", **minutes(paper, begin, end)) == refusal
    else:
        paper.step("visit", **minutes(paper, begin, end))
        assert place(paper) == ("followed_up", None)


@pytest.mark.clause("T-4.4.1", "T-4.4.3")
@pytest.mark.parametrize("then", ["reopen", "visit"])
def test_a_late_entry_of_dissatisfaction_is_no_silent_one(then: str) -> None:
    """Dissatisfied at 9:30, written down only after a vain call at 10:00: they still are."""
    paper = accepted().later(hours=1)
    paper.step("follow-up", **VAIN)
    half_an_hour_before = (paper.now - timedelta(minutes=30)).isoformat()
    paper.step("follow-up", **{**BAD, "then": then}, at=half_an_hour_before)
    assert place(paper) == ({"reopen": "dispatched", "visit": "visit_due"}[then], None)


# over HTTP


def queue(world: World) -> list[str]:
    page = world.get("/follow-ups?limit=100", "desk-chan")
    assert page.json["next"] is None
    return [item["ticket"]["id"] for item in page.json["items"]]


@pytest.mark.clause("T-4.4.1", "P-find")
def test_the_queue_is_of_today(estate: World) -> None:
    case = Case(estate).until("complete")
    assert case.id not in queue(estate)
    case.step("accept")
    assert case.id in queue(estate)
    for _ in range(3):
        case.later(minutes=5).step("follow-up", **VAIN)
    assert case.id not in queue(estate)
    estate.clock.at = at_site("23:59:59.999")
    assert case.id not in queue(estate)
    estate.clock.at = at_site("00:00", "2026-03-03")
    assert case.id in queue(estate)
    case.step("follow-up")
    assert case.id not in queue(estate)


@pytest.mark.clause("T-4.4.1")
def test_who_waits_longest_is_called_first(estate: World) -> None:
    cases = []
    for _ in range(3):
        estate.clock.tick(days=1)
        cases.append(Case(estate).until("accept"))
    first, second, third = ids = [case.id for case in cases]

    def waiting() -> list[str]:
        return [id for id in queue(estate) if id in ids]

    assert waiting() == [first, second, third]
    for _ in range(3):
        cases[0].later(minutes=1).step("follow-up", **VAIN)
    assert waiting() == [second, third]
    estate.clock.tick(days=1)
    assert waiting() == [second, third, first]


@pytest.mark.clause("T-4.4.1")
def test_the_pages_of_the_queue_make_the_whole(estate: World) -> None:
    ids = []
    for _ in range(3):
        estate.clock.tick(seconds=1)
        ids.append(Case(estate).until("accept").id)
    for limit in (1, 2):
        found, cursor = [], ""
        while cursor is not None:
            page = estate.get(f"/follow-ups?limit={limit}{cursor}", "assistant-lam").json
            found += [item["ticket"]["id"] for item in page["items"]]
            cursor = page["next"] and f"&cursor={page['next']}"
        assert [id for id in found if id in ids] == ids


@pytest.mark.clause("T-4.4.1", "P-words")
def test_the_fourth_try_is_refused_in_words(estate: World) -> None:
    case = Case(estate).until("accept")
    for _ in range(3):
        case.step("follow-up", **VAIN)
    _, form = case.usual("follow-up")
    for language, words in (
        ("zh-Hant", "今日已試 3 次未接通,請於 2026-03-03 再回訪。"),
        ("zh-Hans", "今日已试 3 次未接通,请于 2026-03-03 再回访。"),
        ("en", "3 tries were made in vain today; call again on 2026-03-03."),
    ):
        reply = estate.post(
            f"/tickets/{case.id}/follow-up",
            "desk-chan",
            form,
            if_match=case.reply.etag,
            language=language,
        )
        assert (reply.status, reply.json["detail"]) == (409, words)
    assert case.shown().ticket == case.ticket


@pytest.mark.clause("T-4.4.1", "P-tell")
def test_dissatisfaction_reaches_the_department(estate: World) -> None:
    case = Case(estate).until("accept")
    case.step("follow-up", **TO_REOPEN)
    assert told(estate, "head-cheung", case.id)[-1] == "follow_up_dissatisfied"
    [text] = [
        each["text"]
        for each in inbox(estate, "head-cheung", "zh-Hant")
        if each["record"] == f"ticket#{case.id}" and each["code"] == "follow_up_dissatisfied"
    ]
    assert text == f"業戶對 {case.order}(A-1203)不滿意,工單已重開。"


@pytest.mark.clause("T-4.4.2")
def test_over_http_a_visit_without_a_result_leaves_none(estate: World) -> None:
    case = Case(estate).until("accept").later(hours=1)
    refused = case.refuses("visit", consent=False)
    assert refused == ("invalid_form", "T-4.4.2", ("/satisfaction", "nobody_reached"))
    [entry] = case.step("visit", **NO_ENTRY).ticket["follow_ups"]
    assert (entry["reached"], entry["satisfaction"], entry["words"]) == (False, None, None)


@pytest.mark.clause("T-4.4.3", "P-history")
def test_over_http_old_entries_stay_as_they_were(estate: World) -> None:
    case = Case(estate).until("follow-up")
    [was] = case.ticket["follow_ups"]
    case.later(hours=1).step("correct", satisfaction=4, words="尚可")
    first, second = case.ticket["follow_ups"]
    assert first == was
    assert (second["corrects"], second["correction_reason"]) == ("f1", "筆誤")
    entry = case.history()[-1]
    assert (entry["command"], entry["form"]["reason"]) == ("ticket-correct", "筆誤")


@pytest.mark.clause("T-4.4.1")
def test_a_week_of_vain_calls_never_closes_anything() -> None:
    paper = accepted()
    for day in range(7):
        for _ in range(3):
            paper.step("follow-up", **VAIN)
        assert place(paper) == ("accepted", str(date(2026, 3, 3) + timedelta(days=day)))
        paper.later(days=1)
    assert len(paper.the.follow_ups) == 21
