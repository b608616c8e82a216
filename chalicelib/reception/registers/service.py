"""The report on receptions and their register over HTTP (P-report)."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.common.reporting import report
from chalicelib.common.sheets import Sheet
from chalicelib.core.act import Act
from chalicelib.core.people import Role
from chalicelib.core.ports import Loaded, ObjectStore, Store
from chalicelib.reception.reading import terms_of
from chalicelib.reception.registers import gathering, rules, tables
from chalicelib.reception.registers.forms import ReceptionsIn, TableOfReceptions
from chalicelib.reception.registers.model import CLAUSE, ReceptionsReport
from chalicelib.reception.terms import rulebook
from chalicelib.service.operations import Call, Operation

READS = frozenset({Role.OFFICE, Role.OFFICE_HEAD, Role.GM, Role.FINANCE})


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything that is reported of receptions."""

    def made(loaded: Loaded, query: ReceptionsIn, act: Act[Any], call: Call) -> ReceptionsReport:
        rules.may_be(query, getattr(query, "table", ""))
        return gathering.made(store(), query, act)

    def sheets(found: ReceptionsReport, act: Act[Any], call: Call) -> Mapping[Any, Sheet]:
        return tables.tables(found, act, call.language)

    return report(
        "receptions",
        "receptions, their cost against budget, their register 公務接待報表",
        ReceptionsReport,
        ReceptionsIn,
        TableOfReceptions,
        made,
        sheets,
        tables.title,
        objects,
        clause=CLAUSE,
        who=READS,
        terms=terms_of,
        unset_terms=rulebook,
    )
