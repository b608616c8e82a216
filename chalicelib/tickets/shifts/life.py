"""The life of a handover 交接班: every step, who may take it, where it leads (T-4.6)."""

from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.core.people import Role
from chalicelib.tickets.shifts import forms, rules
from chalicelib.tickets.shifts.model import CLAUSE, HandoverState

AT_DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})

HANDOVER = Life(
    HandoverState,
    [
        Step(
            command="open",
            form=forms.OpenHandover,
            clause=CLAUSE,
            who=AT_DESK,
            moves=lead([NEW], HandoverState.OPEN),
            rule=rules.opened,
        ),
        Step(
            command="sign-off",
            form=forms.SignOff,
            clause=CLAUSE,
            who=AT_DESK,
            moves=lead([HandoverState.OPEN], HandoverState.SIGNED_OFF),
            rule=rules.sign_off,
        ),
        Step(
            command="acknowledge",
            form=forms.Acknowledge,
            clause=CLAUSE,
            who=frozenset({Role.DESK}),
            moves=lead(
                [HandoverState.SIGNED_OFF], HandoverState.ACKNOWLEDGED, HandoverState.SIGNED_OFF
            ),
            guards=(rules.another_person,),
            rule=rules.acknowledge,
        ),
        Step(
            command="force",
            form=forms.Force,
            clause=CLAUSE,
            who=frozenset({Role.CS_SUPERVISOR}),
            moves=lead([HandoverState.OPEN, HandoverState.SIGNED_OFF], HandoverState.FORCED),
            rule=rules.force,
            forward=False,
        ),
    ],
)
