"""Who may do what with a visit wherever it stands: what is shown is what is granted, and reviewed.

`visit_permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.lodging.gate.life import VISIT
from tests.support import conduct, delegating
from tests.support.conduct import CLERK, FINANCE
from tests.support.delegating import day_after
from tests.support.dry import dry
from tests.support.filling import filled
from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    GUARD,
    MANAGER,
    at,
    colleague,
    curfew,
    day,
    lodged,
    night_allowed,
    signed_out,
    visiting,
    visitor,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "visit_permissions.txt"
SUBSTITUTE = "substitute-of-director"
GUARD_TOO = "guard-and-employee"
DIRECTOR_TOO = "director-and-employee"
ASKERS = (
    EMPLOYEE,
    COLLEAGUE,
    MANAGER,
    GUARD,
    GUARD_TOO,
    DORMITORY,
    CLERK,
    DIRECTOR,
    DIRECTOR_TOO,
    SUBSTITUTE,
    GM,
    FINANCE,
    ADMIN,
)
STATES = (
    "inside",
    "inside, of the guard who is an employee",
    "inside, of the director who is an employee",
    "inside, of the director's substitute",
    "inside, of a day visitor to the employee's guest",
    "inside, with leave for tonight",
    "inside_late, before midnight",
    "inside_late, in the night",
    "gone",
    "gone_late",
)


@dataclass
class Stage:
    """A visit wherever it may stand, and when; nothing that is tried has an effect."""

    world: World
    visits: dict[str, tuple[Reply, datetime]] = field(default_factory=dict)

    def add(self, state: str, visit: Reply) -> None:
        """A visit as it stands at this instant."""
        self.visits[state] = (visit, self.world.clock())


def _employee(who: str) -> dict[str, Any]:
    return {"employee": {"employee": who, "whom": "葉秀英"}}


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        conduct.guarded(world)
        join(world, person(GUARD_TOO, Role.GATE, Role.EMPLOYEE, department="gate"))
        two = (Role.GM_OFFICE_DIRECTOR, Role.EMPLOYEE)
        join(world, person(DIRECTOR_TOO, *two, department="general_office"))
        heads = (Role.DEPARTMENT_HEAD, Role.EMPLOYEE)
        join(world, person(SUBSTITUTE, *heads, department="dining"))
        days = {"first": day_after(world, 0), "last": day_after(world, 3)}
        role = {"taker": SUBSTITUTE, "role": "gm_office_director"}
        delegating.accepted(world, DIRECTOR_TOO, **role, **days)
        stage = Stage(world)
        first = day(world, 0)
        stays, late = (visiting(world, **colleague(world)) for _ in range(2))
        at(world, first, "23:40:00")
        curfew(world)
        signed_out(world, world.get(f"/visits/{late.json['visit']['id']}", GUARD))
        stage.add("gone_late", late)
        at(world, day(world, 1), "00:00:00")
        curfew(world)
        stage.add("inside_late, in the night", stays)
        at(world, day(world, 0), "09:00:00")
        late = visiting(world, **colleague(world))
        at(world, day(world, 0), "23:40:00")
        curfew(world)
        stage.add("inside_late, before midnight", late)
        at(world, day(world, 1), "09:00:00")
        stage.add("inside", visiting(world, **colleague(world)))
        stage.add(STATES[1], visiting(world, **_employee(GUARD_TOO)))
        stage.add(STATES[2], visiting(world, **_employee(DIRECTOR_TOO)))
        stage.add(STATES[3], visiting(world, **_employee(SUBSTITUTE)))
        stay = lodged(world).json["stay"]["id"]
        stage.add(STATES[4], visiting(world, **visitor(stay=stay)))
        allowed = visiting(world)
        night_allowed(world, allowed)
        stage.add("inside, with leave for tonight", allowed)
        gone = visiting(world)
        signed_out(world, gone)
        stage.add("gone", gone)
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, stage.visits)


def attempt(stage: Stage, who: str, command: str, path: str) -> int:
    """The command, as well filled in as it can be; the status."""
    form = filled(VISIT.steps[command].form, stage.world.clock())
    etag = stage.world.get(path, GM).etag
    return stage.world.post(f"{path}/{command}", who, form, if_match=etag).status


@pytest.mark.clause("P-who", "P-approve", "L-9", "L-10")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    visit, stage.world.clock.at = stage.visits[state]
    path = f"/visits/{visit.json['visit']['id']}"
    lines = []
    for who in ASKERS:
        shown = stage.world.get(path, who)
        offered = shown.actions if shown.status == 200 else set()
        granted = [each for each in VISIT.steps if attempt(stage, who, each, path) == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
            assert shown.json["visit"]["state"] == state.partition(",")[0]
            lines.append(f"{who:24} {' '.join(granted) or '(sees it)'}")
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
