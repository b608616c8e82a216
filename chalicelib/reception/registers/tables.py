"""The report on receptions as tables, for a file to calculate with (P-report)."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from chalicelib.common.sheets import Cell, Column, Sheet, Sort
from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.words import Language
from chalicelib.core.words.reception.plans import NAMES as PLANNED
from chalicelib.core.words.reception.receptions import NAMES as RECEIVED
from chalicelib.core.words.reception.registers import FIGURES, HEADINGS, PARTS
from chalicelib.core.words.reports import BY
from chalicelib.core.words.shared import ROLES
from chalicelib.reception.registers.forms import ReceptionTable
from chalicelib.reception.registers.model import Figures, Group, ReceptionsReport
from chalicelib.reception.terms import ReceptionTerms

_COUNTED = ("receptions", "guests", "granted")
_AMOUNTS = ("budget", "spent", "borne", "advanced")


def title(report: ReceptionsReport, language: Language) -> str:
    """What the report is called."""
    return f"{HEADINGS['title'].say(language)} {report.first} – {report.last}"


def tables(
    report: ReceptionsReport, act: Act[ReceptionTerms], language: Language
) -> dict[ReceptionTable, Sheet]:
    """The overview, the groups where it is divided, departments, kinds, register, what each guest
    cost, exceptions.
    """

    def department(key: str) -> str:
        return act.site.called(key).say(language)

    found = {ReceptionTable.OVERVIEW: _overview(report, language)}
    if report.by:
        head = BY[report.by].say(language)
        found[ReceptionTable.GROUPS] = _groups(ReceptionTable.GROUPS, head, report.groups, language)
    head = HEADINGS["department"].say(language)
    return {
        **found,
        ReceptionTable.DEPARTMENTS: _groups(
            ReceptionTable.DEPARTMENTS, head, report.departments, language
        ),
        ReceptionTable.KINDS: _groups(
            ReceptionTable.KINDS, HEADINGS["kind"].say(language), report.kinds, language
        ),
        ReceptionTable.REGISTER: _register(report, department, language),
        ReceptionTable.GUESTS: _guests(report, department, language),
        ReceptionTable.EXCEPTIONS: _exceptions(report, act.terms, department, language),
    }


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _cells(figures: Figures) -> Iterator[Cell]:
    """Every figure in the order in which it is shown."""
    yield from (getattr(figures, name) for name in _COUNTED)
    yield from (_yuan(getattr(figures, name)) for name in _AMOUNTS)
    yield None if figures.per_guest is None else round(figures.per_guest / 100, 4)
    yield figures.used


_SHOWN = (*_COUNTED, *_AMOUNTS, "per_guest", "used")


def _columns(language: Language) -> Iterator[Column]:
    for name in _SHOWN:
        sort = Sort.SHARE if name == "used" else Sort.NUMBER
        yield Column(title=FIGURES[name].say(language), sort=sort)


def _overview(report: ReceptionsReport, language: Language) -> Sheet:
    cells = zip(_SHOWN, _cells(report.total), strict=True)
    return Sheet(
        title=PARTS[ReceptionTable.OVERVIEW].say(language),
        columns=(
            Column(title=HEADINGS["figure"].say(language), sort=Sort.TEXT),
            Column(title=HEADINGS["value"].say(language)),
        ),
        rows=tuple((FIGURES[name].say(language), cell) for name, cell in cells),
    )


def _groups(
    part: ReceptionTable,
    head: str,
    groups: tuple[Group, ...],
    language: Language,
) -> Sheet:
    return Sheet(
        title=PARTS[part].say(language),
        columns=(Column(title=head, sort=Sort.TEXT), *_columns(language)),
        rows=tuple(
            (each.name.say(language) if each.name else each.key, *_cells(each.figures))
            for each in groups
        ),
    )


def _heads(language: Language, names: str, sorts: dict[str, Sort]) -> tuple[Column, ...]:
    return tuple(
        Column(title=HEADINGS[name].say(language), sort=sorts.get(name, Sort.TEXT))
        for name in names.split()
    )


def _register(
    report: ReceptionsReport, department: Callable[[str], str], language: Language
) -> Sheet:
    names = (
        "number state kind first last department purpose letter guests people hosts budget spent "
        "per_guest signed granted"
    )
    sorts = {
        **dict.fromkeys(("first", "last"), Sort.DAY),
        **dict.fromkeys(
            ("people", "hosts", "budget", "spent", "per_guest", "granted"), Sort.NUMBER
        ),
    }
    return Sheet(
        title=PARTS[ReceptionTable.REGISTER].say(language),
        columns=_heads(language, names, sorts),
        rows=tuple(
            (
                each.number,
                RECEIVED["reception"][each.state].say(language),
                RECEIVED["guest_kind"][each.kind].say(language),
                each.first,
                each.last,
                department(each.department),
                each.purpose,
                each.letter,
                "; ".join(each.guests),
                len(each.guests),
                each.hosts,
                _yuan(each.budget),
                _yuan(each.spent),
                None if each.per_guest is None else round(each.per_guest / 100, 4),
                "; ".join(
                    f"{ROLES[mark.role].say(language)} {mark.name} "
                    f"{sitetime.day(mark.at, report.time_zone)}"
                    for mark in each.signed
                ),
                each.granted,
            )
            for each in report.register
        ),
    )


def _guests(
    report: ReceptionsReport, department: Callable[[str], str], language: Language
) -> Sheet:
    names = "number first department guest cost"
    return Sheet(
        title=PARTS[ReceptionTable.GUESTS].say(language),
        columns=_heads(language, names, {"first": Sort.DAY, "cost": Sort.NUMBER}),
        rows=tuple(
            (each.number, each.first, department(each.department), guest, _yuan(cost))
            for each in report.register
            for guest, cost in zip(each.guests, each.costs, strict=True)
        ),
    )


def _exceptions(
    report: ReceptionsReport,
    terms: ReceptionTerms,
    department: Callable[[str], str],
    language: Language,
) -> Sheet:
    names = "number first department asks code line words decision said by on"
    sorts = dict.fromkeys(("first", "on"), Sort.DAY)
    items = {each.code: each.name.say(language) for each in terms.forbidden}
    return Sheet(
        title=PARTS[ReceptionTable.EXCEPTIONS].say(language),
        columns=_heads(language, names, sorts),
        rows=tuple(
            (
                each.number,
                each.first,
                department(each.department),
                PLANNED["asks"][each.asks].say(language),
                items.get(each.code or "", each.code),
                each.line,
                each.words,
                HEADINGS["yes" if each.yes else "no"].say(language),
                each.said,
                each.name,
                sitetime.day(each.at, report.time_zone),
            )
            for each in report.exceptions
        ),
    )
