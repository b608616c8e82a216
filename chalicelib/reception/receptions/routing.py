"""Which department receives, and by which clause (R-3.1 to R-3.3). Pure."""

from chalicelib.core.errors import Refusal
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.reception.receptions.model import OFFICE, Content, Responsible
from chalicelib.reception.terms import ReceptionTerms

COUNTERPART, COORDINATOR, LEADER = "R-3.1", "R-3.2", "R-3.3"


def responsible(content: Content, site: Site, terms: ReceptionTerms) -> Responsible:
    """The department that follows from guests and counterpart.

    The counterpart department that is named has to be there, also where the GM receives.

    Raises: Refusal `unroutable`.
    """
    if content.counterpart:
        there(site, content.counterpart, COUNTERPART)
    found = follows(content, terms)
    there(site, found.department, found.clause)
    return found


def follows(content: Content, terms: ReceptionTerms) -> Responsible:
    """Where the rule leads, whether there is such a department or not."""
    ranks = (terms.rank(each.rank) for each in content.guests)
    if any(each.important for each in ranks if each):
        return Responsible(department=GM_OFFICE, clause=LEADER)
    if content.counterpart:
        return Responsible(department=content.counterpart, clause=COUNTERPART)
    return Responsible(department=OFFICE, clause=COORDINATOR)


def there(site: Site, key: str, clause: str) -> None:
    """See that a department can receive. There is no other that would do it by default.

    Raises: Refusal `unroutable`.
    """
    known = site.department(key)
    if known is None or known.closed:
        raise Refusal("unroutable", clause, department=key)
