"""An Expense Claim 費用報銷單 on paper, A4 and in Chinese: for the books (R-4.3.5)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import boxed, chinese, clock, paper, said, signed
from chalicelib.core.act import Act
from chalicelib.core.capitals import capitals
from chalicelib.core.money import yuan
from chalicelib.core.words import Language
from chalicelib.core.words.reception.claims import NAMES, PAPER, PRINTED, SIGNED
from chalicelib.core.words.reception.plans import NAMES as PLANNED
from chalicelib.core.words.shared import METHODS
from chalicelib.reception.claims.model import CLAIM, ClaimLine, ExpenseClaim
from chalicelib.service.operations import Document


def claim_page(claim: ExpenseClaim, act: Act[Any], asked: Language) -> Document:
    """The claim line by line, its total in figures and in words, and who signed it when."""
    language = chinese(asked)
    label = said(PRINTED, language)
    return paper(
        __package__,
        "claim.html",
        claim.forms[0],
        act,
        language,
        copies=claim.copies,
        title=PAPER[CLAIM].say(language),
        label=label,
        rows=list(_rows(claim, label, act, language)),
        lines=[_line(each, language) for each in claim.lines],
        total=yuan(claim.total),
        capitals=capitals(claim.total, language),
        signatures=list(_signatures(claim, act, language)),
    )


def _rows(
    claim: ExpenseClaim, label: dict[str, str], act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    department = act.site.department(claim.department)
    yield label["reception"], claim.reception_number
    yield label["department"], department.name.say(language) if department else claim.department
    yield label["person"], claim.person_name
    yield label["claimed"], clock(claim.claimed_at, act)
    yield label["state"], NAMES[CLAIM][claim.state].say(language)
    yield label["receipts"], str(len(claim.lines))
    if claim.advance_number:
        yield label["advance"], f"{claim.advance_number} {yuan(claim.from_advance)}"
    yield label["rest"], yuan(claim.rest)
    if claim.method:
        yield label["method"], METHODS[claim.method].say(language)


def _line(line: ClaimLine, language: Language) -> dict[str, str]:
    return {
        "dated": line.receipt.dated.isoformat(),
        "receipt": line.receipt.number or "",
        "seller": line.receipt.seller,
        "words": line.words,
        "planned": line.line_name,
        "bearer": PLANNED["bearer"][line.bearer].say(language),
        "amount": yuan(line.fen),
    }


def _signatures(
    claim: ExpenseClaim, act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    """Who claimed, signed and paid it; the last box is signed by hand, as money is handed out."""
    yield SIGNED["claimant"].say(language), boxed(claim.person_name, claim.claimed_at, act)
    marks = claim.chain.signed if claim.chain else ()
    yield SIGNED["gm"].say(language), "\n".join(signed(each, act, language) for each in marks)
    yield SIGNED["finance"].say(language), boxed(claim.paid_name, claim.paid_at, act)
    yield SIGNED["received"].say(language), ""
