"""Working through what was uploaded, some rows a transaction (P-once).

A portion's rows, how far the import has come and what is to be said of its rows are stored
together or not at all: wherever a run is cut off, the next goes on from there, and no row is
stored or counted twice.
"""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form
from chalicelib.core.ports import Loaded, ObjectStore, Store, Vault
from chalicelib.core.site import Site
from chalicelib.service.deadlines import Firing, Job
from chalicelib.tickets.imports import cells, rules
from chalicelib.tickets.imports.forms import TicketRow
from chalicelib.tickets.imports.headings import table
from chalicelib.tickets.imports.model import (
    CLAUSE,
    FILE,
    IMPORTS,
    TICKETS,
    Finding,
    Import,
    ImportKind,
    ImportState,
    Row,
    Table,
)
from chalicelib.tickets.imports.repeated import repeated
from chalicelib.tickets.imports.rows import TAKE, Hand, Shelf, also_needed, needed, passed_on
from chalicelib.tickets.imports.sheets import NoSheet
from chalicelib.tickets.rules.opening import ISSUED
from chalicelib.tickets.terms import terms_key

PORTION = 50
"""Rows of a portion at most."""
_STORED = {ImportKind.UNITS: 25, ImportKind.OWNERS: 13, ImportKind.STAFF: 25, ImportKind.TICKETS: 4}
"""Rows of which a transaction commonly holds all that is new: more would be read in vain."""
_ITEMS = 50
"""A portion ends with the row that brings it to so many of a transaction's hundred items: an owner
of as many units as a row may name has 42, the import itself 6."""
_KEPT_CELLS = 1_000_000
"""Of the files that a run has read: imports take turns, and none is read again for each portion."""
_MOST_FAULTS = 5
"""Of a row: who corrects these sees the others in the next trial."""


@dataclass
class _Read:
    """A file that is being worked through: it is read once a run."""

    table: Table
    repeated: dict[int, Fault]

    @property
    def cells(self) -> int:
        """How much of memory it takes."""
        return sum(len(row.cells) for row in self.table.rows)


def imports(store: Store, objects: ObjectStore, vault: Vault) -> Job:
    """Every minute: go through what is to be tried or taken in; remove files whose time is up."""
    reading: dict[str, _Read] = {}

    def read(record: Import) -> _Read:
        if record.key not in reading:
            content = objects.read(record.key)
            if content is None:
                raise NoSheet(Fault(pointer="", code="not_a_spreadsheet"))
            found = table(content, record.media_type, record.kind)
            new = _Read(found, repeated(found, record.kind))
            if new.cells + sum(each.cells for each in reading.values()) > _KEPT_CELLS:
                reading.clear()
            reading[record.key] = new
        return reading[record.key]

    def work(record: Import, act: Act[Any]) -> Change:
        try:
            file = read(record)
        except NoSheet as wrong:
            return rules.unreadable(record, _finding(0, wrong.fault), act)
        return _worked(record, file, act, store, vault)

    def put_away(record: Import, act: Act[Any]) -> Change:
        """Bytes are removed before that is stored: removing them again does no harm."""
        if record.state not in (ImportState.WAITING, ImportState.TRIED):
            objects.remove(record.key)
        return rules.put_away(record, act)

    def actor(record: Import) -> Any:
        return record.actor

    return Job(
        name=IMPORTS,
        clause=FILE,
        kinds=(Import,),
        terms=lambda record: terms_key(record.site, record.terms),
        decide=put_away,
        others={
            CLAUSE: Firing(decide=work, actor=actor),
            TICKETS: Firing(decide=work, actor=actor, counts=ISSUED),
        },
        chains=True,
    )


def _worked(record: Import, file: _Read, act: Act[Any], store: Store, vault: Vault) -> Change:
    """The next portion of a file; a price list, one version of the settings, is all of it."""
    rows, running = file.table.rows, record.state is ImportState.RUNNING
    most = min(PORTION, _STORED.get(record.kind, PORTION)) if running else PORTION
    if record.kind is ImportKind.PRICES:
        most = len(rows)
    counts = replace(record.counts, rows=len(rows))
    forms = [_form(row, file, record, act.site) for row in rows[counts.done : counts.done + most]]
    shelf = Shelf(act.site, _loaded(forms, act.site, store, vault))
    hand = Hand(act=act, vault=vault, update=record.update, held=_held(forms, store, act.site))
    found: list[Finding] = []
    for row, form in zip(rows[counts.done :], forms, strict=False):
        name, said = _taken(row, form, record, shelf, hand)
        counts = replace(counts, done=counts.done + 1, **{name: getattr(counts, name) + 1})
        found += said
        if running and _full(record, shelf):
            break
    changed = shelf.changes() if running else ()
    return rules.worked(record, file.table, counts, tuple(found), changed, act)


def _form(row: Row, file: _Read, record: Import, site: Site) -> Form | Refusal:
    """What a row says, or what is wrong with it."""
    again = file.repeated.get(row.number)
    try:
        form = cells.read(row, file.table.columns, record.kind, site)
    except Refusal as refused:
        more = (again,) if again else ()
        return Refusal(refused.code, record.clause, faults=(*refused.faults, *more))
    return Refusal("invalid_form", record.clause, faults=(again,)) if again else form


def _loaded(forms: list[Form | Refusal], site: Site, store: Store, vault: Vault) -> Loaded:
    """Everything that the rows are about."""
    good = [form for form in forms if isinstance(form, Form)]
    loaded = store.load(key for form in good for key in needed(form, site, vault))
    more = [key for form in good for key in also_needed(form, site, loaded)]
    return loaded | store.load(more) if more else loaded


def _held(forms: list[Form | Refusal], store: Store, site: Site) -> frozenset[str]:
    """References under which a complaint was passed on that is taken in already."""
    holds = (passed_on(form) for form in forms if isinstance(form, TicketRow))
    return frozenset(hold.key for hold in holds if hold and store.holder(site.id, hold))


def _taken(
    row: Row, form: Form | Refusal, record: Import, shelf: Shelf, hand: Hand
) -> tuple[str, list[Finding]]:
    """Under which count a row goes, and what is to be said of it."""
    try:
        if isinstance(form, Refusal):
            raise form
        judged = TAKE[record.kind](form, shelf, hand)
    except Refusal as refused:
        if not refused.faults:
            raise
        return "faulty", [_finding(row.number, each) for each in refused.faults[:_MOST_FAULTS]]
    differs = (Fault(pointer=f"/{name}", code="known_otherwise") for name in judged.differs)
    return judged.outcome.value, [_finding(row.number, each) for each in differs]


def _full(record: Import, shelf: Shelf) -> bool:
    """Whether the transaction takes no further row: a form's number is given once in it."""
    return shelf.items >= (1 if record.kind is ImportKind.TICKETS else _ITEMS)


def _finding(row: int, fault: Fault) -> Finding:
    field = fault.pointer.removeprefix("/").partition("/")[0]
    return Finding(row=row, field=field, code=fault.code, data=fault.data)
