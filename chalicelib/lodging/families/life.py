"""The life of a claimed relation: every step, who may take it, where it leads (L-1)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.core.people import Role
from chalicelib.lodging.families import forms, rules
from chalicelib.lodging.families.model import CLAUSE, Claim

RELATIVE = Life(
    Claim,
    [
        Step(
            command="claim",
            form=forms.ClaimRelative,
            clause=CLAUSE,
            who=frozenset({Role.EMPLOYEE}),
            moves=lead([NEW], Claim.CLAIMED),
            rule=rules.claim,
        ),
        Step(
            command="verify",
            form=forms.VerifyRelative,
            clause=CLAUSE,
            who=frozenset({Role.DORMITORY}),
            moves=lead([Claim.CLAIMED], Claim.VERIFIED),
            guards=(rules.not_own,),
            rule=rules.verify,
        ),
        Step(
            command="end",
            form=Reason,
            clause=CLAUSE,
            who=frozenset({Role.DORMITORY, Role.EMPLOYEE}),
            moves=lead([Claim.CLAIMED, Claim.VERIFIED], Claim.ENDED),
            guards=(rules.of_own,),
            rule=rules.end,
            forward=False,
        ),
    ],
)
