"""Refusals as problem documents (RFC 9457); the HTTP status of every code stands here."""

from typing import Any

import msgspec

from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer
from chalicelib.core.private import repeated, repeated_name
from chalicelib.core.record import Frozen
from chalicelib.core.words import Language, spoken

MEDIA_TYPE = "application/problem+json"

STATUS: dict[str, int] = {
    "malformed": 400,
    "key_missing": 400,
    "key_malformed": 400,
    "version_malformed": 400,
    "unauthenticated": 401,
    "not_your_step": 403,
    "other_department": 403,
    "other_assignee": 403,
    "own_work": 403,
    "own_handover": 403,
    "head_reports": 403,
    "own_roles": 403,
    "own_approval": 403,
    "signed_already": 403,
    "not_your_approval": 403,
    "not_your_application": 403,
    "other_party": 403,
    "not_your_relative": 403,
    "own_relative": 403,
    "own_guests": 403,
    "own_case": 403,
    "own_report": 403,
    "not_your_reception": 403,
    "not_your_case": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "busy": 409,
    "known_already": 409,
    "out_of_order": 409,
    "too_late": 409,
    "indoor_only": 409,
    "told_already": 409,
    "overrules_nothing": 409,
    "worked_on_already": 409,
    "free_of_charge": 409,
    "consent_missing": 409,
    "over_quotation": 409,
    "nothing_owing": 409,
    "paid_already": 409,
    "tries_used": 409,
    "dissatisfied_left_open": 409,
    "nothing_to_correct": 409,
    "no_criticism": 409,
    "reopened_stays_open": 409,
    "work_begun": 409,
    "working_copy_out": 409,
    "working_copy_differs": 409,
    "record_full": 409,
    "files_full": 409,
    "file_settled": 409,
    "file_missing": 409,
    "nothing_parked": 409,
    "delegated_already": 409,
    "too_many_delegations": 409,
    "delegation_over": 409,
    "handover_open": 409,
    "note_missing": 409,
    "too_many_open": 409,
    "reported_already": 409,
    "plan_order_due": 409,
    "repeats_already": 409,
    "no_repeat": 409,
    "approval_over": 409,
    "other_kind": 409,
    "forwarded_already": 409,
    "not_forwarded": 409,
    "result_reported": 409,
    "result_missing": 409,
    "judged_already": 409,
    "no_letter": 409,
    "gm_undecided": 409,
    "gm_decided": 409,
    "too_many_incidents": 409,
    "on_incident_already": 409,
    "on_no_incident": 409,
    "clock_runs_on": 409,
    "nothing_changed": 409,
    "department_kept": 409,
    "supervises": 409,
    "paused_already": 409,
    "not_paused": 409,
    "trial_unfinished": 409,
    "rows_faulty": 409,
    "claimed_already": 409,
    "letter_registered": 409,
    "has_part": 409,
    "nothing_private": 409,
    "still_needed": 409,
    "suspended": 409,
    "eligibility_cancelled": 409,
    "left_staff": 409,
    "no_relative_now": 409,
    "account_settled": 409,
    "no_credit": 409,
    "taken_back_already": 409,
    "signed_by_now": 409,
    "first_day_over": 409,
    "offer_over": 409,
    "guest_lodged": 409,
    "queue_full": 409,
    "bed_occupied": 409,
    "bed_ceded": 409,
    "extended_far": 409,
    "ceding_open": 409,
    "ceding_over": 409,
    "no_bed_to_cede": 409,
    "beds_on_offer": 409,
    "ceded_beds_unfit": 409,
    "not_begun": 409,
    "last_day_over": 409,
    "goes_on": 409,
    "all_came": 409,
    "stay_over": 409,
    "too_much_at_once": 409,
    "unroutable": 409,
    "letter_used": 409,
    "nothing_new": 409,
    "plan_missing": 409,
    "plan_stopped": 409,
    "receives_already": 409,
    "guests_to_come": 409,
    "days_over": 409,
    "still_underway": 409,
    "cost_booked": 409,
    "settlement_missing": 409,
    "budget_missing": 409,
    "not_granted": 409,
    "own_cost": 409,
    "no_such_line": 409,
    "over_budget": 409,
    "over_plan": 409,
    "advance_short": 409,
    "over_balance": 409,
    "receipt_used": 409,
    "not_signed": 409,
    "found_since": 409,
    "claim_settled": 409,
    "pass_ended": 409,
    "inside_already": 409,
    "night_allowed": 409,
    "night_begun": 409,
    "plate_known": 409,
    "driver_known": 409,
    "line_used": 409,
    "approval_gone": 409,
    "car_closed": 409,
    "driver_closed": 409,
    "car_too_small": 409,
    "car_taken": 409,
    "driver_taken": 409,
    "trip_to_come": 409,
    "car_out": 409,
    "driver_out": 409,
    "not_departed": 409,
    "settled_already": 409,
    "claims_open": 409,
    "trips_open": 409,
    "nothing_to_settle": 409,
    "their_word": 409,
    "over_owing": 409,
    "unconfirmed": 409,
    "stale": 412,
    "too_large": 413,
    "unsupported_media": 415,
    "invalid_form": 422,
    "key_reused": 422,
    "signature_differs": 422,
    "file_size_differs": 422,
    "file_digest_differs": 422,
    "file_type_differs": 422,
    "file_not_its_type": 422,
    "version_missing": 428,
    "throttled": 429,
    "internal": 500,
    "unavailable": 503,
}
_RETRY_AFTER = {"busy": "1", "throttled": "1", "unavailable": "2"}


class FieldProblem(Frozen):
    """What is wrong with one field."""

    pointer: str
    """JSON pointer (RFC 6901) of the field."""
    code: str
    detail: str
    data: dict[str, Any]


class Problem(Frozen):
    """A refusal (RFC 9457): its code and clause are stable, its words are the caller's."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    clause: str
    """Clause of the rulebook that asks for it; empty for what is no rule of a front desk."""
    correlation: str
    data: dict[str, Any]
    errors: tuple[FieldProblem, ...] = ()
    present: Any = None
    """The record as it is now, where an older version was to be changed."""


def problem(refusal: Refusal, language: Language, correlation: str) -> Answer:
    """The problem document of a refusal, in the caller's language.

    It may repeat a name that was typed, but no number that was typed in its place (P-private).
    """
    data = _repeated(refusal.data)
    present, allow = data.pop("present", None), data.pop("allow", None)
    status = STATUS[refusal.code]
    document = Problem(
        type=f"/problems/{refusal.code}",
        title=spoken.title(refusal.code, language),
        status=status,
        detail=spoken.detail(refusal.code, language, data),
        code=refusal.code,
        clause=refusal.clause,
        correlation=correlation,
        data=data,
        errors=tuple(
            FieldProblem(
                pointer="/".join(map(repeated_name, fault.pointer.split("/"))),
                code=fault.code,
                detail=spoken.fault(fault.code, language, said),
                data=said,
            )
            for fault in refusal.faults
            for said in (_repeated(fault.data),)
        ),
        present=present,
    )
    headers = {"Content-Type": MEDIA_TYPE}
    if refusal.code in _RETRY_AFTER:
        headers["Retry-After"] = _RETRY_AFTER[refusal.code]
    if refusal.code == "unauthenticated":
        headers["WWW-Authenticate"] = 'Bearer realm="frontdesk"'
    if allow is not None:
        headers["Allow"] = allow
    if present is not None:
        headers["ETag"] = f'"{data["version"]}"'
    return Answer(status=status, headers=headers, body=msgspec.json.encode(document))


def _repeated(data: dict[str, Any]) -> dict[str, Any]:
    """What a refusal says besides its code; `id` is what somebody typed."""
    id = data.get("id")
    return {**data, "id": repeated(id)} if isinstance(id, str) else dict(data)
