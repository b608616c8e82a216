"""The life of a delegation: every step, who may take it, where it leads (P-approve)."""

from chalicelib.common.delegations import forms, rules
from chalicelib.common.delegations.model import CLAUSE, SEATS, Standing
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.core.people import ANY_ROLE

DELEGATION = Life(
    Standing,
    [
        Step(
            command="give",
            form=forms.Delegate,
            clause=CLAUSE,
            who=SEATS,
            moves=lead([NEW], Standing.OFFERED),
            rule=rules.give,
        ),
        Step(
            command="accept",
            form=forms.TakeOver,
            clause=CLAUSE,
            who=ANY_ROLE,
            moves=lead([Standing.OFFERED], Standing.IN_FORCE),
            guards=(rules.taker_only, rules.not_over),
            rule=rules.accept,
        ),
        Step(
            command="decline",
            form=forms.EndDelegation,
            clause=CLAUSE,
            who=ANY_ROLE,
            moves=lead([Standing.OFFERED, Standing.IN_FORCE], Standing.DECLINED),
            guards=(rules.taker_only, rules.not_over),
            rule=rules.decline,
            forward=False,
        ),
        Step(
            command="revoke",
            form=forms.EndDelegation,
            clause=CLAUSE,
            who=ANY_ROLE,
            moves=lead([Standing.OFFERED, Standing.IN_FORCE], Standing.REVOKED),
            guards=(rules.giver_only, rules.not_over),
            rule=rules.revoke,
            forward=False,
        ),
    ],
)
