"""What a decision on advances and claims looks at besides them, and where they are listed."""

from chalicelib.core.forms import Urgency
from chalicelib.core.ports import Listing, Store
from chalicelib.core.record import Record
from chalicelib.reception.claims.forms import AdvancesIn, ClaimsIn
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms, rulebook, terms_key
from chalicelib.service.lists import listing, of_reception, sought, standing
from chalicelib.service.operations import Call
from chalicelib.service.searching import Search


def judged(store: Store, reception: Reception) -> ReceptionTerms:
    """The settings that a reception is judged by: a process remembers them."""
    if not reception.terms:
        return rulebook(reception.site)
    key = terms_key(reception.site, reception.terms)
    known = store.load([key]).record(*key)
    assert isinstance(known, ReceptionTerms)
    return known


def listed(kind: type[Record], call: Call, query: AdvancesIn | ClaimsIn) -> Listing | Search:
    """By words, a reception's, by where they stand, or one's own."""
    if query.q:
        return sought(kind, call, query, query.q)
    if query.reception and query.order is not Urgency.DUE:
        return of_reception(kind, call, query.reception, query, query.order)
    if query.state:
        return standing(kind, call, query.state, query, query.order)
    return listing(kind, "by_person", f"{call.site}#{call.person}", query, query.order)
