"""What people are told about relatives and stays has words, with nothing left open (P-tell)."""

import pytest

from chalicelib.core.words import Language
from chalicelib.core.words.conduct import TOLD_OF as CONDUCT
from chalicelib.core.words.erasing import TOLD_OF as ERASING
from chalicelib.core.words.gate import TOLD_OF as GATE
from chalicelib.core.words.lodging import TOLD_OF as STAYS
from tests.support.sources import argument, everywhere, texts

TOLD_OF = STAYS | GATE | CONDUCT | ERASING
KNOWN: dict[str, dict[str, str]] = {
    "news": {"number": "LA-1", "employee": "葉", "first": "1", "last": "2"},
    "_message": {"employee": "葉", "name": "秀英"},
    "word_of": {"employee": "葉", "clause": "L-7", "day": "1", "fine": "2"},
    "_told": {"until": "3", "reason": "4"},
    "_notice": {"name": "葉", "whom": "秀英"},
    "_addressed": {"employee": "葉", "name": "秀英", "day": "1"},
}
"""The functions that tell, and what they say of themselves; a call may add to it by name."""
POSITION = {"news": 2, "_message": 2, "word_of": 2, "_told": 1, "_notice": 1, "_addressed": 1}


@pytest.mark.clause("P-tell", "P-words")
def test_every_message_is_said_in_every_language() -> None:
    said = set()
    for function, data in KNOWN.items():
        for where, call in everywhere(function):
            if "lodging" not in str(where):
                continue
            given = data | {each.arg: "x" for each in call.keywords if each.arg}
            for code in texts(argument(call, POSITION[function], "code")):
                said.add(code)
                for language in Language:
                    assert "{" not in TOLD_OF[code].say(language, **given), code
    assert said == set(TOLD_OF)
