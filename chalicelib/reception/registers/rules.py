"""From receptions to figures, the register and the exceptions (P-report). Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from chalicelib.core import periods
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import split
from chalicelib.core.periods import quotient
from chalicelib.core.words import Words
from chalicelib.core.words.reception.receptions import NAMES as RECEIVED
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Ask, Bearer, Granted
from chalicelib.reception.receptions.model import Reception, ReceptionState
from chalicelib.reception.registers.forms import ReceptionsIn, ReceptionTable
from chalicelib.reception.registers.model import (
    CLAUSE,
    ExceptionMade,
    Figures,
    Group,
    ReceptionsReport,
    Registered,
    Signed,
)

MOST = 3_000
"""Receptions of one report: what is read and counted well within what API Gateway waits."""
ORDINARY = frozenset({Ask.BUDGET, Ask.OUTSIDE})
"""What the GM decides of every reception that asks for it; the rest are exceptions."""
COUNTED = frozenset({ReceptionState.APPROVED, ReceptionState.DEPARTED, ReceptionState.CLOSED})


def may_be(asked: ReceptionsIn, table: str = "") -> None:
    """See that there is such a period, and such a table of it, if one is asked for.

    Raises: Refusal `invalid_form`.
    """
    found = list(periods.faults(asked.first, asked.last))
    if table == ReceptionTable.GROUPS and asked.by is None:
        found.append(Fault(pointer="/by", code="required"))
    if found:
        raise Refusal("invalid_form", CLAUSE, faults=tuple(found))


def too_many() -> Refusal:
    """Why no report is made of more than `MOST` receptions."""
    fault = Fault(pointer="/last", code="too_many_receptions", data={"max": MOST})
    return Refusal("invalid_form", CLAUSE, faults=(fault,))


def report(asked: ReceptionsIn, found: Iterable[Reception], act: Act[object]) -> ReceptionsReport:
    """The report, of all receptions of its months."""
    within = sorted(
        (each for each in found if asked.first <= each.content.first <= asked.last),
        key=lambda each: (each.content.first, each.number),
    )
    counted = [each for each in within if each.state in COUNTED]
    return ReceptionsReport(
        site=act.site.id,
        first=asked.first,
        last=asked.last,
        time_zone=act.site.time_zone,
        made_at=act.now,
        by=asked.by,
        total=figures(counted),
        groups=tuple(_parts(asked, counted)),
        departments=tuple(_by(counted, lambda each: each.responsible.department, act.site.called)),
        kinds=tuple(
            _by(counted, lambda each: str(each.content.kind), RECEIVED["guest_kind"].__getitem__)
        ),
        register=tuple(registered(each) for each in within if each.chain),
        exceptions=tuple(made for each in within for made in exceptions(each)),
    )


def _parts(asked: ReceptionsIn, counted: Sequence[Reception]) -> Iterator[Group]:
    """Every part of the period, whether anything happened in it or not."""
    if asked.by is None:
        return
    for key, days in periods.parts(asked.first, asked.last, asked.by).items():
        begun = [each for each in counted if each.content.first in days]
        yield Group(key=key, first=days[0], last=days[-1], figures=figures(begun))


def _by(
    counted: Sequence[Reception],
    key: Callable[[Reception], str],
    called: Callable[[str], Words],
) -> Iterator[Group]:
    found: dict[str, list[Reception]] = defaultdict(list)
    for reception in counted:
        found[key(reception)].append(reception)
    for each in sorted(found):
        yield Group(key=each, name=called(each), figures=figures(found[each]))


def figures(counted: Sequence[Reception]) -> Figures:
    """What some receptions come to."""
    guests = sum(len(each.came) for each in counted)
    budget = sum(map(judging.standing, counted))
    borne = sum(_spent(each, Bearer.HOST) for each in counted)
    advanced = sum(_spent(each, Bearer.ADVANCE) for each in counted)
    spent = borne + advanced
    return Figures(
        receptions=len(counted),
        guests=guests,
        budget=budget,
        spent=spent,
        borne=borne,
        advanced=advanced,
        per_guest=quotient(spent, guests, 2),
        used=quotient(spent, budget, 4),
        granted=sum(_granted(each) for each in counted),
    )


def _spent(reception: Reception, bearer: Bearer) -> int:
    borne = {line.key for line in reception.content.lines if line.bearer is bearer}
    return sum(each.fen for each in reception.booked if each.line in borne)


def _granted(reception: Reception) -> int:
    return sum(each.yes for each in _decided(reception))


def _decided(reception: Reception) -> Iterator[Granted]:
    """The exceptions decided, of each the last decision."""
    last = {(each.asks, each.line, each.code): each for each in reception.granted}
    return (each for each in last.values() if each.asks not in ORDINARY)


def registered(reception: Reception) -> Registered:
    """A reception as the register has it."""
    content, letter = reception.content, reception.content.letter
    spent = sum(each.fen for each in reception.booked)
    marks = reception.chain.signed if reception.chain else ()
    return Registered(
        id=reception.id,
        number=reception.number,
        state=reception.state,
        kind=content.kind,
        first=content.first,
        last=content.last,
        department=reception.responsible.department,
        purpose=content.purpose,
        letter=f"{letter.reference} {letter.unit} {letter.dated}",
        guests=tuple(f"{each.name} {each.title} {each.unit}" for each in reception.came),
        hosts=max((each.hosts for each in content.lines), default=0),
        budget=judging.standing(reception),
        spent=spent,
        per_guest=quotient(spent, len(reception.came), 2),
        costs=split(spent, [1] * len(reception.came)),
        signed=tuple(
            Signed(role=each.role, person=each.person, name=each.name, at=each.at) for each in marks
        ),
        granted=_granted(reception),
    )


def exceptions(reception: Reception) -> Iterator[ExceptionMade]:
    """What the GM decided of it that was out of the ordinary."""
    for each in _decided(reception):
        line = reception.line(each.line) if each.line else None
        yield ExceptionMade(
            number=reception.number,
            first=reception.content.first,
            department=reception.responsible.department,
            asks=each.asks,
            code=each.code,
            line=each.line,
            words=line.words if line else None,
            yes=each.yes,
            said=each.words,
            by=each.by,
            name=each.name,
            at=each.at,
        )
