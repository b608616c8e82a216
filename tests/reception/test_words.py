"""What people are told of receptions has words, with nothing left open (P-tell)."""

import pytest

from chalicelib.core.words import Language
from chalicelib.core.words.reception import receptions as words
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.receptions.model import ReceptionState
from tests.support.sources import argument, everywhere, texts

KNOWN = ("number", "guest", "unit", "first", "last")
"""What is said of each reception."""


@pytest.mark.clause("P-tell", "P-words")
def test_every_message_is_said_in_every_language() -> None:
    said = set()
    for where, call in everywhere("news"):
        if "reception/receptions" not in where:
            continue
        for code in texts(argument(call, 2, "code")):
            said.add(code)
            for language in Language:
                text = words.TOLD_OF[code].say(language, **dict.fromkeys(KNOWN, "某"))
                assert "{" not in text, code
    assert said == set(words.TOLD_OF)


@pytest.mark.clause("P-words")
def test_every_state_and_step_has_a_name_of_its_own() -> None:
    assert set(words.STATES) == set(ReceptionState)
    assert set(words.STEPS) == set(RECEPTION.steps)
    for names in (words.STATES, words.STEPS):
        for language in Language:
            assert len({each.say(language) for each in names.values()}) == len(names)
