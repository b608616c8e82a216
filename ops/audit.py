"""Verifies a running site: histories chained, records as their histories left them, numbers whole.

It reads what the environment names, the embedded engine of `make run` or DynamoDB, and writes
nothing. `make audit` runs it over the sample site.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import convert

from chalicelib import settings
from chalicelib.core.history import Entry, Flaw, flaws
from chalicelib.core.people import Person
from chalicelib.core.ports import Listing, Store
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Site
from chalicelib.files.model import Attachment
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.telling.model import Lane, Telling
from chalicelib.tickets.model import Ticket
from chalicelib.tickets.terms import Terms, Unit

KINDS: tuple[type[Record], ...] = (Ticket, Attachment, Person, Site, Terms, Unit, Telling, Lane)
_PAGE = 100


class Findings(Frozen):
    """What an audit found."""

    records: int
    entries: int
    flaws: tuple[Flaw, ...]


def audit(store: Store, site: str) -> Findings:
    """Everything of a site that does not hold."""
    found: list[Flaw] = []
    records = entries = 0
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for kind in KINDS:
        for record in _records(store, kind, site):
            history = list(_history(store, record))
            found += flaws(record, history)
            records, entries = records + 1, entries + len(history)
            for form in record.forms:
                numbers[form.form, str(form.day)].append(form.seq)
    found += _gaps(numbers)
    return Findings(records=records, entries=entries, flaws=tuple(found))


def _gaps(numbers: dict[tuple[str, str], list[int]]) -> Iterator[Flaw]:
    """Numbers that are missing or given twice: a record was removed with all its history."""
    for (form, day), given in numbers.items():
        expected = 0
        for seq in sorted(given):
            expected += 1
            if seq != expected:
                yield Flaw(record=f"{form} {day}", seq=expected, what="number_missing")
                expected = seq


def _records(store: Store, kind: type[Record], site: str) -> Iterator[Record]:
    begins = f"{kind.KIND}#"
    for item in _items(store, table=kind.TABLE, partition=site, begins=begins):
        yield convert(item, kind)


def _history(store: Store, record: Record) -> Iterator[Entry]:
    partition = f"{record.site}#{record.name_in_history}"
    for item in _items(store, table="history", partition=partition):
        yield convert(item, Entry)


def _items(store: Store, **where: Any) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        page = store.page(Listing(limit=_PAGE, cursor=cursor, **where))
        yield from page.items
        if page.next is None:
            return
        cursor = page.next


def main() -> None:
    """Audit the sites named; fail if anything does not hold."""
    environment = settings.current()
    store = DynamoStore(connect(environment.region, environment.endpoint))
    failed = False
    for site in sys.argv[1:]:
        began = time.perf_counter()
        findings = audit(store, site)
        seconds = time.perf_counter() - began
        print(
            f"{site}: {findings.records} records, {findings.entries} entries, "
            f"{len(findings.flaws)} flaws, {seconds:.1f} s"
        )
        for flaw in findings.flaws:
            print(f"  {flaw.record} entry {flaw.seq}: {flaw.what}")
        failed = failed or bool(findings.flaws)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
