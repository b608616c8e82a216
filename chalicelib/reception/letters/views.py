"""What is shown of a letter, and what may be done with it now: its number is masked."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.reception.letters.life import LIVES
from chalicelib.reception.letters.model import Letter
from chalicelib.service.showing import Action, actions


class LetterView(Frozen):
    """A letter, and what this person may do with it now."""

    version: int
    letter: Letter
    allowed_actions: tuple[Action, ...]


class LetterPage(Frozen):
    """A page of letters."""

    items: tuple[LetterView, ...]
    next: str | None


def letter_view(letter: Letter, act: Act[Any]) -> LetterView:
    """The letter as it is seen: what is sealed is nobody's to look at."""
    base = f"/sites/{letter.site}/letters/{letter.id}"
    return LetterView(
        version=letter.version,
        letter=replace(letter, sealed=None),
        allowed_actions=actions(LIVES[letter.kind], letter, act, base),
    )
