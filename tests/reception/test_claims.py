"""Expense claims: written, booked against the plan, signed by the GM, changed (R-4.3.5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.reception.plans.model import Finding, Level
from chalicelib.reception.receptions.model import Reception, Ride
from tests.support import delegating, hospital, receptions
from tests.support.claims import (
    ADVANCED,
    HOSTED,
    OWN,
    UNITS,
    booked,
    claimed,
    do,
    done,
    drafted,
    id_of,
    lent,
    line,
    now,
    paid,
    path_of,
    photographed,
    receipt,
    received,
    replanned,
    signed,
    writing,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.reckoned import reckoned
from tests.support.residents import inbox, join, person, settle, stored
from tests.support.uploads import announced
from tests.support.world import Reply, World, opened

pytestmark = pytest.mark.clause("R-4.3.5", "P-money")


@pytest.fixture
def clinic(estate: World) -> Iterator[World]:
    yield hospital.peopled(estate)
    reckoned(estate)


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert outcome(reply) == (422, "invalid_form", "R-4.3.5")
    assert all(each["detail"] for each in reply.json["errors"])
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


@pytest.mark.clause("R-4.3.1", "P-number", "P-tell", "P-history")
def test_a_claim_from_the_receipts_to_the_payment(clinic: World) -> None:
    reception = received(clinic)
    claim = drafted(clinic, reception, claimed(359_677), claimed(1_00, ADVANCED))
    shown = claim.json["claim"]
    assert (shown["state"], claim.json["total"]["fen"]) == ("drafted", 359_777)
    assert shown["forms"][0]["number"].startswith("EC-")
    assert [each["bearer"] for each in shown["lines"]] == ["host", "advance"]
    assert shown["chain"] is None
    assert now(clinic, reception).booked == ()  # a draft takes nothing
    claim = done(clinic, claim, "submit", OFFICER)
    assert (claim.json["claim"]["state"], claim.json["signs"]) == ("pending", GM)
    taken = {each.line: (each.fen, each.paid) for each in now(clinic, reception).booked}
    assert taken == {HOSTED: (359_677, False), ADVANCED: (100, False)}
    assert now(clinic, reception).unfinished == (f"claim#{id_of(claim)}",)
    claim = done(clinic, claim, "approve", GM, words="同意")
    [mark] = claim.json["claim"]["chain"]["marks"]
    assert (mark["person"], mark["digest"]) == (GM, claim.json["claim"]["chain"]["digest"])
    claim = done(clinic, claim, "pay", FINANCE, method="transfer")
    assert (claim.json["claim"]["state"], claim.actions) == ("paid", {"reverse"})
    assert all(each.paid for each in now(clinic, reception).booked)
    assert now(clinic, reception).unfinished == ()
    history = clinic.get(f"{path_of(claim)}/history", FINANCE).json["items"]
    steps = ["claim-draft", "claim-submit", "claim-approve", "claim-pay"]
    assert [each["command"] for each in history] == steps
    number = shown["forms"][0]["number"]
    assert any(number in each["text"] for each in inbox(clinic, GM))
    told = [each["code"] for each in inbox(clinic, OFFICER) if number in each["text"]]
    assert sorted(told) == ["claim_paid_out", "claim_signed"]


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_what_people_are_told_is_whole_in_every_language(clinic: World, language: str) -> None:
    reception = received(clinic)
    done(clinic, booked(clinic, reception), "refuse", GM, reason="缺發票")
    signed(clinic, reception)
    texts = [each["text"] for who in (GM, OFFICER) for each in inbox(clinic, who, language)]
    assert any("缺發票" in text for text in texts)
    assert not any("{" in text for text in texts)


LINES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("nothing", {"fen": 0}, [("/lines/0/fen", "out_of_range")]),
    ("less than nothing", {"fen": -1}, [("/lines/0/fen", "out_of_range")]),
    ("ten million yuan", {"fen": 10**9}, [("/lines/0/fen", "out_of_range")]),
    ("beyond any number", {"fen": 10**40}, [("/lines/0/fen", "out_of_range")]),
    ("a fraction of a fen", {"fen": 0.5}, [("/lines/0/fen", "not_a_whole_number")]),
    ("yuan as text", {"fen": "359.77"}, [("/lines/0/fen", "not_a_whole_number")]),
    ("no line of the plan", {"line": "99"}, [("/lines/0/line", "no_such")]),
    ("no words", {"words": " "}, [("/lines/0/words", "not_in_form")]),
    (
        "a receipt of tomorrow",
        {"receipt": {"seller": "x", "dated": "2026-03-03"}},
        [("/lines/0/receipt/dated", "in_the_future")],
    ),
    ("a unit of the host's line", {"unit": UNITS[0]}, [("/lines/0/unit", "not_advanced")]),
    (
        "a unit that nobody comes from",
        {"line": ADVANCED, "unit": "x"},
        [("/lines/0/unit", "no_such")],
    ),
    ("a total of one's own", {"total": 1}, [("/lines/0/total", "unknown")]),
    ("who bears it", {"bearer": "host"}, [("/lines/0/bearer", "unknown")]),
    ("a number of nothing", {"receipt": receipt("")}, []),
]


@pytest.mark.parametrize(
    ("wrong", "found"), [each[1:] for each in LINES], ids=[each[0] for each in LINES]
)
def test_what_no_line_may_be_is_refused_in_words(
    clinic: World, wrong: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    reception = received(clinic)
    reply = clinic.post("/claims", OFFICER, writing(reception, claimed(100) | wrong))
    if found:
        assert faults(reply) == found
    else:
        assert reply.status == 201
    claim = drafted(clinic, reception)
    form = {"lines": [claimed(100) | wrong]}
    again = do(clinic, claim, "change", OFFICER, **form)
    assert faults(again) == found if found else again.status == 200


def test_a_receipt_of_today_may_be_claimed(clinic: World) -> None:
    reception = received(clinic)
    drafted(clinic, reception, claimed(100, receipt=receipt(dated="2026-03-02")))


def test_a_claim_has_forty_lines_at_most(clinic: World) -> None:
    """And each of them is booked with its receipt in one transaction."""
    reception = received(clinic)
    lines = [claimed(100) for _ in range(60)]
    reply = clinic.post("/claims", OFFICER, writing(reception, *lines))
    assert faults(reply) == [("/lines", "too_long")]
    assert reply.json["errors"][0]["data"]["max"] == 40
    advance = lent(clinic, reception)
    claim = signed(clinic, reception, *lines[:40], advance=id_of(advance), from_advance=1000)
    done(clinic, claim, "change", OFFICER, lines=lines[20:])
    done(clinic, claim, "submit", OFFICER)


def test_a_receipt_is_there_once_in_a_claim(clinic: World) -> None:
    """However it is typed: the number as printed, or seller, amount and date."""
    reception = received(clinic)
    twice = [claimed(100, receipt=receipt("A-77 01")), claimed(200, receipt=receipt("ａ-7701"))]
    assert faults(clinic.post("/claims", OFFICER, writing(reception, *twice))) == [
        ("/lines/1/receipt", "repeated")
    ]
    cash = receipt(None, seller="老王計程車")
    same = [claimed(100, receipt=cash), claimed(100, receipt=cash | {"seller": "老王计程车"})]
    assert faults(clinic.post("/claims", OFFICER, writing(reception, *same))) == [
        ("/lines/1/receipt", "repeated")
    ]
    other = [claimed(100, receipt=cash), claimed(101, receipt=cash)]
    assert clinic.post("/claims", OFFICER, writing(reception, *other)).status == 201


SAME = [
    ("24442000000000000001", "24442000000000000001"),
    ("ab 123", "AB123"),  # case and spaces
    ("ＡＢ－９", "ab-9"),  # full width
    ("發票7", "发票７"),  # Traditional, Simplified
    ("77\u200b01x", "7701X"),  # what shows nothing
    ("ab-12/3", "AB_123"),  # what parts it
    ("（甲）字第7號", "甲字第7號"),
]


@pytest.mark.clause("R-4.3.6")
@pytest.mark.parametrize(("first", "second"), SAME)
def test_an_invoice_is_claimed_once_at_all_sites_and_for_ever(
    clinic: World, engine_address: str, first: str, second: str, request: Any
) -> None:
    reception = received(clinic)
    mark = str(abs(hash(request.node.name)))
    claim = paid(clinic, reception, claimed(100, receipt=receipt(first + mark)))
    again = drafted(clinic, reception, claimed(200, receipt=receipt(second + mark, seller="x")))
    clinic.clock.tick(days=400)
    reply = do(clinic, again, "submit", OFFICER)
    assert outcome(reply) == (409, "receipt_used", "R-4.3.5")
    assert reply.json["data"]["holder"] == f"claim#{id_of(claim)}"
    assert now(clinic, reception).spent(HOSTED) == 100
    with opened(engine_address) as elsewhere:
        there = received(elsewhere)
        other = drafted(elsewhere, there, claimed(300, receipt=receipt(second + mark)))
        reply = do(elsewhere, other, "submit", OFFICER)
        assert outcome(reply) == (409, "receipt_used", "R-4.3.5")
        assert reply.json["data"]["holder"] == ""  # nothing is said of another site
        reckoned(elsewhere)


def test_without_a_number_seller_amount_and_date_are_the_receipt(clinic: World) -> None:
    reception = received(clinic)
    cash = receipt(None, seller="悅來茶莊")
    booked(clinic, reception, claimed(4200, receipt=cash))
    for fen, more, free in (
        (4200, {}, False),
        (4200, {"seller": " 悦来茶庄"}, False),  # as it may be typed as well
        (4201, {}, True),
        (4200, {"dated": "2026-02-28"}, True),
        (4200, {"seller": "悅來"}, True),
    ):
        claim = drafted(clinic, reception, claimed(fen, receipt=cash | more))
        reply = do(clinic, claim, "submit", OFFICER)
        assert reply.status == 200 if free else outcome(reply)[1] == "receipt_used", (fen, more)


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize("step", ["refuse", "withdraw", "change"])
def test_what_is_given_up_gives_everything_back(clinic: World, step: str) -> None:
    reception = received(clinic)
    advance = lent(clinic, reception, 5000)
    form = {"advance": id_of(advance)}
    claim = booked(clinic, reception, claimed(5000), **form)
    one = claim.json["claim"]["lines"][0]["receipt"]
    again = drafted(clinic, reception, claimed(5000, receipt=one), **form)
    assert outcome(do(clinic, again, "submit", OFFICER))[1] == "advance_short"
    given = {"refuse": {"reason": "x"}, "withdraw": {}, "change": {"lines": [claimed(1)]}}[step]
    done(clinic, claim, step, GM if step == "refuse" else OFFICER, **given)
    assert now(clinic, reception).booked == ()
    assert [each.fen for each in now(clinic, reception).in_hand] == [5000]
    done(clinic, again, "submit", OFFICER)


@pytest.mark.clause("R-4.3.1")
def test_what_somebody_has_in_hand_is_claimed_by_nobody_beside_it(clinic: World) -> None:
    """Of 20.00 somebody has 12.00: 8.00 are left, until it is brought back."""
    reception = received(clinic, fen=1_000)
    advance = lent(clinic, reception, 1_200)
    reply = do(clinic, drafted(clinic, reception, claimed(801)), "submit", OFFICER)
    assert outcome(reply) == (409, "over_budget", "R-4.3.1")
    assert reply.json["data"] == {"left": "¥8.00"}
    booked(clinic, reception, claimed(700), advance=id_of(advance), from_advance=500)
    rest = drafted(clinic, reception, claimed(601, ADVANCED))  # 2.00 were claimed beside it
    assert do(clinic, rest, "submit", OFFICER).json["data"] == {"left": "¥6.00"}
    done(clinic, advance, "return", FINANCE, fen=1, method="cash")
    done(clinic, rest, "submit", OFFICER)
    drawn = booked(clinic, reception, claimed(300), advance=id_of(advance))
    assert drawn.json["rest"]["fen"] == 0  # what one has in hand is one's own to claim on


@pytest.mark.clause("R-4.3.1")
def test_no_more_is_claimed_than_a_line_of_the_plan_costs(clinic: World) -> None:
    """All claims of it together, to the fen; what one line leaves is none of another's."""
    reception = received(clinic, fen=10_000)
    first = booked(clinic, reception, claimed(4_000), claimed(5_999))
    over = drafted(clinic, reception, claimed(1), claimed(1))
    reply = do(clinic, over, "submit", OFFICER)
    assert outcome(reply) == (409, "over_plan", "R-4.3.1")
    assert "¥0.01" in reply.json["detail"]
    assert "會務" in reply.json["detail"]
    booked(clinic, reception, claimed(1), claimed(10_000, ADVANCED))
    done(clinic, first, "refuse", GM, reason="x")
    done(clinic, over, "submit", OFFICER)


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("drafted", "budget_missing"),
        ("pending", "budget_missing"),
        ("refused", "budget_missing"),
        ("withdrawn", "budget_missing"),
        ("cancelled", "too_late"),
        ("closed", "too_late"),
        ("approved", None),
        ("departed", None),  # bills come in when the guests have left
    ],
)
def test_nothing_is_booked_before_the_budget_is_approved(
    clinic: World, state: str, code: str | None
) -> None:
    reception = received(clinic, state=state)
    claim = drafted(clinic, reception)  # it may be written before
    reply = do(clinic, claim, "submit", OFFICER)
    if code:
        assert outcome(reply) == (409, code, "R-4.3.1")
        assert now(clinic, reception) == reception
    else:
        assert reply.status == 200


@pytest.mark.clause("R-4.1.2", "R-4.3.4", "R-4.2.1")
def test_nothing_is_booked_that_was_not_granted(clinic: World) -> None:
    """What guests pay themselves; what the GM said no to, under the clause by which he did."""
    own = drafted(clinic, received(clinic), claimed(1, OWN))
    assert outcome(do(clinic, own, "submit", OFFICER)) == (409, "own_cost", "R-4.1.2")
    reply = receptions.requested(clinic, first=0, kind="superior")
    lines = (line("host", 900_000), line("host", 5000, items=["baijiu"]))
    receptions.approved(clinic, reply, *lines, no=("item",))
    reception = stored(clinic, Reception, reply.json["reception"]["id"])
    refused = drafted(clinic, reception, claimed(100), claimed(5000, "2"))
    assert outcome(do(clinic, refused, "submit", OFFICER)) == (409, "not_granted", "R-4.3.4")
    booked(clinic, reception, claimed(100))


@pytest.mark.clause("R-4.3.4")
def test_what_the_rules_say_is_shown_to_who_signs_and_pays(clinic: World) -> None:
    lines = (line("host", 900_000), line("host", 5000, words="紀念酒", items=["baijiu"]))
    reception = received(clinic, *lines)
    claim = signed(clinic, reception, claimed(5000, "2"))
    for who in (OFFICER, GM, FINANCE):
        shown = clinic.get(path_of(claim), who).json["claim"]
        [found] = shown["findings"]
        assert (found["code"], found["clause"], found["line"]) == (
            "forbidden_item",
            "R-4.3.4",
            "2",
        )
        assert (found["granted"], found["terms"]) == (True, reception.terms)
        assert [(each["line_name"], each["cost"]) for each in shown["lines"]] == [("紀念酒", 5000)]


@pytest.mark.clause("R-4.3.7")
def test_what_a_trip_shows_is_on_the_claim_that_pays_for_it(clinic: World) -> None:
    """And what it shows later is not signed unseen: the claim is submitted again."""
    reception = received(clinic)
    far = Finding(
        level=Level.WARN,
        code="long_way",
        clause="R-4.3.7",
        line=HOSTED,
        data={"km": 240},
        terms=reception.terms,
    )
    other = replace(far, line=ADVANCED)
    rides = tuple(
        Ride(trip=f"t-{each.line}", number="CR-1", line=str(each.line), findings=(each,))
        for each in (far, other)
    )
    claim = booked(clinic, reception)
    settle(clinic, now(clinic, reception), rides=rides)
    late = do(clinic, claim, "approve", GM)
    assert outcome(late) == (409, "found_since", "R-4.3.7")
    done(clinic, claim, "refuse", GM, reason="請說明里程")
    done(clinic, claim, "change", OFFICER, lines=[claimed(200)])
    again = done(clinic, claim, "submit", OFFICER).json["claim"]
    assert [(each["code"], each["data"]) for each in again["findings"]] == [
        ("long_way", {"km": 240})
    ]
    done(clinic, claim, "approve", GM)


@pytest.mark.clause("R-4.3.1")
def test_a_claim_draws_on_ones_own_advance_for_the_same_reception(clinic: World) -> None:
    reception = received(clinic)
    others, mine = lent(clinic, reception, 500, HOST), lent(clinic, reception, 500)
    elsewhere = lent(clinic, received(clinic), 500)
    waiting = done(clinic, lent(clinic, reception, 1), "return", FINANCE, fen=1, method="cash")
    for advance in (others, elsewhere, waiting):
        form = writing(reception, claimed(100), advance=id_of(advance))
        assert faults(clinic.post("/claims", OFFICER, form)) == [("/advance", "no_such")]
    form = writing(reception, claimed(100), advance="x-1")
    assert faults(clinic.post("/claims", OFFICER, form)) == [("/advance", "no_such")]
    more = writing(reception, claimed(100), advance=id_of(mine), from_advance=101)
    too_much = clinic.post("/claims", OFFICER, more)
    assert faults(too_much) == [("/from_advance", "out_of_range")]
    assert too_much.json["errors"][0]["detail"] == "This lies between ¥0.01 and ¥1.00."
    alone = writing(reception, claimed(100), from_advance=1)
    assert faults(clinic.post("/claims", OFFICER, alone)) == [("/advance", "required")]


@pytest.mark.clause("R-4.3.1", "R-4.3.3")
def test_two_claims_do_not_draw_more_than_the_advance_together(clinic: World) -> None:
    reception = received(clinic, fen=1_000_000)
    advance = lent(clinic, reception, 900_000)
    of = {"advance": id_of(advance)}
    first, second = (drafted(clinic, reception, claimed(450_001), **of) for _ in range(2))
    done(clinic, first, "submit", OFFICER)
    reply = do(clinic, second, "submit", OFFICER)
    assert outcome(reply) == (409, "advance_short", "R-4.3.1")
    assert "¥4,499.99" in reply.json["detail"]
    lines = [claimed(450_000)]
    less = done(clinic, second, "change", OFFICER, lines=lines, **of, from_advance=449_999)
    assert less.json["rest"]["fen"] == 1
    done(clinic, second, "submit", OFFICER)
    assert clinic.get(path_of(advance), OFFICER).json["balance"]["fen"] == 0
    back = do(clinic, advance, "return", FINANCE, fen=1, method="cash")
    assert "¥0.00" in back.json["detail"]  # what claims drew is not in hand any more


@pytest.mark.clause("R-4.3.6", "P-approve")
@pytest.mark.parametrize("state", ["pending", "signed"])
def test_changing_a_claim_voids_the_signature(clinic: World, state: str) -> None:
    """Even where it says the same again: what is asked for anew is signed anew."""
    reception = received(clinic)
    lines = [claimed(359_677)]
    claim = (signed if state == "signed" else booked)(clinic, reception, *lines)
    changed = done(clinic, claim, "change", OFFICER, lines=lines)
    assert (changed.json["claim"]["state"], changed.json["signs"]) == ("drafted", None)
    assert all(each["void"] for each in changed.json["claim"]["chain"]["marks"])
    assert outcome(do(clinic, claim, "pay", FINANCE, method="cash")) == (
        409,
        "out_of_order",
        "R-4.3.6",
    )
    again = done(clinic, claim, "submit", OFFICER)
    assert (again.json["claim"]["state"], again.json["signs"]) == ("pending", GM)
    assert again.json["claim"]["chain"]["version"] == 2
    early = do(clinic, claim, "pay", FINANCE, method="cash")
    assert outcome(early) == (409, "out_of_order", "R-4.3.6")
    assert early.json["data"]["step"] == "approve"
    done(clinic, claim, "approve", GM)
    done(clinic, claim, "pay", FINANCE, method="cash")


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("ending", ["refuse", "withdraw"])
def test_what_was_refused_or_taken_back_is_submitted_as_a_new_version(
    clinic: World, ending: str
) -> None:
    reception = received(clinic)
    claim = booked(clinic, reception)
    given = {"reason": "缺明細"} if ending == "refuse" else {}
    done(clinic, claim, ending, GM if ending == "refuse" else OFFICER, **given)
    assert outcome(do(clinic, claim, "submit", OFFICER))[0] == 409
    done(clinic, claim, "change", OFFICER, lines=[claimed(300)])
    again = done(clinic, claim, "submit", OFFICER).json["claim"]
    assert (again["state"], again["chain"]["version"]) == ("pending", 2)
    assert again["forms"] == claim.json["claim"]["forms"]  # the number stays


@pytest.mark.clause("P-approve")
def test_who_may_sign_refuse_and_take_back(clinic: World) -> None:
    reception = received(clinic)
    claim = booked(clinic, reception, who=HOST)
    for who in (HOST, OFFICER, OFFICE_HEAD, FINANCE):
        assert do(clinic, claim, "approve", who).status == 403
        assert do(clinic, claim, "refuse", who, reason="x").status == 403
    for step, form in (("change", {"lines": [claimed(1)]}), ("submit", {})):
        assert do(clinic, claim, step, OFFICER, **form).status in (403, 409)
    before = stored(clinic, Person, GM)
    settle(clinic, before, roles=(*before.roles, Role.OFFICE))
    own = booked(clinic, reception, who=GM)
    assert own.json["signs"] is None
    assert outcome(do(clinic, own, "approve", GM)) == (403, "own_approval", "R-4.3.5")
    done(clinic, own, "withdraw", OFFICER)  # the office takes any back
    settle(clinic, stored(clinic, Person, GM), roles=before.roles)


@pytest.mark.clause("P-approve")
def test_who_stands_in_for_the_gm_signs_only_if_the_settings_allow_it(clinic: World) -> None:
    join(clinic, person("deputy-lo", Role.OFFICE_HEAD, department="hospital_office"))
    delegating.accepted(clinic, who=GM, role="gm", taker="deputy-lo")
    claim = booked(clinic, received(clinic))
    assert outcome(do(clinic, claim, "approve", "deputy-lo"))[:2] == (403, "not_your_approval")
    hospital.settle(clinic, gm_delegable=True)
    claim = booked(clinic, received(clinic))
    done(clinic, claim, "approve", "deputy-lo")
    paid_out = done(clinic, claim, "pay", FINANCE, method="cash").json["claim"]
    assert [each["whose"] for each in paid_out["chain"]["marks"]] == [GM]
    hospital.settle(clinic, gm_delegable=False)


@pytest.mark.clause("R-4.3.1")
def test_the_gm_does_not_sign_what_is_no_longer_approved(clinic: World) -> None:
    reception = received(clinic)
    claim = booked(clinic, reception)
    replanned(clinic, reception)
    assert outcome(do(clinic, claim, "approve", GM)) == (409, "budget_missing", "R-4.3.1")
    done(clinic, claim, "refuse", GM, reason="計劃已改")


def test_a_plan_that_changed_is_read_anew_when_the_claim_is_submitted(clinic: World) -> None:
    reception = received(clinic)
    claim = drafted(clinic, reception, claimed(100), claimed(300, ADVANCED, unit=UNITS[1]))
    lines = [line("advance", 900_000, key=key) for key in (HOSTED, ADVANCED)]
    lines[1]["guests"] = ["1", "3"]
    receptions.approved(clinic, replanned(clinic, reception, *lines))
    assert faults(do(clinic, claim, "submit", OFFICER)) == [("/lines/1/unit", "no_such")]
    done(clinic, claim, "change", OFFICER, lines=[claimed(101)])
    [shown] = done(clinic, claim, "submit", OFFICER).json["claim"]["lines"]
    assert shown["bearer"] == "advance"  # the house bore it as it was first written
    assert [each["fen"] for each in shown["shares"]] == [34, 34, 33]


@pytest.mark.clause("R-4.3.3")
def test_what_is_settled_has_nothing_advanced_any_more(clinic: World) -> None:
    """A settlement is equal to the claims booked: what comes after it is borne by the house."""
    reception = received(clinic)
    settle(clinic, now(clinic, reception), settlement="s-1")
    late = drafted(clinic, reception, claimed(100), claimed(100, ADVANCED))
    reply = do(clinic, late, "submit", OFFICER)
    assert outcome(reply) == (409, "settled_already", "R-4.3.3")
    booked(clinic, reception, claimed(100))


@pytest.mark.clause("P-who")
def test_who_does_not_receive_claims_nothing_and_sees_nothing(clinic: World) -> None:
    join(clinic, person("host-else", Role.HOST_DEPARTMENT, department="grounds"))
    reception = received(clinic)
    assert faults(clinic.post("/claims", "host-else", writing(reception))) == [
        ("/reception", "no_such")
    ]
    claim = drafted(clinic, reception, who=HOST)
    assert clinic.get(path_of(claim), "host-else").status == 404
    assert clinic.get(f"{path_of(claim)}/history", "host-else").status == 404
    assert clinic.get(f"{path_of(claim)}/files", "host-else").status == 404
    assert clinic.get(path_of(claim), "host-manager-au").status == 200  # the department's manager


@pytest.mark.clause("P-files")
def test_receipts_are_photographed_before_the_claim_is_submitted(clinic: World) -> None:
    """What hangs on it is part of what is signed."""
    reception = received(clinic)
    claim = drafted(clinic, reception)
    added = photographed(clinic, claim)
    path = f"{path_of(claim)}/files"
    attach = f"{path}/{added.json['file']['id']}/attach"
    late = photographed(clinic, claim)
    assert clinic.post(attach, OFFICER, {}, if_match=added.etag).status == 200
    done(clinic, claim, "submit", OFFICER)
    late_path = f"{path}/{late.json['file']['id']}/attach"
    assert outcome(clinic.post(late_path, OFFICER, {}, if_match=late.etag)) == (
        409,
        "too_late",
        "R-4.3.5",
    )
    assert clinic.post(path, OFFICER, announced()).status == 409
    assert len(clinic.get(path, GM).json["items"]) == 1


@pytest.mark.clause("P-files")
def test_a_receipt_names_its_photograph_among_the_files_of_its_claim(clinic: World) -> None:
    reception = received(clinic)
    known = drafted(clinic, reception)
    added = photographed(clinic, known)
    file = added.json["file"]["id"]
    lines = [claimed(1_000, receipt=receipt(photo=file))]
    hung_on_nothing = do(clinic, known, "change", OFFICER, lines=lines)
    assert faults(hung_on_nothing) == [("/lines/0/receipt/photo", "no_such")]
    clinic.post(f"{path_of(known)}/files/{file}/attach", OFFICER, {}, if_match=added.etag)
    known = done(clinic, known, "change", OFFICER, lines=lines)
    assert known.json["claim"]["lines"][0]["receipt"]["photo"] == file
    assert done(clinic, known, "submit", OFFICER).json["claim"]["state"] == "pending"


@pytest.mark.clause("P-find", "P-who")
def test_claims_are_found_by_state_by_reception_and_as_ones_own(clinic: World) -> None:
    join(clinic, person("host-else", Role.HOST_DEPARTMENT, department="grounds"))
    reception = received(clinic)
    mine, hosts = booked(clinic, reception), drafted(clinic, reception, who=HOST)

    def found(path: str, who: str) -> set[str]:
        items = clinic.get(f"/claims?limit=100{path}", who).json["items"]
        return {each["claim"]["id"] for each in items}

    of = f"&reception={reception.id}"
    assert found(of, FINANCE) == {id_of(mine), id_of(hosts)}
    assert found(of, HOST) == {id_of(mine), id_of(hosts)}  # they receive
    assert found(of, "host-else") == set()
    assert found(f"{of}&state=pending", GM) == {id_of(mine)}
    assert id_of(mine) in found("&state=pending", GM)
    assert id_of(mine) not in found("&state=signed", GM)
    assert id_of(mine) in found("", OFFICER)
    assert id_of(hosts) not in found("", OFFICER)
    assert found(f"{of}&from_day=2026-03-03", GM) == set()
    pages = clinic.get(f"/claims?reception={reception.id}&limit=1&order=oldest", GM).json
    assert [each["claim"]["id"] for each in pages["items"]] == [id_of(mine)]
    assert pages["next"]
