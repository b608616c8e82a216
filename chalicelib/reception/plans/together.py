"""What is to be seen of lines of a plan side by side; hosts alone stop a line by it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from msgspec.structs import replace

from chalicelib.core import alike
from chalicelib.reception.plans.model import Finding, Level, LineKind, MealKind, PlanLine
from chalicelib.reception.plans.sitting import accompanying, guests_of
from chalicelib.reception.receptions.model import Content
from chalicelib.reception.terms import ReceptionTerms

_MEALS = "R-4.2.2"
_SPARING = "R-4.3.4"
Whom = Mapping[str, frozenset[str]]
"""Key of a line to those of the guests that it is for."""


def findings(content: Content, terms: ReceptionTerms) -> Iterator[Finding]:
    """What lines are to each other: each line that it concerns has the finding."""
    whom = {
        line.key: frozenset(each.key for each in guests_of(line, content)) for line in content.lines
    }
    words = {line.key: alike.bare(line.words) for line in content.lines}
    yield from _twice(content, whom, words, terms)
    yield from _hospitality(content, whom, terms)
    yield from _hosts(content, whom, terms)


def _twice(
    content: Content, whom: Whom, words: Mapping[str, str], terms: ReceptionTerms
) -> Iterator[Finding]:
    """The same thing planned twice for a guest, or a guest lodged twice for a night."""
    what = {
        line.key: (
            *(line.kind, line.day, line.sitting, line.meal),
            *(words[line.key], line.destination),
        )
        for line in content.lines
    }
    same: dict[str, set[str]] = defaultdict(set)
    lodged: dict[str, set[str]] = defaultdict(set)
    for one, other in combinations(content.lines, 2):
        if what[one.key] == what[other.key]:
            found = same
        elif one.kind is other.kind is LineKind.LODGING and _nights(one) & _nights(other):
            found = lodged
        else:
            continue
        if whom[one.key] & whom[other.key]:
            found[one.key].add(other.key)
            found[other.key].add(one.key)
    for line in content.lines:
        if line.key in same:
            yield _seen(line, terms, "planned_twice", _SPARING, lines=sorted(same[line.key]))
        if line.key in lodged:
            yield _seen(line, terms, "lodged_twice", _SPARING, lines=sorted(lodged[line.key]))


def _nights(line: PlanLine) -> frozenset[int]:
    first = line.day.toordinal()
    return frozenset(range(first, first + line.count))


def _hospitality(content: Content, whom: Whom, terms: ReceptionTerms) -> Iterator[Finding]:
    """A guest has one hospitality meal in a reception: the national rule."""
    lines = [line for line in content.lines if line.meal is MealKind.HOSPITALITY]
    times = Counter(guest for line in lines for guest in whom[line.key])
    for line in lines:
        most = max((times[guest] for guest in whom[line.key]), default=0)
        if most > 1:
            yield _seen(line, terms, "hospitality_again", _MEALS, meals=most)


def _hosts(content: Content, whom: Whom, terms: ReceptionTerms) -> Iterator[Finding]:
    """One meal in several lines: at all its tables no more hosts than for all its guests."""
    meals = [line for line in content.lines if line.kind is LineKind.MEAL]
    for line in meals:
        tables = [each for each in meals if _same_meal(line, each)]
        guests = frozenset[str]().union(*(whom[each.key] for each in tables))
        hosts, most = sum(each.hosts for each in tables), accompanying(len(guests), terms.hosts)
        if line.hosts and len(tables) > 1 and hosts > most:
            seen = _seen(line, terms, "hosts_together", _MEALS, hosts=hosts, most=most)
            yield replace(seen, level=Level.STOP)


def _same_meal(one: PlanLine, other: PlanLine) -> bool:
    """Whether they may be tables of one meal, whatever their words say."""
    at_once = one.sitting is None or other.sitting in (None, one.sitting)
    return one.day == other.day and at_once


def _seen(line: PlanLine, terms: ReceptionTerms, code: str, clause: str, **data: Any) -> Finding:
    return Finding(
        level=Level.WARN,
        code=code,
        clause=clause,
        line=line.key,
        data=data,
        terms=int(terms.id),
    )
