"""The life of a reception, from its request to its end (R-2.4, R-4.3.1)."""

from chalicelib.core import approval
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.reception.plans.forms import Plan
from chalicelib.reception.plans.judging import PLANNED
from chalicelib.reception.receptions import forms, rules, writing
from chalicelib.reception.receptions.model import COORDINATED, LETTER, SETTLED, ReceptionState
from chalicelib.reception.receptions.routing import COORDINATOR
from chalicelib.reception.receptions.signing import SIGNS, may_sign
from chalicelib.reception.receptions.whose import HOSTS

WRITES = HOSTS | rules.OFFICE
"""Who asks for receptions and carries them out."""
DRAFTED, PENDING, APPROVED, DEPARTED, CLOSED, REFUSED, WITHDRAWN, CANCELLED = ReceptionState

RECEPTION = Life(
    ReceptionState,
    [
        Step(
            command="request",
            form=forms.Request,
            clause=LETTER,
            who=WRITES,
            moves=lead([NEW], DRAFTED),
            rule=writing.request,
        ),
        Step(
            command="plan",
            form=Plan,
            clause=PLANNED,
            who=WRITES,
            moves=lead([DRAFTED, PENDING, APPROVED, REFUSED, WITHDRAWN], DRAFTED),
            guards=(rules.receives, rules.in_time),
            rule=writing.plan,
            forward=False,
        ),
        Step(
            command="edit",
            form=forms.Edit,
            clause=LETTER,
            who=WRITES,
            moves=lead([DRAFTED, PENDING, APPROVED, REFUSED, WITHDRAWN], DRAFTED),
            guards=(rules.receives,),
            rule=writing.edit,
            forward=False,
        ),
        Step(
            command="submit",
            form=forms.Submit,
            clause=COORDINATED,
            who=WRITES,
            moves=lead([DRAFTED], PENDING),
            guards=(rules.receives, rules.planned, rules.in_time),
            rule=rules.submit,
        ),
        Step(
            command="approve",
            form=forms.Approve,
            clause=COORDINATED,
            who=SIGNS,
            seats=SIGNS,
            moves={PENDING: (APPROVED, PENDING)},
            guards=(may_sign, rules.in_time),
            rule=rules.approve,
        ),
        Step(
            command="refuse",
            form=Reason,
            clause=COORDINATED,
            who=SIGNS,
            seats=SIGNS,
            moves=lead([PENDING], REFUSED),
            guards=(may_sign,),
            rule=rules.refuse,
            forward=False,
        ),
        Step(
            command="withdraw",
            form=forms.Withdraw,
            clause=approval.CLAUSE,
            who=WRITES,
            moves=lead([PENDING], WITHDRAWN),
            guards=(rules.own, rules.untouched),
            rule=rules.withdraw,
            forward=False,
        ),
        Step(
            command="reassign",
            form=forms.Reassign,
            clause=COORDINATOR,
            who=rules.OFFICE,
            moves=stay(DRAFTED, PENDING, APPROVED, REFUSED, WITHDRAWN),
            rule=rules.reassign,
            forward=False,
        ),
        Step(
            command="depart",
            form=forms.Depart,
            clause=SETTLED,
            who=WRITES,
            moves=lead([APPROVED], DEPARTED),
            guards=(rules.receives, rules.begun),
            rule=rules.depart,
        ),
        Step(
            command="close",
            form=forms.Close,
            clause=COORDINATED,
            who=rules.OFFICE,
            moves=lead([DEPARTED], CLOSED),
            guards=(rules.nothing_underway, rules.settled),
            rule=rules.close,
        ),
        Step(
            command="cancel",
            form=Reason,
            clause=COORDINATED,
            who=WRITES,
            moves=lead([DRAFTED, PENDING, APPROVED], CANCELLED),
            guards=(rules.receives, rules.nothing_underway, rules.nothing_booked),
            rule=rules.cancel,
            forward=False,
        ),
    ],
)
