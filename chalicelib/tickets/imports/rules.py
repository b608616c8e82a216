"""What becomes of an import: waited for, tried, taken in, given up. Pure."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.life import NEW
from chalicelib.core.ports import StoredObject
from chalicelib.core.record import Frozen, Timer
from chalicelib.core.site import Site
from chalicelib.files.rules import differs
from chalicelib.tickets.imports.forms import AddImport, CancelImport, RunImport, TryImport
from chalicelib.tickets.imports.model import (
    CLAUSE,
    FILE,
    IMPORTS,
    KEPT_FOR,
    REMOVED_AFTER,
    WAITED_FOR,
    Counts,
    Finding,
    Findings,
    Import,
    ImportState,
    SheetType,
    Table,
    findings_id,
)

_AHEAD = timedelta(minutes=1)
"""So much before it is asked for is work due: each portion is due a little after the one before,
and all in the run that begins with the first."""
_STEP = timedelta(milliseconds=1)
WORKED_ON = (ImportState.TRYING, ImportState.RUNNING)


class Wish(Frozen):
    """No import yet, but somebody who wants one."""

    site: Site
    state: str = NEW


class Uploaded(Frozen):
    """An import, and what lies in storage under its key."""

    record: Import
    found: StoredObject | None

    @property
    def state(self) -> ImportState:
        """Where the import stands."""
        return self.record.state


def add(wish: Wish, form: AddImport, act: Act[Any]) -> Change:
    """A file is to be uploaded; it is waited for."""
    record = Import(
        site=wish.site.id,
        id=act.fresh_id,
        kind=form.kind,
        name=form.name,
        media_type=form.media_type,
        bytes=form.bytes,
        sha256=form.sha256,
        by=act.person.id,
        by_name=act.person.name,
        at=act.now,
        terms=wish.site.settings["tickets"],
        timers=(_put_away(act.now + WAITED_FOR),),
    )
    return Change(before=None, after=record)


def begin_trial(uploaded: Uploaded, form: TryImport, act: Act[Any]) -> Change:
    """What was uploaded is checked, and gone through; what is not what was announced is given up.

    Raises: Refusal `file_missing`.
    """
    record, found = uploaded.record, uploaded.found
    if found is None:
        raise Refusal("file_missing", FILE)
    wrong = differs(record, found, lambda head: _begins(record.media_type, head))
    if wrong:
        return replace(_given_up(record, act), refusal=wrong)
    return _begun(record, ImportState.TRYING, act, trial=Counts())


def _begins(kind: SheetType, head: bytes) -> bool:
    """A workbook is a ZIP; text is anything but that, or the older kind of workbook."""
    zipped = head.startswith(b"PK\x03\x04")
    return zipped if kind is SheetType.XLSX else not head.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def trial_over(uploaded: Uploaded, act: Act[Any]) -> Refusal | None:
    """Guard: nothing is taken in that was not tried to its end."""
    if uploaded.state is ImportState.TRYING:
        return Refusal("trial_unfinished", CLAUSE)
    return None


def begin_run(uploaded: Uploaded, form: RunImport, act: Act[Any]) -> Change:
    """It is taken in for good.

    Raises: Refusal `rows_faulty`.
    """
    record = uploaded.record
    faulty = record.counts.faulty
    if faulty and not form.skip_faulty:
        raise Refusal("rows_faulty", CLAUSE, count=faulty)
    return _begun(
        record,
        ImportState.RUNNING,
        act,
        run=Counts(rows=record.counts.rows),
        by=act.person.id,
        by_name=act.person.name,
        terms=act.site.settings["tickets"],
        skip_faulty=form.skip_faulty,
        update=form.update,
    )


def cancel(uploaded: Uploaded, form: CancelImport, act: Act[Any]) -> Change:
    """It is given up, and its file removed."""
    return _given_up(uploaded.record, act)


def worked(
    record: Import,
    table: Table,
    counts: Counts,
    found: tuple[Finding, ...],
    changed: tuple[Change, ...],
    act: Act[Any],
) -> Change:
    """Some rows further, with everything that these rows change and what is to be said of them."""
    first = table.rows[record.counts.done].number
    over = counts.done == counts.rows
    told: tuple[Message, ...] = ()
    after = replace(
        record,
        sheet=table.sheet,
        headings_in=table.headings_in,
        columns=table.columns,
        unread=table.unread,
        **{record.round: counts},
        timers=(_next(record),),
    )
    if over:
        tried = record.state is ImportState.TRYING
        until = act.now + KEPT_FOR if tried else _removable(record, act)
        state = ImportState.TRIED if tried else ImportState.DONE
        after = replace(after, state=state, timers=(_put_away(until),))
        told = _told(after)
    last = table.rows[counts.done - 1].number
    facts = {"import": record.id, "rows": [first, last]}
    also = [replace(each, facts={**each.facts, **facts}) for each in changed]
    if found:
        page = Findings(
            site=record.site, id=findings_id(record.id, record.round, first), found=found
        )
        also.append(Change(before=None, after=page))
    return Change(
        before=record,
        after=after,
        facts={"rows": [first, last]},
        messages=told,
        also=tuple(also),
    )


def unreadable(record: Import, why: Finding, act: Act[Any]) -> Change:
    """The file cannot be read."""
    timers = (_put_away(_removable(record, act)),)
    after = replace(record, state=ImportState.UNREADABLE, refused=why, timers=timers)
    return Change(before=record, after=after, facts={"refused": why.code}, messages=_told(after))


def put_away(record: Import, act: Act[Any]) -> Change:
    """Its time is up: what nobody took in is given up first, its bytes are removed by a later run.

    So nothing is ever removed that somebody is taking in at the same moment.
    """
    if record.state is ImportState.WAITING:
        return _given_up(record, act)
    if record.state is ImportState.TRIED:
        given_up = _given_up(record, act)
        assert isinstance(given_up.after, Import)
        return replace(given_up, messages=_told(given_up.after))
    after = replace(record, timers=(), removed_at=act.now)
    return Change(before=record, after=after, facts={"removed": True})


def _told(after: Import) -> tuple[Message, ...]:
    """Who asked for it need not look again and again: what came of it is told, in figures."""
    data = {"name": after.name, **asdict(after.counts)}
    return (Message(to=after.by, code=f"import_{after.state}", clause=after.clause, data=data),)


def _begun(record: Import, state: ImportState, act: Act[Any], **more: Any) -> Change:
    timer = Timer(clause=record.clause, job=IMPORTS, due_at=act.now - _AHEAD)
    return Change(before=record, after=replace(record, state=state, timers=(timer,), **more))


def _next(record: Import) -> Timer:
    """The next portion is due a moment after this one was."""
    timer = record.timer(record.clause)
    assert timer
    return replace(timer, due_at=timer.due_at + _STEP)


def _given_up(record: Import, act: Act[Any]) -> Change:
    timers = (_put_away(_removable(record, act)),)
    return Change(before=record, after=replace(record, state=ImportState.ABANDONED, timers=timers))


def _removable(record: Import, act: Act[Any]) -> datetime:
    return max(act.now, record.at + REMOVED_AFTER)


def _put_away(due_at: datetime) -> Timer:
    return Timer(clause=FILE, job=IMPORTS, due_at=due_at)
