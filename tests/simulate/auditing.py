"""The audit that runs every night, over everything that the simulated sites have left behind."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from chalicelib.audit.verification import Audit
from tests.simulate.living import Living


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
