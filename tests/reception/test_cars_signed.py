"""Who signs a trip by car, for whom, and what a refusal ends (R-4.3.7)."""

import pytest

from chalicelib.core.people import Role
from tests.support import delegating
from tests.support.cars import (
    asked,
    do,
    done,
    far_to_sign,
    line,
    now,
    reception,
    refused,
    settled,
    to_sign,
    told,
    trip,
)
from tests.support.hospital import (
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
    settle,
)
from tests.support.residents import join, person
from tests.support.world import World

pytestmark = pytest.mark.clause("R-4.3.7")


@pytest.mark.clause("P-approve")
def test_the_applicant_never_signs(estate: World) -> None:
    reply = to_sign(estate, who=OFFICE_HEAD)
    assert told(estate, GM, reply) == ["trip_to_sign"]  # the seat goes up
    assert refused(do(estate, reply, "approve", OFFICE_HEAD)) == ("own_approval", "R-4.3.7")
    assert trip(done(estate, reply, "approve", GM))["state"] == "approved"


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("field", ["requested_by", "hands"])
def test_who_asked_for_the_reception_or_wrote_at_it_signs_no_trip_of_it(
    estate: World, field: str
) -> None:
    value = OFFICE_HEAD if field == "requested_by" else (OFFICE_HEAD,)
    settled(estate)
    of = reception(estate, line(estate, "city", "別處"), **{field: value})
    reply = asked(estate, of)
    assert refused(do(estate, reply, "approve", OFFICE_HEAD)) == ("own_approval", "R-4.3.7")
    assert trip(done(estate, reply, "approve", GM))["state"] == "approved"


@pytest.mark.clause("P-approve")
def test_the_applicants_substitute_does_not_sign_for_the_office_head(estate: World) -> None:
    settled(estate)
    give(estate, OFFICE_HEAD, HOST, "office_head")
    reply = to_sign(estate)
    assert refused(do(estate, reply, "approve", HOST)) == ("own_approval", "R-4.3.7")


@pytest.mark.clause("P-approve")
def test_the_office_heads_substitute_signs(estate: World) -> None:
    settled(estate)
    give(estate, OFFICE_HEAD, HOST_MANAGER, "office_head")
    reply = to_sign(estate)
    signed = done(estate, reply, "approve", HOST_MANAGER)
    [mark] = trip(signed)["chain"]["marks"]
    assert (mark["person"], mark["whose"]) == (HOST_MANAGER, OFFICE_HEAD)


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("delegable", [False, True])
def test_nobody_stands_in_for_the_gm_unless_the_settings_say_so(
    world: World, delegable: bool
) -> None:
    settled(world)
    if delegable:
        settle(world, gm_delegable=True)
    stranger = join(world, person("deputy", Role.EMPLOYEE, department="grounds"))
    give(world, GM, stranger, "gm")
    reply = far_to_sign(world)
    assert now(world, reply, stranger).status == (200 if delegable else 404)
    assert do(world, reply, "approve", stranger).status == (200 if delegable else 404)


def give(world: World, giver: str, taker: str, role: str) -> None:
    delegating.accepted(world, giver, taker=taker, role=role)


@pytest.mark.clause("P-approve")
def test_a_refused_or_withdrawn_trip_is_over(estate: World) -> None:
    reply = to_sign(estate)
    assert refused(do(estate, reply, "withdraw", OFFICER)) == ("not_your_application", "P-approve")
    over = done(estate, reply, "refuse", OFFICE_HEAD, reason="改乘班車")
    assert (trip(over)["state"], trip(over)["over"]["reason"]) == ("refused", "改乘班車")
    assert told(estate, HOST, reply) == ["trip_refused"]
    assert refused(do(estate, reply, "approve", OFFICE_HEAD))[0] == "too_late"
    again = to_sign(estate)
    assert trip(done(estate, again, "withdraw", HOST))["state"] == "withdrawn"
