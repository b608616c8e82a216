"""Words as they are compared: however they were typed, the same words are the same."""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_UNSEEN = re.compile(
    "[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


def plain(text: str) -> str:
    """The words without what cannot be seen, width, case, and Traditional or Simplified."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().translate(_simplified())


def bare(text: str) -> str:
    """The plain words without white space."""
    return "".join(plain(text).split())


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
