"""A receipt 收據 or a refund slip 退款單 on paper, A4 and in Chinese (L-11, P-money)."""

from typing import Any

from chalicelib.common.printing import chinese, clock, paper
from chalicelib.core.act import Act
from chalicelib.core.capitals import capitals
from chalicelib.core.money import LedgerEntry, yuan
from chalicelib.core.words import Language
from chalicelib.core.words.accounts import PAPER, PRINTED, SIGNED
from chalicelib.core.words.paper import PAPER as EVERY
from chalicelib.core.words.shared import METHODS
from chalicelib.lodging.accounts.paying import Account
from chalicelib.service.operations import Document


def money_page(
    known: Account, name: str, entry: LedgerEntry, act: Act[Any], asked: Language
) -> Document:
    """Who paid or was paid how much, how and when; signed by hand, as money changes hands."""
    language = chinese(asked)
    form = next(each for each in known.forms if each.number == entry.about["number"])
    label = {key: words.say(language) for key, words in PRINTED[form.form].items()}
    fen, words = abs(entry.fen), entry.about.get("words")
    return paper(
        __package__,
        "paper.html",
        form,
        act,
        language,
        copies=known.printed[form.number],
        title=PAPER[form.form].say(language),
        rows=[
            (label["who"], name),
            (label["at"], clock(entry.at, act)),
            (label["method"], METHODS[entry.about["method"]].say(language)),
            (label["amount"], yuan(fen)),
            (EVERY["capitals"].say(language), capitals(fen, language)),
        ],
        texts=[(label["words"], words)] if words else [],
        signatures=[(each.say(language), "") for each in SIGNED[form.form]],
    )
