"""How long the console's pages take among a hundred and among a hundred thousand records.

`python -m tests.bench.pages 100 100000`, with CHROMIUM. So many repairs lie at the estate, stays at
the hotel, receptions, claims and settlements at the hospital, copies of real ones, written straight
into the engine; the desk's day is not its first, and its repairs lay there when it began.
A page is opened anew each time, in a browser that was there before; it is of use as soon as its
heading and what it is about stand there and nothing is awaited any more.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count as numbers
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import boto3
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pynamodb.models import Model

from chalicelib.core import finding
from chalicelib.core.ports import Key
from chalicelib.core.record import Record
from chalicelib.lodging.stays.model import Stay
from chalicelib.reception.claims.model import ExpenseClaim
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.settlements.model import Settlement
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.store.items import finding_item, record_item
from chalicelib.tickets.days.model import Day, Daybook, Tally
from chalicelib.tickets.days.rules import bind
from chalicelib.tickets.model.ticket import Ticket
from local.demo import Desk
from tests.bench.scale import put
from tests.console.conftest import ARGUMENTS, CHROMIUM, DESK
from tests.console.hospital import bed, hospital_of, lunch
from tests.console.lodgers import EMPLOYEE, Hotel, hotel_of, today
from tests.console.papers import settled
from tests.console.person import Person
from tests.console.test_desk_pages import accepted
from tests.console.test_line import taken_in
from tests.support.served import running

R = TypeVar("R", bound=Record)
KEPT = Path(__file__).parent.parent.parent / "build" / "bench" / "pages.json"
BATCH = 25
"""Items written in one request."""
TIMES = 5
PATIENCE = 120_000
REPAIR, LAMP, GUEST = "燈壞了", "大堂燈管閃爍", "姚小姐"
PROGRESS = 25_000
"""Items after which it is said how far it is."""
PAGES = {
    "home of the desk": ("陳靜雯", "/", REPAIR),
    "home of the GM": ("吳建國", "/", ""),
    "home of the office": ("甘志偉", "/", ""),
    "who calls": ("陳靜雯", "/intake", ""),
    "search": ("陳靜雯", f"/search/{REPAIR}", REPAIR),
    "tickets, a list": ("陳靜雯", "/list/ticket-list", REPAIR),
    "tickets, the board": ("陳靜雯", "/board", REPAIR),
    "a ticket": ("陳靜雯", "/record/ticket/{ticket}", REPAIR),
    "whom to call back": ("陳靜雯", "/follow-ups", LAMP),
    "handover": ("陳靜雯", "/handover", ""),
    "the day": ("陳靜雯", "/day", ""),
    "duty record": ("陳靜雯", "/duty", ""),
    "report on tickets": ("吳建國", "/reports/tickets", ""),
    "an owner's matters": ("黃麗華", "/mine", LAMP),
    "stays, a list": ("岑美玲", "/list/stay-list", ""),
    "a stay": ("岑美玲", "/record/stay/{stay}", GUEST),
    "an employee's stays": ("葉婉儀", "/my-stay", GUEST),
    "beds": ("岑美玲", "/beds", ""),
    "the gate": ("霍志強", "/gate", ""),
    "report on lodging": ("岑美玲", "/reports/lodging", ""),
    "receptions, a list": ("蘇美珍", "/list/reception-list", ""),
    "a reception": ("蘇美珍", "/record/reception/{reception}", "鍾教授"),
    "a decision": ("甘志偉", "/approve/reception/{reception}", "鍾教授"),
    "a plan": ("麥家明", "/plan/{reception}", ""),
    "cars": ("蘇美珍", "/cars", ""),
    "claims, a list": ("蘇美珍", "/list/claim-list", ""),
    "a claim": ("蘇美珍", "/claims/{claim}", "同慶樓"),
    "settlements, a list": ("蘇美珍", "/list/settlement-list", ""),
    "a settlement": ("蘇美珍", "/settlements/{settlement}", ""),
    "delegations": ("甘志偉", "/delegations", ""),
}
OF_USE = """said => {
  const main = document.querySelector("main");
  const seen = each => {
    const { left, top } = each.getBoundingClientRect();
    return left < innerWidth && top < innerHeight;
  };
  return main?.querySelector("h2") && main.innerText.includes(said)
    && ![...main.querySelectorAll(".mantine-Skeleton-root")].some(seen);
}"""


def measure(count: int) -> dict[str, float]:
    """Page to the milliseconds until it is of use, among so many of each kind of record."""
    with TemporaryDirectory() as data, running(Path(data)) as (desk, _):
        places = fill(desk, count)
        with sync_playwright() as playwright:
            chromium = playwright.chromium
            with closing(chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)) as browser:
                return dict(_pages(browser, desk, places))


def fill(desk: Desk, count: int) -> dict[str, str]:
    """So many records of each kind, and what a repair is searched by; the ids of the real ones."""
    hotel, hospital = hotel_of(desk), hospital_of(desk)
    claim, settlement = settled(hospital.desk, 10)
    ids = {
        "ticket": taken_in(desk, REPAIR)[0],
        "done": accepted(desk, LAMP),
        "stay": _applied(hotel),
        "reception": hospital.submitted(lunch(), bed()),
        "claim": claim,
        "settlement": settlement,
    }
    ids = {name: path.rpartition("/")[2] for name, path in ids.items()}
    store = DynamoStore(connect("local", desk.engine))
    client = boto3.client("dynamodb", endpoint_url=desk.engine)
    real: tuple[tuple[type[Record], str, tuple[str, ...]], ...] = (
        (Ticket, desk.site, (ids["ticket"], ids["done"])),
        (Stay, hotel.desk.site, (ids["stay"],)),
        (Reception, hospital.desk.site, (ids["reception"],)),
        (ExpenseClaim, hospital.desk.site, (ids["claim"],)),
        (Settlement, hospital.desk.site, (ids["settlement"],)),
    )
    with ThreadPoolExecutor() as pool:
        written = []
        for kind, site, copied in real:
            records = [_stored(store, kind, site, id) for id in copied]
            if kind is Ticket:
                records = list(map(_of_yesterday, records))
                book = _stored(store, Daybook, desk.site, desk.site)
                _written(client, "Day", map(record_item, _day_before(book, records, count)))
            copies = _copies(records, count)
            written.append(pool.submit(_written, client, kind.__name__, copies))
        for each in written:
            each.result()
    return ids


def _stored(store: DynamoStore, kind: type[R], site: str, id: str) -> R:
    known = store.load([Key(kind, site, id)]).record(kind, site, id)
    assert isinstance(known, kind)
    return known


def _written(client: Any, name: str, items: Iterator[Model]) -> None:
    for done in numbers(step=BATCH):
        if not (batch := list(islice(items, BATCH))):
            return
        put(client, batch)
        if done % PROGRESS == 0:
            print(f"{name}: {done:,} items", file=sys.stderr, flush=True)


def _copies(records: list[Any], count: int) -> Iterator[Model]:
    """So many, by turns of each; of tickets what they are searched by, too."""
    for number in range(count):
        copy = replace(records[number % len(records)], id=_id(number))
        yield record_item(copy)
        if isinstance(copy, Ticket):
            yield from (finding_item(copy, term) for term in finding.terms([copy.words]))


def _id(number: int) -> str:
    return f"{number:011x}copied"


def _of_yesterday(ticket: Ticket) -> Ticket:
    """The same matter, two days longer at the desk."""
    longer = timedelta(days=2)
    passages = (
        replace(each, since=each.since - longer, until=each.until and each.until - longer)
        for each in ticket.passages
    )
    return replace(ticket, passages=tuple(passages))


def _day_before(book: Daybook, tickets: list[Ticket], count: int) -> Iterator[Record]:
    """A day that was closed, at whose end the copies lay where they lie; the day after it."""
    lying: dict[str, list[str]] = {}
    for number in range(count):
        last = tickets[number % len(tickets)].passages[-1]
        if last.until is None:
            lying.setdefault(last.department, []).append(_id(number))
    before = book.day - timedelta(days=1)
    bound = [bind(book.site, Tally(department=of, open=tuple(ids))) for of, ids in lying.items()]
    yield Day(
        site=book.site,
        id=str(before),
        day=before,
        since=book.since - timedelta(days=1),
        until=book.since,
        closed_at=book.since,
        tallies=tuple(tally for tally, _ in bound),
    )
    for _, sheets in bound:
        yield from sheets
    yield replace(book, before=before)


def _applied(hotel: Hotel) -> str:
    """An application that waits for its first signature."""
    relative, _ = hotel.relative(GUEST)
    dates = {"first": str(today()), "last": str(today() + timedelta(days=1))}
    asked = {"reason": "探親", "guests": [relative], **dates}
    id: str = hotel.post("/stays", EMPLOYEE, asked)[1]["stay"]["id"]
    return id


def _pages(browser: Browser, desk: Desk, ids: dict[str, str]) -> Iterator[tuple[str, float]]:
    people: dict[str, Page] = {}
    for name, (who, place, said) in PAGES.items():
        if who not in people:
            context = browser.new_context(locale="zh-TW", viewport=DESK)
            context.set_default_timeout(PATIENCE)
            people[who] = Person(context.new_page()).sign_in(desk.address, who).page
        address = f"{desk.address}/console#{place.format(**ids)}"
        opened(people[who], address, said)  # what is loaded once is there
        took = statistics.median(opened(people[who], address, said) for _ in range(TIMES))
        print(f"{name:24} {took:8.0f}", flush=True)
        yield name, took


def opened(page: Page, address: str, said: str) -> float:
    """Milliseconds until the page is of use, from when it is asked for."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(OF_USE, arg=said)
    took: float = page.evaluate("performance.now()")
    return took


def main() -> None:
    """Measure both sizes, and keep what came of it for the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 100_000])
    sizes = parser.parse_args().sizes
    expect.set_options(timeout=PATIENCE)
    found = {size: measure(size) for size in sizes}
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps({"day": str(datetime.now(UTC).date()), "rows": found}))


if __name__ == "__main__":
    main()
