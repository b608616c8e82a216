"""Who may do what with a violation in every state: what is shown is what is granted, and reviewed.

`conduct_permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.lodging.conduct.life import VIOLATION
from tests.support import conduct, delegating
from tests.support.conduct import CLERK, FINANCE, GATE, REVERSE, do, reported
from tests.support.dry import dry
from tests.support.filling import filled
from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    MANAGER,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "conduct_permissions.txt"
SUBSTITUTE = "substitute-of-director"
OTHER_GATE = "gate-other"
ASKERS = (
    EMPLOYEE,
    COLLEAGUE,
    MANAGER,
    GATE,
    OTHER_GATE,
    DORMITORY,
    CLERK,
    DIRECTOR,
    SUBSTITUTE,
    GM,
    FINANCE,
    ADMIN,
)
STATES = (
    "reported",
    "reported by the director",
    "reported by the dormitory office's supervisor",
    "upheld",
    "dismissed",
    "reversed",
)


@dataclass
class Stage:
    """A violation in every state, where nothing that is tried has an effect."""

    world: World
    violations: dict[str, Reply]


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        conduct.guarded(world)
        join(world, person(OTHER_GATE, Role.GATE))
        join(world, person(SUBSTITUTE, Role.DEPARTMENT_HEAD, department="dining"))
        delegating.accepted(world, DIRECTOR, taker=SUBSTITUTE, role="gm_office_director")
        upheld = conduct.upheld(world)
        violations = {
            "reported": reported(world),
            STATES[1]: reported(world, by=DIRECTOR),
            STATES[2]: reported(world, by=DORMITORY),
            "upheld": conduct.upheld(world),
            "dismissed": do(world, reported(world), "dismiss", reason="x"),
            "reversed": do(world, upheld, "reverse", GM, **REVERSE),
        }
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, violations)


def attempt(stage: Stage, who: str, command: str, violation: Reply) -> int:
    """The command, as well filled in as it can be; the status."""
    form = filled(VIOLATION.steps[command].form, stage.world.clock())
    return do(stage.world, violation, command, who, **form).status


@pytest.mark.clause("P-who", "P-approve", "L-11")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    violation = stage.violations[state]
    lines = []
    for who in ASKERS:
        shown = stage.world.get(f"/violations/{violation.json['violation']['id']}", who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in VIOLATION.steps if each != "report"]
        granted = [each for each in commands if attempt(stage, who, each, violation) == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
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
