"""An estate of many households, and what its people report: by season, by hour, by chance."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from chalicelib.opening import open_site
from local import sample
from tests.support.world import World

ZONE = timedelta(hours=8)
"""The site's clock, which is never put on or back."""
START = date(2026, 1, 1)
A_DAY = 0.008
"""Matters a household reports on an ordinary day."""
KINDS = {
    "repair_indoor": 46,
    "repair_public": 14,
    "complaint": 16,
    "inquiry": 14,
    "suggestion": 5,
    "help": 5,
}
_HOURS = (1, 1, 1, 1, 1, 1, 4, 18, 40, 52, 48, 40, 26, 30, 42, 44, 40, 38, 36, 34, 28, 20, 10, 3)
"""How much is reported in which hour of the day."""
_MONTHS = (1.15, 1.05, 0.9, 0.95, 1.05, 1.2, 1.3, 1.25, 1.0, 0.85, 0.9, 1.05)
_ITEMS = {
    "plumbing": (4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4),
    "electrical": (3, 3, 3, 3, 3, 4, 5, 5, 3, 3, 3, 3),
    "waterproofing": (1, 1, 1, 3, 4, 4, 3, 2, 1, 1, 1, 1),
    "heating": (5, 4, 2, 0, 0, 0, 0, 0, 0, 0, 3, 5),
    "cooling": (0, 0, 0, 0, 1, 4, 6, 6, 3, 0, 0, 0),
    "decoration": (2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2),
    "other": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
}
"""What breaks, month by month."""
AREAS = ("大堂", "A 座電梯", "地下車庫", "花園步道", "東門崗亭", "會所泳池")
CATEGORIES = (
    "service",
    "cleaning",
    "security",
    "noise",
    "parking",
    "facilities",
    "fees",
    "other",
)


def local(at: datetime) -> datetime:
    """What the clock on the site's wall shows."""
    return at + ZONE


def instant(day: date, hours: float) -> datetime:
    """When the clock on the site's wall shows so many hours of a day, to the millisecond."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - ZONE + timedelta(hours=hours)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def unit(number: int) -> str:
    """A household's unit."""
    return f"{'ABCDEFGH'[number % 8]}-{number:04}"


def owner(number: int) -> str:
    """A household's owner."""
    return f"owner-{number:04}"


def open_estate(world: World, households: int, chance: Random) -> None:
    """Open the site with its staff, and a unit and an owner a household."""
    today = world.clock().date()
    file = sample.file(today, world.site)
    staff = {id for id, *_ in sample.STAFF}
    file["people"] = [each for each in file["people"] if each["id"] in staff]
    file["units"] = []
    for number in range(households):
        handed_over = today - timedelta(days=chance.randrange(10, 3_500))
        file["units"].append(
            {
                "id": unit(number),
                "building": unit(number)[0],
                "handover": str(handed_over),
                "owners": [owner(number)],
            }
        )
        file["people"].append(
            {
                "id": owner(number),
                "name": f"業戶{number:04}",
                "roles": ["owner"],
                "units": [unit(number)],
                "phone": f"137 {number // 10_000:04} {number % 10_000:04}",
            }
        )
    open_site(world.house.service.store, world.house.vault, file, world.clock(), "simulated")


@dataclass(frozen=True)
class Reported:
    """A matter as it is reported: when, by whom, and the form of it."""

    at: datetime
    who: str
    form: dict[str, Any]


def reported(day: date, households: int, busy: float, chance: Random) -> Iterator[Reported]:
    """What is reported on a day, at the desk or by the owners, so many times what is ordinary."""
    rate = busy * households * A_DAY * _MONTHS[day.month - 1] * (1.0 if day.weekday() < 5 else 0.8)
    for _ in range(poisson(rate, chance)):
        hour = chance.choices(range(24), _HOURS)[0]
        at = instant(day, hour + chance.random())
        number = chance.randrange(households)
        form, passed_on = _form(day, number, at, chance)
        himself = not passed_on and (not 7 <= hour < 22 or chance.random() < 0.3)
        if himself:
            form |= {"channel": chance.choice(("web", "mobile"))}
        elif not passed_on:
            form |= {"channel": chance.choice(("phone", "phone", "walk_in"))}
        if not himself:
            form |= {"person": owner(number)}
        yield Reported(at, owner(number) if himself else "desk-chan", form)


def _form(day: date, number: int, at: datetime, chance: Random) -> tuple[dict[str, Any], bool]:
    """The form without channel and person; whether it was passed on, and so has its channel."""
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    form: dict[str, Any] = {"kind": kind, "words": f"{kind} {day} {chance.randrange(10**9):09}"}
    passed_on = False
    if kind == "repair_public":
        form["area"] = chance.choice(AREAS)
        return form, passed_on
    form["unit"] = unit(number)
    if kind == "repair_indoor":
        weights = [months[day.month - 1] for months in _ITEMS.values()]
        form["item"] = chance.choices(list(_ITEMS), weights)[0]
    if kind == "complaint":
        form["category"] = chance.choice(CATEGORIES)
        passed_on = chance.random() < 0.2
    if passed_on:
        form["channel"] = chance.choice(("group_service_centre", "quality_office"))
        before = timedelta(hours=chance.choice((0.2, 2, 20, 30)))
        form["source"] = {
            "reference": f"GSC-{day}-{chance.randrange(10**9):09}",
            "received_at": (at - before).isoformat(),
        }
    return form, passed_on


def poisson(rate: float, chance: Random) -> int:
    """How often something happens that happens so often on average."""
    count, product, limit = 0, chance.random(), math.exp(-min(rate, 500))
    while product > limit:
        count += 1
        product *= chance.random()
    return count
