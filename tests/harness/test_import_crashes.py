"""An import survives every fault: whichever storage call of its steps and of its job goes wrong."""

import pytest

from chalicelib.core.people import Person
from chalicelib.tickets.imports import jobs
from chalicelib.tickets.imports.model import Import
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import opening
from chalicelib.tickets.terms import Unit
from tests.support import sheets
from tests.support.residents import stored
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import Reply

UNITS = [["Unit", "Building"], ["D-1", "D"], ["D-2", ""], ["D-3", "D"]]
OWNERS = [
    ["Owner", "Phone", "Units"],
    ["王", "13800138555", "A-1203、A-1204"],
    ["李", "1", "A-1204"],
]
TICKETS = [
    ["單號", "類別", "受理時間", "內容", "報修人", "電話", "房號", "維修項目"],
    ["WX-7", "室內報修", "2026-02-26", "漏水", "黃", "13800138555", "A-1203", "給排水"],
    ["WX-8", "室內報修", "2026-02-26", "漏水", "黃", "13800138556", "A-1203", "給排水"],
]
FILES = {"units": UNITS, "owners": OWNERS, "tickets": TICKETS}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a portion, so that an import has several."""
    monkeypatch.setattr(jobs, "PORTION", 2)


@pytest.mark.clause("P-once", "P-history", "P-number")
@pytest.mark.parametrize(
    ("kind", "round"),
    [("units", "trial"), ("units", "run"), ("owners", "run"), ("tickets", "run")],
)
def test_working_through_a_file_survives_every_fault(
    bench: Bench, kind: str, round: str, survives: Survives
) -> None:
    """Cut off anywhere and run again: every row is stored once and counted once."""
    world = bench.again()
    content = sheets.text(FILES[kind])
    reply = (sheets.uploaded if round == "trial" else sheets.tried)(world, content, kind)
    how = {} if round == "trial" else {"skip_faulty": True}
    begun = sheets.step(world, reply, "try" if round == "trial" else "run", **how)
    assert begun.status == 200, begun.json
    act = bench.job("imports")

    def check() -> None:
        record = stored(world, Import, begun.json["id"])
        counts = record.run if round == "run" else record.trial
        assert counts
        assert counts.done == counts.rows == len(FILES[kind]) - 1
        assert (counts.stored, counts.known) == (2 if kind != "owners" else 1, 0)
        bench.whole(record.id, Import)
        if round == "run" and kind == "units":
            bench.whole("D-1", Unit)
        if round == "run" and kind == "owners":
            owner = world.house.vault.caller_id(world.site, "13800138555")
            bench.whole(owner, Person)
            bench.whole("A-1204", Unit)
        if round == "run" and kind == "tickets":
            for number in ("WX-7", "WX-8"):
                bench.whole(opening.ticket_id(world.site, number), Ticket)

    survives(act, check, least=30)


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("command", ["import", "try", "run", "cancel"])
def test_a_step_of_an_import_survives_every_fault(
    bench: Bench, command: str, survives: Survives
) -> None:
    world = bench.again()
    content = sheets.text(UNITS)
    path, form, etag = "/imports", sheets.announced(content, "units"), None
    if command != "import":
        made = sheets.tried if command == "run" else sheets.uploaded
        reply = made(world, content, "units")
        path, etag = f"/imports/{reply.json['id']}/{command}", reply.etag
        form = {"skip_faulty": True} if command == "run" else {}
    done: list[Reply] = []
    act = answered(lambda: world.post(path, sheets.ADMIN, form, if_match=etag, **SAME), done)
    survives(act, lambda: bench.whole(done[-1].json["id"], Import))


@pytest.mark.clause("P-files", "P-once")
def test_removing_a_file_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    content = sheets.text(UNITS)
    reply = sheets.uploaded(world, content, "units")
    sheets.step(world, reply, "cancel")
    record = stored(world, Import, reply.json["id"])
    world.clock.tick(hours=2)
    objects = world.house.objects

    def lay() -> None:
        objects._client.put_object(Bucket=objects._bucket, Key=record.key, Body=content)

    act = bench.job("imports")

    def check() -> None:
        assert objects.inspect(record.key) is None
        bench.whole(record.id, Import)

    survives(act, check, least=10, lay=lay)
