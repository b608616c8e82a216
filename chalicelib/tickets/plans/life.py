"""The life of a maintenance plan 計劃保養: who may do what with it when (T-4.3.1)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.core.people import Role
from chalicelib.tickets.plans import forms, rules
from chalicelib.tickets.plans.model import CLAUSE, PlanState

PLANNERS = frozenset({Role.CS_SUPERVISOR, Role.DEPARTMENT_HEAD})
ACTIVE, SUSPENDED, ENDED = PlanState

PLAN = Life(
    PlanState,
    [
        Step(
            command="set-up",
            form=forms.SetUp,
            clause=CLAUSE,
            who=PLANNERS,
            moves=lead([NEW], ACTIVE),
            rule=rules.set_up,
        ),
        Step(
            command="change",
            form=forms.ChangePlan,
            clause=CLAUSE,
            who=PLANNERS,
            moves={ACTIVE: (ACTIVE, ENDED), SUSPENDED: (SUSPENDED, ENDED)},
            guards=(rules.in_charge,),
            rule=rules.change,
            forward=False,
        ),
        Step(
            command="suspend",
            form=Reason,
            clause=CLAUSE,
            who=PLANNERS,
            moves=lead([ACTIVE], SUSPENDED),
            guards=(rules.in_charge,),
            rule=rules.suspend,
            forward=False,
        ),
        Step(
            command="resume",
            form=forms.Resume,
            clause=CLAUSE,
            who=PLANNERS,
            moves=lead([SUSPENDED], ACTIVE, ENDED),
            guards=(rules.in_charge, rules.none_due),
            rule=rules.resume,
        ),
        Step(
            command="end",
            form=Reason,
            clause=CLAUSE,
            who=PLANNERS,
            moves=lead([ACTIVE, SUSPENDED], ENDED),
            guards=(rules.in_charge,),
            rule=rules.end,
        ),
    ],
)
