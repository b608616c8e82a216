"""The life of a trip (R-4.3.7)."""

from chalicelib.core import approval
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.reception.cars import driving, forms, rules
from chalicelib.reception.cars.model import CLAUSE, REQUEST, TripState
from chalicelib.reception.cars.signing import SIGNS, may_sign

PENDING, APPROVED, ARRANGED, OUT, RETURNED, REFUSED, WITHDRAWN, CANCELLED = TripState

TRIP = Life(
    TripState,
    [
        Step(
            command="ask",
            form=forms.AskTrip,
            clause=CLAUSE,
            who=rules.ASKS,
            moves=lead([NEW], PENDING, APPROVED),
            rule=rules.ask,
            issues=(REQUEST,),
        ),
        Step(
            command="approve",
            form=forms.ApproveTrip,
            clause=CLAUSE,
            who=SIGNS,
            seats=SIGNS,
            moves=lead([PENDING], APPROVED),
            guards=(may_sign,),
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
            form=forms.WithdrawTrip,
            clause=approval.CLAUSE,
            who=rules.ASKS,
            moves=lead([PENDING], WITHDRAWN),
            guards=(rules.own,),
            rule=rules.withdraw,
            forward=False,
        ),
        Step(
            command="arrange",
            form=forms.ArrangeTrip,
            clause=CLAUSE,
            who=rules.OFFICE,
            moves=lead([APPROVED, ARRANGED], ARRANGED),
            rule=driving.arrange,
            waits=frozenset({APPROVED}),
        ),
        Step(
            command="depart",
            form=forms.DepartTrip,
            clause=CLAUSE,
            who=rules.OFFICE,
            moves=lead([ARRANGED], OUT),
            guards=(driving.on_its_day,),
            rule=driving.depart,
        ),
        Step(
            command="return",
            form=forms.ReturnTrip,
            clause=CLAUSE,
            who=rules.OFFICE,
            moves=lead([OUT], RETURNED),
            rule=driving.come_back,
        ),
        Step(
            command="cancel",
            form=Reason,
            clause=CLAUSE,
            who=rules.ASKS,
            moves=lead([APPROVED, ARRANGED], CANCELLED),
            guards=(rules.own_or_office,),
            rule=rules.cancel,
            forward=False,
        ),
    ],
)
