"""Words as they are compared: however they were typed, the same words are the same."""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

UNSEEN = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What shows nothing and is no white space, as a pattern has it between brackets. Beyond U+FFFF it
is the characters themselves: a browser knows no other way that Python knows."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_PARTING = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The words without what cannot be seen, width, case, and Traditional or Simplified."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().translate(_simplified())


def bare(text: str) -> str:
    """The plain words without white space."""
    return "".join(plain(text).split())


def lettered(text: str) -> str:
    """The letters and digits of the bare words; where there are none, the bare words."""
    found = bare(text)
    return _PARTING.sub("", found) or found


def folded(text: str) -> str:
    """The words without white space, width and case: as strict as a signature is."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def _simplified() -> dict[int, str]:
    """Each Traditional character's Simplified one, from OpenCC's table of characters.

    Where it may stay as it is, it goes the other way: 回覆 is 回复. 著火 is not in the table.
    """
    spec = find_spec("opencc")
    assert spec
    assert spec.origin
    table = Path(spec.origin).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    one = {ord(many): next(each for each in ones if each != many) for many, *ones in pairs}
    return one | {ord("著"): "着"}
