"""Imports on the embedded engine: a whole estate at once, and several imports of the same rows."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec import convert

from app import app
from chalicelib.core.history import Entry, flaws
from chalicelib.core.people import Person
from chalicelib.core.ports import Key
from chalicelib.store.meter import metered
from chalicelib.tickets.imports.model import Import
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.opening import ticket_id
from chalicelib.tickets.terms import Unit
from local import schedule
from tests.support import sheets
from tests.support.crowd import conflicts
from tests.support.residents import stored
from tests.support.world import World

PHONE = 13_800_200_000


def estate(units: int) -> list[list[object]]:
    """A sheet as estates keep them: the unit and whose it is in one row."""
    heads = ["房號", "樓棟", "交付日期", "業主姓名", "手機"]
    return [
        heads,
        *(
            [f"F{number:05}", f"{number % 20} 棟", "2024/6/1", f"業主{number}", PHONE + number]
            for number in range(units)
        ),
    ]


@pytest.mark.clause("P-who", "P-once")
def test_an_estate_is_taken_in_at_a_cost_that_grows_with_its_rows(
    real: World, record_property: Callable[[str, object], None]
) -> None:
    """2,000 units, then the owners of 400 of them, from one and the same sheet."""
    for kind, many, units in (("units", 2000, 8), ("owners", 400, 20)):
        content = sheets.workbook(('name="業戶"', sheets.data(estate(many))))
        reply = sheets.tried(real, content, kind)
        assert reply.json["trial"]["stored"] == many
        sheets.step(real, reply, "run")
        began = time.perf_counter()
        with metered() as meter:
            sheets.work(real)
        done = sheets.again(real, reply).json
        assert (done["state"], done["run"]["stored"]) == ("done", many)
        record_property(f"{many} {kind}: milliseconds", int(1000 * (time.perf_counter() - began)))
        record_property(f"{many} {kind}: round trips", meter.trips)
        record_property(f"{many} {kind}: read units", int(meter.read_units))
        record_property(f"{many} {kind}: write units", int(meter.write_units))
        assert meter.trips < many + 50
        assert meter.read_units < 4 * many
        assert meter.write_units < units * many
    unit = stored(real, Unit, "F00399")
    assert stored(real, Person, unit.owners[0]).units == ("F00399",)


@pytest.mark.clause("P-once", "P-number")
@pytest.mark.parametrize("seed", range(2))
def test_imports_of_the_same_rows_at_once_store_each_row_once(real: World, seed: int) -> None:
    """Three imports, each worked through by two jobs at once, transactions refused at random."""
    units = sheets.text([row[:3] for row in estate(60)])
    matters = sheets.text(
        [
            ["單號", "類別", "受理時間", "內容", "報修人", "電話", "地點"],
            *(
                [f"WX-{number}", "repair_public", "2026-02-27", "燈", "何", PHONE, "大堂"]
                for number in range(4)
            ),
        ]
    )
    asked = []
    for content, kind in ((units, "units"), (units, "units"), (matters, "tickets")):
        reply = sheets.tried(real, content, kind)
        sheets.step(real, reply, "run")
        asked.append(reply)
    event = schedule.event(real.clock())

    def work(_: int) -> None:
        app.handler_map["imports"](event, None)

    with conflicts(real, seed), ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    sheets.work(real)
    counts = [stored(real, Import, each.json["id"]).run for each in asked]
    assert all(each and each.done == each.rows for each in counts)
    first, second, third = counts
    assert first
    assert second
    assert third
    assert first.stored + second.stored == 60
    assert first.known + second.known == 60
    assert third.stored == 4
    store = real.house.service.store
    numbers = []
    for id in (ticket_id(real.site, f"WX-{number}") for number in range(4)):
        ticket: Ticket = stored(real, Ticket, id)
        numbers.append(ticket.order.seq)
        page = store.page(sheets.history(real.site, f"ticket#{id}"))
        assert not list(flaws(ticket, (convert(item, Entry) for item in page.items)))
    assert sorted(numbers) == [1, 2, 3, 4]
    units_ = store.load([Key(Unit, real.site, f"F{number:05}") for number in range(60)])
    found = [units_.record(Unit, real.site, f"F{number:05}") for number in range(60)]
    assert all(unit and unit.version == 1 for unit in found)
