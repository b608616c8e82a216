"""Expense claims as they are written: lines, receipts, photographs, who sees them (R-4.3.5)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support.claims import (
    ADVANCED,
    HOSTED,
    UNITS,
    booked,
    claimed,
    do,
    done,
    drafted,
    faults,
    id_of,
    lent,
    now,
    outcome,
    paid,
    path_of,
    photographed,
    receipt,
    received,
    signed,
    writing,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.reckoned import reckoned
from tests.support.residents import inbox, join, person
from tests.support.uploads import announced
from tests.support.world import World, opened

pytestmark = pytest.mark.clause("R-4.3.5", "P-money")


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
