"""Which table of the report on accounts is asked for."""

from enum import StrEnum

from chalicelib.lodging.reports.forms import OfPeriod


class AccountsTable(StrEnum):
    """The tables of the report on accounts."""

    OVERVIEW = "overview"
    GROUPS = "groups"
    EMPLOYEES = "employees"
    DEPARTMENTS = "departments"


class TableOfAccounts(OfPeriod):
    """One table of the report on accounts."""

    table: AccountsTable = AccountsTable.OVERVIEW
