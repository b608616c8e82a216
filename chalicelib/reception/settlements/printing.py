"""A settlement 接待費用結算單 on paper, A4 and in Chinese: other units read it (R-4.3.3)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import boxed, chinese, clock, paper, said
from chalicelib.core.act import Act
from chalicelib.core.capitals import capitals
from chalicelib.core.money import yuan
from chalicelib.core.words import Language
from chalicelib.core.words.reception.plans import NAMES as PLANNED
from chalicelib.core.words.reception.settlements import PRINTED, SIGNED, STATES
from chalicelib.reception.settlements.model import Settlement, Share, ShareLine, Word
from chalicelib.service.operations import Document


def settlement_page(settlement: Settlement, act: Act[Any], asked: Language) -> Document:
    """The settlement unit by unit and line by line, its sums in figures and in words, and who
    signed it when.
    """
    language = chinese(asked)
    label = said(PRINTED, language)
    drawn = boxed(settlement.drawn_name, settlement.drawn_at, act)
    sent = boxed(settlement.sent_name, settlement.sent_at, act)
    return paper(
        __package__,
        "settlement.html",
        settlement.forms[0],
        act,
        language,
        copies=settlement.copies,
        title=label["title"],
        label=label,
        rows=[
            (label["reception"], settlement.reception_number),
            (label["state"], STATES[settlement.state].say(language)),
            (label["total"], _sum(settlement.fen, language)),
            (label["owing"], _sum(settlement.owing, language)),
        ],
        shares=[_share(each, label, act, language) for each in settlement.shares],
        signatures=[
            (SIGNED[name].say(language), value)
            for name, value in (("drawn", drawn), ("sent", sent), ("unit", ""))
        ],
    )


def _sum(fen: int, language: Language) -> str:
    return f"{yuan(fen)} {capitals(fen, language)}"


def _share(
    share: Share, label: dict[str, str], act: Act[Any], language: Language
) -> dict[str, Any]:
    """What one unit owes, and what came of it."""
    return {
        "unit": share.unit,
        "lines": [_line(each, language) for each in share.lines],
        "fen": yuan(share.fen),
        "capitals": capitals(share.fen, language),
        "rows": list(_came_of(share, label, act)),
    }


def _came_of(share: Share, label: dict[str, str], act: Act[Any]) -> Iterator[tuple[str, str]]:
    if share.word:
        yield label["word"], _word(share.word, label, act)
    for sent in share.transferred:
        yield label["transferred"], f"{sent.number} {clock(sent.at, act)} {yuan(sent.fen)}"
    for waived in share.waived:
        yield label["waived"], f"{yuan(waived.fen)} {waived.reason}"
    yield label["owing"], yuan(share.owing)


def _word(word: Word, label: dict[str, str], act: Act[Any]) -> str:
    verdict = label["confirmed" if word.yes else "disputed"]
    return f"{verdict} {word.name} {clock(word.at, act)} {word.words or ''}".rstrip()


def _line(line: ShareLine, language: Language) -> dict[str, str]:
    return {
        "dated": line.dated.isoformat(),
        "claim": line.claim,
        "kind": PLANNED["plan_line"][line.kind].say(language),
        "words": line.words,
        "of": yuan(line.of),
        "fen": yuan(line.fen),
    }
