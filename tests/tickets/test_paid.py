"""Paid repairs: quotation, the owner's consent before work, charge, payment, receipt."""

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.tickets.model.matter import State
from tests.support.residents import inbox, join, person, told
from tests.support.world import World
from tests.tickets.building import LINES, PUBLIC, UNCOVERED, Case, Outcome, Paper

BY_DESK = {"manner": "phone", "given_by": "劉太", "signed_name": "陳靜雯"}
HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}
CONSENT_MISSING = ("consent_missing", "T-4.3.2")
EXACT = [{"code": "labour-plumber", "quantity": "1"}, {"code": "seal-tape", "quantity": "1"}]
"""80.00 and 3.33."""


def one(code: str, quantity: Any) -> list[dict[str, Any]]:
    return [{"code": code, "quantity": quantity}]


@pytest.mark.clause("T-4.3.2", "P-money")
@pytest.mark.parametrize(
    ("code", "quantity", "fen"),
    [
        ("labour-plumber", "1.5", 12000),
        ("tap-15", "1", 6800),
        ("tap-15", "2.000", 13600),
        ("seal-tape", "3", 999),
        # halves go up, whatever stands before them
        ("seal-tape", "0.5", 167),
        ("seal-tape", "1.5", 500),
        ("seal-tape", "2.5", 833),
        ("pipe-ppr-20", "0.002", 3),
        ("pipe-ppr-20", "0.334", 418),
        ("socket-10a", "0.01", 26),
        # less than a half goes down
        ("pipe-ppr-20", "0.333", 416),
        ("seal-tape", "0.001", 0),
        ("seal-tape", "0.002", 1),
        # the most that a line may hold
        ("pipe-ppr-20", "9999.999", 12499999),
        ("labour-electrician", "9999.999", 89999991),
    ],
)
def test_a_line_costs_its_quantity_at_the_price(code: str, quantity: str, fen: int) -> None:
    paper = Paper(**UNCOVERED).until("take")
    paper.step("quote", lines=one(code, quantity))
    quotation = paper.the.quotation
    assert quotation
    assert (quotation.lines[0].total, quotation.total.fen) == (fen, fen)
    assert quotation.total.currency == "CNY"


@pytest.mark.clause("P-money")
def test_a_total_is_the_sum_of_its_rounded_lines() -> None:
    paper = Paper(**UNCOVERED).until("take")
    paper.step("quote", lines=[*one("seal-tape", "0.5"), *one("seal-tape", "0.5")])
    quotation = paper.the.quotation
    assert quotation
    assert ([line.total for line in quotation.lines], quotation.total.fen) == ([167, 167], 334)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    "quantity",
    [
        *("0", "0.0", "0.000", "-1", "+1", "10000", "10000.0", "1.0000", "0.0001", "00.5", "01"),
        *(".5", "1.", "1,5", "1e3", "NaN", "Infinity", "", " 1", "1 ", "1\n", "１", "१", "1/2"),
        *(1, 1.5, True, None, [], {}),
    ],
)
def test_a_quantity_is_a_decimal_above_zero(quantity: Any) -> None:
    paper = Paper(**UNCOVERED).until("take")
    [_, _, (pointer, _)] = paper.refuses("quote", lines=one("tap-15", quantity))
    assert pointer == "/lines/0/quantity"


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("lines", [0, 31])
def test_a_quotation_has_one_to_thirty_lines(lines: int) -> None:
    paper = Paper(**UNCOVERED).until("take")
    [_, _, (pointer, _)] = paper.refuses("quote", lines=one("tap-15", "1") * lines)
    assert pointer == "/lines"
    paper.step("quote", lines=one("tap-15", "1") * 30)
    assert paper.the.quotation
    assert paper.the.quotation.total.fen == 204000


@pytest.mark.clause("T-4.3.2")
def test_every_unknown_code_is_named() -> None:
    lines = [*one("gold-tap", "1"), *one("tap-15", "1"), *one("TAP-15", "1")]
    assert Paper(**UNCOVERED).until("take").refuses("quote", lines=lines) == (
        "invalid_form",
        "T-4.3.2",
        ("/lines/0/code", "no_such"),
        ("/lines/2/code", "no_such"),
    )


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("intake", [{}, HALL])
def test_what_is_free_is_not_quoted(intake: dict[str, Any]) -> None:
    paper = Paper(**intake)
    paper.steps(*(["dispatch"] if paper.the.state == State.REPORTED else []), "take")
    assert paper.refuses("quote") == ("free_of_charge", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("engineer-lee", None),
        ("head-cheung", None),
        ("engineer-wong", ("other_assignee", "T-4.5")),
        ("head-ho", ("other_department", "T-3.0")),
        ("desk-chan", ("not_your_step", "T-4.3.2")),
        ("finance-ho", ("not_your_step", "T-4.3.2")),
    ],
)
def test_who_has_the_order_quotes(who: str, refusal: Outcome | None) -> None:
    paper = Paper(**UNCOVERED).until("take")
    if refusal:
        assert paper.refuses("quote", who) == refusal
    else:
        paper.step("quote", who)
        assert who in paper.the.workers
        assert [(each.to, each.code) for each in paper.history[-1].change.messages] == [
            ("owner-lau", "quotation_offered")
        ]


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["take", "quote"])
def test_no_paid_work_without_consent(until: str) -> None:
    refused = Paper(**UNCOVERED).until(until).refuses("start")
    assert refused == (CONSENT_MISSING if until == "take" else ("out_of_order", "T-4.3.2"))


@pytest.mark.clause("T-4.3.2")
def test_no_paid_work_after_a_no() -> None:
    paper = Paper(**UNCOVERED).until("quote").steps("decline")
    assert paper.the.state == "taken"
    assert paper.refuses("start") == CONSENT_MISSING
    paper.steps("quote", "consent", "start")


def someone(*roles: Role, unit: str | None = None, department: str | None = None) -> Person:
    return replace(
        person("someone", *roles, department=department, units=(unit,) if unit else ()),
        name="某人",
    )


IN_APP = {"manner": "in_app", "signed_name": "某人"}
TOLD = {"manner": "phone", "given_by": "劉太", "signed_name": "某人"}


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("who", "form", "refusal"),
    [
        # the owner, by themselves
        ("owner-lau", {}, None),
        (someone(Role.OWNER, unit="B-0502"), IN_APP, None),
        (
            "owner-lau",
            {"manner": "phone"},
            ("invalid_form", "T-4.3.2", ("/manner", "owner_in_app")),
        ),
        ("owner-lau", {"signed_name": "劉太"}, ("signature_differs", "T-4.3.2")),
        ("owner-wong", {}, ("not_your_step", "T-4.3.2")),
        (someone(Role.OWNER, unit="B-0501"), IN_APP, ("not_your_step", "T-4.3.2")),
        # the desk, for them
        *(("desk-chan", {**BY_DESK, "manner": each}, None) for each in ("paper", "phone")),
        ("desk-chan", {**BY_DESK, "manner": "in_person"}, None),
        ("assistant-lam", {**BY_DESK, "signed_name": "林曉彤"}, None),
        (
            "desk-chan",
            {**BY_DESK, "manner": "in_app"},
            ("invalid_form", "T-4.3.2", ("/manner", "not_the_owner")),
        ),
        (
            "desk-chan",
            {**BY_DESK, "given_by": None},
            ("invalid_form", "T-4.3.2", ("/given_by", "required")),
        ),
        ("desk-chan", {**BY_DESK, "signed_name": "劉太"}, ("signature_differs", "T-4.3.2")),
        # nobody else
        ("engineer-wong", TOLD, ("not_your_step", "T-4.3.2")),
        ("supervisor-chow", TOLD, ("not_your_step", "T-4.3.2")),
        ("finance-ho", TOLD, ("not_your_step", "T-4.3.2")),
        ("gm-ng", TOLD, ("not_your_step", "T-4.3.2")),
        # both roles: someone of the desk who owns the flat consents as its owner
        (someone(Role.DESK, Role.OWNER, unit="B-0502"), IN_APP, None),
        (
            someone(Role.DESK, Role.OWNER, unit="B-0502"),
            TOLD,
            ("invalid_form", "T-4.3.2", ("/manner", "owner_in_app")),
        ),
    ],
)
def test_who_says_yes(who: str | Person, form: dict[str, Any], refusal: Outcome | None) -> None:
    paper = Paper(**UNCOVERED).until("quote")
    if refusal:
        assert paper.refuses("consent", who, **form) == refusal
        return
    paper.step("consent", who, **form)
    quotation = paper.the.quotation
    assert quotation
    assert quotation.consent
    assert paper.the.state == "consented"
    assert quotation.consent.signature.person == (who.id if isinstance(who, Person) else who)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("command", ["consent", "decline"])
@pytest.mark.parametrize("roles", [(Role.DESK,), (Role.PROPERTY_ASSISTANT,), (Role.OWNER,)])
def test_who_does_the_work_does_not_answer_for_the_owner(
    command: str, roles: tuple[Role, ...]
) -> None:
    worker = someone(Role.ENGINEER, *roles, unit="B-0502", department="engineering")
    paper = Paper(**UNCOVERED).until("dispatch")
    paper.step("take", worker, signed_name="某人")
    paper.step("quote", worker)
    form: dict[str, Any] = IN_APP if command == "consent" else {}
    assert paper.refuses(command, worker, **form) == ("own_work", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
def test_who_quoted_does_not_answer_after_giving_the_order_away() -> None:
    worker = someone(Role.ENGINEER, Role.DESK, department="engineering")
    paper = Paper(**UNCOVERED).until("dispatch")
    paper.step("take", worker, signed_name="某人")
    paper.step("reassign", assignee="engineer-lee")
    paper.steps("take", "quote")
    assert paper.refuses("consent", worker, **TOLD) == ("own_work", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
def test_a_neighbour_who_reported_does_not_consent_for_the_owner() -> None:
    """Water comes through from B-0502: who reports it owns another flat, and owes nothing here."""
    paper = Paper(**UNCOVERED | {"person": "owner-wong"}).until("quote")
    assert paper.refuses("consent", "owner-wong", signed_name="黃麗華")[1] == "T-4.3.2"


@pytest.mark.clause("T-4.3.2", "P-tell")
def test_owner_and_reporter_are_both_told_what_it_will_cost() -> None:
    paper = Paper(**UNCOVERED | {"person": "owner-wong"}).until("take")
    change = paper.step("quote")
    assert [(each.to, each.code) for each in change.messages] == [
        ("owner-wong", "quotation_offered"),
        ("owner-lau", "quotation_offered"),
    ]


@pytest.mark.clause("T-4.3.2")
def test_the_desk_writes_down_who_said_yes_and_how() -> None:
    paper = Paper(**UNCOVERED).until("quote")
    paper.step("consent", "desk-chan", **BY_DESK)
    quotation = paper.the.quotation
    assert quotation
    consent = quotation.consent
    assert consent
    assert (consent.given_by, consent.manner, consent.signature.person) == (
        "劉太",
        "phone",
        "desk-chan",
    )


@pytest.mark.clause("T-4.3.2", "P-money")
@pytest.mark.parametrize(
    ("tape", "refusal"),
    [
        ("1.001", None),  # 3.33: equal
        ("1.002", ("over_quotation", "T-4.3.2")),  # 3.34: one fen over
        ("0.5", None),
    ],
)
def test_no_fen_more_than_the_owner_consented_to(tape: str, refusal: Outcome | None) -> None:
    paper = Paper(**UNCOVERED).until("take")
    paper.step("quote", lines=EXACT)
    paper.steps("consent", "start")
    used = [EXACT[0], *one("seal-tape", tape)]
    if refusal:
        assert paper.refuses("complete", lines=used) == refusal
    else:
        paper.step("complete", lines=used)
        assert paper.the.owing == {"1.001": 8333, "0.5": 8167}[tape]


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], ("/lines", "required")),
        (one("visit", "1"), ("/lines/0/code", "no_such")),  # on the price list, not quoted
        ([*LINES, *one("seal-tape", "0.001")], ("/lines/2/code", "no_such")),
    ],
)
def test_only_what_was_quoted_is_charged(
    lines: list[dict[str, Any]], fault: tuple[str, str]
) -> None:
    paper = Paper(**UNCOVERED).until("start")
    assert paper.refuses("complete", lines=lines) == ("invalid_form", "T-4.3.2", fault)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("intake", [{}, HALL])
def test_free_work_charges_nothing(intake: dict[str, Any]) -> None:
    paper = Paper(**intake)
    paper.steps(*(["dispatch"] if paper.the.state == State.REPORTED else []), "take", "start")
    fault = ("/lines", "free_of_charge")
    assert paper.refuses("complete", lines=LINES) == ("invalid_form", "T-4.3.2", fault)
    change = paper.step("complete")
    assert (paper.the.charges, change.journals) == ((), ())


@pytest.mark.clause("T-4.3.2", "P-money")
def test_less_of_one_and_more_of_another_is_within_the_quotation() -> None:
    paper = Paper(**UNCOVERED).until("start")
    paper.step("complete", lines=[*one("labour-plumber", "0.5"), *one("tap-15", "2")])
    assert paper.the.owing == 17600


@pytest.mark.clause("T-4.3.2", "P-money")
def test_prices_are_those_that_were_quoted() -> None:
    paper = Paper(**UNCOVERED).until("start")
    dearer = tuple(replace(price, fen=price.fen * 2) for price in paper.terms.prices)
    paper.terms = replace(paper.terms, prices=dearer)
    paper.step("complete")
    assert paper.the.owing == 18800


@pytest.mark.clause("P-money")
def test_a_charge_is_owed_by_the_unit_and_sums_to_zero() -> None:
    [journal] = Paper(**UNCOVERED).until("start").step("complete").journals
    assert (journal.memo, journal.clause) == ("repair_charged", "T-4.3.2")
    assert {each.account: each.fen for each in journal.postings} == {
        "receivable.B-0502": 18800,
        "income.repair": -18800,
    }


@pytest.mark.clause("P-money")
@pytest.mark.parametrize("method", ["cash", "wechat", "alipay", "card", "transfer"])
def test_a_payment_settles_what_the_unit_owes(method: str) -> None:
    [journal] = Paper(**UNCOVERED).until("complete").step("pay", method=method).journals
    assert (journal.memo, journal.clause) == ("repair_paid", "T-4.3.2")
    assert {each.account: each.fen for each in journal.postings} == {
        f"cash.{method}": 18800,
        "receivable.B-0502": -18800,
    }


@pytest.mark.clause("T-4.3.2", "P-money")
def test_work_for_less_than_half_a_fen_owes_nothing() -> None:
    paper = Paper(**UNCOVERED).until("take")
    paper.step("quote", lines=one("seal-tape", "0.001"))
    paper.steps("consent", "start")
    change = paper.step("complete", lines=one("seal-tape", "0.001"))
    assert (paper.the.owing, change.journals) == (0, ())
    assert paper.refuses("pay") == ("nothing_owing", "T-4.3.2")
    paper.steps("accept", "follow-up", "review", "archive")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["complete", "accept", "follow-up", "review"])
@pytest.mark.parametrize("who", ["finance-ho", "desk-chan"])
def test_a_charge_is_paid_once_at_any_time_after_the_work(until: str, who: str) -> None:
    paper = Paper(**UNCOVERED).until("complete")
    paper.steps(*{"complete": (), "accept": ("accept",)}.get(until, ("accept", "follow-up")))
    if until == "review":
        paper.step("review")
    state = paper.the.state
    paper.step("pay", who)
    [payment] = [charge.payment for charge in paper.the.charges]
    assert payment
    assert (payment.receipt, payment.by) == ("RC-20260302-0001", who)
    assert paper.the.state == state
    assert [form.number for form in paper.the.forms] == ["ER-20260302-0001", "RC-20260302-0001"]
    assert paper.refuses("pay", who) == ("nothing_owing", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["take", "quote", "consent", "start"])
def test_nothing_is_paid_before_the_work(until: str) -> None:
    assert Paper(**UNCOVERED).until(until).refuses("pay") == ("out_of_order", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("who", ["owner-lau", "engineer-lee", "supervisor-chow", "assistant-lam"])
def test_who_takes_no_money(who: str) -> None:
    paper = Paper(**UNCOVERED).until("complete")
    assert paper.refuses("pay", who) == ("not_your_step", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("steps", [("take",), ("return", "dispatch", "take")])
def test_rework_is_free(steps: tuple[str, ...]) -> None:
    paper = Paper(**UNCOVERED).until("pay").steps("reject", *steps, "start")
    fault = ("/lines", "free_of_charge")
    assert paper.refuses("complete", lines=LINES) == ("invalid_form", "T-4.3.2", fault)
    paper.step("complete")
    assert (len(paper.the.charges), paper.the.owing) == (1, 0)


@pytest.mark.clause("T-4.3.2", "T-4.4.1")
@pytest.mark.parametrize("began", [(), ("start",)])
def test_rework_stays_free_when_the_owner_declines_to_pay_for_more(began: tuple[str, ...]) -> None:
    """Otherwise a quotation would stop the rework that the owner is entitled to."""
    paper = Paper(**UNCOVERED).until("pay").steps("reject", "take", *began, "quote", "decline")
    paper.steps("start", "complete")
    assert paper.the.owing == 0


@pytest.mark.clause("T-4.3.2", "P-money")
def test_more_work_that_the_owner_consents_to_is_charged_and_paid_apart() -> None:
    paper = Paper(**UNCOVERED).until("pay").steps("reject", "take")
    paper.step("quote", lines=one("seal-tape", "1"))
    paper.steps("consent", "start")
    paper.step("complete", lines=one("seal-tape", "1"))
    assert paper.the.owing == 333
    [journal] = paper.step("pay").journals
    assert [posting.fen for posting in journal.postings] == [333, -333]
    receipts = [charge.payment.receipt for charge in paper.the.charges if charge.payment]
    assert receipts == ["RC-20260302-0001", "RC-20260302-0002"]
    assert len({hold.key for hold in paper.the.holds}) == 2


@pytest.mark.clause("T-4.3.2", "P-money")
def test_two_charges_unpaid_are_paid_with_one_receipt() -> None:
    paper = Paper(**UNCOVERED).until("complete").steps("reject", "take")
    paper.step("quote", lines=one("seal-tape", "1"))
    paper.steps("consent", "start")
    paper.step("complete", lines=one("seal-tape", "1"))
    [journal] = paper.step("pay").journals
    assert [posting.fen for posting in journal.postings] == [19133, -19133]
    receipts = [charge.payment.receipt for charge in paper.the.charges if charge.payment]
    assert receipts == ["RC-20260302-0001"] * 2


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["consent", "start"])
def test_declining_a_new_quotation_leaves_the_one_consented_to(until: str) -> None:
    paper = Paper(**UNCOVERED).until(until)
    agreed = paper.the.quotation
    paper.step("quote", lines=one("tap-15", "9"))
    assert (paper.the.state, paper.the.standing) == ("quoted", agreed)
    paper.step("decline")
    assert (paper.the.state, paper.the.quotation, paper.the.standing) == (
        "consented",
        agreed,
        None,
    )
    paper.steps("start", "complete")
    assert paper.the.owing == 18800


@pytest.mark.clause("T-4.3.2")
def test_however_often_it_is_quoted_anew_the_last_yes_stands() -> None:
    paper = Paper(**UNCOVERED).until("start")
    agreed = paper.the.quotation
    for quantity in ("7", "8", "9"):
        paper.step("quote", lines=one("tap-15", quantity))
    paper.step("decline")
    assert paper.the.quotation == agreed


@pytest.mark.clause("T-4.3.2")
def test_consent_to_a_new_quotation_takes_the_place_of_the_old() -> None:
    paper = Paper(**UNCOVERED).until("start")
    paper.step("quote", lines=one("tap-15", "9"))
    assert paper.refuses("complete", lines=one("tap-15", "9"))[0] == "out_of_order"
    paper.steps("consent", "start")
    assert paper.the.standing is None
    old = ("invalid_form", "T-4.3.2", ("/lines/0/code", "no_such"))
    assert paper.refuses("complete", lines=one("labour-plumber", "1")) == old
    paper.step("complete", lines=one("tap-15", "9"))
    assert paper.the.owing == 61200


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("until", "command", "code"),
    [
        ("take", "consent", "out_of_order"),
        ("take", "decline", "out_of_order"),
        ("consent", "consent", "too_late"),
        ("consent", "decline", "too_late"),
        ("complete", "quote", "too_late"),
        ("archive", "quote", "too_late"),
    ],
)
def test_a_quotation_is_answered_once_while_it_is_on_offer(
    until: str, command: str, code: str
) -> None:
    assert Paper(**UNCOVERED).until(until).refuses(command) == (code, "T-4.3.2")


def postings(world: World, account: str, id: str) -> list[dict[str, Any]]:
    page = world.get(f"/ledger/{account}?limit=100", "finance-ho").json
    return [each for each in page["items"] if each["record"] == f"ticket#{id}"]


@pytest.mark.clause("T-4.3.2", "P-money", "P-number")
def test_charge_and_payment_stand_in_the_ledger_and_sum_to_zero(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("complete").later(days=1)
    case.step("pay", method="alipay")
    accounts = ("receivable.B-0502", "income.repair", "cash.alipay")
    found = {account: postings(estate, account, case.id) for account in accounts}
    assert {account: [each["fen"] for each in each_of] for account, each_of in found.items()} == {
        "receivable.B-0502": [18800, -18800],
        "income.repair": [-18800],
        "cash.alipay": [18800],
    }
    by_journal: Counter[str] = Counter()
    for each in (entry for each_of in found.values() for entry in each_of):
        by_journal[each["journal"]] += each["fen"]
        assert each["clause"] == "T-4.3.2"
    assert list(by_journal.values()) == [0, 0]
    assert [each["by"] for each in found["receivable.B-0502"]] == ["engineer-lee", "finance-ho"]
    [charge] = case.ticket["charges"]
    number = charge["payment"]["receipt"]
    assert number.startswith("RC-20260303-")
    assert case.history()[-1]["facts"] == {"receipt": number}
    listed = estate.get("/duty-record?day=2026-03-03&limit=100", "desk-chan").json["items"]
    assert number in [each["number"] for each in listed]


@pytest.mark.clause("T-4.3.2", "P-money")
def test_a_charge_is_not_paid_twice(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("complete")
    seen = case.reply
    case.step("pay")
    assert case.refuses("pay", "desk-chan") == ("nothing_owing", "T-4.3.2")
    stale = estate.do(seen, "pay", "desk-chan", method="cash")
    assert (stale.status, stale.json["code"]) == (412, "stale")
    assert len(postings(estate, "cash.cash", case.id)) == 1


@pytest.mark.clause("T-4.3.2")
def test_no_archive_while_something_is_owing(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("complete").steps("accept", "follow-up", "review")
    assert case.refuses("archive") == ("out_of_order", "T-4.3.2")
    said = case.attempt("archive", "desk-chan", working_copy=case.order).json
    assert said["data"]["missing"] == ["pay"]
    assert "payment" in said["detail"]
    case.steps("pay", "archive")


@pytest.mark.clause("T-4.3.2", "P-words")
def test_work_without_consent_is_refused_in_words(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("take")
    for language, words in (("zh-Hant", "業戶同意"), ("zh-Hans", "业户同意"), ("en", "consent")):
        reply = estate.post(
            f"/tickets/{case.id}/start",
            "engineer-lee",
            {},
            if_match=case.reply.etag,
            language=language,
        )
        assert (reply.status, reply.json["clause"]) == (409, "T-4.3.2")
        assert words in reply.json["detail"]
    assert "start" not in case.reply.actions
    assert case.shown().ticket == case.ticket


@pytest.mark.clause("T-4.3.2", "P-tell")
def test_quotation_and_answer_reach_who_waits_for_them(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("quote").steps("decline", "quote", "consent")
    assert told(estate, "owner-lau", case.id) == ["quotation_offered"] * 2
    assert told(estate, "engineer-lee", case.id)[-2:] == [
        "quotation_declined",
        "quotation_consented",
    ]


@pytest.mark.clause("P-tell", "P-number")
def test_messages_name_the_order_in_force(estate: World) -> None:
    """The voided number is on no paper that anybody has in hand."""
    case = Case(estate)
    case.step("overrule-warranty", covered=False)
    case.until("quote")
    message = next(
        each for each in inbox(estate, "owner-wong") if each["record"] == f"ticket#{case.id}"
    )
    assert message["code"] == "quotation_offered"
    assert case.order in message["text"]


@pytest.mark.clause("P-who", "P-money")
@pytest.mark.parametrize(
    ("who", "status"), [("finance-ho", 200), ("gm-ng", 200), ("desk-chan", 403)]
)
def test_who_reads_the_ledger(estate: World, who: str, status: int) -> None:
    assert estate.get("/ledger/income.repair", who).status == status


@pytest.mark.clause("T-4.3.2", "P-who")
def test_a_new_owner_of_the_flat_answers_as_the_old_one_would(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("quote")
    buyer = join(estate, person("buyer", Role.OWNER, units=("B-0502",)))
    case.step("consent", buyer, signed_name="buyer")
    assert case.ticket["quotation"]["consent"]["given_by"] == "buyer"
