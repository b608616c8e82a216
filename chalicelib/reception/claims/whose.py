"""Whose advances and claims are: who may ask, who sees them, who must not (P-who). Pure."""

from typing import Any

from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import Person, Role
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.model import CLAUSE, Advance, ExpenseClaim
from chalicelib.reception.receptions.model import OFFICE, Reception

_OFFICE = frozenset({Role.OFFICE})
_HOSTS = frozenset({Role.HOST_DEPARTMENT})
ASKS = _OFFICE | _HOSTS
"""Who asks for advances and claims: the office, or the department that receives (R-4.3.5)."""
FINANCE = frozenset({Role.FINANCE})
OVERSEES = _OFFICE | FINANCE | {Role.OFFICE_HEAD, Role.GM}
"""Who sees all of them."""
SEES = OVERSEES | _HOSTS | {Role.DEPARTMENT_MANAGER}


def spending(reception: Reception | None, person: Person, clause: str) -> tuple[Reception, str]:
    """The reception that a form names, and the department for which the person spends on it.

    Raises: Refusal `invalid_form` where there is none on which they may.
    """
    if reception and person.has(_OFFICE):
        return reception, OFFICE
    if reception and person.has(_HOSTS) and person.department == reception.responsible.department:
        return reception, reception.responsible.department
    fault = Fault(pointer="/reception", code="no_such")
    raise Refusal("invalid_form", clause, faults=(fault,))


def sees(act: Act[Any], record: Advance | ExpenseClaim) -> bool:
    """Whether a person may know of it: by what they are, by what they may sign, or did."""
    person = act.person
    if person.id == record.person or person.has(OVERSEES):
        return True
    departments = (record.department, record.receives)
    if person.has(_HOSTS) and person.department in departments:
        return True
    known = (act.site.department(each) for each in departments)
    if any(each and each.supervisor == person.id for each in known):
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
