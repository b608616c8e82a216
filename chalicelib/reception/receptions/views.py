"""What is shown of a reception: planned, found, asked, granted and spent, in one view (R-4.3.1)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen, plain
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Asked, Finding, Granted, Sums
from chalicelib.reception.receptions import signing
from chalicelib.reception.receptions.granting import thing
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.receptions.model import Content, Reception
from chalicelib.reception.terms import ReceptionTerms
from chalicelib.service.showing import Action, actions


class Difference(Frozen):
    """What is asked for otherwise than in the version that it is shown beside."""

    field: str
    """As `guests/2/rank` or `lines/1/fen`, guests and lines by their keys."""
    before: str | None
    after: str | None


class AskedFor(Frozen):
    """One thing on the GM's page, and what he decided of it before and now."""

    asked: Asked
    before: Granted | None
    """His decision on it when he last decided, in a version before; it counts no more."""
    unchanged: bool
    """Whether that was on exactly the same."""
    now: Granted | None


class Spent(Frozen):
    """What claims have taken of a line, in fen."""

    line: str
    fen: int


class ReceptionView(Frozen):
    """A reception, and what this person may do with it now."""

    version: int
    reception: Reception
    findings: tuple[Finding, ...]
    """The same to applicant, approver and finance."""
    asks: tuple[AskedFor, ...]
    """Everything that the GM decides at once, on one page."""
    decides: bool
    """Whether this person's signature, which is next, decides of them."""
    costs: Sums
    budget: int
    """Fen that the house bears and advances."""
    spent: tuple[Spent, ...]
    signs: str | None
    """Person id of whoever's signature is waited for; a substitute may give it in their place."""
    differences: tuple[Difference, ...]
    allowed_actions: tuple[Action, ...]


class ReceptionItem(Frozen):
    """A reception in a list; what the rules say of it is shown with it alone."""

    version: int
    reception: Reception
    budget: int
    signs: str | None
    allowed_actions: tuple[Action, ...]


class ReceptionPage(Frozen):
    """A page of receptions."""

    items: tuple[ReceptionItem, ...]
    next: str | None


def reception_item(reception: Reception, act: Act[Any]) -> ReceptionItem:
    """The reception as this person sees it in a list."""
    return ReceptionItem(
        version=reception.version,
        reception=reception,
        budget=judging.budget(reception.content),
        signs=signing.holder(reception, act.site),
        allowed_actions=_actions(reception, act),
    )


def reception_view(reception: Reception, act: Act[ReceptionTerms]) -> ReceptionView:
    """The reception as this person sees it, judged by the settings of the act."""
    content = reception.content
    lines = (each.key for each in content.lines)
    return ReceptionView(
        version=reception.version,
        reception=reception,
        findings=judging.findings(content, reception.granted, act.terms),
        asks=tuple(_asked(reception, act.terms)),
        decides=signing.is_signer(reception, act) and signing.grants(reception, act.site),
        costs=judging.sums(content),
        budget=judging.budget(content),
        spent=tuple(Spent(line=each, fen=reception.spent(each)) for each in lines),
        signs=signing.holder(reception, act.site),
        differences=tuple(_differences(reception)),
        allowed_actions=_actions(reception, act),
    )


def _actions(reception: Reception, act: Act[Any]) -> tuple[Action, ...]:
    base = f"/sites/{reception.site}/receptions/{reception.id}"
    return actions(RECEPTION, reception, act, base)


def _asked(reception: Reception, terms: ReceptionTerms) -> Iterator[AskedFor]:
    before = {thing(each): each for each in reception.granted_before}
    now = {thing(each): each for each in reception.granted}
    for each in judging.asked(reception.content, terms):
        known = before.get(thing(each))
        yield AskedFor(
            asked=each,
            before=known,
            unchanged=known is not None and known.digest == each.digest,
            now=now.get(thing(each)),
        )


def _differences(reception: Reception) -> Iterator[Difference]:
    """What was changed since the earlier version, field by field."""
    if reception.earlier is None:
        return
    before, after = _read(reception.earlier.content), _read(reception.content)
    for field in dict.fromkeys((*before, *after)):
        was, now = before.get(field), after.get(field)
        if was != now:
            yield Difference(field=field, before=was, after=now)


def _read(content: Content) -> dict[str, str]:
    """What is asked for, field by field as people read it."""
    return dict(_fields("", plain(content)))


def _fields(at: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _fields(f"{at}/{name}" if at else name, each)
    elif isinstance(value, list) and isinstance(value[0], dict):
        for each in value:
            key = each.pop("key")
            yield from _fields(f"{at}/{key}", each)
    elif isinstance(value, list):
        yield at, ", ".join(map(str, value))
    else:
        yield at, str(value)
