"""Words of the refusals: for each code what is refused, and what to do instead."""

from chalicelib.core.words import Words
from chalicelib.core.words.accounts import REFUSED as ACCOUNTS
from chalicelib.core.words.asked_again import REFUSED as ASKED_AGAIN
from chalicelib.core.words.complaints import COMPLAINTS
from chalicelib.core.words.conduct import REFUSED as CONDUCT
from chalicelib.core.words.delegations import REFUSED as APPROVALS
from chalicelib.core.words.edge import REFUSED as EDGE
from chalicelib.core.words.erasing import REFUSED as ERASING
from chalicelib.core.words.files import REFUSED as FILES
from chalicelib.core.words.gate import REFUSED as GATE
from chalicelib.core.words.imports import REFUSED as IMPORTS
from chalicelib.core.words.incidents import INCIDENT_REFUSALS
from chalicelib.core.words.lodging import REFUSED as LODGING
from chalicelib.core.words.plans import REFUSED as PLANS
from chalicelib.core.words.reception import REFUSED as RECEPTION
from chalicelib.core.words.repairs import REFUSED as REPAIRS
from chalicelib.core.words.settings import SETTINGS
from chalicelib.core.words.shifts_and_days import SHIFTS_AND_DAYS
from chalicelib.core.words.steps import REFUSED as STEPS

REFUSALS: dict[str, tuple[Words, Words]] = {
    **EDGE,
    **STEPS,
    **REPAIRS,
    **COMPLAINTS,
    **ASKED_AGAIN,
    **INCIDENT_REFUSALS,
    **PLANS,
    **SHIFTS_AND_DAYS,
    **SETTINGS,
    **IMPORTS,
    **APPROVALS,
    **FILES,
    **ERASING,
    **LODGING,
    **ACCOUNTS,
    **CONDUCT,
    **GATE,
    **RECEPTION,
}
