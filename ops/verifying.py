"""The audit as a command: in a process for each core, with its progress, and every flaw named."""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from botocore.session import Session

from chalicelib.audit.reading import Part
from chalicelib.audit.verification import Audit, Findings
from chalicelib.store.dynamo import connect
from chalicelib.store.whole import WholeStore

_SEGMENTS_A_CORE = 4


@cache
def store() -> WholeStore:
    """This process's store: the stage of the environment, where the environment says."""
    region = Session().get_config_variable("region")
    return WholeStore(connect(region, os.environ.get("AWS_ENDPOINT_URL_DYNAMODB")))


class Progress:
    """One line on a terminal, rewritten as parts are read; nothing where nobody watches."""

    def __init__(self) -> None:
        self._items = 0
        self._began = time.perf_counter()

    def __call__(self, part: Part, items: int) -> None:
        """Another part was read."""
        self._items += items
        if sys.stderr.isatty():
            rate = self._items / (time.perf_counter() - self._began)
            done = f"{part.table} {part.segment + 1}/{part.segments}"
            print(f"\r{done:20} {self._items:12,} items {rate:9,.0f}/s", end="", file=sys.stderr)


def run() -> Findings:
    """Audit the stage of the environment.

    Raises: Unavailable.
    """
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, get_context("spawn")) as readers:
        return Audit(store, readers, cores * _SEGMENTS_A_CORE, progress=Progress()).run()


def main() -> None:
    """Print what was read and what does not hold; fail if anything does not."""
    findings = run()
    read = ", ".join(f"{count:,} {name}" for name, count in findings.counted.items())
    print(f"read: {read}; {findings.seconds:.1f} s")
    for flaw in findings.flaws:
        print(f"  {flaw.record} at {flaw.seq}: {flaw.what}")
    print(f"{len(findings.flaws)} flaws, ledger {findings.imbalance} fen from zero")
    if findings.flaws:
        sys.exit(1)
