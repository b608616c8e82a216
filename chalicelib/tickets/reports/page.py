"""A report as a page to look at and to print: what can be seen is drawn, the rest stands below."""

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.common.sheets import Cell, Sort
from chalicelib.core.site import Site
from chalicelib.core.words import Language
from chalicelib.core.words.reports import MEASURES, REPORTED
from chalicelib.service.operations import Document
from chalicelib.tickets.reports import naming
from chalicelib.tickets.reports.forms import Part
from chalicelib.tickets.reports.model import Satisfaction, TicketReport
from chalicelib.tickets.reports.sheets import about, title
from chalicelib.tickets.reports.tables import called, rate_text, tables

if TYPE_CHECKING:
    from jinja2 import Template

Bar = tuple[str, float, str]
"""A label, how much of the whole width, and the figure in words."""


def page(report: TicketReport, site: Site, language: Language) -> Document:
    """The page, for A4."""
    total = report.total
    whom = (
        naming.department(report.department, site).say(language)
        if report.department
        else REPORTED["all_departments"].say(language)
    )
    numbers = ("taken_in", "open", "completed", "archived", "cancelled")
    text = _template().render(
        language=language,
        title=title(report, site, language),
        about=[*about(report, language), (whom, "")],
        label={name: words.say(language) for name, words in REPORTED.items()},
        numbers=[(REPORTED[name].say(language), getattr(total, name)) for name in numbers],
        rates=[
            (MEASURES[each.measure].say(language), each.rate or 0.0, rate_text(each))
            for each in total.rates
        ],
        scores=_scores(total.satisfaction, language),
        groups=_groups(report, language),
        # What is drawn group by group has too many columns for paper: those are in the files.
        tables=[each for each in tables(report, language) if each.part is not Part.GROUPS],
    )
    return Document(media_type="text/html; charset=utf-8", text=text)


def _scores(satisfaction: Satisfaction, language: Language) -> list[Bar]:
    most = max(*satisfaction.scores, 1)
    return [
        (REPORTED["score"].say(language, score=score), count / most, str(count))
        for score, count in enumerate(satisfaction.scores, start=1)
    ]


def _groups(report: TicketReport, language: Language) -> list[Bar]:
    most = max((each.figures.taken_in for each in report.groups), default=0) or 1
    return [
        (
            called(each, language),
            each.figures.taken_in / most,
            str(each.figures.taken_in),
        )
        for each in report.groups
        if report.by
    ]


@cache
def _template() -> "Template":
    """Loaded when the first report is shown, so that no other request pays for it."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader(__package__, ""), autoescape=True)
    environment.filters["shown"] = _shown
    return environment.get_template("report.html")


def _shown(cell: Cell, sort: Sort) -> str:
    """A cell as it is read."""
    match cell:
        case None:
            return ""
        case float() if sort is Sort.SHARE:
            return f"{cell:.1%}"
        case float() | Decimal():
            return f"{cell:,.2f}"
        case int():
            return f"{cell:,}"
    return str(cell)
