"""The life of an application and of the stay that it becomes (L-2, L-3)."""

from chalicelib.core import approval
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.lodging.ceding import rules as ceding
from chalicelib.lodging.ceding.forms import CallOff, Cede, TakeCeded
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.staying import rules as staying
from chalicelib.lodging.staying.forms import CheckIn, CheckOut
from chalicelib.lodging.staying.model import CLAUSE as LEAVING
from chalicelib.lodging.stays import forms, rules
from chalicelib.lodging.stays.model import CLAUSE, StayState
from chalicelib.lodging.stays.signing import SIGNS, may_sign

EMPLOYEE = frozenset({Role.EMPLOYEE})
DORMITORY = frozenset({Role.DORMITORY})
PENDING, WAITING, OFFERED, GRANTED, STAYING, LEFT, REFUSED, WITHDRAWN, CANCELLED, *_ = StayState

STAY = Life(
    StayState,
    [
        Step(
            command="apply",
            form=forms.Apply,
            clause=CLAUSE,
            who=EMPLOYEE,
            moves=lead([NEW], PENDING),
            rule=rules.apply,
        ),
        Step(
            command="approve",
            form=forms.Approve,
            clause=CLAUSE,
            who=SIGNS,
            seats=SIGNS,
            moves={PENDING: (GRANTED, PENDING, WAITING)},
            guards=(may_sign, rules.to_come),
            rule=rules.approve,
        ),
        Step(
            command="refuse",
            form=Reason,
            clause=CLAUSE,
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
            who=EMPLOYEE,
            moves=lead([PENDING], WITHDRAWN),
            guards=(rules.own, rules.untouched),
            rule=rules.withdraw,
            forward=False,
        ),
        Step(
            command="resubmit",
            form=forms.ApplyAgain,
            clause=approval.CLAUSE,
            who=EMPLOYEE,
            moves=lead([REFUSED, WITHDRAWN], PENDING),
            guards=(rules.own,),
            rule=rules.apply_again,
            forward=False,
        ),
        Step(
            command="take-offer",
            form=forms.TakeOffer,
            clause=IN_ORDER,
            who=EMPLOYEE,
            moves=lead([OFFERED], GRANTED),
            guards=(rules.own, rules.still_offered),
            rule=rules.take,
        ),
        Step(
            command="check-in",
            form=CheckIn,
            clause=CLAUSE,
            who=DORMITORY,
            moves=lead([GRANTED, STAYING], STAYING),
            guards=(
                staying.not_own,
                staying.no_extension,
                staying.in_its_days,
                staying.somebody_to_come,
            ),
            rule=staying.check_in,
        ),
        Step(
            command="check-out",
            form=CheckOut,
            clause=LEAVING,
            who=DORMITORY,
            moves={STAYING: (LEFT, STAYING)},
            guards=(staying.not_own,),
            rule=staying.check_out,
        ),
        Step(
            command="cede",
            form=Cede,
            clause=IN_ORDER,
            who=EMPLOYEE,
            moves=stay(GRANTED, STAYING),
            guards=(
                rules.own,
                ceding.no_extensions,
                ceding.somebody_cedes,
                ceding.nothing_proposed,
            ),
            rule=ceding.cede,
            forward=False,
        ),
        Step(
            command="take-ceded",
            form=TakeCeded,
            clause=IN_ORDER,
            who=EMPLOYEE,
            moves=lead([WAITING], GRANTED),
            guards=(rules.own, rules.to_come, ceding.proposed),
            rule=ceding.take,
            forward=False,
            waits=frozenset({WAITING}),
        ),
        Step(
            command="call-off",
            form=CallOff,
            clause=IN_ORDER,
            who=EMPLOYEE,
            moves=stay(WAITING, GRANTED, STAYING),
            guards=(rules.own, ceding.something_proposed),
            rule=ceding.call_off,
            forward=False,
        ),
        Step(
            command="cancel",
            form=Reason,
            clause=CLAUSE,
            who=EMPLOYEE | {Role.DORMITORY},
            moves=lead([WAITING, OFFERED, GRANTED], CANCELLED),
            guards=(rules.own_or_office, rules.to_come),
            rule=rules.cancel,
            forward=False,
        ),
    ],
)
