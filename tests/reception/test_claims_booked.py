"""Claims booked against plan, budget and advance, and given up again (R-4.3.5)."""

import pytest
from msgspec.structs import replace

from chalicelib.reception.plans.model import Finding, Level
from chalicelib.reception.receptions.model import Reception, Ride
from tests.support import receptions
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
    faults,
    id_of,
    lent,
    line,
    now,
    outcome,
    path_of,
    received,
    replanned,
    signed,
    writing,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.residents import settle, stored
from tests.support.world import World

pytestmark = pytest.mark.clause("R-4.3.5", "P-money")


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
