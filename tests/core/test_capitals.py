"""Amounts in Chinese capital figures 大寫, as the rules on bills have them (P-money, P-words)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.capitals import capitals
from chalicelib.core.words import Language
from tests.core.making import LAW

_PLACES = {"億": 10**8, "萬": 10**4, "仟": 1000, "佰": 100, "拾": 10}


@pytest.mark.clause("R-4.3.5", "P-words")
@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),  # no 零 before the first figure
        (10, "壹角整"),  # ends with 角
        (11, "壹角壹分"),
        (1_000, "壹拾元整"),  # ten is 壹拾, never 拾
        (10_005, "壹佰元零伍分"),  # 角 left out between two figures
        (10_050, "壹佰元伍角整"),
        (100_100, "壹仟零壹元整"),  # two places left out are one 零
        (101_000, "壹仟零壹拾元整"),
        (359_677, "叁仟伍佰玖拾陸元柒角柒分"),
        (1_640_902, "壹萬陸仟肆佰零玖元零貳分"),
        (10_700_053, "壹拾萬柒仟元伍角叁分"),  # 萬 ends in none of its own, so no 零 after it
        (100_000_100, "壹佰萬零壹元整"),
        (100_010_000, "壹佰萬零壹佰元整"),
        (10_000_000_000, "壹億元整"),
        (10_001_000_000, "壹億零壹萬元整"),  # across 億
        (10_000_000_001, "壹億元零壹分"),
        (99_999_999_999_999, "玖仟玖佰玖拾玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_said_as_bills_say_it(fen: int, said: str) -> None:
    assert capitals(fen, Language.HANT) == said


@pytest.mark.clause("P-words")
def test_simplified_characters_are_those_of_the_mainland() -> None:
    assert capitals(1_020_006_000_206, Language.HANS) == "壹佰零贰亿零陆万零贰元零陆分"


def read(said: str) -> int:
    """The fen that somebody reads: whatever stands before a place counts as often as it says."""
    yuan, _, rest = said.rpartition("元")
    jiao, _, cents = rest.rpartition("角")
    return whole(yuan) * 100 + figure(jiao) * 10 + figure(cents.removesuffix("分"))


def whole(text: str) -> int:
    for place, size in _PLACES.items():
        if place in text:
            high, _, low = text.partition(place)
            return whole(high) * size + whole(low)
    return figure(text)


def figure(text: str) -> int:
    """Of the last character; of none, or of what is added, nothing."""
    return max("零壹貳叁肆伍陸柒捌玖".find(text[-1]), 0) if text else 0


@pytest.mark.clause("P-money", "P-words")
@LAW
@given(st.integers(0, 10**14 - 1))
def test_every_amount_is_read_as_it_was_written(fen: int) -> None:
    said = capitals(fen, Language.HANT)
    assert read(said) == fen
    assert "零零" not in said
