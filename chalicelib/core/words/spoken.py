"""Refusals and faults as a caller reads them: codes turned into the names that people use."""

from typing import Any

from chalicelib.core.words import Language, Words
from chalicelib.core.words.conduct import STANDING_STEPS, VIOLATION_STATES, VIOLATION_STEPS
from chalicelib.core.words.conduct import STANDINGS as ELIGIBILITY
from chalicelib.core.words.delegations import STANDINGS
from chalicelib.core.words.faults import FAULTS
from chalicelib.core.words.gate import VISIT_STATES, VISIT_STEPS
from chalicelib.core.words.imports import HEADINGS, IMPORT_STATES, IMPORT_STEPS, SHEETS
from chalicelib.core.words.labels import (
    APPROVALS,
    FILES,
    HANDOVERS,
    KINDS,
    MEDIA,
    ROLES,
    SHIFT_STEPS,
    STATES,
    STEPS,
    TOLD,
)
from chalicelib.core.words.lodging import (
    CLAIM_STATES,
    CLAIM_STEPS,
    PASS_STATES,
    PASS_STEPS,
    STAY_STATES,
    STAY_STEPS,
)
from chalicelib.core.words.plans import PLAN_STATES, PLAN_STEPS
from chalicelib.core.words.refusals import REFUSALS

_STEPS = (
    STANDING_STEPS
    | VIOLATION_STEPS
    | STAY_STEPS
    | CLAIM_STEPS
    | PASS_STEPS
    | VISIT_STEPS
    | STEPS
    | SHIFT_STEPS
    | PLAN_STEPS
    | IMPORT_STEPS
)
_NAMES: dict[str, dict[str, Words]] = {
    "state": ELIGIBILITY
    | VIOLATION_STATES
    | STAY_STATES
    | CLAIM_STATES
    | PASS_STATES
    | VISIT_STATES
    | STATES
    | APPROVALS
    | FILES
    | HANDOVERS
    | STANDINGS
    | PLAN_STATES
    | IMPORT_STATES,
    "kind": KINDS,
    "announced": MEDIA | SHEETS,
    "told": TOLD,
    "step": _STEPS,
    "missing": _STEPS,
    "columns": HEADINGS,
    "role": ROLES,
    "roles": ROLES,
}


def title(code: str, language: Language) -> str:
    """What is refused."""
    return REFUSALS[code][0].say(language)


def detail(code: str, language: Language, data: dict[str, Any]) -> str:
    """What to do instead."""
    return REFUSALS[code][1].say(language, **_spoken(data, language))


def fault(code: str, language: Language, data: dict[str, Any]) -> str:
    """What is wrong with a field."""
    return FAULTS[code].say(language, **_spoken(data, language))


def _spoken(data: dict[str, Any], language: Language) -> dict[str, Any]:
    between = ", " if language is Language.EN else "、"

    def name(kind: str, value: Any) -> str:
        words = _NAMES.get(kind, {}).get(str(value))
        return words.say(language) if words else str(value)

    return {
        kind: between.join(name(kind, each) for each in value)
        if isinstance(value, list | tuple)
        else name(kind, value)
        for kind, value in data.items()
    }
