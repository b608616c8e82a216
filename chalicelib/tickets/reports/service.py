"""What is reported over HTTP: figures, a page to print, tables to calculate with (P-report)."""

from collections.abc import Callable
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.ports import Loaded, Store
from chalicelib.service.operations import Call, Operation, Read
from chalicelib.tickets.reports import gathering, rules
from chalicelib.tickets.reports.forms import Asked
from chalicelib.tickets.reports.model import CLAUSE, TicketReport

PATH = "/sites/{site}/reports/tickets"


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything that is reported of tickets."""

    def made(query: Asked, act: Act[Any]) -> TicketReport:
        rules.may_ask(query, act.person, act.site)
        return gathering.made(store(), query, act.site, act.now)

    def show(loaded: Loaded, query: Asked, act: Act[Any], call: Call) -> TicketReport:
        return made(query, act)

    return (
        Read(
            name="report-tickets",
            about="What was taken in during some days, counted 統計報表",
            path=PATH,
            clause=CLAUSE,
            who=rules.WHOLE_SITE | rules.OWN_DEPARTMENT,
            query=Asked,
            answer=TicketReport,
            show=show,
        ),
    )
