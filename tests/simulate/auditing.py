"""The audit that runs every night, over everything that the simulated sites have left behind."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from chalicelib.audit.verification import Audit
from chalicelib.core.ports import Listing
from tests.simulate.living import Living
from tests.support.world import World


def audit(site: Living, checked: Counter[str]) -> None:
    """Every history, record, number, message and posting that there is, of all sites."""
    whole = site.world.house.whole
    with ThreadPoolExecutor(2) as readers:
        findings = Audit(lambda: whole, readers, segments=2).run()
    for flaw in findings.flaws:
        site.violated(f"audit: {flaw.record} {flaw.seq} {flaw.what}")
    if findings.imbalance:
        site.violated(f"audit: ledger out by {findings.imbalance} fen")
    checked["audits"] += 1
    checked["entries"] = findings.counted["history"]
    checked["records"] = findings.records


def forms_of(world: World, day: date) -> Iterator[dict[str, Any]]:
    """Every form that was numbered on a day, as the register has it (P-number)."""
    cursor: str | None = None
    while True:
        page = world.house.service.store.page(
            Listing(
                table="forms",
                index="duty",
                partition=f"{world.site}#{day}",
                limit=500,
                cursor=cursor,
            )
        )
        yield from page.items
        cursor = page.next
        if cursor is None:
            return
