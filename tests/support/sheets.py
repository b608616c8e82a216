"""Spreadsheets as sites have them, and imports of them over HTTP."""

import csv
import io
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from app import app
from chalicelib.core.ports import Listing
from chalicelib.tickets.imports.model import (
    Counts,
    Import,
    ImportKind,
    ImportState,
    SheetType,
)
from local import sample, schedule
from tests.support.storage import fetched
from tests.support.world import Reply, World

ADMIN = "admin-cheng"
Rows = Sequence[Sequence[Any]]
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """CSV."""
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode(encoding)


def workbook(*tabs: tuple[str, str], **parts: str) -> bytes:
    """XLSX of these sheets: the attributes of the tab, the content of the sheet."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        tags = "".join(
            f'<sheet sheetId="{number}" r:id="s{number}" {tab}/>'
            for number, (tab, _) in enumerate(tabs)
        )
        extra = parts.get("properties", "")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_NS} xmlns:r="{_RELS}">{extra}<sheets>{tags}</sheets></workbook>',
        )
        related = "".join(
            f'<Relationship Id="s{number}" Type="{_RELS}/worksheet" Target="sheet{number}.xml"/>'
            for number in range(len(tabs))
        )
        for name, kind in (("strings", "sharedStrings"), ("styles", "styles")):
            if name in parts:
                related += f'<Relationship Id="{name}" Type="{_RELS}/{kind}" Target="{name}.xml"/>'
                archive.writestr(f"xl/{name}.xml", parts[name])
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
        for number, (_, content) in enumerate(tabs):
            archive.writestr(f"xl/sheet{number}.xml", f"<worksheet {_NS}>{content}</worksheet>")
    return made.getvalue()


def data(rows: Rows) -> str:
    """The content of a sheet: texts inline, numbers as numbers."""
    return f"<sheetData>{''.join(_row(row) for row in rows)}</sheetData>"


def _row(row: Iterable[Any]) -> str:
    return f"<row>{''.join(_cell(each) for each in row)}</row>"


def _cell(value: Any) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def announced(content: bytes, kind: str, **given: Any) -> dict[str, Any]:
    """The form that announces a file of rows."""
    zipped = content.startswith(b"PK")
    return {
        "kind": kind,
        "name": "業戶資料.xlsx" if zipped else "業戶資料.csv",
        "media_type": SheetType.XLSX if zipped else SheetType.CSV,
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    } | given


def uploaded(world: World, content: bytes, kind: str, who: str = ADMIN) -> Reply:
    """An import whose file is uploaded."""
    reply = world.post("/imports", who, announced(content, kind))
    assert reply.status == 201, reply.json
    upload = reply.json["upload"]
    assert fetched(upload["method"], upload["url"], upload["headers"], content)[0] == 200
    return reply


def step(world: World, reply: Reply, command: str, **form: Any) -> Reply:
    """A step of the import, as it was last seen."""
    path = f"/imports/{reply.json['id']}/{command}"
    return world.post(path, ADMIN, form, if_match=reply.etag)


def work(world: World) -> Any:
    """The scheduled function, as its schedule calls it now."""
    return app.handler_map["imports"](schedule.event(world.clock()), None)


def again(world: World, reply: Reply, language: str = "en") -> Reply:
    """The import as it is now."""
    return world.get(f"/imports/{reply.json['id']}", ADMIN, language=language)


def tried(world: World, content: bytes, kind: str) -> Reply:
    """An import that was tried."""
    reply = uploaded(world, content, kind)
    begun = step(world, reply, "try")
    assert (begun.status, begun.json["state"]) == (200, "trying"), begun.json
    work(world)
    return again(world, reply)


def taken_in(world: World, content: bytes, kind: str, **how: Any) -> Reply:
    """An import that was tried, and taken in for good."""
    reply = tried(world, content, kind)
    assert reply.json["state"] == "tried", reply.json
    begun = step(world, reply, "run", **how)
    assert (begun.status, begun.json["state"]) == (200, "running"), begun.json
    work(world)
    done = again(world, reply)
    assert done.json["state"] == "done", done.json
    return done


def asked_for(world: World) -> Reply:
    """An import of one opening ticket, tried by no job, that is to be taken in."""
    number, now = next(world._keys), world.clock()
    content = text(
        [
            ["單號", "類別", "受理時間", "內容", "報修人", "電話", "地點"],
            [
                number,
                "repair_public",
                "2026-03-01",
                "燈",
                "何",
                13_800_000_000 + number,
                "大堂",
            ],
        ]
    )
    form = announced(content, "tickets")
    record = Import(
        site=world.site,
        id=world.house.service.fresh_id(now),
        kind=ImportKind.TICKETS,
        **{name: form[name] for name in ("name", "media_type", "bytes", "sha256")},
        by=ADMIN,
        by_name="鄭思遠",
        at=now,
        terms=1,
        state=ImportState.TRIED,
        trial=Counts(rows=1, done=1, stored=1),
    )
    objects = world.house.objects
    objects._client.put_object(Bucket=objects._bucket, Key=record.key, Body=content)
    sample.add(world.house.service.store, record, now)
    begun = step(world, world.get(f"/imports/{record.id}", ADMIN), "run")
    assert begun.status == 200, begun.json
    return begun


def findings(
    world: World, reply: Reply, round: str = "trial", language: str = "en"
) -> list[dict[str, Any]]:
    """Everything that was found, page by page."""
    found, cursor = [], ""
    while True:
        path = f"/imports/{reply.json['id']}/{round}{cursor}"
        page = world.get(path, ADMIN, language=language).json
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"?cursor={page['next']}"


def history(site: str, record: str) -> Listing:
    """A record's history."""
    return Listing(table="history", partition=f"{site}#{record}", limit=100)


def said(found: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Row, field and code of each."""
    return [(each["row"], each["field"], each["code"]) for each in found]
