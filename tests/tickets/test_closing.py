"""Accepted, followed up, reviewed, archived: in this order, and nobody judges their own work."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.tickets.life import REPAIR
from tests.support.residents import join, person, told
from tests.support.world import World
from tests.tickets.building import BAD, FREE, PAID, PUBLIC, UNCOVERED, Case, Outcome, Paper

STATES = {
    "dispatch": "dispatched",
    "take": "taken",
    "quote": "quoted",
    "consent": "consented",
    "start": "working",
    "complete": "completed",
    "pay": "completed",
    "accept": "accepted",
    "follow-up": "followed_up",
    "review": "reviewed",
    "archive": "archived",
}
"""Where each step of an ordinary life leads."""
OWN_WORK = ("own_work", "T-4.4.4")
HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}


def someone(*roles: Role, units: tuple[str, ...] = (), department: str | None = None) -> Person:
    return replace(person("someone", *roles, department=department, units=units), name="某人")


# the order of the steps


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("intake", "life"), [({}, FREE), (UNCOVERED, PAID)], ids=["in warranty", "paid"]
)
def test_an_ordinary_life_leads_through_every_state(
    intake: dict[str, Any], life: tuple[str, ...]
) -> None:
    paper = Paper(**intake)
    states = []
    for command in life:
        paper.later(hours=1).step(command)
        states.append(paper.the.state)
    assert states == [STATES[command] for command in life]


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("until", "command", "missing"),
    [
        (None, "archive", [*FREE[:-1]]),
        ("dispatch", "archive", ["take", "start", "complete", "accept", "follow-up", "review"]),
        ("take", "archive", ["start", "complete", "accept", "follow-up", "review"]),
        ("start", "archive", ["complete", "accept", "follow-up", "review"]),
        ("complete", "archive", ["accept", "follow-up", "review"]),
        ("accept", "archive", ["follow-up", "review"]),
        ("follow-up", "archive", ["review"]),
        ("complete", "review", ["accept", "follow-up"]),
        ("accept", "review", ["follow-up"]),
        ("accept", "send-back", ["follow-up"]),
        ("complete", "follow-up", ["accept"]),
        ("complete", "visit", ["accept"]),
        ("complete", "correct", ["accept"]),
        ("start", "accept", ["complete"]),
        ("start", "reject", ["complete"]),
        ("take", "complete", ["start"]),
        ("dispatch", "start", ["take"]),
        (None, "take", ["dispatch"]),
        (None, "reassign", ["dispatch"]),
    ],
)
def test_the_missing_steps_are_named_in_their_order(
    until: str | None, command: str, missing: list[str]
) -> None:
    paper = Paper().until(until) if until else Paper()
    assert REPAIR.missing(paper.the.state, command) == missing
    assert paper.refuses(command) == ("out_of_order", REPAIR.steps[command].clause)


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("command", ["review", "archive", "send-back"])
def test_a_visit_asked_for_comes_before_the_review(command: str) -> None:
    paper = Paper().until("accept")
    paper.step("follow-up", **BAD, then="visit")
    assert REPAIR.missing("visit_due", command)[0] == "visit"
    assert paper.refuses(command)[0] == "out_of_order"


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("until", "command"),
    [
        ("accept", "accept"),
        ("accept", "reject"),
        ("follow-up", "follow-up"),
        ("follow-up", "visit"),
        ("review", "review"),
        ("review", "send-back"),
        ("review", "accept"),
        *(("archive", command) for command in REPAIR.steps if command != "intake"),
    ],
)
def test_a_step_that_was_taken_is_not_taken_again(until: str, command: str) -> None:
    paper = Paper().until(until)
    assert paper.refuses(command) == ("too_late", REPAIR.steps[command].clause)


# nobody judges their own work


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("who", "form", "refusal"),
    [
        ("assistant-lam", {}, None),
        ("owner-wong", {"signed_name": "黃麗華"}, None),
        (someone(Role.OWNER, units=("A-1203",)), {"signed_name": "某人"}, None),
        (someone(Role.OWNER, units=("A-1204",)), {}, ("not_your_step", "T-4.4.4")),
        ("owner-lau", {}, ("not_your_step", "T-4.4.4")),
        ("desk-chan", {}, ("not_your_step", "T-4.4.4")),
        ("supervisor-chow", {}, ("not_your_step", "T-4.4.4")),
        ("gm-ng", {}, ("not_your_step", "T-4.4.4")),
        ("head-ho", {}, ("not_your_step", "T-4.4.4")),
        ("engineer-wong", {}, ("not_your_step", "T-4.4.4")),
        ("assistant-lam", {"signed_name": "林曉"}, ("signature_differs", "T-4.4.4")),
    ],
)
@pytest.mark.parametrize("command", ["accept", "reject"])
def test_the_property_assistant_or_the_owner_accepts(
    command: str, who: str | Person, form: dict[str, Any], refusal: Outcome | None
) -> None:
    paper = Paper().until("complete")
    if command == "reject":
        form = {}
        refusal = None if refusal and refusal[0] == "signature_differs" else refusal
    if refusal:
        assert paper.refuses(command, who, **form) == refusal
        return
    paper.step(command, who, **form)
    assert paper.the.state == {"accept": "accepted", "reject": "dispatched"}[command]


ASSISTANT_TOO = someone(
    Role.ENGINEER, Role.DEPARTMENT_HEAD, Role.PROPERTY_ASSISTANT, department="engineering"
)
OWNER_TOO = someone(
    Role.ENGINEER, Role.DEPARTMENT_HEAD, Role.OWNER, department="engineering", units=("B-0502",)
)
SUPERVISOR_TOO = someone(
    *(Role.ENGINEER, Role.DEPARTMENT_HEAD, Role.CS_SUPERVISOR, Role.PROPERTY_ASSISTANT, Role.OWNER),
    department="engineering",
    units=("B-0502",),
)
TOOK_PART = ["take", "quote", "start", "complete"]


def taken_part(who: Person, command: str, until: str) -> Paper:
    """A paid repair in which this person took one step of the work, and others the rest."""
    paper = Paper(**UNCOVERED)
    for each in PAID[: PAID.index(until) + 1]:
        by = who if each == command else None
        if command == "take" and each in ("quote", "start", "complete"):
            by = person("head", Role.DEPARTMENT_HEAD, department="engineering")
        form = {"signed_name": "某人"} if each == "take" and by else {}
        paper.later(minutes=20).step(each, by, **form)
    return paper


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("command", TOOK_PART)
@pytest.mark.parametrize("who", [ASSISTANT_TOO, OWNER_TOO], ids=["assistant", "owner"])
def test_nobody_accepts_or_rejects_what_they_took_part_in(who: Person, command: str) -> None:
    paper = taken_part(who, command, "complete")
    assert paper.refuses("accept", who, signed_name="某人") == OWN_WORK
    assert paper.refuses("reject", who) == OWN_WORK
    assert not paper.may("accept", who)


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("command", [*TOOK_PART, "accept", "follow-up"])
def test_nobody_reviews_what_they_took_part_in(command: str) -> None:
    paper = taken_part(SUPERVISOR_TOO, command, "follow-up") if command in TOOK_PART else None
    if paper is None:
        paper = Paper(**UNCOVERED).until("pay")
        for each in ("accept", "follow-up"):
            form = {"signed_name": "某人"} if each == command == "accept" else {}
            paper.step(each, SUPERVISOR_TOO if each == command else None, **form)
    assert paper.refuses("review", SUPERVISOR_TOO, signed_name="某人") == OWN_WORK
    assert paper.refuses("send-back", SUPERVISOR_TOO) == OWN_WORK
    paper.step("review")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    "steps",
    [
        [("visit", {})],
        [("follow-up", {**BAD, "then": "visit"}), ("visit", {"by": "assistant-lam"})],
        [("follow-up", {"by": "desk-chan"}), ("correct", {})],
    ],
)
def test_who_visited_called_or_corrected_does_not_review(
    steps: list[tuple[str, dict[str, Any]]],
) -> None:
    paper = Paper().until("accept")
    for command, given in steps:
        paper.later(hours=1)
        form = {name: each for name, each in given.items() if name != "by"}
        paper.step(command, given.get("by", SUPERVISOR_TOO), **form)
    assert paper.the.state == "followed_up"
    assert paper.refuses("review", SUPERVISOR_TOO, signed_name="某人") == OWN_WORK


@pytest.mark.clause("T-4.4.4")
def test_work_of_an_earlier_round_is_still_ones_own() -> None:
    """Who worked on it the first time judges neither the first nor the second."""
    paper = Paper().until("dispatch")
    paper.step("take", SUPERVISOR_TOO, signed_name="某人")
    paper.step("start", SUPERVISOR_TOO)
    paper.step("complete", SUPERVISOR_TOO)
    paper.steps("reject", *FREE[1:-2])
    assert paper.the.workers == ("someone", "engineer-lee")
    assert paper.refuses("review", SUPERVISOR_TOO, signed_name="某人") == OWN_WORK


@pytest.mark.clause("T-4.4.4")
def test_the_same_supervisor_who_called_lets_another_review() -> None:
    paper = Paper().until("accept")
    paper.step("follow-up", "supervisor-chow")
    assert paper.refuses("review") == OWN_WORK
    paper.step("review", "supervisor-fung", signed_name="馮偉業")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    "who", ["desk-chan", "assistant-lam", "head-cheung", "gm-ng", "owner-wong"]
)
def test_only_the_supervisor_reviews(who: str) -> None:
    paper = Paper().until("follow-up")
    for command in ("review", "send-back"):
        assert paper.refuses(command, who) == ("not_your_step", "T-4.4.4")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("until", ["accept", "follow-up"])
def test_a_verdict_is_signed_with_ones_own_name(until: str) -> None:
    paper = Paper().until(until)
    if until == "follow-up":
        assert paper.refuses("review", signed_name="馮偉業") == ("signature_differs", "T-4.4.4")
        head = paper.the.head
        paper.step("review", words="妥善")
        verdict = paper.the.review
    else:
        verdict = paper.the.acceptance
        head = paper.history[-1].entry.prev
    assert verdict
    assert (verdict.signature.at, verdict.signature.digest) == (paper.now, head)


# back again


@pytest.mark.clause("T-4.4.4", "P-tell")
@pytest.mark.parametrize(
    ("to", "place", "department"),
    [
        ("follow_up", ("accepted", "2026-03-02", 0), "customer_service"),
        ("department", ("dispatched", None, 1), "engineering"),
    ],
)
def test_the_supervisor_sends_it_back(
    to: str, place: tuple[str, str | None, int], department: str
) -> None:
    paper = Paper().until("follow-up")
    change = paper.step("send-back", to=to)
    ticket = paper.the
    assert (ticket.state, ticket.call_from and str(ticket.call_from), ticket.reopened) == place
    told = paper.site.department(department)
    assert told
    assert [(each.to, each.code) for each in change.messages] == [
        (each, "review_refused") for each in told.told
    ]
    assert ticket.review is None


@pytest.mark.clause("T-4.4.4")
def test_what_was_sent_back_is_done_again_in_order() -> None:
    paper = Paper().until("follow-up")
    paper.step("send-back", to="department")
    assert (paper.the.acceptance, paper.the.work) == (None, None)
    assert paper.refuses("review") == ("out_of_order", "T-4.4.4")
    paper.later(hours=1).steps(*FREE[1:])
    assert paper.the.state == "archived"


@pytest.mark.clause("T-4.4.4")
def test_work_not_accepted_goes_back_to_the_department() -> None:
    paper = Paper().until("complete")
    change = paper.step("reject")
    assert (paper.the.state, paper.the.department, paper.the.reopened) == (
        "dispatched",
        "engineering",
        1,
    )
    assert {each.code for each in change.messages} == {"work_rejected"}
    assert len(change.messages) == 3


# the working copy, and the archive


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("CW-20260302-0001", None),
        ("cw-20260302-0001", None),
        ("  CW-20260302-0001 ", None),
        (None, ("working_copy_out", "T-4.5")),
        ("CW-20260302-0002", ("working_copy_differs", "T-4.5")),
        ("ER-20260302-0001", ("working_copy_differs", "T-4.5")),
        ("20260302-0001", ("working_copy_differs", "T-4.5")),
        ("CW-20260302-00010", ("working_copy_differs", "T-4.5")),
        ("?", ("working_copy_differs", "T-4.5")),
    ],
)
def test_the_working_copy_comes_back_before_the_archive(
    typed: str | None, refusal: Outcome | None
) -> None:
    paper = Paper().until("review")
    if refusal:
        assert paper.refuses("archive", working_copy=typed) == refusal
    else:
        paper.step("archive", working_copy=typed)
        assert (paper.the.state, paper.the.archived_at) == ("archived", paper.now)


@pytest.mark.clause("T-4.5")
def test_the_copy_that_comes_back_is_the_order_in_force() -> None:
    paper = Paper(**UNCOVERED)
    voided = paper.order
    paper.step("overrule-warranty", covered=True)
    paper.until("review")
    assert paper.refuses("archive", working_copy=voided) == ("working_copy_differs", "T-4.5")
    paper.step("archive", working_copy="CW-20260302-0001")


@pytest.mark.clause("T-4.5")
def test_a_receipt_is_no_working_copy() -> None:
    paper = Paper(**UNCOVERED).until("review")
    receipt = paper.the.forms[-1].number
    assert receipt == "RC-20260302-0001"
    assert paper.refuses("archive", working_copy=receipt) == ("working_copy_differs", "T-4.5")


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("who", ["supervisor-chow", "desk-leung"])
def test_the_desk_archives(who: str) -> None:
    paper = Paper().until("review")
    paper.step("archive", who)
    assert paper.the.state == "archived"


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("who", ["assistant-lam", "engineer-lee", "owner-wong", "gm-ng"])
def test_nobody_else_archives(who: str) -> None:
    assert Paper().until("review").refuses("archive", who) == ("not_your_step", "T-4.4.4")


@pytest.mark.clause("T-4.3.1", "T-4.4.4")
def test_a_public_repair_is_closed_like_any_other() -> None:
    paper = Paper(**HALL).steps(*FREE[1:])
    assert paper.the.state == "archived"


# over HTTP

WORDS = {
    "zh-Hant": {
        "complete": "目前為「已完工」;請先完成「驗收」。",
        "accept": "目前為「已驗收」;請先完成「電話回訪」。",
        "follow-up": "目前為「已回訪」;請先完成「審核」。",
    },
    "zh-Hans": {
        "complete": "目前为“已完工”;请先完成“验收”。",
        "accept": "目前为“已验收”;请先完成“电话回访”。",
        "follow-up": "目前为“已回访”;请先完成“审核”。",
    },
    "en": {
        "complete": "It is at “completed”; first comes “accept the work”.",
        "accept": "It is at “accepted”; first comes “call back”.",
        "follow-up": "It is at “followed up”; first comes “review”.",
    },
}


@pytest.fixture(scope="module")
def unfinished(_estate: World) -> dict[str, Case]:
    """Cases that stand before the archive; whatever is tried on them is refused."""
    return {until: Case(_estate).until(until) for until in WORDS["en"]}


@pytest.mark.clause("T-4.4.4", "P-words")
@pytest.mark.parametrize(
    ("language", "until", "words"),
    [(language, *each) for language, said in WORDS.items() for each in said.items()],
)
def test_the_missing_step_is_named_in_every_language(
    estate: World, unfinished: dict[str, Case], language: str, until: str, words: str
) -> None:
    case = unfinished[until]
    reply = estate.post(
        f"/tickets/{case.id}/archive",
        "desk-chan",
        {"working_copy": case.order},
        if_match=case.reply.etag,
        language=language,
    )
    said = reply.json
    assert (reply.status, said["code"], said["clause"]) == (409, "out_of_order", "T-4.4.4")
    assert (said["detail"], reply.headers["Content-Language"]) == (words, language)


@pytest.mark.clause("T-4.4.4", "T-4.5")
@pytest.mark.parametrize(("intake", "life"), [({}, FREE), (UNCOVERED, PAID)])
def test_a_life_over_http_ends_in_the_archive(
    estate: World, intake: dict[str, Any], life: tuple[str, ...]
) -> None:
    case = Case(estate, **intake)
    for command in life:
        by, _ = case.usual(command)
        assert command in case.shown(by).actions
        case.later(minutes=30).step(command)
    assert case.ticket["archived_at"] == estate.clock().isoformat().replace("+00:00", "Z")
    assert case.shown().actions == set()


@pytest.mark.clause("T-4.4.4")
def test_what_is_archived_takes_no_command(estate: World) -> None:
    case = Case(estate).until("archive")
    for command in ("notify", "cancel", "reject", "correct", "improve", "archive"):
        assert case.refuses(command)[0] == "too_late", command


@pytest.mark.clause("T-4.5")
def test_archiving_without_the_working_copy_is_refused_over_http(estate: World) -> None:
    case, other = Case(estate).until("review"), Case(estate)
    assert case.refuses("archive", working_copy=None) == ("working_copy_out", "T-4.5")
    assert case.refuses("archive", working_copy=other.order) == ("working_copy_differs", "T-4.5")
    said = case.attempt("archive", "desk-chan").json
    assert case.order in said["detail"]
    case.step("archive", working_copy=case.order.lower())


@pytest.mark.clause("T-4.4.4", "P-who")
def test_over_http_two_roles_do_not_make_two_people(estate: World) -> None:
    who = join(
        estate,
        person(
            "all-in-one",
            *(Role.ENGINEER, Role.PROPERTY_ASSISTANT, Role.CS_SUPERVISOR, Role.OWNER),
            department="engineering",
            units=("A-1203",),
        ),
    )
    case = Case(estate).until("dispatch")
    case.step("take", who, signed_name=who)
    case.step("start", who)
    case.step("complete", who)
    assert case.refuses("accept", who, signed_name=who) == OWN_WORK
    assert {"accept", "reject"}.isdisjoint(case.shown(who).actions)
    case.steps("accept", "follow-up")
    assert case.refuses("review", who, signed_name=who) == OWN_WORK
    assert {"review", "send-back"}.isdisjoint(case.shown(who).actions)


@pytest.mark.clause("T-4.4.4", "P-tell")
def test_over_http_the_department_reads_that_its_work_came_back(estate: World) -> None:
    case = Case(estate).until("follow-up")
    case.step("send-back", to="department")
    assert told(estate, "engineer-lee", case.id)[-1] == "review_refused"
    assert case.shown("engineer-lee").actions == {"take", "return", "files"}
