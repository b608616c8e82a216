"""The life of a violation, and of an employee's right to stay (L-2, L-5, L-7 to L-11)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.lodging.conduct import eligibility, forms, rules
from chalicelib.lodging.conduct.model import ELIGIBILITY, LIABLE, SLIP, Eligibility, ViolationState

REPORTED, UPHELD, DISMISSED, REVERSED = ViolationState
DECIDES = rules.SEATS | {Role.DORMITORY}

VIOLATION = Life(
    ViolationState,
    [
        Step(
            command="report",
            form=forms.ReportViolation,
            clause=LIABLE,
            who=rules.REPORTS,
            moves=lead([NEW], REPORTED),
            rule=rules.report,
        ),
        Step(
            command="explain",
            form=forms.GiveStatement,
            clause=LIABLE,
            who=rules.EMPLOYEE,
            moves=stay(REPORTED),
            guards=(rules.own,),
            rule=rules.explain,
            forward=False,
            waits=frozenset({REPORTED}),
        ),
        Step(
            command="uphold",
            form=forms.Uphold,
            clause=LIABLE,
            who=DECIDES,
            seats=rules.SEATS,
            moves=lead([REPORTED], UPHELD),
            guards=(rules.may_decide,),
            rule=rules.uphold,
            issues=(SLIP,),
        ),
        Step(
            command="dismiss",
            form=Reason,
            clause=LIABLE,
            who=DECIDES,
            seats=rules.SEATS,
            moves=lead([REPORTED], DISMISSED),
            guards=(rules.may_decide,),
            rule=rules.dismiss,
            forward=False,
        ),
        Step(
            command="reverse",
            form=Reason,
            clause=LIABLE,
            who=rules.SEATS,
            seats=rules.SEATS,
            moves=lead([UPHELD], REVERSED),
            guards=(rules.may_decide,),
            rule=rules.reverse,
            forward=False,
        ),
    ],
)

CONDUCT = Life(
    Eligibility,
    [
        Step(
            command="cancel",
            form=Reason,
            clause=ELIGIBILITY,
            who=rules.SEATS,
            seats=rules.SEATS,
            moves=lead([Eligibility.ELIGIBLE, Eligibility.SUSPENDED], Eligibility.CANCELLED),
            guards=(eligibility.not_own,),
            rule=eligibility.cancel,
        ),
        Step(
            command="restore",
            form=Reason,
            clause=ELIGIBILITY,
            who=rules.SEATS,
            seats=rules.SEATS,
            moves=lead([Eligibility.SUSPENDED, Eligibility.CANCELLED], Eligibility.ELIGIBLE),
            guards=(eligibility.not_own, eligibility.lost),
            rule=eligibility.restore,
            forward=False,
        ),
    ],
)
