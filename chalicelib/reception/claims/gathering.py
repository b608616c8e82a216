"""What a decision on advances and claims looks at besides them."""

from chalicelib.core.ports import Store
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms, rulebook, terms_key


def judged(store: Store, reception: Reception) -> ReceptionTerms:
    """The settings that a reception is judged by: a process remembers them."""
    if not reception.terms:
        return rulebook(reception.site)
    key = terms_key(reception.site, reception.terms)
    known = store.load([key]).record(*key)
    assert isinstance(known, ReceptionTerms)
    return known
