"""Everything shown to a person, in the three languages of the catalogue (P-words)."""

import re
from enum import StrEnum
from typing import Any

from chalicelib.core.fields import Line
from chalicelib.core.record import Frozen

_PLACE = re.compile(r"{\w+}")


class Language(StrEnum):
    """The languages a person may choose."""

    HANT = "zh-Hant"
    HANS = "zh-Hans"
    EN = "en"


class Words(Frozen):
    """One text in every language: it cannot be made with one missing."""

    hant: str
    hans: str
    en: str

    def say(self, language: Language, /, **data: Any) -> str:
        """The text in a language, its {places} filled in."""
        match language:
            case Language.HANT:
                text = self.hant
            case Language.HANS:
                text = self.hans
            case _:
                text = self.en
        return text.format_map(data) if data else text


def as_it_is(text: str) -> Words:
    """What has no words of its own: the same in every language."""
    return Words(hant=text, hans=text, en=text)


def unfilled(words: Words) -> Words:
    """A text with an ellipsis in each of its {places}."""
    hant, hans, en = (_PLACE.sub("…", text) for text in (words.hant, words.hans, words.en))
    return Words(hant=hant, hans=hans, en=en)


class Name(Words):
    """What something is called, as somebody settles it: one line in every language."""

    hant: Line
    hans: Line
    en: Line


_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def _language(tag: str) -> Language | None:
    tag = tag.lower()
    if tag == "*" or tag.startswith(_TRADITIONAL):
        return Language.HANT
    if tag == "zh" or tag.startswith("zh-"):
        return Language.HANS
    if tag == "en" or tag.startswith("en-"):
        return Language.EN
    return None


def choose(accept_language: str | None) -> Language:
    """The language a caller asks for most (RFC 9110, 12.5.4); Traditional Chinese if none fits."""
    best, most = Language.HANT, 0.0
    for part in (accept_language or "").split(","):
        tag, _, weight = part.strip().partition(";")
        language = _language(tag.strip())
        try:
            quality = float(weight.strip().lower().removeprefix("q=") or "1")
        except ValueError:
            quality = 0.0
        if language and quality > most:
            best, most = language, quality
    return best
