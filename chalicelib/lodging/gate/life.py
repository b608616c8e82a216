"""The life of a visit. It begins with an answer of the gate (L-9, L-10)."""

from chalicelib.core.life import Life, Step
from chalicelib.lodging.gate import forms, rules
from chalicelib.lodging.gate.model import CURFEW, VisitState

INSIDE, INSIDE_LATE, GONE, GONE_LATE = VisitState

VISIT = Life(
    VisitState,
    [
        Step(
            command="sign-out",
            form=forms.SignOut,
            clause=CURFEW,
            who=rules.GUARDS,
            moves={INSIDE: (GONE, GONE_LATE), INSIDE_LATE: (GONE_LATE,)},
            rule=rules.sign_out,
        ),
    ],
)
