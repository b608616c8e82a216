"""The life of an access pass. It begins at check-in and ends, if handed back, at check-out."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import Life, Step, lead
from chalicelib.core.people import Role
from chalicelib.lodging.passes import forms, rules
from chalicelib.lodging.passes.model import CLAUSE, PassState

DORMITORY = frozenset({Role.DORMITORY})
VALID, REVOKED, _, LOST = PassState

PASS = Life(
    PassState,
    [
        Step(
            command="replace",
            form=forms.Replace,
            clause=CLAUSE,
            who=DORMITORY,
            moves=lead([VALID], LOST),
            guards=(rules.not_own,),
            rule=rules.replace_lost,
            forward=False,
        ),
        Step(
            command="revoke",
            form=Reason,
            clause=CLAUSE,
            who=DORMITORY,
            moves=lead([VALID], REVOKED),
            guards=(rules.not_own,),
            rule=rules.revoke,
            forward=False,
        ),
    ],
)
