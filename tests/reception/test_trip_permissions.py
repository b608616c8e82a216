"""Who may do what with a trip in every state: what is shown is what is granted, and reviewed.

`trip_permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.cars.model import TripState
from tests.support import delegating
from tests.support.cars import (
    arranged,
    asked,
    car,
    do,
    done,
    driver,
    far_to_sign,
    left,
    returned,
    settled,
    times,
    to_sign,
    today_arranged,
)
from tests.support.dry import dry
from tests.support.filling import filled
from tests.support.hospital import (
    ADMIN,
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "trip_permissions.txt"
COLLEAGUE, OTHER, SUBSTITUTE = "host-colleague", "host-other", "substitute-kot"
STRANGERS = {
    COLLEAGUE: (Role.HOST_DEPARTMENT, "cardiology"),
    OTHER: (Role.HOST_DEPARTMENT, "grounds"),
    SUBSTITUTE: (Role.EMPLOYEE, "grounds"),
}
ASKERS = (
    HOST,
    COLLEAGUE,
    OTHER,
    HOST_MANAGER,
    OFFICER,
    OFFICE_HEAD,
    SUBSTITUTE,
    GM,
    FINANCE,
    ADMIN,
)
FAR = "pending, a long distance"
OWN = "pending, asked for by the office head"
COMING = "arranged, for tomorrow"
STATES = [*TripState, FAR, OWN, COMING]


@dataclass
class Stage:
    """A trip in every state, where nothing that is tried has an effect."""

    world: World
    trips: dict[str, Reply]
    car: str
    driver: str


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        settled(world)
        for id, (role, department) in STRANGERS.items():
            join(world, person(id, role, department=department))
        delegating.accepted(world, OFFICE_HEAD, taker=SUBSTITUTE, role="office_head")
        reason = {"reason": "x"}
        trips = {
            "pending": to_sign(world),
            FAR: far_to_sign(world),
            OWN: to_sign(world, who=OFFICE_HEAD),
            "approved": asked(world, **times(world, after=0)),
            "arranged": today_arranged(world),
            COMING: arranged(world),
            "out": left(world),
            "returned": returned(world),
            "refused": done(world, to_sign(world), "refuse", OFFICE_HEAD, **reason),
            "withdrawn": done(world, to_sign(world), "withdraw", HOST),
            "cancelled": done(world, arranged(world), "cancel", HOST, **reason),
        }
        made = Stage(dry(world), trips, car(world), driver(world))
        with wiring.serving(made.world.house):
            yield made


def attempt(stage: Stage, who: str, command: str, state: str) -> int:
    """The command, as well filled in as it can be; the status."""
    world, trip = stage.world, stage.trips[state].json["trip"]
    form: dict[str, Any] = filled(TRIP.steps[command].form, world.clock())
    if command == "arrange":
        when = {name: trip[name] for name in ("begins", "ends")}
        form = {"car": stage.car, "driver": stage.driver, **when}
    return do(world, stage.trips[state], command, who, **form).status


@pytest.mark.clause("P-who", "P-approve", "R-4.3.7")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    trip = stage.trips[state].json["trip"]
    assert trip["state"] == state.partition(",")[0]
    lines = []
    for who in ASKERS:
        shown = stage.world.get(f"/trips/{trip['id']}", who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in TRIP.steps if each != "ask"]
        granted = [each for each in commands if attempt(stage, who, each, state) == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
            lines.append(f"{who:20} {' '.join(granted) or '(sees it)'}")
    section = "\n".join(lines)
    if os.environ.get("FRONTDESK_UPDATE"):
        save(state, section)
    assert section == reviewed()[state]


def reviewed() -> dict[str, str]:
    """The table that people reviewed: state to the lines of its section."""
    sections = TABLE.read_text().split("== ")[1:]
    return {
        state: text.strip() for state, _, text in (section.partition("\n") for section in sections)
    }


def save(state: str, section: str) -> None:
    kept = (reviewed() if TABLE.exists() else {}) | {state: section}
    sections = [f"== {each}\n{kept[each]}\n" for each in STATES if each in kept]
    TABLE.write_text("\n".join(sections))
