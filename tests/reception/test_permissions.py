"""Who may do what with a reception in every state: what is shown is what is granted, and reviewed.

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
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.receptions.model import ReceptionState
from tests.support import delegating
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
from tests.support.receptions import (
    DINNER,
    EXPERT,
    LUNCH,
    again,
    approved,
    deciding,
    departed,
    done,
    line,
    now,
    planned,
    requested,
    submitted,
)
from tests.support.residents import join, person
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "permissions.txt"
COLLEAGUE, STRANGER = "host-colleague", "host-elsewhere"
OTHER_MANAGER, DIRECTOR = "manager-elsewhere", "director-lo"
FOR_HEAD, FOR_GM = "stands-in-for-head", "stands-in-for-gm"
JOINING = (
    (COLLEAGUE, Role.HOST_DEPARTMENT, "cardiology"),
    (STRANGER, Role.HOST_DEPARTMENT, "grounds"),
    (OTHER_MANAGER, Role.DEPARTMENT_MANAGER, "grounds"),
    (DIRECTOR, Role.GM_OFFICE_DIRECTOR, "general_office"),
    (FOR_HEAD, Role.EMPLOYEE, "grounds"),
    (FOR_GM, Role.EMPLOYEE, "grounds"),
)
ASKERS = (
    *(HOST, COLLEAGUE, STRANGER, HOST_MANAGER, OTHER_MANAGER, OFFICER, OFFICE_HEAD, DIRECTOR),
    *(GM, FINANCE, ADMIN, FOR_HEAD, FOR_GM),
)
UNPLANNED, SIGNED, BEGUN = "drafted, without a plan", "pending, signed once", "approved, begun"
ELSEWHERE = "approved, where another department receives than the counterpart's"
STATES = [*ReceptionState, UNPLANNED, SIGNED, BEGUN, ELSEWHERE]


@dataclass
class Stage:
    """A reception in every state, where nothing that is tried has an effect."""

    world: World
    receptions: dict[str, Reply]


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    with opened(engine_address, Clock()) as world:
        peopled(world)
        for id, role, department in JOINING:
            join(world, person(id, role, department=department))
        delegating.accepted(world, OFFICE_HEAD, taker=FOR_HEAD, role="office_head")
        delegating.accepted(world, GM, taker=FOR_GM, role="gm")
        today = {"first": 0, "days": 0}
        receptions = {
            UNPLANNED: requested(world),
            "drafted": planned(world),
            "pending": submitted(world),
            SIGNED: done(world, submitted(world), "approve", OFFICE_HEAD),
            "approved": approved(world),
            BEGUN: approved(world, requested(world, **today)),
            ELSEWHERE: done(
                world,
                approved(world),
                "reassign",
                OFFICER,
                department="hospital_office",
                reason="x",
            ),
            "departed": departed(world, approved(world, requested(world, **today))),
            "closed": done(
                world,
                departed(world, approved(world, requested(world, **today))),
                "close",
                OFFICER,
            ),
            "refused": done(world, submitted(world), "refuse", OFFICE_HEAD, reason="x"),
            "withdrawn": done(world, submitted(world), "withdraw", HOST),
            "cancelled": done(world, requested(world), "cancel", HOST, reason="x"),
        }
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, receptions)


def attempt(stage: Stage, who: str, command: str, state: str) -> int:
    """The command, as well filled in as it can be; the status."""
    reply = now(stage.world, stage.receptions[state])
    form: dict[str, Any] = {
        "plan": {"lines": [line(reply, LUNCH), line(reply, DINNER)]},
        "edit": again(reply, guests=[EXPERT, EXPERT | {"title": "院長"}]),
        "approve": {"grants": deciding(reply) if state == SIGNED else []},
        "reassign": {"department": "gm_office", "reason": "x"},
        "refuse": {"reason": "x"},
        "cancel": {"reason": "x"},
    }.get(command, {})
    path = f"/receptions/{reply.json['reception']['id']}/{command}"
    return stage.world.post(path, who, form, if_match=reply.etag).status


@pytest.mark.clause("P-who", "P-approve", "R-4.3.1")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    id = stage.receptions[state].json["reception"]["id"]
    lines = []
    for who in ASKERS:
        shown = stage.world.get(f"/receptions/{id}", who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in RECEPTION.steps if each != "request"]
        answers = {each: attempt(stage, who, each, state) for each in commands}
        granted = [each for each, status in answers.items() if status == 200]
        assert set(granted) == offered, who
        if shown.status == 200:
            assert state.partition(",")[0] == shown.json["reception"]["state"]
            lines.append(f"{who:20} {' '.join(granted) or '(sees it)'}")
        else:
            assert set(answers.values()) <= {403, 404}, who
    section = "\n".join(lines)
    if os.environ.get("FRONTDESK_UPDATE"):
        save(state, section)
    assert section == reviewed()[state]


@pytest.mark.clause("P-who")
def test_what_one_may_not_see_is_like_what_is_not_there(stage: Stage) -> None:
    """By its address, in lists, by its words, its history and its papers."""
    world, reply = stage.world, stage.receptions["pending"]
    id = reply.json["reception"]["id"]
    for path in ("", "/history", "/files"):
        hidden = world.get(f"/receptions/{id}{path}", STRANGER)
        absent = world.get(f"/receptions/{'0' * len(id)}{path}", STRANGER)
        assert (hidden.status, absent.status) == (404, 404), path
        same = [{**each.json, "correlation": ""} for each in (hidden, absent)]
        assert same[0] == same[1]
    found = reply.json["reception"]["forms"][0]["number"]
    for query in ("state=pending&limit=100", f"q={found}"):
        assert world.get(f"/receptions?{query}", STRANGER).json["items"] == []
        assert world.get(f"/receptions?{query}", COLLEAGUE).json["items"]
    assert world.get(f"/receptions/{id}", HOST_MANAGER).status == 200


@pytest.mark.clause("P-who")
def test_of_another_site_nothing_is_seen(stage: Stage, engine_address: str) -> None:
    id = stage.receptions["pending"].json["reception"]["id"]
    with opened(engine_address, Clock()) as other:
        peopled(other)
        assert other.get(f"/receptions/{id}", OFFICER).status == 404
        assert other.post(f"/receptions/{id}/cancel", OFFICER, {"reason": "x"}).status == 404


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
