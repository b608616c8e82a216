"""A report as tables: the same cells for a file to calculate with and for a page to print."""

from collections.abc import Iterator
from decimal import Decimal

from chalicelib.common.sheets import Cell, Column, Sheet, Sort
from chalicelib.core.money import Money
from chalicelib.core.words import Language
from chalicelib.core.words.reports import BY, MEASURES, PARTS, REPORTED
from chalicelib.core.words.tickets import CHANNELS, KINDS
from chalicelib.tickets.reports import naming
from chalicelib.tickets.reports.forms import By, Part
from chalicelib.tickets.reports.model import Group, Rate, TicketReport, Workload

_TIMES = (By.DAY, By.WEEK, By.MONTH)
_COUNTS = ("taken_in", "open", "completed", "archived", "cancelled")
_SUMS = ("quoted", "charged", "paid", "owing")
_WORK = ("received", "completed", "returned", "passed_on", "cancelled", "open", "reopened")


class Table(Sheet):
    """One table of a report, in one language."""

    part: Part


RATES_AT = len(_COUNTS)
"""The first of the overview's rows that is a rate. One follows for each measure."""
SCORES_AT = RATES_AT + len(MEASURES)
"""The first of the five that say how many answered 1 to 5."""


def tables(report: TicketReport, language: Language) -> tuple[Table, ...]:
    """The overview, the groups where the report is divided, the workload of departments."""
    found = [_overview(report, language)]
    if report.by:
        found.append(_groups(report, report.by, language))
    return (*found, _departments(report.departments, language))


def table(part: Part, report: TicketReport, language: Language) -> Table:
    """One of them."""
    return next(each for each in tables(report, language) if each.part is part)


def called(group: Group, language: Language) -> str:
    """What a group is called; a time says it itself."""
    return group.name.say(language) if group.name else group.key


def _heads(language: Language, *names: str) -> tuple[Column, ...]:
    return tuple(Column(title=REPORTED[name].say(language)) for name in names)


def _overview(report: TicketReport, language: Language) -> Table:
    figures = report.total

    def counted(name: str, value: Cell, **data: int) -> tuple[Cell, ...]:
        return REPORTED[name].say(language, **data), "", value, None, None

    def rows() -> Iterator[tuple[Cell, ...]]:
        for name in _COUNTS:
            yield counted(name, getattr(figures, name))
        for each in figures.rates:
            label = MEASURES[each.measure].say(language)
            yield label, each.clause, each.numerator, each.denominator, each.rate
        for score, count in enumerate(figures.satisfaction.scores, start=1):
            yield counted("score", count, score=score)
        yield counted("answers", figures.satisfaction.answers)
        yield counted("mean", figures.satisfaction.mean)
        yield counted("vain_calls", figures.vain_calls)
        yield counted("handed_late", figures.handed.late)
        yield counted("handed_missing", figures.handed.missing)
        for name in _SUMS:
            yield counted(name, _yuan(getattr(figures.money, name)))
        for by, words, numbers in (
            (By.KIND, KINDS, figures.kinds),
            (By.CHANNEL, CHANNELS, figures.channels),
        ):
            for code, count in numbers.items():
                label = f"{BY[by].say(language)}: {words[code].say(language)}"
                yield label, "", count, None, None
        for key, count in figures.categories.items():
            category = naming.category(key, report.categories)
            label = f"{BY[By.CATEGORY].say(language)}: {category.say(language)}"
            yield label, "", count, None, None

    return Table(
        part=Part.OVERVIEW,
        title=PARTS[Part.OVERVIEW].say(language),
        columns=(
            Column(title=REPORTED["figure"].say(language), sort=Sort.TEXT),
            Column(title=REPORTED["clause"].say(language), sort=Sort.TEXT),
            *_heads(language, "value", "of"),
            Column(title=REPORTED["rate"].say(language), sort=Sort.SHARE),
        ),
        rows=tuple(rows()),
    )


def _groups(report: TicketReport, by: By, language: Language) -> Table:
    times = by in _TIMES
    days = (
        tuple(
            Column(title=REPORTED[each].say(language), sort=Sort.DAY) for each in ("first", "last")
        )
        if times
        else ()
    )

    def row(each: Group) -> Iterator[Cell]:
        yield called(each, language)
        if times:
            yield from (each.first, each.last)
        yield from (getattr(each.figures, name) for name in _COUNTS)
        for rate in each.figures.rates:
            yield from (rate.numerator, rate.denominator, rate.rate)
        yield from (each.figures.satisfaction.answers, each.figures.satisfaction.mean)
        yield each.figures.vain_calls
        yield from (each.figures.handed.late, each.figures.handed.missing)
        yield from (_yuan(getattr(each.figures.money, name)) for name in _SUMS)

    return Table(
        part=Part.GROUPS,
        title=PARTS[Part.GROUPS].say(language),
        columns=(
            Column(title=BY[by].say(language), sort=Sort.TEXT),
            *days,
            *_heads(language, *_COUNTS),
            *(column for each in MEASURES for column in _rate_heads(each, language)),
            *_heads(language, "answers", "mean", "vain_calls", "handed_late", "handed_missing"),
            *_heads(language, *_SUMS),
        ),
        rows=tuple(tuple(row(each)) for each in report.groups),
    )


def _rate_heads(measure: str, language: Language) -> Iterator[Column]:
    label = MEASURES[measure].say(language)
    yield Column(title=label)
    yield Column(title=f"{label}: {REPORTED['of'].say(language)}")
    yield Column(title=f"{label}: {REPORTED['rate'].say(language)}", sort=Sort.SHARE)


def _departments(departments: tuple[Workload, ...], language: Language) -> Table:
    return Table(
        part=Part.DEPARTMENTS,
        title=PARTS[Part.DEPARTMENTS].say(language),
        columns=(
            Column(title=BY[By.DEPARTMENT].say(language), sort=Sort.TEXT),
            *_heads(language, *_WORK, "median_hours", "p90_hours", "answers", "mean"),
        ),
        rows=tuple(
            (
                each.name.say(language),
                *(getattr(each, name) for name in _WORK),
                each.median_hours,
                each.p90_hours,
                each.satisfaction.answers,
                each.satisfaction.mean,
            )
            for each in departments
        ),
    )


def rate_text(rate: Rate) -> str:
    """A rate as it is read: `66.7 % (2/3)`."""
    share = "–" if rate.rate is None else f"{rate.rate:.1%}".replace("%", " %")
    return f"{share} ({rate.numerator}/{rate.denominator})"


def _yuan(money: Money) -> Decimal:
    return Decimal(money.fen) / 100
