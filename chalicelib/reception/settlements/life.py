"""The life of a settlement, and of a statement that another site sends us (R-4.3.3)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.reception.settlements import forms, rules
from chalicelib.reception.settlements.model import (
    CLAUSE,
    SETTLEMENT,
    TRANSFER,
    SettlementState,
    StatementState,
)

FINANCE = frozenset({Role.FINANCE})
DRAWS = FINANCE | {Role.OFFICE, Role.OFFICE_HEAD}
DRAWN, SENT, CLOSED, GIVEN_UP = SettlementState

SETTLING = Life(
    SettlementState,
    [
        Step(
            command="draw-up",
            form=forms.DrawUp,
            clause=CLAUSE,
            who=DRAWS,
            moves=lead([NEW], DRAWN),
            guards=(rules.left,),
            rule=rules.draw_up,
            issues=(SETTLEMENT,),
        ),
        Step(
            command="give-up",
            form=Reason,
            clause=CLAUSE,
            who=DRAWS,
            moves=lead([DRAWN], GIVEN_UP),
            rule=rules.give_up,
            forward=False,
        ),
        Step(
            command="send",
            form=forms.Send,
            clause=CLAUSE,
            who=FINANCE,
            moves=lead([DRAWN], SENT),
            guards=(rules.another,),
            rule=rules.send,
        ),
        Step(
            command="hear",
            form=forms.Answered,
            clause=CLAUSE,
            who=DRAWS,
            moves=stay(SENT),
            guards=(rules.of_one("hear"),),
            rule=rules.hear,
            forward=False,
            waits=frozenset({SENT}),
        ),
        Step(
            command="waive",
            form=forms.Waive,
            clause=CLAUSE,
            who=frozenset({Role.GM}),
            moves={SENT: (SENT, CLOSED)},
            rule=rules.waive,
            forward=False,
        ),
        Step(
            command="transfer",
            form=forms.TransferIn,
            clause=CLAUSE,
            who=FINANCE,
            moves={SENT: (CLOSED, SENT)},
            guards=(rules.of_one("transfer"),),
            rule=rules.receive,
            issues=(TRANSFER,),
        ),
    ],
)
RECEIVED, CONFIRMED, DISPUTED, _ = StatementState
ANSWERING = Life(
    StatementState,
    [
        Step(
            command="confirm",
            form=forms.Confirm,
            clause=CLAUSE,
            who=FINANCE,
            moves=lead([RECEIVED, DISPUTED], CONFIRMED),
            rule=rules.confirm,
        ),
        Step(
            command="dispute",
            form=Reason,
            clause=CLAUSE,
            who=FINANCE,
            moves=lead([RECEIVED], DISPUTED),
            rule=rules.dispute,
            forward=False,
        ),
    ],
)
