"""Every step is in the ticket's history, once and unbroken; who is told reads it in their words."""

from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.core.history import Entry, flaws
from chalicelib.core.people import Role
from chalicelib.core.words import Language
from chalicelib.core.words.messages import MESSAGES
from chalicelib.tickets.life import REPAIR, again, on_outages
from chalicelib.tickets.model.ticket import Ticket
from tests.support.residents import inbox, join, person, stored, told
from tests.support.world import MONDAY, World, opened
from tests.tickets.building import BAD, PAID, UNCOVERED, Case, Paper

CLAUSES = {
    "intake": "T-2.0",
    "notify": "T-4.3.2",
    "overrule-warranty": "T-4.3.2",
    "dispatch": "T-3.0",
    "take": "T-4.5",
    "return": "T-3.0",
    "reassign": "T-3.0",
    "quote": "T-4.3.2",
    "consent": "T-4.3.2",
    "decline": "T-4.3.2",
    "start": "T-4.3.2",
    "complete": "T-4.3.2",
    "pay": "T-4.3.2",
    "accept": "T-4.4.4",
    "reject": "T-4.4.4",
    "follow-up": "T-4.4.1",
    "visit": "T-4.4.2",
    "correct": "T-4.4.3",
    "improve": "T-4.4.3",
    "review": "T-4.4.4",
    "send-back": "T-4.4.4",
    "archive": "T-4.4.4",
    "cancel": "T-2.0",
}
EVERYTHING: list[tuple[str, dict[str, Any]]] = [
    ("notify", {}),
    ("overrule-warranty", {"covered": True}),
    ("overrule-warranty", {"covered": False}),
    ("dispatch", {"department": "grounds"}),
    ("reassign", {}),
    ("take", {}),
    ("return", {}),
    ("dispatch", {}),
    ("take", {}),
    ("quote", {}),
    ("decline", {}),
    ("quote", {}),
    ("consent", {}),
    ("start", {}),
    ("complete", {}),
    ("pay", {}),
    ("reject", {}),
    *((command, {}) for command in ("take", "start", "complete", "accept")),
    ("follow-up", {**BAD, "then": "visit", "criticism": "維修太慢"}),
    ("visit", {}),
    ("correct", {"follow_up": "f2"}),
    ("improve", {}),
    ("send-back", {}),
    ("follow-up", {}),
    ("review", {}),
    ("archive", {}),
]
"""Every step of a repair but for its withdrawal."""
NAMES = {
    "desk-chan": "陳靜雯",
    "engineer-lee": "李國強",
    "owner-lau": "劉志強",
    "finance-ho": "何佩珊",
    "assistant-lam": "林曉彤",
    "supervisor-chow": "周敏",
}


@dataclass(frozen=True)
class Taken:
    """A step as it was taken."""

    command: str
    who: str
    form: dict[str, Any]
    at: str
    version: int


@pytest.fixture(scope="module")
def taken(_estate: World) -> tuple[Case, list[Taken]]:
    """A repair that went through everything, an hour between any two steps."""
    _estate.clock.at = MONDAY
    case = Case(_estate, **UNCOVERED)
    steps = []
    for command, given in EVERYTHING:
        case.later(hours=1)
        who, form = case.usual(command)
        case.step(command, **given)
        at = _estate.clock().isoformat().replace("+00:00", "Z")
        steps.append(Taken(command, who, {**form, **given}, at, case.ticket["version"]))
    return case, steps


def test_everything_is_every_step_of_a_repair_that_nobody_asks_about() -> None:
    besides = (*again(), *on_outages())
    others = {"intake", "cancel", "accept-for", *(step.command for step in besides)}
    assert {command for command, _ in EVERYTHING} == set(REPAIR.steps) - others


@pytest.mark.clause("P-history")
def test_every_step_leaves_one_entry_with_who_when_what_clause_and_form(
    taken: tuple[Case, list[Taken]],
) -> None:
    case, steps = taken
    [_, *entries] = case.history()
    assert (len(entries), case.ticket["state"]) == (len(EVERYTHING), "archived")
    for step, entry in zip(steps, entries, strict=True):
        assert (entry["seq"], entry["at"]) == (step.version, step.at)
        assert (entry["by"], entry["name"]) == (step.who, NAMES[step.who])
        assert (entry["command"], entry["clause"]) == (
            f"ticket-{step.command}",
            CLAUSES[step.command],
        )
        assert {name: each for name, each in entry["form"].items() if name in step.form} == {
            name: _as_kept(each) for name, each in step.form.items()
        }


@pytest.mark.clause("P-history")
def test_the_history_of_a_whole_life_is_unbroken(
    estate: World, taken: tuple[Case, list[Taken]]
) -> None:
    case, _ = taken
    kept = msgspec.convert(case.history(), list[Entry])
    assert list(flaws(stored(estate, Ticket, case.id), kept)) == []


def _as_kept(value: Any) -> Any:
    return value.replace("+00:00", "Z") if isinstance(value, str) else value


@pytest.mark.clause("P-history", "T-2.0")
@pytest.mark.parametrize("command", ["intake", "cancel"])
def test_a_life_begins_and_may_end_with_an_entry(estate: World, command: str) -> None:
    case = Case(estate)
    if command == "cancel":
        case.step(command)
    entry = case.history()[-1]
    assert (entry["command"], entry["clause"]) == (f"ticket-{command}", CLAUSES[command])


@pytest.mark.clause("P-history")
def test_a_refused_step_and_a_repeated_one_leave_no_entry(estate: World) -> None:
    case = Case(estate).until("dispatch")
    _, form = case.usual("take")
    again = {"if_match": case.reply.etag, "key": "once"}
    for wrong in ({"signed_name": "別人"}, {"signed_name": ""}, {"x": 1}):
        assert case.attempt("take", "engineer-lee", **wrong).status == 422
    first, second = (
        estate.post(f"/tickets/{case.id}/take", "engineer-lee", form, **again) for _ in range(2)
    )
    assert (first.status, first.body) == (200, second.body)
    assert [entry["command"] for entry in case.history()] == [
        "ticket-intake",
        "ticket-dispatch",
        "ticket-take",
    ]


@pytest.mark.clause("P-history")
def test_an_entry_bears_what_it_belongs_to(estate: World) -> None:
    case = Case(estate)
    _, form = case.usual("dispatch")
    estate.post(
        f"/tickets/{case.id}/dispatch",
        "desk-chan",
        form,
        if_match=case.reply.etag,
        X_Correlation_Id="shift-7:call-12",
    )
    assert case.history()[-1]["correlation"] == "shift-7:call-12"


@pytest.mark.clause("P-history")
@pytest.mark.parametrize(
    ("at", "change"),
    [
        (0, {"by": "desk-leung"}),
        (3, {"name": "王志明"}),
        (4, {"form": {"x": 1}}),
        (7, {"at": "2026-03-02T01:00:00.001Z"}),
        (-1, {"facts": {"x": 1}}),
    ],
)
def test_an_altered_entry_is_found(at: int, change: dict[str, Any]) -> None:
    paper = Paper(**UNCOVERED).until("pay")
    kept = [each.entry for each in paper.history]
    kept[at] = msgspec.convert(msgspec.to_builtins(kept[at]) | change, Entry)
    found = [(flaw.seq, flaw.what) for flaw in flaws(paper.the, kept)]
    assert (kept[at].seq, "altered") in found


@pytest.mark.clause("P-history")
def test_missing_and_reordered_entries_are_found() -> None:
    paper = Paper(**UNCOVERED).until("pay")
    record, kept = paper.the, [each.entry for each in paper.history]
    assert list(flaws(record, kept)) == []
    for spoilt in (kept[1:], kept[:3] + kept[4:], kept[:-1], kept[::-1], [], kept[:1] * 2):
        assert list(flaws(record, spoilt))
    assert list(flaws(replace(record, words="別的話"), kept))


@pytest.mark.clause("P-history", "P-find")
@pytest.mark.parametrize("limit", [7, 28, 29, 30])
def test_a_history_is_paged_oldest_first(taken: tuple[Case, list[Taken]], limit: int) -> None:
    case, _ = taken
    found, cursor = [], ""
    while cursor is not None:
        shown = case.shown(path=f"/history?limit={limit}{cursor}").json
        found += [entry["command"] for entry in shown["items"]]
        cursor = shown["next"] and f"&cursor={shown['next']}"
    assert found == [f"ticket-{each}" for each in ("intake", *(step for step, _ in EVERYTHING))]


@pytest.mark.clause("P-history", "P-who")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("desk-chan", 200),
        ("engineer-lee", 200),
        ("gm-ng", 200),
        ("engineer-tse", 404),
        ("owner-wong", 403),
        ("admin-cheng", 403),
        ("nobody", 404),
    ],
)
def test_who_reads_a_history(estate: World, who: str, status: int) -> None:
    case = Case(estate).until("dispatch")
    assert case.shown(who, "/history").status == status


# messages

AT_DESK = ["supervisor-chow", "desk-chan", "desk-leung", "assistant-lam"]
ENGINEERS = ["head-cheung", "engineer-lee", "engineer-wong"]
Steps = list[tuple[str, dict[str, Any]]]


def steps(*commands: str) -> Steps:
    return [(command, {}) for command in commands]


TOLD: list[tuple[str, Steps, list[str], str, tuple[str, str, str]]] = [
    (
        "ticket_dispatched",
        steps("dispatch"),
        ENGINEERS,
        "T-3.0",
        ("請接單", "请接单", "please take it"),
    ),
    (
        "ticket_dispatched",
        [("dispatch", {"assignee": "engineer-wong"})],
        ["engineer-wong"],
        "T-3.0",
        ("請接單", "请接单", "please take it"),
    ),
    (
        "ticket_returned",
        steps("dispatch", "return"),
        AT_DESK,
        "T-3.0",
        ("被部門退回", "被部门退回", "returned order"),
    ),
    (
        "ticket_cancelled",
        steps("dispatch", "cancel"),
        ENGINEERS,
        "T-2.0",
        ("已取消", "已取消", "was withdrawn"),
    ),
    (
        "quotation_offered",
        steps("dispatch", "take", "quote"),
        ["owner-lau"],
        "T-4.3.2",
        ("已報價", "已报价", "quotation"),
    ),
    (
        "quotation_consented",
        steps("dispatch", "take", "quote", "consent"),
        ["engineer-lee"],
        "T-4.3.2",
        ("可以施工", "可以施工", "work may start"),
    ),
    (
        "quotation_declined",
        steps("dispatch", "take", "quote", "decline"),
        ["engineer-lee"],
        "T-4.3.2",
        ("不同意", "不同意", "declined"),
    ),
    (
        "work_completed",
        steps(*PAID[:6]),
        AT_DESK,
        "T-4.4.1",
        ("已完工", "已完工", "is finished"),
    ),
    (
        "work_rejected",
        steps(*PAID[:6], "reject"),
        ENGINEERS,
        "T-4.4.4",
        ("驗收不合格", "验收不合格", "was not accepted"),
    ),
    (
        "follow_up_dissatisfied",
        [*steps(*PAID[:6], "accept"), ("follow-up", {**BAD, "then": "reopen"})],
        ENGINEERS,
        "T-4.4.1",
        ("不滿意", "不满意", "dissatisfied"),
    ),
    (
        "visit_asked",
        [*steps(*PAID[:6], "accept"), ("follow-up", {**BAD, "then": "visit"})],
        AT_DESK,
        "T-4.4.1",
        ("上門回訪", "上门回访", "Please visit"),
    ),
    (
        "review_refused",
        [*steps(*PAID[:6], "accept", "follow-up"), ("send-back", {"to": "department"})],
        ENGINEERS,
        "T-4.4.4",
        ("審核未通過", "审核未通过", "was refused"),
    ),
    (
        "review_refused",
        [*steps(*PAID[:6], "accept", "follow-up"), ("send-back", {"to": "follow_up"})],
        AT_DESK,
        "T-4.4.4",
        ("審核未通過", "审核未通过", "was refused"),
    ),
]


@pytest.mark.clause("P-tell", "P-words")
@pytest.mark.parametrize(("code", "way", "to", "clause", "words"), TOLD)
def test_who_is_told_reads_it_in_their_language(
    code: str, way: Steps, to: list[str], clause: str, words: tuple[str, str, str]
) -> None:
    paper = Paper(**UNCOVERED)
    for command, given in way:
        change = paper.step(command, **given)
    assert [(each.to, each.code, each.clause) for each in change.messages] == [
        (who, code, clause) for who in to
    ]
    for language, said in zip(Language, words, strict=True):
        text = MESSAGES[code].say(language, **change.messages[0].data)
        assert said in text
        assert "ER-20260302-0001" in text
        assert "B-0502" in text


@pytest.mark.clause("P-tell")
@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("owner-lau", ["quotation_offered", "quotation_offered"]),
        (
            "engineer-lee",
            [
                *("ticket_dispatched", "ticket_dispatched"),  # reassigned, then dispatched again
                *("quotation_declined", "quotation_consented", "work_rejected"),
            ],
        ),
        ("engineer-tse", ["ticket_dispatched"]),
        (
            "assistant-lam",
            [
                "ticket_returned",
                "work_completed",
                "work_completed",
                "visit_asked",
                "review_refused",
            ],
        ),
        ("finance-ho", []),
        ("gm-ng", []),
        ("owner-wong", []),
    ],
)
def test_what_everyone_was_told_of_a_whole_life(
    taken: tuple[Case, list[Taken]], who: str, codes: list[str]
) -> None:
    case, _ = taken
    assert told(case.world, who, case.id) == codes


@pytest.mark.clause("P-tell", "P-words")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "維修單 {}(B-0502)已報價,請查看並決定是否同意。"),
        ("zh-Hans", "维修单 {}(B-0502)已报价,请查看并决定是否同意。"),
        ("en", "There is a quotation for {} (B-0502); please say whether you consent."),
    ],
)
def test_an_inbox_is_in_the_readers_language(estate: World, language: str, text: str) -> None:
    case = Case(estate, **UNCOVERED).until("quote")
    [message] = [
        each
        for each in inbox(estate, "owner-lau", language)
        if each["record"] == f"ticket#{case.id}"
    ]
    assert message["text"] == text.format(case.order)


@pytest.mark.clause("P-tell", "P-find")
def test_an_inbox_is_paged_newest_first(estate: World) -> None:
    reader = join(estate, person("reader", Role.OWNER))
    ids = []
    for _ in range(5):
        estate.clock.tick(seconds=1)
        case = Case(estate, **UNCOVERED | {"person": reader}).until("quote")
        ids.append(case.id)
    found, cursor = [], ""
    while cursor is not None:
        page = estate.get(f"/inbox?limit=2{cursor}", reader).json
        found += [each["record"] for each in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert found == [f"ticket#{id}" for id in reversed(ids)]


@pytest.mark.clause("P-tell", "P-who")
def test_an_inbox_is_its_persons_and_its_sites_own(estate: World) -> None:
    case = Case(estate).until("dispatch")
    with opened(None, estate.clock) as other:
        assert inbox(other, "engineer-lee") == []
    assert told(estate, "engineer-lee", case.id) == ["ticket_dispatched"]
    assert told(estate, "owner-wong", case.id) == told(estate, "head-ho", case.id) == []


@pytest.mark.clause("P-tell")
def test_a_refused_step_tells_nobody(estate: World) -> None:
    case = Case(estate)
    before = len(inbox(estate, "engineer-tse"))
    assert case.refuses("dispatch", department="grounds", assignee="engineer-lee")
    assert len(inbox(estate, "engineer-tse")) == before
