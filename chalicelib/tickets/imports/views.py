"""What is shown of an import: how far it is, what was found, in the reader's language."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.ports import ObjectStore, Upload
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.site import Site
from chalicelib.core.words import Language, spoken
from chalicelib.core.words.imports import HEADINGS
from chalicelib.service.showing import Action, actions
from chalicelib.tickets.imports.choices import choices
from chalicelib.tickets.imports.columns import FIELDS
from chalicelib.tickets.imports.life import IMPORT
from chalicelib.tickets.imports.model import (
    Column,
    Counts,
    Finding,
    Findings,
    Import,
    ImportKind,
    ImportState,
)


class Unfit(Frozen):
    """Why a file cannot be read."""

    code: str
    detail: str


class ImportView(Frozen):
    """An import, how far it is, and what may be done with it now."""

    id: str
    version: int
    kind: ImportKind
    name: str
    state: ImportState
    by: str
    at: Instant
    sheet: str
    """Of the workbook, or the encoding of the text."""
    headings_in: int
    """The row of the headings, 0 until they are found."""
    columns: tuple[Column, ...]
    unread: tuple[str, ...]
    """Headings that nobody reads."""
    trial: Counts | None
    run: Counts | None
    skip_faulty: bool
    update: bool
    refused: Unfit | None
    removed_at: Instant | None
    """When the file was removed."""
    upload: Upload | None
    """How to upload the file, while it is waited for."""
    allowed_actions: tuple[Action, ...]


class ImportPage(Frozen):
    """A page of imports, newest first."""

    items: tuple[ImportView, ...]
    next: str | None


class RowFinding(Frozen):
    """What is to be said of a row, in the reader's language."""

    row: int
    """As the spreadsheet shows it, from 1."""
    column: str
    """Its heading in the file, or what it would be called; empty for the row as a whole."""
    field: str
    code: str
    detail: str


class FindingsPage(Frozen):
    """A part of what was found, in the order of the rows."""

    items: tuple[RowFinding, ...]
    next: str | None


def import_view(
    record: Import, act: Act[Any], language: Language, objects: ObjectStore | None = None
) -> ImportView:
    """The import as this person sees it; with storage at hand, how to upload its file."""
    base = f"/sites/{record.site}/imports/{record.id}"
    waiting = record.state is ImportState.WAITING
    return ImportView(
        id=record.id,
        version=record.version,
        kind=record.kind,
        name=record.name,
        state=record.state,
        by=record.by,
        at=record.at,
        sheet=record.sheet,
        headings_in=record.headings_in,
        columns=record.columns,
        unread=record.unread,
        trial=record.trial,
        run=record.run,
        skip_faulty=record.skip_faulty,
        update=record.update,
        refused=_unfit(record, language),
        removed_at=record.removed_at,
        upload=objects.upload(record.key, record.media_type, record.bytes, record.sha256, act.now)
        if objects and waiting
        else None,
        allowed_actions=actions(IMPORT, record, act, base),
    )


def _unfit(record: Import, language: Language) -> Unfit | None:
    if record.refused is None:
        return None
    return Unfit(code=record.refused.code, detail=_detail(record.refused, language))


def findings_page(
    pages: list[Findings], next: str | None, record: Import, site: Site, language: Language
) -> FindingsPage:
    """What was found, with the headings that the file has and the names of what may be chosen."""
    return FindingsPage(
        items=tuple(
            RowFinding(
                row=each.row,
                column=_heading(record, each.field, language),
                field=each.field,
                code=each.code,
                detail=_detail(_named(each, record, site, language), language),
            )
            for page in pages
            for each in page.found
        ),
        next=next,
    )


def _heading(record: Import, field: str, language: Language) -> str:
    for column in record.columns:
        if column.field == field:
            return column.heading
    for each in FIELDS[record.kind]:
        if each.name == field:
            return HEADINGS[each.words].say(language)
    return ""


def _named(finding: Finding, record: Import, site: Site, language: Language) -> Finding:
    """What may be chosen is offered as people call it, which is how it may stand in a file."""
    offered = finding.data.get("choices")
    if offered is None:
        return finding
    known = choices(finding.field, record.kind, site)
    said = [known[each].say(language) if each in known else each for each in offered]
    return replace(finding, data={**finding.data, "choices": said})


def _detail(finding: Finding, language: Language) -> str:
    """Choices and headings are said by their names."""
    return spoken.fault(finding.code, language, finding.data)
