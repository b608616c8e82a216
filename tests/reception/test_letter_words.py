"""What people are told of letters has words, and so has every choice (P-tell, P-words)."""

import pytest

from chalicelib.core.words import Language
from chalicelib.core.words.labels import NAMES
from chalicelib.core.words.reception.letters import SIGNED, TOLD_OF
from chalicelib.reception.letters.model import PREFIX, Direction, LetterKind, Payment, Transport
from chalicelib.reception.letters.printing import BOXES
from tests.support.sources import argument, everywhere, texts

POSITION = {"_news": 1, "_word": 2}
"""The functions that tell, and where their code stands."""


@pytest.mark.clause("P-tell", "P-words")
def test_every_message_is_said_in_every_language() -> None:
    said = set()
    for function, position in POSITION.items():
        for where, call in everywhere(function):
            if where.startswith("reception/letters/"):
                said.update(texts(argument(call, position, "code")))
    assert said == set(TOLD_OF)
    for code in said:
        for language in Language:
            assert "{" not in TOLD_OF[code].say(language, number="FX-1", unit="集團深圳醫院")


@pytest.mark.clause("P-words")
def test_every_choice_form_and_box_has_a_name() -> None:
    assert set(NAMES["letter_direction"]) == set(Direction)
    assert set(NAMES["letter_kind"]) == set(LetterKind)
    assert set(NAMES["letter_transport"]) == set(Transport)
    assert set(NAMES["letter_payment"]) == set(Payment)
    assert set(PREFIX) <= set(NAMES["form"])
    assert set(SIGNED) == {name for boxes in BOXES.values() for name in boxes}
