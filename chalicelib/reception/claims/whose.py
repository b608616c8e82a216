"""Whose advances and claims are: who may ask, who sees them, who must not (P-who). Pure."""

from typing import Any

from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import Person, Role
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.model import CLAUSE, Advance, AdvanceState, ExpenseClaim
from chalicelib.reception.receptions.model import OFFICE, Reception
from chalicelib.reception.receptions.whose import HOSTS, belongs, concerns

_OFFICE = frozenset({Role.OFFICE})
ASKS = _OFFICE | HOSTS
"""Who asks for advances and claims: the office, or a department whose reception it is (R-4.3.5)."""
FINANCE = frozenset({Role.FINANCE})
OVERSEES = _OFFICE | FINANCE | {Role.OFFICE_HEAD, Role.GM}
"""Who sees all of them."""
SEES = OVERSEES | HOSTS | {Role.DEPARTMENT_MANAGER}


def spends_for(reception: Reception, person: Person) -> str | None:
    """Key of the department for which somebody spends on a reception: the office, or theirs, if it
    is one whose reception it is (R-4.3.5).
    """
    if person.has(_OFFICE):
        return OFFICE
    return person.department if belongs(person, reception.departments) else None


def spending(reception: Reception | None, person: Person, clause: str) -> tuple[Reception, str]:
    """The reception that a form names, and the department for which the person spends on it.

    Raises: Refusal `invalid_form` where there is none on which they may.
    """
    department = spends_for(reception, person) if reception else None
    if reception and department:
        return reception, department
    fault = Fault(pointer="/reception", code="no_such")
    raise Refusal("invalid_form", clause, faults=(fault,))


def claiming(
    reception: Reception | None, advance: Advance | None, person: Person
) -> tuple[Reception, str]:
    """The same of a claim; whoever has an advance in hand accounts for it, whosever the reception
    is by now, for the department that asked for it.

    Raises: Refusal `invalid_form`.
    """
    theirs = reception and spends_for(reception, person)
    if reception and advance and not theirs and has_in_hand(advance, reception, person):
        return reception, advance.department
    return spending(reception, person, CLAUSE)


def has_in_hand(advance: Advance, reception: Reception, person: Person) -> bool:
    """Whether somebody has an advance in their hands, for this reception."""
    paid = advance.state is AdvanceState.PAID
    return paid and (advance.person, advance.reception) == (person.id, reception.id)


def sees(act: Act[Any], record: Advance | ExpenseClaim) -> bool:
    """Whether a person may know of it: by what they are, by what they may sign, or did."""
    person = act.person
    if person.id == record.person or person.has(OVERSEES):
        return True
    if concerns(act, (record.department, *record.departments)):
        return True
    marks = record.chain.marks if record.chain else ()
    if any(person.id == each.person for each in marks):
        return True
    return bool(person.delegations) and signing.is_signer(record, act)


def own(record: Advance | ExpenseClaim, act: Act[Any]) -> Refusal | None:
    """Guard: it is the person's own."""
    if act.person.id == record.person:
        return None
    return Refusal("not_your_application", approval.CLAUSE)


def own_or_office(record: Advance | ExpenseClaim, act: Act[Any]) -> Refusal | None:
    """Guard: one's own; the office any."""
    return None if act.person.has(_OFFICE) else own(record, act)


def anothers(record: Advance | ExpenseClaim, act: Act[Any]) -> Refusal | None:
    """Guard: nobody pays out to themselves, nor takes their own money back."""
    return Refusal("own_case", CLAUSE) if act.person.id == record.person else None
