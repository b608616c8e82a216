"""What an id stands for: how a client shows a name in its place, and asks by choosing.

One table by the names of properties, as of what numbers count: the same name nearly always
means the same, and records keep plain ids, whoever shows them.
"""

PERSON, DEPARTMENT, GUEST, RECORD = "person", "department", "guest", "record"
REFERS: dict[str, str] = {
    **dict.fromkeys(
        (
            "acknowledged_by",
            "applicant",
            "asked_by",
            "assignee",
            "barred",
            "by",
            "checked_by",
            "completed_by",
            "drawn_by",
            "employee",
            "ended_by",
            "forced_by",
            "giver",
            "guard",
            "hands",
            "heard_by",
            "judged_by",
            "opened_by",
            "owner",
            "owners",
            "paid_by",
            "person",
            "received_by",
            "requested_by",
            "sent_by",
            "signed_off_by",
            "staff",
            "supervisor",
            "taker",
            "told_by",
            "whose",
            "workers",
        ),
        PERSON,
    ),
    **dict.fromkeys(
        (
            "counterpart",
            "department",
            "departments",
            "not_reported",
            "Department.key",
            "MyDepartment.key",
        ),
        DEPARTMENT,
    ),
    **dict.fromkeys(
        (
            "guest",
            "Ceded.guests",
            "Ceding.guests",
            "Cede.guests",
            "AccessPass.holder",
            "Inspection.guests",
        ),
        GUEST,
    ),
    **dict.fromkeys(("record", "underway", "Attachment.host", "Violation.raised_from"), RECORD),
    **dict.fromkeys(("ticket", "tickets", "Intake.repeats"), "ticket"),
    **dict.fromkeys(("earlier", "Tally.completed", "Tally.issued", "Tally.late"), "ticket"),
    "Tally.open": "ticket",
    "incident": "incident",
    "Planned.plan": "plan",
    **dict.fromkeys(
        ("begins", "extends", "extensions", "receiver", "stay", "Ceding.giver"), "stay"
    ),
    **dict.fromkeys(("Cede.to", "Ceded.to", "TakeCeded.of"), "stay"),
    **dict.fromkeys(("relative", "Apply.guests", "ApplyAgain.guests"), "relative"),
    **dict.fromkeys(("access_pass", "replaced_by"), "pass"),
    **dict.fromkeys(("violation", "violations"), "violation"),
    "visit": "visit",
    "Lent.check": "check",
    "reception": "reception",
    "trip": "trip",
    "advance": "advance",
    "claim": "claim",
    "settlement": "settlement",
    "car": "car",
    "driver": "driver",
    **dict.fromkeys(
        (
            "units",
            "Intake.unit",
            "IntakeQuestion.unit",
            "ItemView.unit",
            "KnownUnit.unit",
            "Mine.unit",
            "OpenTicket.unit",
            "Place.unit",
            "TicketList.unit",
        ),
        "unit",
    ),
    **dict.fromkeys(
        (
            "chalicelib.reception.receptions.model.Guest.rank",
            "GuestIn.rank",
            "Standard.rank",
            "StandardAsked.rank",
            "StandardForm.rank",
        ),
        "rank",
    ),
    "city": "city",
    "items": "forbidden",
    **dict.fromkeys(
        (
            "Decision.code",
            "ExceptionMade.code",
            "Granted.code",
            "chalicelib.reception.plans.model.Asked.code",
        ),
        "forbidden",
    ),
    **dict.fromkeys(("AddRoom.type", "ChangeRoom.type", "OfType.type", "Room.type"), "rate"),
    **dict.fromkeys(("Damage.code", "chalicelib.lodging.accounts.model.Line.code"), "damage"),
    **dict.fromkeys(("QuantityOf.code", "chalicelib.tickets.model.paid.Line.code"), "price"),
    "category": "category",
    "line": "line",
    **dict.fromkeys(("GuestIn.key", "PlanLineIn.key"), "itself"),
    **dict.fromkeys(("PlanLineIn.guests", "PlanLine.guests", "absent"), "announced"),
    **dict.fromkeys(("follow_up", "FollowUp.corrects"), "follow_up"),
    "photo": "file",
    "referral": "referral",
    **dict.fromkeys(
        (
            "ChannelView.codes",
            "Choice.code",
            "Rule.code",
            "SetChannel.codes",
            "SetChoice.code",
            "SetRule.code",
        ),
        "notice",
    ),
    **dict.fromkeys(("Delivery.channel", "TryChannel.channel"), "channel"),
}
"""Kind of thing by property, or by `Schema.property`.

Of a kind `record` the id is its name in history: `stay#19c…`. What is named within one record only
is of the kinds `announced`, `file`, `follow_up`, `line` and `referral`.
"""
