"""A claim tried as it is being written: what would be found, and nothing stored (R-4.3.5)."""

from itertools import chain
from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.core.words.reception.plans import NAMES
from chalicelib.reception.receptions.model import Reception
from tests.support import hospital
from tests.support.claims import (
    ADVANCED,
    HOSTED,
    OWN,
    UNITS,
    booked,
    claimed,
    do,
    drafted,
    id_of,
    lent,
    receipt,
    received,
)
from tests.support.hospital import FINANCE, HOST, OFFICER
from tests.support.residents import join, person
from tests.support.scenes import nothing_written
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.5", "R-4.3.1")


@pytest.fixture
def clinic(estate: World) -> World:
    return hospital.peopled(estate)


def tried(
    world: World, reception: Reception, *lines: dict[str, Any], who: str = OFFICER, **form: Any
) -> Reply:
    return world.post(f"/receptions/{reception.id}/try-claim", who, {"lines": [*lines], **form})


def codes(reply: Reply) -> tuple[list[list[str]], list[str]]:
    """What was found of each line, and of all of them together; all of it has words."""
    assert reply.status == 200, reply.json
    lines = [[each["code"] for each in line["findings"]] for line in reply.json["lines"]]
    whole = [each["code"] for each in reply.json["findings"]]
    assert {*whole, *chain(*lines)} <= set(NAMES["finding"])
    return lines, whole


def test_what_stands_at_a_line_is_what_submitting_is_refused_for(clinic: World) -> None:
    reception = received(clinic)
    for lines, at, code in (
        ([claimed(900_001)], [["over_plan"]], "over_plan"),
        ([claimed(500_000), claimed(400_001)], [[], ["over_plan"]], "over_plan"),
        ([claimed(1), claimed(1, OWN)], [[], ["own_cost"]], "own_cost"),
    ):
        reply = tried(clinic, reception, *lines)
        assert codes(reply) == (at, [])
        [stop] = [each for line in reply.json["lines"] for each in line["findings"]]
        refused = do(clinic, drafted(clinic, reception, *lines), "submit", OFFICER)
        assert (refused.json["code"], refused.json["clause"]) == (code, stop["clause"])
        assert stop["level"] == "stop"
    assert reply.json["lines"][1]["bearer"] == "guest_unit"


def test_what_is_too_much_together_is_found_of_the_whole(clinic: World) -> None:
    reception = received(clinic)
    of = id_of(lent(clinic, reception, 1_700_000))
    lines = [claimed(100_001)]
    reply = tried(clinic, reception, *lines)
    assert codes(reply) == ([[]], ["over_budget"])
    assert reply.json["left"] == 100_000
    assert reply.json["findings"][0]["data"] == {"left": "¥1,000.00"}
    assert codes(tried(clinic, reception, *lines, advance=of)) == ([[]], [])
    short = id_of(lent(clinic, reception, 100_000))
    assert codes(tried(clinic, reception, *lines, advance=short)) == ([[]], ["advance_short"])


def test_totals_and_whose_account_are_worked_out_as_they_are_once_it_is_written(
    clinic: World,
) -> None:
    reception = received(clinic)
    of = id_of(lent(clinic, reception, 5_000))
    lines, form = (claimed(1_001), claimed(10_000, ADVANCED)), {"advance": of, "from_advance": 999}
    with nothing_written(clinic):
        found = tried(clinic, reception, *lines, **form).json
    known = drafted(clinic, reception, *lines, **form).json
    assert (found["total"], found["rest"]) == (known["total"]["fen"], known["rest"]["fen"])
    assert [each["shares"] for each in found["lines"]] == [
        each["shares"] for each in known["claim"]["lines"]
    ]
    assert [each["unit"] for each in found["lines"][1]["shares"]] == list(UNITS)


def test_what_it_took_itself_is_free_for_it_and_for_no_other(clinic: World) -> None:
    reception = received(clinic)
    of = id_of(lent(clinic, reception, 50_000))
    known = booked(clinic, reception, claimed(900_000), advance=of, from_advance=50_000)
    again = {"claim": id_of(known), "advance": of, "from_advance": 50_000}
    reply = tried(clinic, reception, claimed(900_000), **again)
    assert codes(reply) == ([[]], [])
    assert reply.json["plan"][0] == {"line": HOSTED, "fen": 900_000}
    reply = tried(clinic, reception, claimed(1), advance=of)
    assert codes(reply) == ([["over_plan"]], ["advance_short"])
    assert reply.json["plan"][0] == {"line": HOSTED, "fen": 0}


def test_nothing_is_refused_before_the_first_receipt(clinic: World) -> None:
    reply = tried(clinic, received(clinic))
    assert codes(reply) == ([], [])
    assert reply.json["left"] == 1_800_000
    assert [each["fen"] for each in reply.json["plan"]] == [900_000] * 3


def test_what_was_not_approved_is_found_at_each_line(clinic: World) -> None:
    drawn_up = received(clinic, state="pending")
    reply = tried(clinic, drawn_up, claimed(1), claimed(1, ADVANCED))
    assert codes(reply) == ([["budget_missing"], ["budget_missing"]], ["budget_missing"])
    assert reply.json["left"] == 0


@pytest.mark.clause("P-words")
def test_what_makes_no_claim_is_refused_at_its_field(clinic: World) -> None:
    same = receipt()
    reception = received(clinic)
    found = tried(
        clinic,
        reception,
        claimed(1, receipt=same),
        claimed(1, receipt=same),
        claimed(1, "9", receipt=receipt(dated="2099-01-01")),
    )
    assert (found.status, found.json["clause"]) == (422, "R-4.3.5")
    assert [each["pointer"] for each in found.json["errors"]] == [
        "/lines/1/receipt",
        "/lines/2/line",
        "/lines/2/receipt/dated",
    ]


@pytest.mark.clause("P-who")
def test_it_is_for_whoever_may_write_it_now(clinic: World) -> None:
    reception = received(clinic)
    stranger = join(clinic, person("host-elsewhere", Role.HOST_DEPARTMENT, department="grounds"))
    assert tried(clinic, reception, claimed(1), who=HOST).status == 200
    assert tried(clinic, reception, claimed(1), who=stranger).status == 404
    assert tried(clinic, reception, claimed(1), who=FINANCE).json["code"] == "not_your_step"
    known = drafted(clinic, reception, claimed(1))
    other = {"claim": id_of(known)}
    assert tried(clinic, reception, claimed(1), who=HOST, **other).json["code"] == (
        "not_your_application"
    )
    elsewhere = tried(clinic, received(clinic), claimed(1), **other)
    assert [each["pointer"] for each in elsewhere.json["errors"]] == ["/claim"]


def test_a_receipt_that_another_claim_has_is_found_at_its_line(clinic: World) -> None:
    reception, invoice = received(clinic), receipt()
    known = booked(clinic, reception, claimed(1, receipt=invoice))
    again = {**invoice, "number": f" {invoice['number'].replace('-', '')} "}
    lines = (claimed(1), claimed(2, receipt=again))
    assert codes(tried(clinic, received(clinic), *lines)) == ([[], ["receipt_used"]], [])
    assert codes(tried(clinic, reception, *lines, claim=id_of(known))) == ([[], []], [])
