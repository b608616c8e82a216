"""What a stage costs in a month, at three sizes: from what its requests were measured to take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ops.cloud import queues, tables
from ops.cloud.alarms import alarms
from ops.cloud.functions import FUNCTIONS

DAYS = 30
SIZES = {"one estate": 10, "a city's estates": 200, "a group": 5_000}
"""Repairs a day."""
PRICES = {
    "API Gateway": 3.50e-6,  # a request
    "Lambda, calls": 0.20e-6,
    "Lambda, time": 16.6667e-6,  # a second with one gigabyte
    "DynamoDB, reads": 0.125e-6,  # a read unit
    "DynamoDB, writes": 0.625e-6,
    "DynamoDB, kept": 0.25 + 0.20,  # a gigabyte and month, with point-in-time recovery
    "S3": 0.023,  # a gigabyte and month
    "CloudWatch, lines": 0.50,  # a gigabyte taken in
    "CloudWatch, alarms": 0.10,
    "CloudWatch, metrics": 0.30,
    "keys": 1.00 + 0.40,  # one of KMS, one secret
}
"""US dollars, list prices of US East, free tiers left out; looked up in November 2026."""
STEPS = (
    *("", "files", "files/{file}/attach", "dispatch", "take", "quote", "consent", "start"),
    *("complete", "pay", "accept", "follow-up", "review", "archive"),
)
"""What is sent about a paid repair with a photograph, by route."""
READS = {"tickets/{ticket}": 60, "tickets": 20, "inbox": 20, "my/tickets": 5}
"""How often clients look while a repair is under way; nobody measured that yet."""
MESSAGES = 12
"""Told by a channel besides the inbox, of one repair."""
SECONDS = {"request": 0.1, "job": 0.3}
"""Of Lambda's time, with one gigabyte; a guess until a stage has run."""
VERIFIED = 22_000 / 1.73
"""History entries that are verified in a second with one gigabyte (`make bench`, measured here)."""
METRICS = 50
KEPT_GB, PHOTO_GB, LINE_GB = 40e-6, 2e-3, 1e-6
"""Of one repair with its history and messages; of its photograph; of a line of the log."""
KEPT_MONTHS = 12
"""The age of the stage whose month this is."""


@dataclass(frozen=True)
class Units:
    """What is asked of DynamoDB."""

    reads: float = 0
    writes: float = 0
    times: int = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(self.reads + other.reads, self.writes + other.writes, self.times + other.times)

    def __mul__(self, times: int) -> "Units":
        return Units(self.reads * times, self.writes * times, self.times * times)


_PAGE = Path(__file__).parent.parent / "docs" / "cost.md"
_HEAD = f"""# What a month costs

Written by `make pictures` from `ops/monthly.py`: from the units of [what a request
costs](cost.md), which are measured, by list prices of US East in US dollars, free tiers left out.
Other regions cost up to twice as much.

Counted for each repair: the {len(STEPS)} steps of a paid one with a photograph,
{sum(READS.values())} looks at lists and tickets, {MESSAGES} messages by a channel, without what the
channel takes (e-mail, SMS). Guessed, not measured: those looks, {KEPT_GB * 1e6:g} KB kept and
{PHOTO_GB * 1e3:g} MB of photograph for a repair, {SECONDS["request"]} s of Lambda for a request
and {SECONDS["job"]} s for a job. The stage is {KEPT_MONTHS} months old.

| | {" | ".join(f"{name}: {repairs:,} repairs a day" for name, repairs in SIZES.items())} |
|---|{"---:|" * len(SIZES)}
"""


def page() -> str:
    """Every size beside the others."""
    costs = measured(_PAGE.read_text())
    months = [month(repairs, costs) for repairs in SIZES.values()]
    return _HEAD + "\n".join(_rows(months)) + "\n"


def _rows(months: list[dict[str, float]]) -> Iterator[str]:
    for name in months[0]:
        yield f"| {name} | {' | '.join(f'{each[name]:,.2f}' for each in months)} |"
    yield f"| **a month** | {' | '.join(f'**{sum(each.values()):,.2f}**' for each in months)} |"
    shares = zip(months, SIZES.values(), strict=True)
    each = [f"{sum(month.values()) / repairs / DAYS:,.4f}" for month, repairs in shares]
    yield f"| a repair | {' | '.join(each)} |"


def measured(page: str) -> dict[str, Units]:
    """Every row of the page of costs."""
    rows = re.findall(r"^\| (.+?) \| \d+ \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    return {route: Units(float(reads), float(writes), 1) for route, reads, writes in rows}


def month(repairs: int, costs: dict[str, Units]) -> dict[str, float]:
    """Dollars by what they are paid for."""
    about = "/sites/{site}/tickets/{ticket}"
    sent = [f"POST {about}/{step}" if step else "POST /sites/{site}/tickets" for step in STEPS]
    one = sum((costs[route] for route in sent), Units())
    one += sum((costs[f"GET /sites/{{site}}/{path}"] * n for path, n in READS.items()), Units())
    requests = one * repairs * DAYS
    told = costs["stream: deliver, a message for one channel"] * MESSAGES * repairs * DAYS
    idle = Units()
    for each in FUNCTIONS:
        if each.minutes and each.finds_due:
            runs = DAYS * 24 * 60 // each.minutes
            idle += costs[f"scheduled: {each.name}, nothing due"] * runs
    kept = repairs * DAYS * KEPT_MONTHS
    verified = Units(kept * KEPT_GB * 1e6 / 4 * DAYS, 0, DAYS)
    asked = requests + told + idle + verified
    seconds = (
        requests.times * SECONDS["request"]
        + (told + idle).times * SECONDS["job"]
        + kept * len(STEPS) / VERIFIED * DAYS
    )
    rings = list(alarms(FUNCTIONS, [queues.FAILURES], tables.resources()))
    return {
        "API Gateway": requests.times * PRICES["API Gateway"],
        "Lambda": asked.times * PRICES["Lambda, calls"] + seconds * PRICES["Lambda, time"],
        "DynamoDB": asked.reads * PRICES["DynamoDB, reads"]
        + asked.writes * PRICES["DynamoDB, writes"]
        + kept * KEPT_GB * PRICES["DynamoDB, kept"],
        "S3": kept * PHOTO_GB * PRICES["S3"],
        "CloudWatch": asked.times * LINE_GB * PRICES["CloudWatch, lines"]
        + len(rings) * PRICES["CloudWatch, alarms"]
        + METRICS * PRICES["CloudWatch, metrics"],
        "keys": PRICES["keys"],
    }
