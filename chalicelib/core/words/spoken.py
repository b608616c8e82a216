"""Refusals and faults as a caller reads them: codes turned into the names that people use, and
what a site named itself said in their language.
"""

from collections.abc import Callable
from typing import Any

from chalicelib.core.money import yuan
from chalicelib.core.words import Language, Words
from chalicelib.core.words.choices import BYTES, CLOCK, FEN
from chalicelib.core.words.conduct import STANDING_STEPS, VIOLATION_STATES, VIOLATION_STEPS
from chalicelib.core.words.conduct import STANDINGS as ELIGIBILITY
from chalicelib.core.words.delegations import DELEGATION_STEPS, STANDINGS
from chalicelib.core.words.faults import FAULTS
from chalicelib.core.words.fields import FIELDS
from chalicelib.core.words.gate import VISIT_STATES, VISIT_STEPS
from chalicelib.core.words.imports import HEADINGS, IMPORT_STATES, IMPORT_STEPS, SHEETS
from chalicelib.core.words.incidents import INCIDENT_STEPS, INCIDENTS
from chalicelib.core.words.lodging.families import CLAIM_STATES, CLAIM_STEPS
from chalicelib.core.words.lodging.staying import PASS_STATES, PASS_STEPS
from chalicelib.core.words.lodging.stays import STAY_STATES, STAY_STEPS
from chalicelib.core.words.plans import PLAN_STATES, PLAN_STEPS
from chalicelib.core.words.reception import LIVES as RECEPTION
from chalicelib.core.words.reception import NAMES as RECEPTION_NAMES
from chalicelib.core.words.refusals import REFUSALS
from chalicelib.core.words.shared import APPROVALS, COUNTED, FILES, MEDIA, ROLES
from chalicelib.core.words.shifts_and_days import HANDOVERS, SHIFT_STEPS
from chalicelib.core.words.tickets import KINDS, STATES, STEPS, TOLD

LIVES: dict[str, tuple[dict[str, Words], dict[str, Words]]] = {
    "State": (STATES, STEPS),
    "HandoverState": (HANDOVERS, SHIFT_STEPS),
    "PlanState": (PLAN_STATES, PLAN_STEPS),
    "IncidentState": (INCIDENTS, INCIDENT_STEPS),
    "ImportState": (IMPORT_STATES, IMPORT_STEPS),
    "StayState": (STAY_STATES, STAY_STEPS),
    "Claim": (CLAIM_STATES, CLAIM_STEPS),
    "PassState": (PASS_STATES, PASS_STEPS),
    "VisitState": (VISIT_STATES, VISIT_STEPS),
    "ViolationState": (VIOLATION_STATES, VIOLATION_STEPS),
    "Eligibility": (ELIGIBILITY, STANDING_STEPS),
    "Standing": (STANDINGS, DELEGATION_STEPS),
    "FileState": (FILES, {}),
    "ChainState": (APPROVALS, {}),
    **RECEPTION,
}
"""States and steps by the name of the states' type: `waiting` is something else of each."""
_COUNTED: dict[Any, Callable[[int], str]] = {
    FEN: yuan,
    CLOCK: lambda minute: f"{minute // 60:02d}:{minute % 60:02d}",
    BYTES: lambda size: f"{size / 1_000_000:.3g} MB" if size > 1 else f"{size} B",
}
_FIELDS = FIELDS | {name: FIELDS[f"Intake.{name}"] for name in ("person", "unit")}
"""As the desk calls them: nobody else is asked for one of several of these."""
_NAMES: dict[str, dict[str, Words]] = {
    "kind": KINDS,
    "announced": MEDIA | SHEETS,
    "told": TOLD,
    "step": STEPS,
    "choices": MEDIA | SHEETS,
    "columns": HEADINGS,
    "kinds": FIELDS,
    "fields": _FIELDS,
    "unit": COUNTED,
    "role": ROLES,
    "roles": ROLES,
    "finding": RECEPTION_NAMES["finding"],
    "asks": RECEPTION_NAMES["asks"],
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
    names, counted = _NAMES, _COUNTED.get(data.get("unit"), str)
    if "state" in data:
        states, steps = LIVES.get(type(data["state"]).__name__, ({}, {}))
        names = names | {"state": states, "step": steps, "missing": steps}

    def name(kind: str, value: Any) -> str:
        if isinstance(value, Words):
            return value.say(language)
        if isinstance(value, int):
            return counted(value)
        words = names.get(kind, {}).get(str(value))
        return words.say(language) if words else str(value)

    return {
        kind: between.join(name(kind, each) for each in value)
        if isinstance(value, list | tuple)
        else name(kind, value)
        for kind, value in data.items()
    }
