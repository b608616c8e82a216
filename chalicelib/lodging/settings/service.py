"""The reception room's settings over HTTP, and their versions."""

from chalicelib.common.settings import Settled, settled
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen
from chalicelib.lodging.settings import rules
from chalicelib.lodging.settings.forms import SetLodging
from chalicelib.lodging.terms import DOMAIN, LodgingTerms, rulebook


class LodgingSettings(Frozen):
    """What the reception room works under now."""

    version: int
    """Of the site's record, which names the settings in force."""
    terms: LodgingTerms


class LodgingVersion(Frozen):
    """One version whole."""

    number: int
    in_force: bool
    terms: LodgingTerms


READS = frozenset(
    {
        Role.ADMIN,
        Role.DORMITORY,
        Role.GM_OFFICE_DIRECTOR,
        Role.DEPARTMENT_MANAGER,
        Role.EMPLOYEE,
        Role.GM,
        Role.FINANCE,
    }
)
OPERATIONS = settled(
    Settled(
        kind=LodgingTerms,
        domain=DOMAIN,
        rulebook=rulebook,
        reads=READS,
        form=SetLodging,
        change=rules.change,
        answer=LodgingSettings,
        whole=LodgingVersion,
        about="days, rates, prices, fines, hours",
    )
)
