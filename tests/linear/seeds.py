"""One seed, played and held against everything that must hold."""

import logging
import time
from collections import Counter
from dataclasses import dataclass

from tests.linear import beds
from tests.linear.clients import CLIENTS, playing
from tests.support.quick import collect_seldom


def quietly() -> None:
    """How a process begins that plays seeds."""
    logging.disable()
    collect_seldom()


@dataclass(frozen=True)
class Played:
    """What came of a seed."""

    seed: int
    operations: int
    checked: int
    """Operations on beds whose order was looked for."""
    transactions: int
    counts: Counter[str]
    faults: dict[str, int]
    seconds: float
    found: tuple[str, ...]
    """What does not hold."""


def played(seed: int, operations: int, rests: int, clients: int = CLIENTS) -> Played:
    """Play a seed: each client does so many operations, with so many rests for a look at all.

    It ends at the first rest at which something does not hold.
    """
    found: list[str] = []
    began = time.perf_counter()
    done = 0
    with playing(seed, clients) as play:
        for rest in range(rests):
            share = operations * (rest + 1) // rests - done
            play.run(share)
            done += share
            play.settle()
            found += beds.AtRest(play).flaws()
            if found:
                break
        of_beds = beds.Beds(play)
        found += of_beds.unexplained()
        found += beds.overtaken(play)
        found += beds.forgotten(play)
        found += beds.audited(play)
        return Played(
            seed=seed,
            operations=done * clients,
            checked=sum(map(len, of_beds.operations.values())),
            transactions=len(play.network.commits),
            counts=play.counts,
            faults=play.network.faults,
            seconds=time.perf_counter() - began,
            found=tuple(found),
        )
