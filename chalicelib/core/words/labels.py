"""What everything that the API names by a code is called: one table of the words of all rooms."""

from chalicelib.core.words import Language
from chalicelib.core.words import Words as W
from chalicelib.core.words.accounts import PAPER as REFUNDS
from chalicelib.core.words.conduct import (
    BREACHES,
    STANDING_STEPS,
    VIOLATION_STATES,
    VIOLATION_STEPS,
)
from chalicelib.core.words.conduct import PAPER as SLIPS
from chalicelib.core.words.conduct import STANDINGS as ELIGIBILITY
from chalicelib.core.words.delegations import DELEGATION_STEPS, STANDINGS
from chalicelib.core.words.fields import FIELDS
from chalicelib.core.words.gate import CHECKED, SAID, VERDICTS, VISIT_STATES, VISIT_STEPS
from chalicelib.core.words.imports import (
    HEADINGS,
    IMPORT_KINDS,
    IMPORT_STATES,
    IMPORT_STEPS,
    SHEETS,
)
from chalicelib.core.words.incidents import INCIDENT_STEPS, INCIDENTS
from chalicelib.core.words.jobs import JOBS
from chalicelib.core.words.lodging.families import (
    CLAIM_STATES,
    CLAIM_STEPS,
    PROOFS,
    RELATIONS,
    SEXES,
)
from chalicelib.core.words.lodging.staying import (
    DOCUMENTS,
    LATE_PARTS,
    MEMO,
    PASS_STATES,
    PASS_STEPS,
)
from chalicelib.core.words.lodging.stays import PAPER, STAY_STATES, STAY_STEPS
from chalicelib.core.words.messages import MEMOS
from chalicelib.core.words.occupancy import ACCOUNT_PARTS
from chalicelib.core.words.occupancy import PARTS as BED_PARTS
from chalicelib.core.words.operations import OPERATIONS
from chalicelib.core.words.parts import PARTS as API_PARTS
from chalicelib.core.words.plans import MISSED, PERIODS, PLAN_STATES, PLAN_STEPS
from chalicelib.core.words.reception import NAMES as RECEPTION
from chalicelib.core.words.reception import PAPER as RECEPTION_PAPER
from chalicelib.core.words.reports import BY, MEASURES, PARTS
from chalicelib.core.words.settings import COUNTINGS, DEADLINES, HOLIDAYS, REASONS, REGIONS
from chalicelib.core.words.shared import (
    APPROVALS,
    FILES,
    LANGUAGES,
    MEANS,
    MEDIA,
    METHODS,
    ORDERS,
    ROLES,
    TROUBLES,
)
from chalicelib.core.words.shifts_and_days import HANDOVERS, SHIFT_STEPS
from chalicelib.core.words.tickets import (
    BACK_TO,
    CHANNELS,
    CONTACTS,
    COPIES,
    ENDED,
    ITEMS,
    KINDS,
    MANNERS,
    PRICES,
    QUOTATIONS,
    REPLIES,
    SCOPES,
    STAGES,
    STATES,
    STEPS,
    THEN,
    TOLD,
    WARRANTY,
)
from chalicelib.core.words.tickets import PAPER as TICKET_PAPER

_STEPS_OF: dict[str, dict[str, W]] = {
    "ticket": STEPS,
    "handover": SHIFT_STEPS,
    "delegation": DELEGATION_STEPS,
    "incident": INCIDENT_STEPS,
    "plan": PLAN_STEPS,
    "import": {step: IMPORT_STEPS[step] for step in ("try", "run", "cancel")},
    "stay": STAY_STEPS,
    "pass": PASS_STEPS,
    "visit": VISIT_STEPS,
    "relative": CLAIM_STEPS,
    "violation": VIOLATION_STEPS,
    "conduct": STANDING_STEPS,
    "reception": RECEPTION["reception_command"],
    "letter": RECEPTION["letter_command"],
    "trip": RECEPTION["trip_command"],
    "advance": RECEPTION["advance_command"],
    "claim": RECEPTION["expense_claim_command"],
    "settlement": RECEPTION["settlement_command"],
    "statement": RECEPTION["statement_command"],
}
"""The steps of a record, by what the names of their operations begin with."""

NAMES: dict[str, dict[str, W]] = {
    "part": API_PARTS,
    "role": ROLES,
    "state": STATES,
    "command": JOBS | STEPS,
    "form": {**TICKET_PAPER, **PAPER, **SLIPS, **REFUNDS, **RECEPTION_PAPER},
    "copy": COPIES,
    "kind": KINDS,
    "channel": CHANNELS,
    "stage": STAGES,
    "reply": REPLIES,
    "scope": SCOPES,
    "item": ITEMS,
    "memo": MEMOS,
    "warranty": WARRANTY,
    "approval": APPROVALS,
    "file": FILES,
    "media_type": MEDIA,
    "told": TOLD,
    "contact": CONTACTS,
    "quotation": QUOTATIONS,
    "manner": MANNERS,
    "method": METHODS,
    "price": PRICES,
    "then": THEN,
    "to": BACK_TO,
    "order": ORDERS,
    "means": MEANS,
    "language": LANGUAGES,
    "trouble": TROUBLES,
    "handover": HANDOVERS,
    "handover_command": SHIFT_STEPS,
    "ended": ENDED,
    "delegation": STANDINGS,
    "delegation_command": DELEGATION_STEPS,
    "incident": INCIDENTS,
    "incident_command": INCIDENT_STEPS,
    "plan": PLAN_STATES,
    "plan_command": PLAN_STEPS,
    "stay": STAY_STATES,
    "stay_command": STAY_STEPS,
    "violation": VIOLATION_STATES,
    "violation_command": VIOLATION_STEPS,
    "breach": BREACHES,
    "eligibility": ELIGIBILITY,
    "eligibility_command": STANDING_STEPS,
    "access_pass": PASS_STATES,
    "access_pass_command": PASS_STEPS,
    "visit": VISIT_STATES,
    "visit_command": VISIT_STEPS,
    "verdict": VERDICTS,
    "gate": SAID,
    "checked": CHECKED,
    "document": DOCUMENTS,
    "late": LATE_PARTS,
    "line": MEMO,
    "relative": CLAIM_STATES,
    "relative_command": CLAIM_STEPS,
    "relation": RELATIONS,
    "proof": PROOFS,
    "sex": SEXES,
    "period": PERIODS,
    "missed": MISSED,
    "by": BY,
    "measure": MEASURES,
    "table": PARTS | BED_PARTS | ACCOUNT_PARTS,
    "import_kind": IMPORT_KINDS,
    "import_state": IMPORT_STATES,
    "import_command": IMPORT_STEPS,
    "sheet": SHEETS,
    "heading": HEADINGS,
    "counting": COUNTINGS,
    "region": REGIONS,
    "reason": REASONS,
    "holiday": HOLIDAYS,
    "deadline": DEADLINES,
    **RECEPTION,
    "field": FIELDS,
    "operation": {
        **{
            f"{record}-{step}": words
            for record, steps in _STEPS_OF.items()
            for step, words in steps.items()
        },
        **OPERATIONS,
    },
}
"""Everything that the API names by a code, and what people call it."""


def named(language: Language) -> dict[str, dict[str, str]]:
    """Kind of code to code to its name in a language, as it stands by itself."""
    return {
        kind: {code: _alone(words.say(language)) for code, words in codes.items()}
        for kind, codes in NAMES.items()
    }


def _alone(name: str) -> str:
    return name[:1].upper() + name[1:]
