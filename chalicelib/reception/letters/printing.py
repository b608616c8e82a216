"""A letter on paper, A4 and in Chinese: what is faxed or sent, and what was received (R-4.3.2)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import chinese, clock, paper, said
from chalicelib.core.act import Act
from chalicelib.core.words import Language
from chalicelib.core.words.reception.letters import (
    ANSWERS,
    PAPER,
    PAYMENTS,
    PRINTED,
    SIGNED,
    TRANSPORTS,
)
from chalicelib.reception.letters.model import Answered, Direction, Leg, Letter
from chalicelib.service.operations import Document

BOXES = {
    Direction.OUTGOING: ("written_by", "office_head", "seal", "received_by"),
    Direction.INCOMING: ("registered_by", "office_head"),
}
"""Who signs where: of what goes out, the other unit signs that it was received."""


def letter_page(letter: Letter, phone: str | None, act: Act[Any], asked: Language) -> Document:
    """The letter with the contact's number in clear, and with boxes to be signed by hand."""
    language = chinese(asked)
    incoming = letter.direction is Direction.INCOMING
    label = said(PRINTED, language)
    return paper(
        __package__,
        "letter.html",
        letter.forms[0],
        act,
        language,
        copies=letter.copies,
        title=PAPER[letter.kind].say(language),
        beside=PAPER["incoming_letter"].say(language) if incoming else "",
        label=label,
        rows=list(_rows(letter, phone, label, act)),
        texts=list(_texts(letter, label, language)),
        people=letter.people,
        journey=[_leg(each, act, language) for each in letter.journey],
        answers=[_answer(each, act, language) for each in letter.answers[-1:]],
        signatures=[(SIGNED[name].say(language), "") for name in BOXES[letter.direction]],
    )


def _rows(
    letter: Letter, phone: str | None, label: dict[str, str], act: Act[Any]
) -> Iterator[tuple[str, str]]:
    incoming = letter.direction is Direction.INCOMING
    yield label["from" if incoming else "to"], letter.unit
    if letter.reference:
        yield label["reference"], letter.reference
    yield label["dated"], letter.dated.isoformat()
    yield label["contact"], f"{letter.contact.name} {phone or label['erased']}"
    if letter.answer_by:
        yield label["answer_by"], clock(letter.answer_by, act)
    if letter.reception:
        yield label["reception"], letter.reception.number
    yield label["written"], f"{letter.by_name} {clock(letter.at, act)}"


def _texts(letter: Letter, label: dict[str, str], language: Language) -> Iterator[tuple[str, str]]:
    rank = letter.standard.name.say(language) if letter.standard.name else ""
    yield label["standard"], f"{rank} {letter.standard.words or ''}".strip()
    if letter.payment:
        yield label["payment"], PAYMENTS[letter.payment].say(language)
    if letter.words:
        yield label["words"], letter.words


def _leg(leg: Leg, act: Act[Any], language: Language) -> dict[str, str]:
    return {
        "by": TRANSPORTS[leg.by].say(language),
        "number": leg.number,
        "departs": f"{clock(leg.departs_at, act)} {leg.origin or ''}".strip(),
        "arrives": f"{clock(leg.arrives_at, act)} {leg.destination or ''}".strip(),
    }


def _answer(answered: Answered, act: Act[Any], language: Language) -> str:
    verdict = ANSWERS["accepted" if answered.accepted else "declined"].say(language)
    said = f"{verdict} {answered.who} {clock(answered.at, act)}"
    return f"{said} {answered.words or ''}".strip()
