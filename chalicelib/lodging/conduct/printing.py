"""A deduction slip 扣分單 on paper, A4 and in Chinese: for the employee's file (L-2)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import boxed, chinese, clock, paper, said
from chalicelib.core.act import Act
from chalicelib.core.money import yuan
from chalicelib.core.words import Language
from chalicelib.core.words.conduct import BREACHES, PAPER, PRINTED, SIGNED
from chalicelib.lodging.conduct.model import SLIP, Violation
from chalicelib.service.operations import Document


def slip_page(violation: Violation, act: Act[Any], asked: Language) -> Document:
    """Who loses how many points for what, what they say of it, and who decided."""
    language = chinese(asked)
    label = said(PRINTED, language)
    return paper(
        __package__,
        "paper.html",
        violation.forms[0],
        act,
        language,
        copies=violation.copies,
        title=PAPER[SLIP].say(language),
        rows=list(_rows(violation, label, act, language)),
        texts=list(_texts(violation, label)),
        signatures=list(_signatures(violation, act, language)),
    )


def _rows(
    violation: Violation, label: dict[str, str], act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    yield label["employee"], violation.employee_name
    yield label["points"], PRINTED["scored"].say(language, points=violation.points)
    yield label["breach"], BREACHES[violation.breach].say(language)
    yield label["clause"], violation.clause
    yield label["happened"], clock(violation.happened_at, act)
    yield label["fine"], yuan(violation.fine)
    if violation.guest_name:
        yield label["guest"], violation.guest_name
    if violation.stay_number:
        yield label["stay"], violation.stay_number


def _texts(violation: Violation, label: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield label["words"], violation.reported.words or ""
    yield label["statement"], "\n".join(each.words or "" for each in violation.statements)
    yield label["decided"], (violation.decision and violation.decision.words) or ""


def _signatures(
    violation: Violation, act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    """Who reported and who decided; the employee signs by hand that they have it."""
    reported = boxed(violation.reported.name, violation.reported.at, act)
    yield SIGNED["reported"].say(language), reported
    assert violation.decision, "a slip is issued with the decision"
    decided = boxed(violation.decision.name, violation.decision.at, act)
    yield SIGNED["decided"].say(language), decided
    yield SIGNED["employee"].say(language), ""
