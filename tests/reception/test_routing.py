"""Which department receives: by counterpart, by the office, by the GM, or by none (R-3)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support.hospital import (
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
    peopled,
    under,
)
from tests.support.receptions import (
    COLLEAGUE,
    EXPERT,
    approved,
    asking,
    do,
    done,
    planned,
    requested,
    submitted,
    told,
)
from tests.support.residents import join, person
from tests.support.routing import department
from tests.support.world import Reply, World

LEADER = {"name": "岑主任", "unit": "市衛健局", "title": "副局長", "rank": "leader"}
SCHOLAR = {"name": "賀院士", "unit": "醫科院", "title": "院士", "rank": "scholar"}


def responsible(reply: Reply) -> tuple[str, str]:
    found = reply.json["reception"]["responsible"]
    return found["department"], found["clause"]


@pytest.mark.clause("R-3.1", "R-3.2", "R-3.3")
@pytest.mark.parametrize(
    ("guests", "counterpart", "department", "clause"),
    [
        ((EXPERT,), "cardiology", "cardiology", "R-3.1"),  # its business
        ((EXPERT,), None, "hospital_office", "R-3.2"),  # nobody's, or none is known
        ((EXPERT,), "hospital_office", "hospital_office", "R-3.1"),  # the office's own
        ((LEADER,), "cardiology", "gm_office", "R-3.3"),  # whosever business it is
        ((LEADER,), None, "gm_office", "R-3.3"),
        ((SCHOLAR,), "cardiology", "gm_office", "R-3.3"),
        ((EXPERT, COLLEAGUE, LEADER), "cardiology", "gm_office", "R-3.3"),  # one is enough
    ],
)
def test_the_department_follows_from_guests_and_counterpart(
    estate: World,
    guests: tuple[dict[str, Any], ...],
    counterpart: str | None,
    department: str,
    clause: str,
) -> None:
    reply = requested(estate, *guests, counterpart=counterpart)
    assert responsible(reply) == (department, clause)
    history = estate.get(f"/receptions/{reply.json['reception']['id']}/history", OFFICER)
    facts = history.json["items"][0]["facts"]
    assert (facts["department"], facts["by_clause"]) == (department, clause)


@pytest.mark.clause("R-3.1", "R-3.2", "R-3.3")
@pytest.mark.parametrize(
    ("guests", "counterpart", "missing", "clause"),
    [
        ((EXPERT,), "radiology", "radiology", "R-3.1"),  # never the office instead
        ((LEADER,), "radiology", "radiology", "R-3.1"),  # not even where the GM receives
        ((EXPERT,), "shut", "shut", "R-3.1"),
    ],
)
def test_a_department_that_is_not_there_receives_nobody(
    estate: World, guests: tuple[dict[str, Any], ...], counterpart: str, missing: str, clause: str
) -> None:
    peopled(estate)
    department(estate, "shut")
    department(estate, "shut", closed=True)
    reply = estate.post("/receptions", HOST, asking(estate, *guests, counterpart=counterpart))
    assert (reply.status, reply.json["code"]) == (409, "unroutable")
    assert (reply.json["clause"], reply.json["data"]["department"]) == (clause, missing)


@pytest.mark.clause("R-3.2")
def test_without_an_office_nothing_is_routed_to_it(world: World) -> None:
    """The sample site has none; moto's world is nobody's hospital yet."""
    join(world, person(HOST, Role.HOST_DEPARTMENT, department="grounds"))
    reply = world.post("/receptions", HOST, asking(world, counterpart=None))
    assert (reply.status, reply.json["code"]) == (409, "unroutable")
    assert reply.json["clause"] == "R-3.2"
    assert reply.json["data"]["department"] == "hospital_office"
    reply = world.post("/receptions", HOST, asking(world, counterpart="grounds"))
    assert reply.status == 201


@pytest.mark.clause("R-3.1")
def test_what_closed_meanwhile_receives_no_more(estate: World) -> None:
    peopled(estate)
    department(estate, "closing")
    reply = planned(estate, requested(estate, counterpart="closing"))
    department(estate, "closing", closed=True)
    answer = do(estate, reply, "submit", HOST)
    assert (answer.status, answer.json["code"]) == (409, "unroutable")
    done(estate, reply, "reassign", OFFICER, department="cardiology", reason="科室已停用")
    assert done(estate, reply, "submit", HOST).json["reception"]["state"] == "pending"


@pytest.mark.clause("R-3.2")
def test_the_office_has_another_receive_with_a_reason(estate: World) -> None:
    reply = requested(estate)
    assert do(estate, reply, "reassign", HOST, department="x", reason="x").status == 403
    answer = do(estate, reply, "reassign", OFFICER, department="hospital_office")
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/reason")
    for key in ("nowhere", "grounds-2"):
        answer = do(estate, reply, "reassign", OFFICER, department=key, reason="x")
        assert (answer.status, answer.json["code"]) == (409, "unroutable")
    answer = do(estate, reply, "reassign", OFFICER, department="cardiology", reason="x")
    assert (answer.status, answer.json["code"]) == (409, "receives_already")
    reply = done(
        estate, reply, "reassign", OFFICER, department="hospital_office", reason="涉及多科室"
    )
    found = reply.json["reception"]["responsible"]
    assert found == {
        "department": "hospital_office",
        "clause": "R-4.3.1",
        "reason": "涉及多科室",
        "by": OFFICER,
    }
    assert told(estate, OFFICE_HEAD, reply) == ["reception_assigned"]


@pytest.mark.clause("R-3.1", "R-3.2", "R-3.3")
def test_what_the_office_had_stays_until_the_rule_leads_elsewhere(estate: World) -> None:
    reply = requested(estate)
    reply = done(estate, reply, "reassign", OFFICER, department="hospital_office", reason="統籌")
    known = reply.json["reception"]["content"]
    form = asking(estate, {**EXPERT, "key": "1"}, letter=known["letter"])
    reply = done(estate, reply, "edit", HOST, **{**form, "purpose": "會診"})
    assert responsible(reply) == ("hospital_office", "R-4.3.1")
    reply = done(estate, reply, "edit", HOST, **asking(estate, LEADER, letter=known["letter"]))
    assert responsible(reply) == ("gm_office", "R-3.3")
    assert reply.json["reception"]["responsible"]["by"] is None
    assert told(estate, GM, reply) == ["reception_assigned"]
    reply = done(estate, reply, "edit", HOST, **asking(estate, EXPERT, letter=known["letter"]))
    assert responsible(reply) == ("cardiology", "R-3.1")


@pytest.mark.clause("R-3.2", "P-approve")
def test_reassigned_it_stays_signed(estate: World) -> None:
    """Who receives is no part of what was asked for and granted."""
    reply = approved(estate)
    reply = done(estate, reply, "reassign", OFFICER, department="hospital_office", reason="統籌")
    assert reply.json["reception"]["state"] == "approved"
    assert all(each["now"]["yes"] for each in reply.json["asks"])


@pytest.mark.clause("R-3.2", "P-tell")
def test_whoever_is_to_sign_because_of_it_is_told(estate: World) -> None:
    peopled(estate)
    with under(estate, signs=["department_manager"]):
        reply = submitted(estate, requested(estate, counterpart=None))
    assert reply.json["signs"] == OFFICE_HEAD  # the office has no manager besides
    reply = done(estate, reply, "reassign", OFFICER, department="cardiology", reason="對口")
    assert reply.json["signs"] == HOST_MANAGER
    assert told(estate, HOST_MANAGER, reply) == ["reception_assigned", "reception_to_sign"]
