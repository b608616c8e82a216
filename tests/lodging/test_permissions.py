"""Who may do what with a stay in every state: what is shown is what is granted, and reviewed.

`permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import StayState
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
    ahead,
    applied,
    approved,
    arriving,
    asking,
    came,
    ceded,
    do,
    granted,
    leaving,
    left,
    lodged,
    neighbours,
    now,
    offered,
    over,
    proposed,
    settled,
    version,
    waiting,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "permissions.txt"
OTHER_MANAGER = "manager-other"
ASKERS = (EMPLOYEE, COLLEAGUE, MANAGER, OTHER_MANAGER, DIRECTOR, GM, DORMITORY, ADMIN)
SIGNED = "pending, signed once"
PROPOSED = "waiting, a bed proposed"
PROPOSES = "granted, a bed proposed"
STATES = [*StayState, SIGNED, PROPOSED, PROPOSES]


@dataclass
class Stage:
    """A stay in every state, where nothing that is tried has an effect."""

    world: World
    stays: dict[str, Reply]
    rivals: dict[str, Reply]
    """Who waits for the bed that a stay has, by its state."""


def lapsed(world: World) -> Reply:
    """An application whose first day is over before anybody signed."""
    reply = applied(world, first=1)
    world.clock.tick(days=2)
    over(world)
    return reply


def unused(world: World) -> Reply:
    """Beds that nobody came to."""
    reply = granted(world, first=1)
    world.clock.tick(days=2)
    over(world)
    return reply


def to_be_shared(world: World) -> tuple[Reply, Reply]:
    """A stay whose guest came today, and a colleague's application for tomorrow's night."""
    reply = granted(world, first=0, days=2)
    rival = approved(world, applied(world, COLLEAGUE, first=1))
    return came(world, reply), rival


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        settled(world, r1="A")
        join(world, person(OTHER_MANAGER, Role.DEPARTMENT_MANAGER, department="grounds"))
        no_show = unused(world)
        pending = {name: applied(world, first=ahead(world)) for name in ("p", "s", "r", "w")}
        stays = {
            "no_show": no_show,
            "lapsed": lapsed(world),
            "pending": pending["p"],
            SIGNED: do(world, pending["s"], "approve", MANAGER),
            "refused": do(world, pending["r"], "refuse", MANAGER, reason="x"),
            "withdrawn": do(world, pending["w"], "withdraw", EMPLOYEE),
            "offered": offered(world),
            "waiting": waiting(world),
            "left": left(world, lodged(world)),
            "cancelled": do(world, granted(world, first=2), "cancel", EMPLOYEE, reason="x"),
            "ceded": ceded(world),
        }
        stays["staying"], waits = to_be_shared(world)
        stays["granted"], rival = neighbours(world)
        stays[PROPOSES], stays[PROPOSED] = proposed(world)
        rivals = {"staying": waits, "granted": rival}
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, stays, rivals)


def attempt(stage: Stage, who: str, command: str, state: str) -> int:
    """The command, as well filled in as it can be; the status."""
    stay = stage.stays[state]
    world, path = stage.world, f"/stays/{stay.json['stay']['id']}"
    form: dict[str, Any] = filled(STAY.steps[command].form, world.clock())
    if command == "resubmit":
        own = stay.json["stay"]["asked"]["guests"][0]["relative"]
        form = asking(world, own, first=2)
    shown = now(world, stay)
    if command == "cede" and state in stage.rivals:
        to = stage.rivals[state].json["stay"]["id"]
        form = {"to": to, "guests": [shown["asked"]["guests"][0]["guest"]]}
    if command == "take-ceded" and shown["ceding"]:
        form = {"of": shown["ceding"]["giver"]}
    if command == "check-in":
        form = arriving(shown)
    if command == "check-out" and shown["present"]:
        form = leaving(shown)
    return world.post(f"{path}/{command}", who, form, if_match=version(world, stay)).status


@pytest.mark.clause("P-who", "P-approve", "L-3")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    stay = stage.stays[state]
    lines = []
    for who in ASKERS:
        shown = stage.world.get(f"/stays/{stay.json['stay']['id']}", who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in STAY.steps if each != "apply"]
        granted = [each for each in commands if attempt(stage, who, each, state) == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
            assert state.partition(",")[0] == shown.json["stay"]["state"]
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
