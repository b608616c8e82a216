"""The report on beds as tables, for a file to calculate with (P-report)."""

from collections.abc import Iterator

from chalicelib.common.sheets import Cell, Column, Sheet, Sort
from chalicelib.core.words import Language
from chalicelib.core.words.lodging.families import SEXES
from chalicelib.core.words.occupancy import FIGURES, REPORTED
from chalicelib.core.words.occupancy import PARTS as OWN_PARTS
from chalicelib.core.words.reports import BY, PARTS
from chalicelib.core.words.reports import REPORTED as HEADINGS
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.reports.forms import BedTable
from chalicelib.lodging.reports.model import BedFigures, BedNights, OccupancyReport
from chalicelib.lodging.staying.model import CLAUSE as LEAVING
from chalicelib.lodging.stays.model import CLAUSE as APPLYING

_BEDS = {"open": IN_ORDER, "given": IN_ORDER, "used": APPLYING}
_APPLICATIONS = {
    "applied": APPLYING,
    "extensions": APPLYING,
    "granted": IN_ORDER,
    "queued": IN_ORDER,
    "refused": APPLYING,
    "withdrawn": "P-approve",
    "cancelled": APPLYING,
    "lapsed": IN_ORDER,
    "no_show": APPLYING,
    "ceded": APPLYING,
}
_WAITS = dict.fromkeys(("mean_hours", "median_hours", "longest_hours"), IN_ORDER)
_QUEUE = dict.fromkeys(("longest", "at_end"), IN_ORDER)
_GUESTS = {
    "came": APPLYING,
    "left": LEAVING,
    "mean_nights": APPLYING,
    "late": LEAVING,
    "overstayed": LEAVING,
}
_CLAUSES = {"nights": "P-report", **_BEDS, **_APPLICATIONS, **_WAITS, **_QUEUE, **_GUESTS}
"""What is counted, in the order in which it is shown, and the clause that it is about."""


def title(report: OccupancyReport, language: Language) -> str:
    """What the report is called."""
    return f"{REPORTED['title'].say(language)} {report.first} – {report.last}"


def tables(report: OccupancyReport, language: Language) -> dict[BedTable, Sheet]:
    """The overview, the groups where the report is divided, the beds by type of room and sex."""
    found = {BedTable.OVERVIEW: _overview(report, language)}
    if report.by:
        found[BedTable.GROUPS] = _groups(report, report.by, language)
    return {**found, BedTable.ROOMS: _rooms(report, language)}


def _counted(figures: BedFigures) -> dict[str, Cell]:
    """Every figure by its name."""
    parts = (
        (figures.beds, _BEDS),
        (figures.applications, _APPLICATIONS),
        (figures.waits, _WAITS),
        (figures.queue, _QUEUE),
        (figures.guests, _GUESTS),
    )
    named = {name: getattr(part, name) for part, names in parts for name in names}
    return {"nights": figures.nights, **named}


def _head(language: Language, name: str, sort: Sort = Sort.TEXT) -> Column:
    return Column(title=HEADINGS[name].say(language), sort=sort)


def _overview(report: OccupancyReport, language: Language) -> Sheet:
    beds = report.total.beds

    def rows() -> Iterator[tuple[Cell, ...]]:
        for name, value in _counted(report.total).items():
            yield FIGURES[name].say(language), _CLAUSES[name], value, None, None
        yield FIGURES["rate"].say(language), IN_ORDER, beds.used, beds.open, beds.rate

    return Sheet(
        title=PARTS[BedTable.OVERVIEW].say(language),
        columns=(
            _head(language, "figure"),
            _head(language, "clause"),
            _head(language, "value", Sort.NUMBER),
            _head(language, "of", Sort.NUMBER),
            _head(language, "rate", Sort.SHARE),
        ),
        rows=tuple(rows()),
    )


def _groups(report: OccupancyReport, by: str, language: Language) -> Sheet:
    return Sheet(
        title=PARTS[BedTable.GROUPS].say(language),
        columns=(
            Column(title=BY[by].say(language), sort=Sort.TEXT),
            _head(language, "first", Sort.DAY),
            _head(language, "last", Sort.DAY),
            *(Column(title=FIGURES[name].say(language)) for name in _CLAUSES),
            Column(title=FIGURES["rate"].say(language), sort=Sort.SHARE),
        ),
        rows=tuple(
            (
                each.key,
                each.first,
                each.last,
                *_counted(each.figures).values(),
                each.figures.beds.rate,
            )
            for each in report.groups
        ),
    )


def _rooms(report: OccupancyReport, language: Language) -> Sheet:
    names = {each.key: each.name.say(language) for each in report.types}

    def row(name: str, beds: BedNights) -> tuple[Cell, ...]:
        return name, beds.open, beds.given, beds.used, beds.rate

    return Sheet(
        title=OWN_PARTS[BedTable.ROOMS].say(language),
        columns=(
            Column(title=REPORTED["type"].say(language), sort=Sort.TEXT),
            *(Column(title=FIGURES[name].say(language)) for name in _BEDS),
            Column(title=FIGURES["rate"].say(language), sort=Sort.SHARE),
        ),
        rows=(
            *(row(names.get(each.type, each.type), each.beds) for each in report.total.types),
            *(
                (SEXES[each.sex].say(language), None, each.given, each.used, None)
                for each in report.total.sexes
            ),
        ),
    )
