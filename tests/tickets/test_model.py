"""What a ticket says of itself: whose it is, what is owing, which entries count."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.money import Money
from chalicelib.core.people import Person, Role
from chalicelib.tickets.model.follow_up import Contact, FollowUp
from chalicelib.tickets.model.matter import Place
from chalicelib.tickets.model.paid import Charge, Payment, Quotation, QuotationState
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.warranty import Warranty, WarrantyReason
from chalicelib.tickets.whose import concerns, may_see
from tests.support.residents import person
from tests.support.world import MONDAY
from tests.tickets.building import PUBLIC, UNCOVERED, Paper

INDOOR = Paper().the
IN_HALL = Paper(**dict.fromkeys(("unit", "item")), **PUBLIC).the
WITH_ENGINEERING = Paper().until("dispatch").the
PAID = Payment(method="cash", receipt="RC-20260302-0001", by="finance-ho", at=MONDAY)


def charge(fen: int, payment: Payment | None = None) -> Charge:
    return Charge(total=Money(fen=fen), at=MONDAY, payment=payment)


def entry(id: str, corrects: str | None = None) -> FollowUp:
    return FollowUp(
        id=id,
        contact=Contact.CALL,
        by="desk-chan",
        recorded_at=MONDAY,
        called="業戶",
        at=MONDAY,
        reached=False,
        corrects=corrects,
    )


@pytest.mark.clause("P-money")
@pytest.mark.parametrize(
    ("charges", "owing"),
    [
        ((), 0),
        ((charge(1),), 1),
        ((charge(18800), charge(333)), 19133),
        ((charge(18800, PAID), charge(333)), 333),  # rework charged after the first was paid
        ((charge(18800, PAID), charge(333, PAID)), 0),
    ],
)
def test_what_is_charged_and_not_paid_is_owing(charges: tuple[Charge, ...], owing: int) -> None:
    assert replace(INDOOR, charges=charges).owing == owing


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("warranty", "paid"),
    [
        (Warranty(covered=True, reason=WarrantyReason.IN_PERIOD), False),
        (Warranty(covered=False, reason=WarrantyReason.EXPIRED), True),
        (Warranty(covered=False, reason=WarrantyReason.OVERRULED), True),
        (None, False),  # a public repair
    ],
)
def test_only_an_indoor_repair_out_of_warranty_is_paid(
    warranty: Warranty | None, paid: bool
) -> None:
    assert replace(INDOOR, warranty=warranty).paid is paid


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize(
    ("entries", "in_force"),
    [
        ((), ()),
        ((entry("f1"), entry("f2")), ("f1", "f2")),
        ((entry("f1"), entry("f2", "f1")), ("f2",)),
        ((entry("f1"), entry("f2"), entry("f3", "f1")), ("f2", "f3")),
        ((entry("f1"), entry("f2", "f1"), entry("f3", "f2")), ("f3",)),  # corrected twice
    ],
)
def test_a_corrected_entry_counts_no_more(
    entries: tuple[FollowUp, ...], in_force: tuple[str, ...]
) -> None:
    found = replace(INDOOR, follow_ups=entries).in_force()
    assert tuple(each.id for each in found) == in_force


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (QuotationState.OFFERED, QuotationState.WITHDRAWN),
        (QuotationState.CONSENTED, QuotationState.WITHDRAWN),
        (QuotationState.DECLINED, QuotationState.DECLINED),
        (QuotationState.USED, QuotationState.USED),
        (QuotationState.WITHDRAWN, QuotationState.WITHDRAWN),
    ],
)
def test_only_an_open_quotation_is_withdrawn(before: QuotationState, after: QuotationState) -> None:
    quotation = Quotation(total=Money(fen=1), by="engineer-lee", at=MONDAY, state=before)
    assert quotation.withdrawn().state is after


@pytest.mark.parametrize(
    ("who", "concerned"),
    [
        (person("owner-wong", Role.OWNER), True),
        (person("owner-lau", Role.OWNER, units=("A-1203",)), True),
        (person("owner-lau", Role.OWNER, units=("A-1204", "B-0502")), False),
        (person("engineer-lee", Role.ENGINEER, department="engineering"), False),
    ],
)
def test_a_matter_concerns_who_reported_it_and_whose_unit_it_is(
    who: Person, concerned: bool
) -> None:
    assert concerns(who, INDOOR) is concerned


def test_a_public_matter_concerns_no_unit() -> None:
    nowhere = replace(IN_HALL, place=Place(area="大堂"))
    assert not concerns(person("x", Role.OWNER, units=("A-1203",)), nowhere)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("who", "ticket", "sees"),
    [
        *((person("x", role), INDOOR, True) for role in (Role.DESK, Role.CS_SUPERVISOR)),
        *((person("x", role), INDOOR, True) for role in (Role.PROPERTY_ASSISTANT, Role.GM)),
        (person("x", Role.FINANCE), INDOOR, True),
        (person("x", Role.ADMIN), INDOOR, False),
        (person("x", Role.GATE), INDOOR, False),
        (person("x", Role.ENGINEER, department="engineering"), WITH_ENGINEERING, True),
        (person("x", Role.DEPARTMENT_HEAD, department="engineering"), WITH_ENGINEERING, True),
        (person("x", Role.ENGINEER, department="grounds"), WITH_ENGINEERING, False),
        (person("x", Role.ENGINEER, department="engineering"), INDOOR, False),
        # neither the ticket nor the person has a department: that is no match
        (person("x", Role.ENGINEER), INDOOR, False),
        # a department without a role in it
        (person("x", Role.EMPLOYEE, department="engineering"), WITH_ENGINEERING, False),
        (person("owner-wong", Role.OWNER), INDOOR, True),
        (person("x", Role.OWNER, units=("A-1203",)), INDOOR, True),
        (person("x", Role.OWNER, units=("B-0502",)), INDOOR, False),
        # a caller whom the desk wrote down is no owner
        (person("owner-wong"), INDOOR, False),
        # two roles: either is enough
        (person("x", Role.OWNER, Role.ENGINEER, department="engineering"), WITH_ENGINEERING, True),
    ],
)
def test_who_may_know_of_a_ticket(who: Person, ticket: Ticket, sees: bool) -> None:
    assert may_see(who, ticket) is sees


@pytest.mark.clause("P-find", "T-4.4.1")
@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (
            None,
            {
                "state_key": "paths#reported",
                "department_key": None,
                "person_key": "paths#owner-lau",
                "unit_key": "paths#B-0502",
                "queue_key": None,
                "queue_order": None,
            },
        ),
        ("dispatch", {"state_key": "paths#dispatched", "department_key": "paths#engineering"}),
        ("complete", {"queue_key": None, "queue_order": None}),
        ("accept", {"queue_key": "paths", "queue_order": "2026-03-02#t1"}),
        ("follow-up", {"queue_key": None, "queue_order": None}),
        ("archive", {"state_key": "paths#archived", "queue_key": None}),
    ],
)
def test_where_a_ticket_is_found(until: str | None, expected: dict[str, Any]) -> None:
    paper = Paper(**UNCOVERED)
    if until:
        paper.until(until)
    assert expected.items() <= paper.the.index().items()


def test_a_public_matter_is_in_no_units_list() -> None:
    assert IN_HALL.index()["unit_key"] is None
