"""What is to be seen of lines of a plan side by side: nothing of it stops a line. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

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
    yield from _hosts(content, whom, words, terms)


def _twice(
    content: Content, whom: Whom, words: Mapping[str, str], terms: ReceptionTerms
) -> Iterator[Finding]:
    """The same thing planned twice for a guest, or a guest lodged twice for a night."""
    what = {
        line.key: (line.kind, line.day, line.meal, words[line.key], line.destination)
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


def _hosts(
    content: Content, whom: Whom, words: Mapping[str, str], terms: ReceptionTerms
) -> Iterator[Finding]:
    """One meal in several lines: at all its tables no more hosts than for all its guests."""
    meals = defaultdict(list)
    for line in content.lines:
        if line.kind is LineKind.MEAL:
            meals[line.day, words[line.key]].append(line)
    for tables in meals.values():
        guests = frozenset[str]().union(*(whom[line.key] for line in tables))
        hosts, most = sum(line.hosts for line in tables), accompanying(len(guests), terms.hosts)
        if len(tables) > 1 and hosts > most:
            for line in tables:
                yield _seen(line, terms, "hosts_together", _MEALS, hosts=hosts, most=most)


def _seen(line: PlanLine, terms: ReceptionTerms, code: str, clause: str, **data: Any) -> Finding:
    return Finding(
        level=Level.WARN,
        code=code,
        clause=clause,
        line=line.key,
        data=data,
        terms=int(terms.id),
    )
