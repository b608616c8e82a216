"""The life of a letter: every step, who may take it, where it leads (R-4.3.2, R-4.3.3)."""

from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.reception.letters import forms, rules
from chalicelib.reception.letters.model import (
    CLAUSE_OF,
    FAX,
    INCOMING,
    RECEPTION_LETTER,
    LetterKind,
    LetterState,
)

ISSUED, REGISTERED, ANSWERED, VOID = LetterState
IN_FORCE = (ISSUED, REGISTERED, ANSWERED)


def _life(clause: str) -> Life:
    """By the clause that such letters are written by."""
    return Life(
        LetterState,
        [
            Step(
                command="write",
                form=forms.WriteLetter,
                clause=clause,
                who=rules.WRITES,
                moves=lead([NEW], ISSUED, REGISTERED),
                rule=rules.write,
                issues=(FAX, RECEPTION_LETTER, INCOMING),
            ),
            Step(
                command="answer",
                form=forms.AnswerLetter,
                clause=clause,
                who=rules.WRITES,
                moves=lead(IN_FORCE, ANSWERED),
                rule=rules.answer,
                waits=frozenset({ISSUED, REGISTERED}),
            ),
            Step(
                command="void",
                form=Reason,
                clause=clause,
                who=rules.WRITES,
                moves=lead(IN_FORCE, VOID),
                rule=rules.void,
                forward=False,
            ),
        ],
    )


LIVES = {kind: _life(clause) for kind, clause in CLAUSE_OF.items()}
FAXED, LETTER = LIVES[LetterKind.FAX], LIVES[LetterKind.RECEPTION_LETTER]
