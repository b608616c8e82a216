"""What the rules say of a plan, what the GM is asked for, and what may be spent (R-4). Pure.

The same to applicant, approver and finance, and judged anew whenever it is asked for: what the GM
granted holds for exactly what he was asked, by its digest, and for nothing else.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from chalicelib.core import alike, effects
from chalicelib.core.errors import Refusal
from chalicelib.core.record import plain
from chalicelib.core.words import Name
from chalicelib.reception.plans import together
from chalicelib.reception.plans.model import (
    Ask,
    Asked,
    Bearer,
    Finding,
    Granted,
    Level,
    LineKind,
    LodgingKind,
    MealKind,
    PlanLine,
    Sums,
)
from chalicelib.reception.plans.sitting import accompanying, guests_of
from chalicelib.reception.receptions.model import (
    COORDINATED,
    SETTLED,
    Content,
    Guest,
    GuestKind,
    Reception,
    ReceptionState,
)
from chalicelib.reception.terms import ReceptionTerms, Scope, Standard

PLANNED = "R-2.4"
"""The clause by which schedule, board, lodging, cars and tickets are part of a reception."""
_TRAVEL = "R-4.1.1"
_ORDINARY = "R-4.1.2"
_BEARS = "R-4.1.3"
_OUTSIDE = "R-4.2.1"
_MEALS = "R-4.2.2"
_STRICT = "R-4.3.4"
_CARS = "R-4.3.7"

_OVER = frozenset({ReceptionState.CLOSED, ReceptionState.CANCELLED})
_SPENDS = frozenset({ReceptionState.APPROVED, ReceptionState.DEPARTED})
_PRICED = frozenset({LineKind.MEAL, LineKind.LODGING, LineKind.TICKET})


def cost(line: PlanLine, content: Content) -> int:
    """What a line costs, in fen."""
    if line.kind is LineKind.MEAL:
        return line.fen * (len(guests_of(line, content)) + line.hosts)
    if line.kind is LineKind.LODGING:
        return line.fen * len(guests_of(line, content)) * line.count
    return line.fen * line.count


def sums(content: Content) -> Sums:
    """What the plan costs, line by line and by who bears it."""
    lines = {line.key: cost(line, content) for line in content.lines}

    def borne(bearer: Bearer) -> int:
        return sum(lines[line.key] for line in content.lines if line.bearer is bearer)

    return Sums(
        lines=lines,
        guest_unit=borne(Bearer.GUEST_UNIT),
        host=borne(Bearer.HOST),
        advance=borne(Bearer.ADVANCE),
    )


def budget(content: Content) -> int:
    """What the house spends: what it bears, and what it advances (R-4.3.1)."""
    found = sums(content)
    return found.host + found.advance


def standing(reception: Reception) -> int:
    """The same, without what the GM refused: a line, or the reception as a whole."""
    refused = {each.line for each in reception.granted if not each.yes}
    if None in refused:
        return 0
    content = reception.content
    lines = tuple(each for each in content.lines if each.key not in refused)
    return budget(replace(content, lines=lines))


def findings(
    content: Content, granted: Iterable[Granted], terms: ReceptionTerms
) -> tuple[Finding, ...]:
    """Everything that the rules say of a plan: of the whole first, then line by line.

    Of decisions on the same thing the last counts.
    """
    yes: dict[tuple[Any, ...], dict[str, bool]] = {}
    for each in granted:
        yes.setdefault((each.asks, each.line, each.code), {})[each.digest] = each.yes
    digest = _digests(content, terms)

    def held(each: Finding) -> bool:
        known = yes.get((each.asks, each.line, _item(each)))
        return known is not None and known.get(digest(each), False)

    return tuple(replace(each, granted=held(each)) for each in _found(content, terms))


def asked(content: Content, terms: ReceptionTerms) -> tuple[Asked, ...]:
    """Everything that the GM has to decide, each once, whatever it lifts."""
    pages: dict[tuple[Ask, str | None, str | None], Asked] = {}
    digest = _digests(content, terms)
    for each in _found(content, terms):
        if each.asks is None:
            continue
        key = (each.asks, each.line, _item(each))
        known = pages.get(key)
        pages[key] = Asked(
            asks=each.asks,
            clause=each.clause,
            line=each.line,
            code=_item(each),
            digest=known.digest if known else digest(each),
            data={**(known.data if known else {}), each.code: each.data},
        )
    return tuple(pages.values())


def cap(line: PlanLine, content: Content, terms: ReceptionTerms) -> int | None:
    """The standard for one of a line, in fen; None where there is none for it."""
    known = [*_standards_of(line, content, terms).values()]
    if not known or None in known:
        return None
    caps = [_cap(line, each) for each in known if each]
    return max(caps) if line.kind is LineKind.MEAL else min(caps)


def may_spend(reception: Reception, line_key: str, terms: ReceptionTerms) -> Refusal | None:
    """Why nothing may be spent on a line, if it may not: the one gate of claims and trips.

    `terms` are those that the reception was judged by.
    """
    return spending(reception, (line_key,), terms)[line_key]


def spending(
    reception: Reception, lines: Iterable[str], terms: ReceptionTerms
) -> dict[str, Refusal | None]:
    """The same of several lines at once, by their keys."""
    found = findings(reception.content, reception.granted, terms)
    return {key: _kept_from(reception, key, found) for key in lines}


def _kept_from(reception: Reception, key: str, found: Iterable[Finding]) -> Refusal | None:
    state = reception.state
    if state in _OVER:
        return Refusal("too_late", COORDINATED, state=state)
    line = reception.line(key)
    if line is None:
        return Refusal("no_such_line", PLANNED, line=key)
    stops = [each for each in found if each.stops and each.line in (None, key)]
    if state not in _SPENDS or any(each.asks is Ask.BUDGET for each in stops):
        return Refusal("budget_missing", COORDINATED)
    if stops:
        return Refusal("not_granted", stops[0].clause, line=line.words, finding=stops[0].code)
    if line.bearer is Bearer.GUEST_UNIT:
        return Refusal("own_cost", _ORDINARY, line=line.words)
    if line.bearer is Bearer.ADVANCE and reception.settlement:
        return Refusal("settled_already", SETTLED, holder=f"settlement#{reception.settlement}")
    return None


def _item(finding: Finding) -> str | None:
    return finding.data["item"] if finding.asks is Ask.ITEM else None


def _digests(content: Content, terms: ReceptionTerms) -> Callable[[Finding], str]:
    """What stands for all that a grant is for: lines, guests, ranks, days, kind, settings."""
    lines = {each.key: each for each in content.lines}
    said = cache(lambda key: plain(lines[key]))
    guests = {each.key: plain(each) for each in content.guests}

    def digest(finding: Finding) -> str:
        about, whom = _about(finding, content)
        cities = _cities(content, terms) if finding.asks is Ask.OUTSIDE else []
        days = str(content.first), str(content.last)
        hashed = effects.hashed(
            finding.asks,
            _item(finding),
            [said(key) for key in about],
            [guests[key] for key in whom],
            cities,
            content.kind,
            days,
            terms.id,
        )
        return f"{hashed:062x}"

    return digest


def _about(finding: Finding, content: Content) -> tuple[list[str], list[str]]:
    """Keys of the lines and of the guests that it is about, whatever their order."""
    match finding.asks:
        case Ask.BUDGET:
            lines = [each for each in content.lines if each.bearer is not Bearer.GUEST_UNIT]
        case _:
            lines = [each for each in content.lines if each.key == finding.line]
    guests = guests_of(lines[0], content) if finding.line else content.guests
    return sorted(each.key for each in lines), sorted(each.key for each in guests)


def _found(content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    yield from _of_all(content, terms)
    for line in content.lines:
        yield from _unfit(line, content, terms)
        yield from _board_and_lodging(line, content, terms)
        yield from _at_table(line, content, terms)
        yield from _offered(line, terms)
        yield from _borne(line, content, terms)
    yield from together.findings(content, terms)


def _of_all(content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    """What the GM decides of the reception as a whole, and what he is to see of it."""
    others = _others(content, terms)
    if others:
        staff = content.kind is GuestKind.GROUP_STAFF
        yield Finding(
            level=Level.WARN,
            code="other_kind_of_guests",
            clause=_OUTSIDE if staff else _TRAVEL,
            data={"guests": others},
            terms=int(terms.id),
        )
    if content.kind is not GuestKind.GROUP_STAFF:
        yield Finding(
            level=Level.STOP,
            code="outside_guests",
            clause=_OUTSIDE,
            asks=Ask.OUTSIDE,
            data={"standards": [plain(each) for each in _standards(content, terms)]},
            terms=int(terms.id),
        )
    spent = sums(content)
    if budget(content):
        yield Finding(
            level=Level.STOP,
            code="budget",
            clause=COORDINATED,
            asks=Ask.BUDGET,
            data={"fen": budget(content), "host": spent.host, "advance": spent.advance},
            terms=int(terms.id),
        )


def _others(content: Content, terms: ReceptionTerms) -> list[str]:
    """Guests of units of the group who are received as guests from outside, or the reverse."""
    staff = content.kind is GuestKind.GROUP_STAFF
    group = {alike.bare(each.name): each.group for each in terms.units}
    return [
        each.key for each in content.guests if group.get(alike.bare(each.unit), staff) is not staff
    ]


def _cities(content: Content, terms: ReceptionTerms) -> list[str]:
    """The classes of the cities in which guests are fed and lodged; else the site's own."""
    named = {each.city or terms.city for each in content.lines if each.kind in _STANDARDS}
    return sorted(named or {terms.city})


_STANDARDS = frozenset({LineKind.MEAL, LineKind.LODGING})
"""What there are standards for."""


def _standards(content: Content, terms: ReceptionTerms) -> Iterator[Standard]:
    for rank in dict.fromkeys(each.rank for each in content.guests):
        for city in _cities(content, terms):
            known = terms.standard(Scope.OUTSIDE, rank, city)
            if known:
                yield known


def _unfit(line: PlanLine, content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    """Guests that are not there, days on which they are not: nobody can grant them."""
    unknown = set(line.guests) - {each.key for each in content.guests}
    if unknown:
        yield _stop(line, terms, "guest_unknown", PLANNED, guests=sorted(unknown))
    days = {"first": str(content.first), "last": str(content.last)}
    if not content.first <= line.day <= content.last:
        yield _stop(line, terms, "day_outside", PLANNED, day=str(line.day), **days)
    elif line.kind is LineKind.LODGING and content.last - line.day < timedelta(days=line.count):
        yield _stop(line, terms, "nights_outside", PLANNED, nights=line.count, **days)
    if line.kind in _PRICED and line.bearer is not Bearer.GUEST_UNIT and not line.fen:
        yield _warn(line, terms, "no_price", PLANNED)


def _board_and_lodging(
    line: PlanLine, content: Content, terms: ReceptionTerms
) -> Iterator[Finding]:
    """Nothing above the standard of its guests, and nothing but ordinary lodging."""
    staff = content.kind is GuestKind.GROUP_STAFF
    clause = _TRAVEL if staff else _STRICT
    if line.kind not in _STANDARDS:
        return
    if line.lodging is LodgingKind.RAISED:
        if staff:
            yield _stop(line, terms, "not_ordinary", _ORDINARY, Ask.ORDINARY)
        else:
            yield _stop(line, terms, "raised_lodging", _STRICT, Ask.STANDARD)
    known = _standards_of(line, content, terms)
    missing = [rank for rank, each in known.items() if each is None]
    if missing:
        clause = _TRAVEL if staff else _OUTSIDE
        city = line.city or terms.city
        yield _stop(line, terms, "no_standard", clause, ranks=missing, city=city)
        return
    most = cap(line, content, terms)
    if most is not None and line.fen > most:
        yield _stop(line, terms, "above_standard", clause, Ask.STANDARD, fen=line.fen, cap=most)


def _standards_of(
    line: PlanLine, content: Content, terms: ReceptionTerms
) -> dict[str, Standard | None]:
    """The standard for each rank among the guests of a line; nothing, where there are none."""
    if line.kind not in _STANDARDS:
        return {}
    scope = Scope.TRAVEL if content.kind is GuestKind.GROUP_STAFF else Scope.OUTSIDE
    ranks = dict.fromkeys(each.rank for each in guests_of(line, content))
    return {rank: terms.standard(scope, rank, line.city or terms.city) for rank in ranks}


def _cap(line: PlanLine, standard: Standard) -> int:
    if line.kind is LineKind.LODGING:
        return standard.lodging
    return standard.hospitality if line.meal is MealKind.HOSPITALITY else standard.meal


def _at_table(line: PlanLine, content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    """A hospitality meal is for superiors and experts; few of the house sit with guests."""
    if line.kind is not LineKind.MEAL:
        return
    guests = guests_of(line, content)
    if line.meal is MealKind.HOSPITALITY:
        others = [each.key for each in guests if not _hospitable(each, content, terms)]
        if content.kind is GuestKind.GROUP_STAFF:
            yield _stop(line, terms, "not_ordinary", _ORDINARY, Ask.ORDINARY)
        elif others:
            yield _stop(line, terms, "hospitality_for_others", _MEALS, guests=others)
        else:
            yield _stop(line, terms, "hospitality", _MEALS, Ask.HOSPITALITY)
    most = accompanying(len(guests), terms.hosts)
    if line.hosts > most:
        data = {"hosts": line.hosts, "most": most, "guests": len(guests)}
        yield _stop(line, terms, "too_many_hosts", _MEALS, **data)


def _hospitable(guest: Guest, content: Content, terms: ReceptionTerms) -> bool:
    rank = terms.rank(guest.rank)
    return content.kind is GuestKind.SUPERIOR or bool(rank and rank.expert)


def _offered(line: PlanLine, terms: ReceptionTerms) -> Iterator[Finding]:
    """What is not offered without the GM's grant, named by its code or in the line's words."""
    words = alike.plain(line.words)
    for each in terms.forbidden:
        if each.code in line.items:
            yield _stop(line, terms, "forbidden_item", _STRICT, Ask.ITEM, item=each.code)
        elif any(_naming(name).search(words) for name in (each.code, *_said(each.name))):
            yield _warn(line, terms, "names_forbidden", _STRICT, item=each.code)


def _said(name: Name) -> tuple[str, str, str]:
    return name.hant, name.hans, name.en


@lru_cache(maxsize=1000)
def _naming(name: str) -> re.Pattern[str]:
    """What finds a name in plain words, however it is parted, but not within a longer word."""
    letters = [each for each in alike.bare(name) if each.isalnum()]
    if not letters:
        return re.compile(r"(?!)")
    begins = r"(?<![a-z0-9])" if letters[0].isascii() else ""
    ends = r"(?![a-z0-9])" if letters[-1].isascii() else ""
    return re.compile(begins + r"[\W_]*".join(map(re.escape, letters)) + ends)


def _borne(line: PlanLine, content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    """What the house takes upon itself for the group's staff, and cars beyond the city."""
    staff = content.kind is GuestKind.GROUP_STAFF
    if staff and line.bearer is not Bearer.GUEST_UNIT:
        data = {"bearer": line.bearer, "fen": cost(line, content)}
        yield _stop(line, terms, "bearer", _BEARS, Ask.BEARER, **data)
    if line.kind is LineKind.VEHICLE and not terms.in_city(line.destination):
        yield _stop(
            line,
            terms,
            "long_distance",
            _CARS,
            Ask.LONG_DISTANCE,
            destination=line.destination or "",
        )


def _stop(
    line: PlanLine,
    terms: ReceptionTerms,
    code: str,
    clause: str,
    asks: Ask | None = None,
    /,
    **data: Any,
) -> Finding:
    return Finding(
        level=Level.STOP,
        code=code,
        clause=clause,
        line=line.key,
        data=data,
        asks=asks,
        terms=int(terms.id),
    )


def _warn(line: PlanLine, terms: ReceptionTerms, code: str, clause: str, **data: Any) -> Finding:
    return replace(_stop(line, terms, code, clause, **data), level=Level.WARN)
