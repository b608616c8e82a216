"""Who may do what with an advance and a claim in every state: what is shown is what is granted.

`spending_permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.claims.model import AdvanceState, ClaimState
from tests.support import delegating, hospital
from tests.support.claims import (
    asked,
    booked,
    claimed,
    done,
    drafted,
    lent,
    paid,
    path_of,
    reassigned,
    received,
    signed,
)
from tests.support.dry import dry
from tests.support.hospital import (
    ADMIN,
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
    peopled,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "spending_permissions.txt"
COLLEAGUE, STRANGER, DEPUTY = "host-colleague", "host-elsewhere", "deputy-lo"
BOOKKEEPER = "host-bookkeeper"
"""Of the department that receives, and of finance."""
JOINING = (
    (COLLEAGUE, (Role.HOST_DEPARTMENT,), "cardiology"),
    (STRANGER, (Role.HOST_DEPARTMENT,), "grounds"),
    (BOOKKEEPER, (Role.HOST_DEPARTMENT, Role.FINANCE), "cardiology"),
    (DEPUTY, (Role.OFFICE_HEAD,), "hospital_office"),
)
ASKERS = (
    *(HOST, COLLEAGUE, STRANGER, HOST_MANAGER, OFFICER, OFFICE_HEAD, GM, FINANCE, ADMIN),
    *(BOOKKEEPER, DEPUTY),
)


def advances(world: World) -> Iterator[tuple[str, Reply]]:
    """One in every state."""
    reception = received(world)
    yield "advance pending", asked(world, reception, 100, HOST)
    yield "advance approved", done(world, asked(world, reception, 100, HOST), "approve", GM)
    yield "advance paid", lent(world, reception, 100, HOST)
    back = lent(world, reception, 100, HOST)
    yield "advance settled", done(world, back, "return", FINANCE, fen=100, method="cash")
    no = asked(world, reception, 100, HOST)
    yield "advance refused", done(world, no, "refuse", GM, reason="x")
    yield "advance withdrawn", done(world, asked(world, reception, 100, HOST), "withdraw", HOST)
    yield "advance pending, the office's", asked(world, reception, 100)
    own = done(world, asked(world, reception, 100, BOOKKEEPER), "approve", GM)
    yield "advance approved, a bookkeeper's", own


def claims(world: World) -> Iterator[tuple[str, Reply]]:
    """One in every state."""
    reception, line = received(world), [claimed(100)]
    yield "claim drafted", drafted(world, reception, *line, who=HOST)
    yield "claim pending", booked(world, reception, claimed(100), who=HOST)
    yield "claim signed", signed(world, reception, claimed(100), who=HOST)
    yield "claim paid", paid(world, reception, claimed(100), who=HOST)
    no = booked(world, reception, claimed(100), who=HOST)
    yield "claim refused", done(world, no, "refuse", GM, reason="x")
    back = booked(world, reception, claimed(100), who=HOST)
    yield "claim withdrawn", done(world, back, "withdraw", HOST)
    wrong = paid(world, reception, claimed(100), who=HOST)
    yield "claim reversed", done(world, wrong, "reverse", FINANCE, reason="x")
    yield "claim paid, a bookkeeper's", paid(world, reception, claimed(100), who=BOOKKEEPER)
    yield "claim pending, the office's", booked(world, reception, claimed(100))
    yield "claim signed, a bookkeeper's", signed(world, reception, claimed(100), who=BOOKKEEPER)
    reassigned(world, reception, "hospital_office")
    yield "claim pending, the counterpart's", booked(world, reception, claimed(100), who=HOST)
    yield "claim signed, the office's, the counterpart's to see", signed(world, reception)
    hospital.settle(world, gm_delegable=True)
    reception = received(world)
    yield "claim pending, where others may sign for the GM", booked(world, reception, who=HOST)


@dataclass
class Stage:
    """An advance and a claim in every state, where nothing that is tried has an effect."""

    world: World
    made: dict[str, Reply]


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        peopled(world)
        for id, roles, department in JOINING:
            join(world, person(id, *roles, department=department))
        delegating.accepted(world, who=GM, taker=DEPUTY, role="gm")
        made = {**dict(advances(world)), **dict(claims(world))}
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, made)


STATES = (
    *(f"advance {each}" for each in AdvanceState),
    "advance pending, the office's",
    "advance approved, a bookkeeper's",
    *(f"claim {each}" for each in ClaimState),
    "claim pending, the office's",
    "claim signed, a bookkeeper's",
    "claim paid, a bookkeeper's",
    "claim pending, the counterpart's",
    "claim signed, the office's, the counterpart's to see",
    "claim pending, where others may sign for the GM",
)


def attempt(stage: Stage, who: str, command: str, state: str) -> int:
    """The command, filled in; the status."""
    path = path_of(stage.made[state])
    of = state.partition(" ")[0]
    form: dict[str, Any] = {
        "refuse": {"reason": "x"},
        "reverse": {"reason": "x"},
        "change": {"lines": [claimed(1)]},
        "resubmit": {"fen": 100, "reason": "x"},
        "return": {"fen": 100, "method": "cash"},
        "pay": {"method": "cash"},
    }.get(command, {})
    etag = stage.world.get(path, GM).etag
    assert of in path
    return stage.world.post(f"{path}/{command}", who, form, if_match=etag).status


@pytest.mark.clause("P-who", "P-approve", "R-4.3.1", "R-4.3.5", "R-4.3.6")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    kind, _, stands = state.partition(",")[0].partition(" ")
    life = ADVANCES if kind == "advance" else CLAIMS
    lines = []
    for who in ASKERS:
        shown = stage.world.get(path_of(stage.made[state]), who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in life.steps if each not in ("ask", "draft")]
        answers = {each: attempt(stage, who, each, state) for each in commands}
        granted = [each for each, status in answers.items() if status == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
            assert shown.json[kind]["state"] == stands
            lines.append(f"{who:20} {' '.join(granted) or '(sees it)'}")
        else:
            assert set(answers.values()) <= {403, 404}, who
    section = "\n".join(lines)
    if os.environ.get("FRONTDESK_UPDATE"):
        save(state, section)
    assert section == reviewed()[state]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("state", ["advance pending", "claim pending"])
def test_what_one_may_not_see_is_like_what_is_not_there(
    stage: Stage, engine_address: str, state: str
) -> None:
    """By its address, its history, its papers, and at another site."""
    world, path = stage.world, path_of(stage.made[state])
    absent = path.rpartition("/")[0] + "/" + "0" * 21
    for part in ("", "/history", *(["/files"] if "claim" in state else [])):
        seen = [world.get(f"{each}{part}", STRANGER) for each in (path, absent)]
        assert [each.status for each in seen] == [404, 404], part
        same = [{**each.json, "correlation": ""} for each in seen]
        assert same[0] == same[1]
    with opened(engine_address, Clock()) as other:
        peopled(other)
        assert other.get(path, OFFICER).status == 404
        assert other.post(f"{path}/approve", GM, {}, if_match='"1"').status == 404


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
