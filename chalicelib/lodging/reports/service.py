"""What is reported of the reception room over HTTP: beds, and accounts (P-report)."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.common.reporting import report
from chalicelib.common.sheets import Sheet
from chalicelib.core.act import Act
from chalicelib.core.people import Role
from chalicelib.core.ports import Loaded, ObjectStore, Store
from chalicelib.lodging.books import gathering as books
from chalicelib.lodging.books import tables as of_accounts
from chalicelib.lodging.books.forms import TableOfAccounts
from chalicelib.lodging.books.report import AccountsReport
from chalicelib.lodging.house.gathering import house_of
from chalicelib.lodging.house.model import house_key
from chalicelib.lodging.house.service import WATCHES
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.reports import gathering, rules
from chalicelib.lodging.reports import tables as of_beds
from chalicelib.lodging.reports.forms import OfPeriod, TableOfPeriod
from chalicelib.lodging.reports.model import CLAUSE, OccupancyReport
from chalicelib.lodging.terms import rulebook
from chalicelib.service.operations import Call, Operation

READS_ACCOUNTS = frozenset({Role.FINANCE, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who sees all accounts together. An employee sees their own statement."""


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything that is reported of the reception room."""

    def beds(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> OccupancyReport:
        rules.may_be(query, getattr(query, "table", ""))
        return gathering.made(store(), query, house_of(loaded, call.site), act)

    def bed_sheets(report: OccupancyReport, act: Act[Any], call: Call) -> Mapping[Any, Sheet]:
        return of_beds.tables(report, call.language)

    def accounts(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> AccountsReport:
        rules.may_be(query, getattr(query, "table", ""))
        return books.made(store(), query, act)

    def account_sheets(report: AccountsReport, act: Act[Any], call: Call) -> Mapping[Any, Sheet]:
        return of_accounts.tables(report, act.site, call.language)

    return (
        *report(
            "lodging",
            "how full the reception room was 住宿報表",
            OccupancyReport,
            OfPeriod,
            TableOfPeriod,
            beds,
            bed_sheets,
            of_beds.title,
            objects,
            clause=CLAUSE,
            who=WATCHES,
            terms=terms_of,
            unset_terms=rulebook,
            needs=lambda call, query: (house_key(call.site),),
        ),
        *report(
            "accounts",
            "employees' accounts with the reception room 帳目報表",
            AccountsReport,
            OfPeriod,
            TableOfAccounts,
            accounts,
            account_sheets,
            of_accounts.title,
            objects,
            clause=CLAUSE,
            who=READS_ACCOUNTS,
        ),
    )
