"""The official reception's settings over HTTP, and their versions."""

from chalicelib.common.settings import Settled, settled
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen
from chalicelib.reception.settings import rules
from chalicelib.reception.settings.forms import SetReception
from chalicelib.reception.terms import DOMAIN, ReceptionTerms, rulebook


class ReceptionSettings(Frozen):
    """What the official reception works under now."""

    version: int
    """Of the site's record, which names the settings in force."""
    terms: ReceptionTerms


class ReceptionVersion(Frozen):
    """One version whole."""

    number: int
    in_force: bool
    terms: ReceptionTerms


READS = frozenset(
    {
        Role.ADMIN,
        Role.HOST_DEPARTMENT,
        Role.OFFICE,
        Role.OFFICE_HEAD,
        Role.GM,
        Role.FINANCE,
        Role.DEPARTMENT_MANAGER,
        Role.GM_OFFICE_DIRECTOR,
    }
)
OPERATIONS = settled(
    Settled(
        kind=ReceptionTerms,
        domain=DOMAIN,
        rulebook=rulebook,
        reads=READS,
        form=SetReception,
        change=rules.change,
        answer=ReceptionSettings,
        whole=ReceptionVersion,
        about="ranks, standards, caps, items, cars, units",
    )
)
