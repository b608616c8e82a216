"""The life of a visit. It begins with an answer of the gate (L-9, L-10)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import Life, Step, lead
from chalicelib.lodging.gate import forms, visits
from chalicelib.lodging.gate.model import CURFEW, VisitState

INSIDE, INSIDE_LATE, GONE, GONE_LATE = VisitState

VISIT = Life(
    VisitState,
    [
        Step(
            command="sign-out",
            form=forms.SignOut,
            clause=CURFEW,
            who=visits.GUARDS,
            moves={INSIDE: (GONE, GONE_LATE), INSIDE_LATE: (GONE_LATE,)},
            guards=(visits.not_oneself,),
            rule=visits.sign_out,
        ),
        Step(
            command="allow-night",
            form=Reason,
            clause=CURFEW,
            who=visits.GIVES_LEAVE,
            seats=visits.GIVES_LEAVE,
            moves=lead([INSIDE, INSIDE_LATE], INSIDE),
            guards=(visits.not_own, visits.for_tonight),
            rule=visits.allow_night,
            forward=False,
        ),
    ],
)
