"""Who may do what with a settlement and a statement in every state, as people review it.

`settlement_permissions.txt` is the table. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.life import Life
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.reception.settlements.model import SettlementState, StatementState
from tests.support import neighbours, settlements
from tests.support.claims import UNITS
from tests.support.dry import dry
from tests.support.filling import filled
from tests.support.hospital import ADMIN, FINANCE, GM, HOST, HOST_MANAGER, OFFICE_HEAD, OFFICER
from tests.support.settlements import OTHER_FINANCE, done, drawn, heard, sent, transfer
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "settlement_permissions.txt"
ASKERS = (HOST, HOST_MANAGER, OFFICER, OFFICE_HEAD, FINANCE, OTHER_FINANCE, GM, ADMIN)
ELSEWHERE = (neighbours.THEIR_FINANCE, neighbours.THEIR_ADMIN, FINANCE)
HEARD = "sent, confirmed"
SECTIONS = [
    *(f"settlement {each}" for each in (*SettlementState, HEARD)),
    *(f"statement {each}" for each in StatementState),
]
FORMS: dict[str, dict[str, Any]] = {
    "hear": settlements.yes(UNITS[0]),
    "waive": {"unit": UNITS[0], "fen": 1, "reason": "x"},
    "transfer": transfer(fen=1),
}


@dataclass
class Stage:
    """One in every state, at either site, where nothing that is tried has an effect."""

    world: World
    there: World
    known: dict[str, str]
    """Section to the path of what it is about."""

    def of(self, section: str) -> tuple[World, Life, tuple[str, ...]]:
        if section.startswith("statement"):
            return self.there, ANSWERING, ELSEWHERE
        return self.world, SETTLING, ASKERS


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        there = neighbours.west(world)
        closed = settlements.advanced(world, units=UNITS[:1])
        known = {
            "settlement drawn": drawn(world),
            "settlement sent": sent(world),
            f"settlement {HEARD}": heard(world),
            "settlement given_up": done(world, drawn(world), "give-up", FINANCE, reason="x"),
            "settlement closed": done(
                world, sent(world, closed), "waive", GM, unit=UNITS[0], fen=10_000, reason="x"
            ),
        }
        asked = {
            "statement received": neighbours.sent(world),
            "statement confirmed": _answered(there, neighbours.sent(world), "confirm"),
            "statement disputed": _answered(there, neighbours.sent(world), "dispute", reason="x"),
            "statement paid": _paid(there, world),
        }
        paths = {each: f"/settlements/{_id(reply)}" for each, reply in known.items()}
        paths |= {each: f"/statements/{_id(reply)}" for each, reply in asked.items()}
        made = Stage(dry(world), dry(there), paths)
        with wiring.serving(made.world.house):
            yield made


def _id(reply: Reply) -> str:
    id: str = reply.json["settlement"]["id"]
    return id


def _answered(there: World, reply: Reply, command: str, **form: str) -> Reply:
    assert neighbours.answer(there, reply, command, **form).status == 200
    return reply


def _paid(there: World, world: World) -> Reply:
    known = _answered(there, neighbours.sent(world), "confirm")
    return done(world, known, "transfer", FINANCE, **transfer(neighbours.WEST, neighbours.FEN))


@pytest.mark.clause("P-who", "R-4.3.3")
@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, section: str
) -> None:
    world, life, askers = stage.of(section)
    path, lines = stage.known[section], []
    etag = next(reply.etag for who in askers if (reply := world.get(path, who)).status == 200)
    for who in askers:
        shown = world.get(path, who)
        offered = shown.actions if shown.status == 200 else set()
        granted = []
        for command in (each for each in life.steps if each != "draw-up"):
            form = FORMS.get(command) or filled(life.steps[command].form, world.clock())
            if world.post(f"{path}/{command}", who, form, if_match=etag).status == 200:
                granted.append(command)
        assert set(granted) == offered, who
        if shown.status == 200:
            lines.append(f"{who:20} {' '.join(granted) or '(sees it)'}")
    found = "\n".join(lines)
    if os.environ.get("FRONTDESK_UPDATE"):
        save(section, found)
    assert found == reviewed()[section]


def reviewed() -> dict[str, str]:
    """The table that people reviewed: section to its lines."""
    sections = TABLE.read_text().split("== ")[1:]
    return {
        state: text.strip() for state, _, text in (section.partition("\n") for section in sections)
    }


def save(section: str, found: str) -> None:
    kept = (reviewed() if TABLE.exists() else {}) | {section: found}
    sections = [f"== {each}\n{kept[each]}\n" for each in SECTIONS if each in kept]
    TABLE.write_text("\n".join(sections))
