"""Who has the order: dispatched, taken by signature, returned, reassigned, withdrawn."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.tickets.model.matter import State
from tests.support.paths import PEOPLE
from tests.support.residents import join, person, settle, stored, told
from tests.support.world import World
from tests.tickets.building import PUBLIC, UNCOVERED, Case, Paper

WITH_DEPARTMENT = ["dispatch", "take", "quote", "consent"]
AFTER_START = ["start", "complete", "accept", "follow-up", "review", "archive"]
NO_SUCH_DEPARTMENT = ("invalid_form", "T-3.0", ("/department", "no_such"))
NO_SUCH_ASSIGNEE = ("invalid_form", "T-3.0", ("/assignee", "no_such"))
HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}


def messages(paper: Paper) -> list[tuple[str, str]]:
    return [(each.to, each.code) for each in paper.history[-1].change.messages]


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize(
    ("department", "assignee", "to"),
    [
        ("engineering", None, ["head-cheung", "engineer-lee", "engineer-wong"]),
        ("grounds", None, ["head-ho", "engineer-tse"]),
        ("engineering", "engineer-wong", ["engineer-wong"]),
        ("engineering", "head-cheung", ["head-cheung"]),
        ("grounds", "engineer-tse", ["engineer-tse"]),
    ],
)
def test_whoever_gets_the_order_is_told(
    department: str, assignee: str | None, to: list[str]
) -> None:
    paper = Paper()
    paper.step("dispatch", department=department, assignee=assignee)
    assert (paper.the.department, paper.the.assignee) == (department, assignee)
    assert messages(paper) == [(each, "ticket_dispatched") for each in to]


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"department": "kitchen"}, NO_SUCH_DEPARTMENT),
        ({"department": "Engineering"}, NO_SUCH_DEPARTMENT),
        ({"assignee": "engineer-tse"}, NO_SUCH_ASSIGNEE),  # of the other department
        ({"department": "grounds", "assignee": "engineer-lee"}, NO_SUCH_ASSIGNEE),
        ({"assignee": "nobody"}, NO_SUCH_ASSIGNEE),
        ({"assignee": "owner-wong"}, NO_SUCH_ASSIGNEE),
        ({"assignee": "desk-chan"}, NO_SUCH_ASSIGNEE),
    ],
)
@pytest.mark.parametrize("command", ["dispatch", "reassign"])
def test_an_order_goes_to_who_there_is(
    command: str, given: dict[str, Any], refusal: tuple[Any, ...]
) -> None:
    paper = Paper()
    if command == "reassign":
        paper.step("dispatch")
    assert paper.refuses(command, **given) == refusal


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize("until", WITH_DEPARTMENT)
def test_what_is_dispatched_is_reassigned_not_dispatched_again(until: str) -> None:
    assert Paper(**UNCOVERED).until(until).refuses("dispatch") == ("too_late", "T-3.0")


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("李國強", "李國強"),
        ("李國強", " 李 國　強 "),  # with spaces, an ideographic one among them
        ("李國強", "\uf9e1國強"),  # a compatibility ideograph of the same character
        ("Lee Kwok-Keung", "lee kwok-keung"),
        ("Lee Kwok-Keung", "LEE  KWOK-KEUNG"),
        ("Lee Kwok-Keung", "Ｌｅｅ　Ｋｗｏｋ－Ｋｅｕｎｇ"),  # full width
        ("Lee Kwok-Keung", "LeeKwok-Keung"),
        ("José Weiß", "JOSE\u0301 WEISS"),  # composed or not, ß or SS
    ],
)
def test_a_name_is_the_same_however_it_is_typed(name: str, typed: str) -> None:
    paper = Paper().until("dispatch")
    paper.step("take", replace(PEOPLE["engineer-lee"], name=name), signed_name=typed)
    work = paper.the.work
    assert work
    assert (work.signature.person, work.signature.name) == ("engineer-lee", name)
    assert work.signature.at == paper.now


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize(
    "typed",
    [
        "王志明",
        "李國",
        "李國強強",
        "李国强",  # a simplified name is not the one in the directory
        "engineer-lee",
        "。",
        "李\u200b國強",  # with something that nobody sees
        "強國李",
    ],
)
def test_another_name_is_no_signature(typed: str) -> None:
    paper = Paper().until("dispatch")
    assert paper.refuses("take", signed_name=typed) == ("signature_differs", "T-4.5")


@pytest.mark.clause("T-4.5")
def test_a_signature_names_the_version_that_was_signed() -> None:
    paper = Paper().until("dispatch")
    head = paper.the.head
    paper.step("take")
    assert paper.the.work
    assert paper.the.work.signature.digest == head != paper.the.head


@pytest.mark.clause("T-3.0", "T-4.5")
@pytest.mark.parametrize(
    ("dispatched", "who", "refusal"),
    [
        # anyone of the department takes what is nobody's
        ({}, "engineer-lee", None),
        ({}, "engineer-wong", None),
        ({}, "head-cheung", None),
        # what is somebody's is theirs, or their head's
        ({"assignee": "engineer-wong"}, "engineer-wong", None),
        ({"assignee": "engineer-wong"}, "head-cheung", None),
        ({"assignee": "engineer-wong"}, "engineer-lee", ("other_assignee", "T-3.0")),
        ({"assignee": "head-cheung"}, "engineer-lee", ("other_assignee", "T-3.0")),
        # and nobody else's
        ({}, "engineer-tse", ("other_department", "T-3.0")),
        ({}, "head-ho", ("other_department", "T-3.0")),
        ({"department": "grounds"}, "head-cheung", ("other_department", "T-3.0")),
        ({}, "desk-chan", ("not_your_step", "T-4.5")),
        ({}, "assistant-lam", ("not_your_step", "T-4.5")),
        ({}, "gm-ng", ("not_your_step", "T-4.5")),
        # a department is none without the role in it, a role none without its department
        ({}, person("x", Role.EMPLOYEE, department="engineering"), ("not_your_step", "T-4.5")),
        ({}, person("x", Role.ENGINEER), ("other_department", "T-3.0")),
        # a head elsewhere is no head here
        ({}, person("x", Role.DEPARTMENT_HEAD, Role.ENGINEER), ("other_department", "T-3.0")),
    ],
)
def test_who_takes_the_order(
    dispatched: dict[str, Any], who: str | Person, refusal: tuple[str, str] | None
) -> None:
    paper = Paper()
    paper.step("dispatch", **dispatched)
    name = who.name if isinstance(who, Person) else PEOPLE[who].name
    if refusal:
        assert paper.refuses("take", who, signed_name=name) == refusal
    else:
        paper.step("take", who, signed_name=name)
        assert (paper.the.state, paper.the.assignee) == ("taken", who)
        assert paper.the.workers == (who,)


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize("until", WITH_DEPARTMENT)
def test_the_department_returns_what_is_not_begun(until: str) -> None:
    paper = Paper(**UNCOVERED).until(until)
    paper.step("return")
    after = paper.the
    assert (after.state, after.department, after.assignee, after.work) == (
        "reported",
        None,
        None,
        None,
    )
    assert messages(paper) == [
        (each, "ticket_returned")
        for each in ("supervisor-chow", "desk-chan", "desk-leung", "assistant-lam")
    ]
    paper.step("dispatch", department="grounds")
    assert paper.the.department == "grounds"


@pytest.mark.clause("T-3.0", "T-4.3.2")
@pytest.mark.parametrize("until", ["quote", "consent"])
def test_a_quotation_does_not_outlive_the_return(until: str) -> None:
    paper = Paper(**UNCOVERED).until(until).steps("return", "dispatch", "take")
    assert paper.the.quotation
    assert paper.the.quotation.state == "withdrawn"
    assert paper.refuses("start") == ("consent_missing", "T-4.3.2")
    assert paper.refuses("consent") == ("out_of_order", "T-4.3.2")


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize(
    ("command", "clause"), [("return", "T-3.0"), ("reassign", "T-3.0"), ("cancel", "T-2.0")]
)
@pytest.mark.parametrize("until", AFTER_START)
def test_work_begun_is_neither_returned_reassigned_nor_withdrawn(
    until: str, command: str, clause: str
) -> None:
    assert Paper().until(until).refuses(command) == ("too_late", clause)


@pytest.mark.clause("T-3.0")
@pytest.mark.parametrize(
    ("who", "given", "refusal"),
    [
        ("desk-chan", {"department": "grounds"}, None),
        ("desk-chan", {"department": "grounds", "assignee": "engineer-tse"}, None),
        ("supervisor-chow", {"assignee": "engineer-wong"}, None),
        ("head-cheung", {"assignee": "engineer-wong"}, None),
        ("head-cheung", {}, None),
        ("head-cheung", {"department": "grounds"}, ("other_department", "T-3.0")),
        ("head-ho", {"department": "grounds"}, ("other_department", "T-3.0")),
        ("head-ho", {}, ("other_department", "T-3.0")),
        ("engineer-lee", {"assignee": "engineer-wong"}, ("not_your_step", "T-3.0")),
        ("owner-wong", {}, ("not_your_step", "T-3.0")),
        # who is head there and at the desk as well reassigns as the desk does
        (
            person("x", Role.DESK, Role.DEPARTMENT_HEAD, department="grounds"),
            {"department": "grounds"},
            None,
        ),
    ],
)
@pytest.mark.parametrize("until", ["dispatch", "take"])
def test_who_reassigns_to_whom(
    until: str, who: str | Person, given: dict[str, Any], refusal: tuple[str, str] | None
) -> None:
    paper = Paper().until(until)
    if refusal:
        assert paper.refuses("reassign", who, **given) == refusal
        return
    paper.step("reassign", who, **given)
    assert (paper.the.state, paper.the.work) == (State.DISPATCHED, None)
    assert paper.the.department == given.get("department", "engineering")
    assert paper.the.assignee == given.get("assignee")


@pytest.mark.clause("T-3.0", "T-4.5")
def test_who_took_it_before_the_reassignment_has_it_no_more() -> None:
    paper = Paper().until("take")
    paper.step("reassign", assignee="engineer-wong")
    assert paper.refuses("take") == ("other_assignee", "T-3.0")
    paper.step("take", "engineer-wong", signed_name="王志明")
    assert paper.refuses("start") == ("other_assignee", "T-4.5")
    assert paper.the.workers == ("engineer-lee", "engineer-wong")


@pytest.mark.clause("T-4.3.2")
def test_what_the_owner_consented_to_stands_through_a_reassignment() -> None:
    paper = Paper(**UNCOVERED).until("consent")
    paper.step("reassign", assignee="engineer-wong")
    paper.step("take", "engineer-wong", signed_name="王志明")
    paper.step("start", "engineer-wong")
    assert paper.the.state == "working"


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("command", ["start", "complete"])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("engineer-lee", None),
        ("head-cheung", None),
        ("engineer-wong", ("other_assignee", "T-4.5")),
        ("engineer-tse", ("other_department", "T-3.0")),
        ("head-ho", ("other_department", "T-3.0")),
        ("desk-chan", ("not_your_step", "T-4.3.2")),
    ],
)
def test_who_signed_for_the_order_works_on_it(
    command: str, who: str, refusal: tuple[str, str] | None
) -> None:
    paper = Paper().until("take" if command == "start" else "start")
    if refusal:
        assert paper.refuses(command, who) == refusal
    else:
        paper.step(command, who)
        assert who in paper.the.workers


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("desk-chan", None),
        ("supervisor-chow", None),
        ("owner-lau", None),
        (person("x", Role.OWNER, units=("B-0502",)), None),
        ("owner-wong", ("not_your_step", "T-2.0")),
        ("engineer-lee", ("not_your_step", "T-2.0")),
        ("assistant-lam", ("not_your_step", "T-2.0")),
        # an engineer's other flat gives no say about this one
        (
            person("x", Role.ENGINEER, Role.OWNER, department="engineering", units=("A-1203",)),
            ("not_your_step", "T-2.0"),
        ),
    ],
)
@pytest.mark.parametrize("until", [None, *WITH_DEPARTMENT])
def test_who_withdraws_a_report(
    until: str | None, who: str | Person, refusal: tuple[str, str] | None
) -> None:
    paper = Paper(**UNCOVERED)
    if until:
        paper.until(until)
    if refusal:
        assert paper.refuses("cancel", who) == refusal
        return
    paper.step("cancel", who)
    after = paper.the
    assert (after.state, after.cancelled, after.timers) == ("cancelled", "業戶自行處理", ())
    assert after.forms[0].void
    assert after.forms[0].void.reason == "業戶自行處理"
    assert after.quotation is None or after.quotation.state == "withdrawn"


@pytest.mark.clause("T-2.0", "P-tell")
@pytest.mark.parametrize(
    ("until", "to"),
    [(None, []), ("dispatch", ["head-cheung", "engineer-lee", "engineer-wong"])],
)
def test_the_department_is_told_that_no_work_is_needed(until: str | None, to: list[str]) -> None:
    paper = Paper()
    if until:
        paper.until(until)
    paper.step("cancel")
    assert messages(paper) == [(each, "ticket_cancelled") for each in to]


@pytest.mark.clause("T-4.4.1")
@pytest.mark.parametrize("after", [(), ("return",), ("take",), ("return", "dispatch")])
@pytest.mark.parametrize("who", ["desk-chan", "owner-wong"])
def test_what_came_back_is_never_withdrawn(who: str, after: tuple[str, ...]) -> None:
    paper = Paper().until("complete").steps("reject", *after)
    assert paper.refuses("cancel", who) == ("reopened_stays_open", "T-4.4.1")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("steps", [("quote",), ("quote", "decline"), ("quote", "consent")])
def test_a_new_quotation_does_not_let_work_begun_be_withdrawn(steps: tuple[str, ...]) -> None:
    paper = Paper(**UNCOVERED).until("start").steps(*steps)
    for who in ("desk-chan", "owner-lau"):
        assert paper.refuses("cancel", who) == ("work_begun", "T-4.4.4")


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("command", ["dispatch", "take", "notify", "overrule-warranty", "cancel"])
def test_what_is_withdrawn_takes_no_step_any_more(command: str) -> None:
    assert Paper().steps("cancel").refuses(command)[0] == "too_late"


@pytest.mark.clause("T-3.0", "T-4.5", "P-history")
def test_who_had_the_order_when_is_in_the_history(estate: World) -> None:
    case = Case(estate).later(minutes=2).steps("dispatch").later(minutes=2).steps("take")
    case.later(minutes=2).step("return", reason="須由環境部處理")
    case.later(minutes=2).step("dispatch", department="grounds")
    case.later(minutes=2).step("reassign", "head-ho", department="grounds", assignee="engineer-tse")
    assert [
        (entry["at"], entry["by"], entry["command"], entry["clause"]) for entry in case.history()
    ] == [
        ("2026-03-02T01:00:00Z", "desk-chan", "ticket-intake", "T-2.0"),
        ("2026-03-02T01:02:00Z", "desk-chan", "ticket-dispatch", "T-3.0"),
        ("2026-03-02T01:04:00Z", "engineer-lee", "ticket-take", "T-4.5"),
        ("2026-03-02T01:06:00Z", "engineer-lee", "ticket-return", "T-3.0"),
        ("2026-03-02T01:08:00Z", "desk-chan", "ticket-dispatch", "T-3.0"),
        ("2026-03-02T01:10:00Z", "head-ho", "ticket-reassign", "T-3.0"),
    ]
    assert told(estate, "engineer-tse", case.id) == ["ticket_dispatched", "ticket_dispatched"]
    assert told(estate, "desk-leung", case.id) == ["ticket_returned"]


@pytest.mark.clause("T-4.5")
def test_a_wrong_signature_is_refused_in_words_and_leaves_nothing(estate: World) -> None:
    case = Case(estate).until("dispatch")
    assert case.refuses("take", signed_name="王志明") == ("signature_differs", "T-4.5")
    assert case.step("take", signed_name="李 國 強").ticket["work"]["signature"]["name"] == "李國強"


@pytest.mark.clause("T-3.0", "P-who")
@pytest.mark.parametrize("command", ["take", "return", "start"])
def test_another_departments_order_is_like_an_absent_one(estate: World, command: str) -> None:
    case = Case(estate).until("dispatch")
    _, form = case.usual(command)
    reply = case.attempt(command, "engineer-tse", **form)
    absent = estate.post(f"/tickets/none/{command}", "engineer-tse", form, if_match='"1"')
    assert (reply.status, absent.status) == (404, 404)
    assert {**reply.json, "correlation": ""} == {**absent.json, "correlation": ""}


@pytest.mark.clause("T-2.0", "P-who")
def test_owners_withdraw_their_own_report_only(estate: World) -> None:
    case = Case(estate, who="owner-wong", person=None, channel="mobile")
    assert case.attempt("cancel", "owner-lau", reason="x").status == 404
    case.step("cancel", "owner-wong")
    assert case.ticket["state"] == "cancelled"


@pytest.mark.clause("T-4.3.1", "T-3.0")
def test_a_public_repair_is_taken_without_another_dispatch(estate: World) -> None:
    case = Case(estate, **HALL).steps("take", "start", "complete")
    assert case.ticket["state"] == "completed"


@pytest.mark.clause("P-who")
def test_a_change_of_role_holds_from_the_next_step(estate: World) -> None:
    who = join(estate, person("relief", Role.ENGINEER, department="engineering"))
    case = Case(estate).until("dispatch")
    case.step("take", who, signed_name="relief")
    settle(estate, stored(estate, Person, who), department="grounds")
    assert case.attempt("start", who).status == 404
    settle(estate, stored(estate, Person, who), department="engineering", roles=(Role.DESK,))
    assert case.refuses("start", who) == ("not_your_step", "T-4.3.2")
