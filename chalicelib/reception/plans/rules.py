"""Writing the plan of a reception: what no line may be is refused when it is written. Pure."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict, fields, replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.reception.plans import judging, keeping
from chalicelib.reception.plans.forms import MOST_ITEMS, SAID_OF, Plan, PlanLineIn
from chalicelib.reception.plans.judging import PLANNED
from chalicelib.reception.plans.model import Finding, Level, PlanLine
from chalicelib.reception.receptions.model import Content, Reception
from chalicelib.reception.terms import ReceptionTerms

_REQUIRED = ("meal", "lodging", "destination")
"""What lines have to say whose kind it belongs to."""
_UNSAID = {each.name: each.default for each in fields(PlanLineIn)}
_WHERE = {
    "day_outside": "day",
    "nights_outside": "count",
    "no_standard": "city",
    "hospitality_for_others": "meal",
    "too_many_hosts": "hosts",
    "hosts_together": "hosts",
}
"""The field at which a finding is put right that nobody can grant."""


def planned(reception: Reception, form: Plan, act: Act[ReceptionTerms]) -> Content:
    """What is asked for, with the lines of the form for its plan; known lines keep their keys.

    Raises: Refusal `invalid_form` with the clause by which a line may not be.
    """
    content = said(reception, form, act.terms)
    faults = tuple(_forbidden(content, act.terms))
    if faults:
        raise Refusal("invalid_form", faults[0].data["clause"], faults=faults)
    keeping.under_plan(reception, content)
    return content


def said(reception: Reception, form: Plan, terms: ReceptionTerms) -> Content:
    """The same, whatever the rules say of it.

    Raises: Refusal `invalid_form` for what makes no line.
    """
    faults = tuple(_faults(reception, form, terms))
    if faults:
        raise Refusal("invalid_form", PLANNED, faults=faults)
    return replace(reception.content, lines=_lines(reception, form))


def _lines(reception: Reception, form: Plan) -> tuple[PlanLine, ...]:
    fresh = last_line(reception, reception.content)
    lines = []
    for each in form.lines:
        if each.key is None:
            fresh += 1
        lines.append(PlanLine(**{**asdict(each), "key": each.key or str(fresh)}))
    return tuple(lines)


def last_line(reception: Reception, content: Content) -> int:
    """The last number that a line had for its key, with this content."""
    return max(reception.lines_numbered, *(int(line.key) for line in content.lines), 0)


def _faults(reception: Reception, form: Plan, terms: ReceptionTerms) -> Iterator[Fault]:
    """Lines and guests that are there, each once, and of each kind what belongs to it."""
    keys = {line.key for line in reception.content.lines}
    guests = {each.key for each in reception.content.guests}
    cities = {each.key for each in terms.cities}
    items = {each.code for each in terms.forbidden}
    seen: set[str] = set()
    for place, line in enumerate(form.lines):
        at = f"/lines/{place}"
        if line.key in seen:
            yield Fault(pointer=f"{at}/key", code="repeated")
        elif line.key and line.key not in keys:
            yield Fault(pointer=f"{at}/key", code="no_such")
        seen |= {line.key} if line.key else set()
        yield from _kind_faults(line, at)
        yield from _named(line.guests, guests, f"{at}/guests")
        yield from _named(line.items, items, f"{at}/items")
        if line.city and line.city not in cities:
            yield Fault(pointer=f"{at}/city", code="no_such")
    if sum(len(each.items) for each in form.lines) > MOST_ITEMS:
        yield Fault(pointer="/lines", code="too_many_items", data={"max": MOST_ITEMS})


def _kind_faults(line: PlanLineIn, at: str) -> Iterator[Fault]:
    for name, kinds in SAID_OF.items():
        given = getattr(line, name) != _UNSAID[name]
        if given and line.kind not in kinds:
            yield Fault(pointer=f"{at}/{name}", code="other_kind_of_line")
        elif not given and line.kind in kinds and name in _REQUIRED:
            yield Fault(pointer=f"{at}/{name}", code="required")


def _named(names: tuple[str, ...], known: set[str], at: str) -> Iterator[Fault]:
    for place, name in enumerate(names):
        if name not in known:
            yield Fault(pointer=f"{at}/{place}", code="no_such")
        elif name in names[:place]:
            yield Fault(pointer=f"{at}/{place}", code="repeated")


def _forbidden(content: Content, terms: ReceptionTerms) -> Iterator[Fault]:
    """What nobody can grant."""
    places = {line.key: place for place, line in enumerate(content.lines)}
    for each in judging.findings(content, (), terms):
        if each.level is Level.STOP and each.asks is None and each.line:
            at = f"/lines/{places[each.line]}/{_WHERE[each.code]}"
            data = {"clause": each.clause, **each.data, **_settled(each, terms)}
            yield Fault(pointer=at, code=each.code, data=data)


def _settled(found: Finding, terms: ReceptionTerms) -> dict[str, Any]:
    """What the settings call the ranks and the city that there is no standard for."""
    if found.code != "no_standard":
        return {}
    ranks = {each.key: each.name for each in terms.ranks}
    cities = {each.key: each.name for each in terms.cities}
    named = [ranks.get(each, each) for each in found.data["ranks"]]
    return {"ranks": named, "city": cities.get(found.data["city"], found.data["city"])}
