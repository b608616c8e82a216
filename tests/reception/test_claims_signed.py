"""Claims before the GM: who signs, what voids it, what comes after a refusal (R-4.3.5)."""

import pytest

from chalicelib.core.people import Person, Role
from tests.support import delegating, hospital
from tests.support.claims import (
    booked,
    claimed,
    do,
    done,
    outcome,
    received,
    replanned,
    signed,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.residents import join, person, settle, stored
from tests.support.world import World

pytestmark = pytest.mark.clause("R-4.3.5", "P-money")


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
