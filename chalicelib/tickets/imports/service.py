"""What is done to take spreadsheets in, over HTTP (P-who)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from chalicelib.common.jobs import run_job
from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Order
from chalicelib.core.life import Step
from chalicelib.core.ports import Key, Listing, Loaded, ObjectStore, Page, Store, Vault
from chalicelib.core.record import Record
from chalicelib.core.words.imports import IMPORT_STEPS
from chalicelib.service.deadlines import Job
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.requests import Service
from chalicelib.tickets.imports.forms import FindingsQuery, ImportList
from chalicelib.tickets.imports.life import ADMIN, IMPORT
from chalicelib.tickets.imports.model import (
    CLAUSE,
    FILE,
    Findings,
    Import,
    ImportState,
    findings_id,
)
from chalicelib.tickets.imports.model import IMPORTS as JOB
from chalicelib.tickets.imports.rules import Uploaded, Wish
from chalicelib.tickets.imports.views import (
    FindingsPage,
    ImportPage,
    ImportView,
    findings_page,
    import_view,
)

IMPORTS = "/sites/{site}/imports"
ONE_IMPORT = IMPORTS + "/{import}"


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore], vault: Callable[[], Vault]
) -> tuple[Operation, ...]:
    """Everything about imports that is done over HTTP."""

    def shown(record: Record, act: Act[Any], call: Call) -> ImportView:
        assert isinstance(record, Import)
        return import_view(record, act, call.language, objects())

    def by_hand(service: Service) -> Job:
        """Reading spreadsheets is loaded when somebody asks for it; removing them is no part."""
        from chalicelib.tickets.imports.jobs import imports

        return replace(imports(service.store, objects(), vault()), leaves=frozenset({FILE}))

    return (
        _add(shown),
        *(_step(step, objects, shown) for name, step in IMPORT.steps.items() if name != "import"),
        IMPORT_LIST,
        Read(
            name="import-show",
            about="An import: how far it is, and what may be done with it now 匯入",
            path=ONE_IMPORT,
            clause=CLAUSE,
            who=ADMIN,
            answer=ImportView,
            needs=lambda call, query: (_key(call),),
            show=lambda loaded, query, act, call: shown(_seen(loaded, call), act, call),
            version=lambda view: view.version,
        ),
        _findings("trial", store),
        _findings("run", store),
        run_job(JOB, CLAUSE, "Work through imports", by_hand, ADMIN),
    )


def _key(call: Call) -> Key:
    return Key(Import, call.site, call.params["import"])


def _seen(loaded: Loaded, call: Call) -> Import:
    record = loaded.record(Import, call.site, call.params["import"])
    if record is None:
        raise Refusal("not_found", "P-who")
    return record


def _add(shown: Callable[[Record, Act[Any], Call], ImportView]) -> Command:
    step = IMPORT.steps["import"]
    return Command(
        name="import-add",
        about="Take a spreadsheet in: how to upload it, within ten minutes 匯入",
        path=IMPORTS,
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=ImportView,
        decide=lambda loaded, form, act, call: IMPORT.decide(
            step.command, Wish(site=act.site), form, act
        ),
        show=shown,
    )


def _step(
    step: Step,
    objects: Callable[[], ObjectStore],
    shown: Callable[[Record, Act[Any], Call], ImportView],
) -> Command:
    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        record = _seen(loaded, call)
        looks = step.command == "try" and record.state is ImportState.WAITING
        found = objects().inspect(record.key) if looks else None
        return IMPORT.decide(step.command, Uploaded(record=record, found=found), form, act)

    words = IMPORT_STEPS[step.command]
    return Command(
        name=f"import-{step.command}",
        about=f"{words.en[0].upper()}{words.en[1:]} {words.hant}",
        path=f"{ONE_IMPORT}/{step.command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=ImportView,
        subject=_key,
        decide=decide,
        show=shown,
    )


def _listed(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> ImportPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in records
        if isinstance(each, Import)
        and query.kind in (None, each.kind)
        and query.state in (None, each.state)
        and sitetime.among(each.at, zone, *days)
    )
    return ImportPage(
        items=tuple(import_view(record, act, call.language) for record in found), next=page.next
    )


IMPORT_LIST = ListOf(
    name="import-list",
    about="Imports, newest first unless asked otherwise 匯入",
    path=IMPORTS,
    clause=CLAUSE,
    who=ADMIN,
    query=ImportList,
    answer=ImportPage,
    listing=lambda call, query: Listing(
        table="desk",
        partition=call.site,
        first=f"import#{sitetime.ids_between(query.from_day, query.to_day)[0]}",
        last=f"import#{sitetime.ids_between(query.from_day, query.to_day)[1]}",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Import, call.site, item["id"]),
    show=_listed,
)


def _findings(round: str, store: Callable[[], Store]) -> Read:
    """A part is what was found in one portion of rows: its rows are never torn apart."""

    def show(loaded: Loaded, query: FindingsQuery, act: Act[Any], call: Call) -> FindingsPage:
        page = store().page(
            Listing(
                table="desk",
                partition=call.site,
                begins=f"import_findings#{findings_id(call.params['import'], round)}",
                limit=1,
                cursor=query.cursor,
                consistent=True,
            )
        )
        record = _seen(loaded, call)
        found = [msgspec.convert(item, Findings) for item in page.items]
        return findings_page(found, page.next, record, act.site, call.language)

    return Read(
        name=f"import-{round}-findings",
        about=f"What the {round} found, row by row, some rows at a time",
        path=f"{ONE_IMPORT}/{round}",
        clause=CLAUSE,
        who=ADMIN,
        query=FindingsQuery,
        answer=FindingsPage,
        needs=lambda call, query: (_key(call),),
        show=show,
    )
