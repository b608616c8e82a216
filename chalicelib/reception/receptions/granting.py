"""What the GM decides with his signature: everything that he is asked for, each once. Pure."""

from collections.abc import Iterator

from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Ask, Asked, Granted
from chalicelib.reception.receptions.forms import Approve, Decision
from chalicelib.reception.receptions.model import COORDINATED, Content
from chalicelib.reception.terms import ReceptionTerms

_Thing = tuple[Ask, str | None, str | None]


def thing(of: Asked | Granted | Decision) -> _Thing:
    """What is asked for, granted, or decided on."""
    return (of.asks, of.line, of.code)


def granted(content: Content, form: Approve, act: Act[ReceptionTerms]) -> tuple[Granted, ...]:
    """The GM's decisions, in the order in which he was asked.

    Raises: Refusal `invalid_form` where one is missing, given twice, or was not asked for.
    """
    asked = {thing(each): each for each in judging.asked(content, act.terms)}
    faults = tuple(_faults(asked, form))
    if faults:
        raise Refusal("invalid_form", COORDINATED, faults=faults)
    decided = {thing(each): each for each in form.grants}
    return tuple(
        Granted(
            asks=each.asks,
            line=each.line,
            code=each.code,
            digest=each.digest,
            yes=decided[key].yes,
            words=decided[key].words,
            by=act.person.id,
            name=act.person.name,
            at=act.now,
        )
        for key, each in asked.items()
    )


def nothing_granted(form: Approve) -> None:
    """See that who signs before the GM decides nothing in his place.

    Raises: Refusal `invalid_form`.
    """
    faults = tuple(
        Fault(pointer=f"/grants/{place}", code="gm_decides") for place, _ in enumerate(form.grants)
    )
    if faults:
        raise Refusal("invalid_form", COORDINATED, faults=faults)


def _faults(asked: dict[_Thing, Asked], form: Approve) -> Iterator[Fault]:
    given = [thing(each) for each in form.grants]
    for place, each in enumerate(given):
        if each not in asked:
            yield Fault(pointer=f"/grants/{place}", code="not_asked")
        elif each in given[:place]:
            yield Fault(pointer=f"/grants/{place}", code="repeated")
    for asks, line, code in asked:
        if (asks, line, code) not in given:
            yield Fault(
                pointer="/grants",
                code="undecided",
                data={"asks": asks, "line": line, "code": code},
            )
