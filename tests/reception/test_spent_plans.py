"""A plan that others name: what may still change of it, and what may not (R-2.4, R-4.3.5)."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import claims
from tests.support.hospital import HOST, OFFICER
from tests.support.receptions import (
    COLLEAGUE,
    DINNER,
    EXPERT,
    approved,
    day,
    do,
    done,
    line,
    requested,
)
from tests.support.settlements import advanced, drawn
from tests.support.world import Reply, World


def dined(world: World) -> tuple[Reply, Reply]:
    """A reception of two guests for whom a dinner of two was claimed; and the claim."""
    known = approved(world, requested(world, EXPERT, COLLEAGUE))
    reception: Any = SimpleNamespace(id=known.json["reception"]["id"])
    return known, claims.booked(world, reception, claims.claimed(8000, "1"))


def asked_of(known: Reply, *keys: str) -> dict[str, Any]:
    """What was asked for, for these of its guests."""
    content = known.json["reception"]["content"]
    form = {name: content[name] for name in ("kind", "purpose", "letter", "first", "last")}
    return form | {"guests": [each for each in content["guests"] if each["key"] in keys]}


@pytest.mark.clause("R-2.4")
def test_whoever_comes_in_anothers_place_gets_nothing_that_was_planned_for_them(
    estate: World,
) -> None:
    """A line that is for a guest who was left out is for nobody, until it is written anew."""
    known = requested(estate, EXPERT, COLLEAGUE)
    form = line(known, {**DINNER, "guests": ["2"]})
    known = done(estate, known, "plan", HOST, lines=[form])
    done(estate, known, "edit", HOST, **asked_of(known, "1"))
    more = asked_of(known, "1")
    more["guests"].append({**COLLEAGUE, "name": "新客"})
    reply = done(estate, known, "edit", HOST, **more)
    assert [each["key"] for each in reply.json["reception"]["content"]["guests"]] == ["1", "3"]
    stops = [each["code"] for each in reply.json["findings"] if each["line"] == "1"]
    assert stops == ["guest_unknown"]
    assert do(estate, known, "submit", HOST).json["code"] == "plan_stopped"


@pytest.mark.clause("R-4.3.5")
def test_guests_for_whom_something_was_claimed_are_not_left_out(estate: World) -> None:
    known, claim = dined(estate)
    reply = do(estate, known, "edit", HOST, **asked_of(known, "1"))
    assert (reply.status, reply.json["clause"]) == (422, "R-4.3.1")
    (fault,) = reply.json["errors"]
    assert (fault["pointer"], fault["code"]) == ("/guests", "line_booked")
    assert fault["data"] == {"line": "晚餐", "fen": 8000, "amount": "¥80.00"}
    claims.done(estate, claim, "withdraw", OFFICER)
    reply = done(estate, known, "edit", HOST, **asked_of(known, "1"))
    assert reply.json["costs"]["lines"] == {"1": 4000}


@pytest.mark.clause("R-4.3.5")
@pytest.mark.parametrize(
    ("first", "last", "pointer"),
    [(2, 3, "/first"), (0, 0, "/last"), (1, 1, None)],  # the dinner is tomorrow
)
def test_its_day_stays_a_day_of_the_reception(
    estate: World, first: int, last: int, pointer: str | None
) -> None:
    known, _ = dined(estate)
    days = {"first": str(day(estate, first)), "last": str(day(estate, last))}
    reply = do(estate, known, "edit", HOST, **asked_of(known, "1", "2") | days)
    if pointer is None:
        assert reply.status == 200, reply.json
        return
    assert (reply.status, reply.json["clause"]) == (422, "R-4.3.1")
    (fault,) = reply.json["errors"]
    assert (fault["pointer"], fault["code"]) == (pointer, "line_booked")


@pytest.mark.clause("R-4.3.1")
def test_the_budget_does_not_fall_below_what_was_advanced(estate: World) -> None:
    """Of two dinners: who asked for the money has it, or is to have it."""
    known = approved(estate, requested(estate, EXPERT, COLLEAGUE))
    reception: Any = SimpleNamespace(id=known.json["reception"]["id"])
    advance = claims.asked(estate, reception, 8000)
    for step, form in (
        ("edit", asked_of(known, "1")),
        ("plan", {"lines": [line(known, {**DINNER, "key": "1", "fen": 3999})]}),
    ):
        reply = do(estate, known, step, HOST, **form)
        assert (reply.status, reply.json["clause"]) == (422, "R-4.3.1")
        (fault,) = reply.json["errors"]
        assert (fault["code"], fault["data"]) == ("budget_taken", {"fen": 8000, "amount": "¥80.00"})
    claims.done(estate, advance, "withdraw", OFFICER)
    done(estate, known, "edit", HOST, **asked_of(known, "1"))


@pytest.mark.clause("R-4.3.5")
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"key": None}, "/lines"),
        ({"bearer": "advance"}, "/lines/0/bearer"),
        ({"fen": 3999}, "/lines/0/fen"),
        ({"guests": ["1"]}, "/lines/0/fen"),
        ({"fen": 4001}, None),
        ({"words": "便飯"}, None),
    ],
)
def test_a_line_that_was_claimed_stays_with_its_bearer_at_no_less(
    estate: World, change: dict[str, Any], pointer: str | None
) -> None:
    known, _ = dined(estate)
    form = line(known, {**DINNER, "key": "1", **change})
    reply = do(estate, known, "plan", HOST, lines=[form])
    if pointer is None:
        assert reply.status == 200, reply.json
        assert reply.json["spent"] == [{"line": "1", "fen": 8000}]
    else:
        assert reply.status == 422
        (fault,) = reply.json["errors"]
        assert (fault["pointer"], fault["code"]) == (pointer, "line_booked")


@pytest.mark.clause("R-4.3.3")
def test_nothing_is_claimed_for_the_guests_units_once_it_is_settled_with_them(
    estate: World,
) -> None:
    reception = advanced(estate)
    late = claims.drafted(estate, reception, claims.claimed(1, claims.ADVANCED))
    settlement = drawn(estate, reception)
    reply = claims.do(estate, late, "submit", OFFICER)
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (
        *(409, "settled_already", "R-4.3.3"),
    )
    assert reply.json["data"] == {"holder": f"settlement#{settlement.json['settlement']['id']}"}
    hosted = claims.drafted(estate, reception, claims.claimed(1, claims.HOSTED))
    claims.done(estate, hosted, "submit", OFFICER)
