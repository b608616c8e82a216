"""Amounts in Chinese capital figures 大寫, as a paper form has them beside the numerals. Pure."""

from chalicelib.core.words import Language

_FIGURES = "零壹貳叁肆伍陸柒捌玖"
_PLACES = ((10**8, "億"), (10**4, "萬"), (10**3, "仟"), (10**2, "佰"), (10, "拾"))
_SIMPLIFIED = str.maketrans("貳陸萬億", "贰陆万亿")


def capitals(fen: int, language: Language) -> str:
    """An amount of whole fen, none or more: what ends with 元 or 角 says 整, so nothing is added.

    >>> capitals(359677, Language.HANT)
    '叁仟伍佰玖拾陸元柒角柒分'
    """
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    said = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        said += f"{_FIGURES[jiao]}角"
    elif said and cents:
        said += "零"
    said += f"{_FIGURES[cents]}分" if cents else "整"
    return said.translate(_SIMPLIFIED) if language is Language.HANS else said


def _whole(number: int) -> str:
    """A whole number; places that are left out between two figures are one 零."""
    for size, place in _PLACES:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_whole(high)}{place}{gap}{_whole(low) if low else ''}"
    return _FIGURES[number]
