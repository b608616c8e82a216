"""The life of a repair 報修: every step, who may take it, under which clause, where it leads."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.tickets import forms
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.papers import ORDERS, PaperForm
from chalicelib.tickets.rules import (
    approvals,
    asked_again,
    closing,
    dispatch,
    follow_up,
    intake,
    outages,
    paid,
    passing,
    telling,
    warranty,
    work,
)

DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})
SUPERVISOR = frozenset({Role.CS_SUPERVISOR})
WORKERS = frozenset({Role.ENGINEER, Role.DEPARTMENT_HEAD})
ASSISTANT = frozenset({Role.PROPERTY_ASSISTANT})
CASHIER = frozenset({Role.DESK, Role.FINANCE})
OWNER = frozenset({Role.OWNER})

WITH_DEPARTMENT = (State.DISPATCHED, State.TAKEN, State.QUOTED, State.CONSENTED)
BEFORE_WORK = (State.REPORTED, *WITH_DEPARTMENT)
UNDONE = (*BEFORE_WORK, State.WORKING)
AFTER_ACCEPTANCE = (State.ACCEPTED, State.VISIT_DUE, State.FOLLOWED_UP, State.REVIEWED)
AFTER_WORK = (State.COMPLETED, *AFTER_ACCEPTANCE)
FOLLOWED = (State.FOLLOWED_UP, State.ACCEPTED, State.VISIT_DUE, State.DISPATCHED)


def noted(change: Change, act: Act[Any]) -> Change:
    """What every step of repairs and complaints does besides its rule."""
    return approvals.timed(passing.noted(change, act), act)


def on_outages(*states: State) -> tuple[Step, ...]:
    """Attaching a ticket to a known outage, and correcting that, until it is done."""
    return (
        Step(
            command="join-incident",
            form=forms.JoinIncident,
            clause=outages.CLAUSE,
            who=DESK,
            moves=stay(*states),
            guards=(outages.on_none,),
            rule=outages.join,
            forward=False,
        ),
        Step(
            command="leave-incident",
            form=Reason,
            clause=outages.CLAUSE,
            who=DESK,
            moves=stay(*states),
            guards=(outages.on_one,),
            rule=outages.leave,
            forward=False,
        ),
    )


def again(*states: State) -> tuple[Step, ...]:
    """What may be done with every ticket while it is open: urging it, linking it to another."""
    return (
        Step(
            command="urge",
            form=forms.Urge,
            clause=asked_again.CLAUSE,
            who=DESK | OWNER,
            moves=stay(*states),
            guards=(dispatch.desk_or_own,),
            rule=asked_again.urge,
            forward=False,
        ),
        Step(
            command="repeat-of",
            form=forms.RepeatOf,
            clause=asked_again.CLAUSE,
            who=DESK,
            moves=stay(*states),
            guards=(asked_again.no_repeat_yet,),
            rule=asked_again.repeat_of,
            forward=False,
        ),
        Step(
            command="not-repeat-of",
            form=Reason,
            clause=asked_again.CLAUSE,
            who=SUPERVISOR,
            moves=stay(*states),
            guards=(asked_again.a_repeat,),
            rule=asked_again.not_repeat_of,
            forward=False,
        ),
    )


REPAIR = Life(
    (*BEFORE_WORK, State.WORKING, *AFTER_WORK, State.ARCHIVED, State.CANCELLED),
    [
        Step(
            command="intake",
            form=forms.Intake,
            clause="T-2.0",
            who=DESK | OWNER,
            moves=lead([NEW], State.REPORTED, State.DISPATCHED),
            rule=intake.intake,
            issues=ORDERS,
        ),
        Step(
            command="notify",
            form=forms.Notify,
            clause="T-4.3.2",
            who=DESK,
            moves=stay(*BEFORE_WORK),
            guards=(telling.not_told,),
            rule=telling.notify,
        ),
        Step(
            command="overrule-warranty",
            form=forms.Overrule,
            clause="T-4.3.2",
            who=DESK,
            moves=stay(State.REPORTED, State.DISPATCHED, State.TAKEN)
            | lead([State.QUOTED, State.CONSENTED], State.TAKEN),
            guards=(warranty.open_to_judgement,),
            rule=warranty.overrule,
            issues=ORDERS,
            forward=False,
        ),
        Step(
            command="dispatch",
            form=forms.Dispatch,
            clause="T-3.0",
            who=DESK,
            moves=lead([State.REPORTED], State.DISPATCHED),
            rule=dispatch.dispatch,
        ),
        Step(
            command="take",
            form=forms.Signed,
            clause="T-4.5",
            who=WORKERS,
            moves=lead([State.DISPATCHED], State.TAKEN),
            guards=(dispatch.in_department, dispatch.for_me),
            rule=dispatch.take,
        ),
        Step(
            command="return",
            form=Reason,
            clause="T-3.0",
            who=WORKERS,
            moves=lead(WITH_DEPARTMENT, State.REPORTED),
            guards=(dispatch.in_department, dispatch.for_me),
            rule=dispatch.hand_back,
            forward=False,
        ),
        Step(
            command="reassign",
            form=forms.Reassign,
            clause="T-3.0",
            who=DESK | {Role.DEPARTMENT_HEAD},
            moves=lead(WITH_DEPARTMENT, State.DISPATCHED),
            guards=(dispatch.desk_or_department,),
            rule=dispatch.reassign,
            forward=False,
        ),
        Step(
            command="quote",
            form=forms.Quote,
            clause="T-4.3.2",
            who=WORKERS,
            moves=lead([State.TAKEN, State.QUOTED, State.CONSENTED, State.WORKING], State.QUOTED),
            guards=(dispatch.in_department, work.own_order, paid.is_paid),
            rule=paid.quote,
            waits=frozenset({State.TAKEN}),
        ),
        Step(
            command="consent",
            form=forms.GiveConsent,
            clause="T-4.3.2",
            who=OWNER | ASSISTANT | {Role.DESK},
            moves=lead([State.QUOTED], State.CONSENTED),
            guards=(paid.for_the_owner,),
            rule=paid.consent,
        ),
        Step(
            command="decline",
            form=Reason,
            clause="T-4.3.2",
            who=OWNER | ASSISTANT | {Role.DESK},
            moves=lead([State.QUOTED], State.TAKEN, State.CONSENTED),
            guards=(paid.for_the_owner,),
            rule=paid.decline,
            forward=False,
        ),
        Step(
            command="start",
            form=forms.Start,
            clause="T-4.3.2",
            who=WORKERS,
            moves=lead([State.TAKEN, State.CONSENTED], State.WORKING),
            guards=(dispatch.in_department, work.own_order, work.consented),
            rule=work.start,
        ),
        Step(
            command="complete",
            form=forms.Complete,
            clause="T-4.3.2",
            who=WORKERS,
            moves=lead([State.WORKING], State.COMPLETED),
            guards=(dispatch.in_department, work.own_order),
            rule=work.complete,
        ),
        Step(
            command="pay",
            form=forms.Pay,
            clause="T-4.3.2",
            who=CASHIER,
            moves=stay(*AFTER_WORK),
            guards=(paid.something_owing,),
            rule=paid.pay,
            issues=(PaperForm.RECEIPT,),
        ),
        Step(
            command="accept",
            form=forms.Accept,
            clause="T-4.4.4",
            who=OWNER | ASSISTANT,
            seats=ASSISTANT,
            moves=lead([State.COMPLETED], State.ACCEPTED),
            guards=(closing.acceptor,),
            rule=closing.accept,
        ),
        Step(
            command="accept-for",
            form=forms.AcceptFor,
            clause="T-4.4.4",
            who=DESK | ASSISTANT,
            moves=lead([State.COMPLETED], State.ACCEPTED),
            guards=(closing.outsider,),
            rule=closing.accept_for,
            forward=False,
            waits=frozenset({State.COMPLETED}),
        ),
        Step(
            command="reject",
            form=Reason,
            clause="T-4.4.4",
            who=OWNER | ASSISTANT,
            seats=ASSISTANT,
            moves=lead([State.COMPLETED], State.DISPATCHED),
            guards=(closing.acceptor,),
            rule=closing.reject,
            forward=False,
        ),
        Step(
            command="follow-up",
            form=forms.Call,
            clause="T-4.4.1",
            who=DESK,
            moves=lead([State.ACCEPTED], *FOLLOWED),
            guards=(follow_up.tries_left,),
            rule=follow_up.call,
        ),
        Step(
            command="visit",
            form=forms.Visit,
            clause="T-4.4.2",
            who=ASSISTANT,
            moves=lead([State.ACCEPTED, State.VISIT_DUE], *FOLLOWED),
            rule=follow_up.visit,
        ),
        Step(
            command="correct",
            form=forms.Correct,
            clause="T-4.4.3",
            who=DESK | ASSISTANT,
            moves=lead(AFTER_ACCEPTANCE, *FOLLOWED),
            guards=(follow_up.something_to_correct,),
            rule=follow_up.correct,
            forward=False,
        ),
        Step(
            command="improve",
            form=forms.Improve,
            clause="T-4.4.3",
            who=SUPERVISOR,
            moves=stay(*BEFORE_WORK, State.WORKING, *AFTER_WORK),
            guards=(follow_up.criticism_open,),
            rule=follow_up.improve,
        ),
        Step(
            command="review",
            form=forms.Review,
            clause="T-4.4.4",
            who=SUPERVISOR,
            seats=SUPERVISOR,
            moves=lead([State.FOLLOWED_UP], State.REVIEWED),
            guards=(closing.reviewer,),
            rule=closing.review,
        ),
        Step(
            command="send-back",
            form=forms.SendBack,
            clause="T-4.4.4",
            who=SUPERVISOR,
            seats=SUPERVISOR,
            moves=lead([State.FOLLOWED_UP], State.ACCEPTED, State.DISPATCHED),
            guards=(closing.reviewer,),
            rule=closing.send_back,
            forward=False,
        ),
        Step(
            command="archive",
            form=forms.Archive,
            clause="T-4.4.4",
            who=DESK,
            moves=lead([State.REVIEWED], State.ARCHIVED),
            guards=(closing.settled,),
            rule=closing.archive,
        ),
        Step(
            command="cancel",
            form=Reason,
            clause="T-2.0",
            who=DESK | OWNER,
            moves=lead(BEFORE_WORK, State.CANCELLED),
            guards=(dispatch.never_begun, dispatch.desk_or_own),
            rule=dispatch.cancel,
            forward=False,
        ),
        *on_outages(*UNDONE),
        *again(*BEFORE_WORK, State.WORKING, *AFTER_WORK),
    ],
    always=noted,
)
