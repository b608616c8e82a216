"""Who may do what with a letter in every state: what is shown is what is granted, and reviewed.

`letter_permissions.txt` is the table that people review. `FRONTDESK_UPDATE=1` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.reception.letters.life import LETTER
from tests.support import letters
from tests.support.dry import dry
from tests.support.hospital import (
    ADMIN,
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
)
from tests.support.letters import CLERK, VOID, answered, answering, do, letter, path, written
from tests.support.residents import join, person
from tests.support.uploads import announced
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "letter_permissions.txt"
HOST_COLLEAGUE, HOST_ELSEWHERE = "host-of-cardiology", "host-of-surgery"
MEMBER, EMPLOYEE, ABROAD = "cardiologist", "employee-of-cardiology", "office-of-another-site"
ASKERS = (
    OFFICER,
    CLERK,
    OFFICE_HEAD,
    GM,
    FINANCE,
    HOST,
    HOST_COLLEAGUE,
    HOST_ELSEWHERE,
    HOST_MANAGER,
    MEMBER,
    EMPLOYEE,
    "desk-chan",
    "owner-wong",
    ADMIN,
    ABROAD,
)
LOOKS = ("history", "files", "print")
STATES = (
    "issued",
    "issued for a reception of cardiology",
    "issued for a reception of the office that cardiology asked for",
    "registered",
    "answered for a reception of cardiology",
    "void, of a reception of cardiology",
)


@dataclass
class Stage:
    """A letter in every state, where nothing that is tried has an effect."""

    world: World
    letters: dict[str, Reply]


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    clock = Clock()
    with opened(engine_address, clock) as other, opened(engine_address, clock) as world:
        letters.staffed(world)
        join(world, person(HOST_COLLEAGUE, Role.HOST_DEPARTMENT, department="cardiology"))
        join(world, person(HOST_ELSEWHERE, Role.HOST_DEPARTMENT, department="surgery"))
        join(world, person(MEMBER, Role.DEPARTMENT_HEAD, department="cardiology"))
        join(world, person(EMPLOYEE, Role.EMPLOYEE, department="cardiology"))
        join(other, person(ABROAD, Role.OFFICE))
        theirs = letters.reception(world)["id"]
        asked = letters.reception(world, counterpart=None)["id"]
        made = [
            written(world),
            written(world, letter(world, reception=theirs)),
            written(world, letter(world, reception=asked)),
            written(world, letters.received(world)),
            answered(world, written(world, letter(world, reception=theirs))),
            do(world, written(world, letter(world, reception=theirs)), "void", **VOID),
        ]
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, dict(zip(STATES, made, strict=True)))


def attempt(stage: Stage, who: str, command: str, known: Reply) -> int:
    """The command, as well filled in as it can be; the status."""
    forms = {"answer": answering(stage.world), "void": VOID}
    return do(stage.world, known, command, who, **forms[command]).status


def looked_at(stage: Stage, who: str, known: Reply) -> list[str]:
    """What else this person is shown of it, and whether they may add a scan."""
    at = path(known)
    shown = [each for each in LOOKS if stage.world.get(f"{at}/{each}", who).status == 200]
    added = stage.world.post(f"{at}/files", who, announced()).status == 201
    return [*shown, *(["add-scan"] if added else [])]


@pytest.mark.clause("P-who", "P-files", "P-private", "R-4.3.3")
@pytest.mark.parametrize("state", STATES)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    known = stage.letters[state]
    lines = []
    for who in ASKERS:
        shown = stage.world.get(path(known), who)
        offered = shown.actions if shown.status == 200 else set()
        commands = [each for each in LETTER.steps if each != "write"]
        granted = [each for each in commands if attempt(stage, who, each, known) == 200]
        assert set(granted) == offered, who
        more = looked_at(stage, who, known)
        if shown.status == 200:
            lines.append(f"{who:24} {' '.join((*granted, *more))}")
        else:
            assert shown.status in (403, 404)
            assert (granted, more) == ([], []), who
    section = "\n".join(lines)
    if os.environ.get("FRONTDESK_UPDATE"):
        save(state, section)
    assert section == reviewed()[state]


@pytest.mark.clause("P-who")
def test_only_the_office_writes(stage: Stage) -> None:
    form = letter(stage.world)
    allowed = {who for who in ASKERS if stage.world.post("/letters", who, form).status == 201}
    assert allowed == {OFFICER, CLERK}


@pytest.mark.clause("P-who")
def test_what_is_not_to_be_seen_answers_as_what_is_not_there(stage: Stage) -> None:
    same = {"X_Correlation_Id": "the-same"}
    hidden = stage.world.get(path(stage.letters["issued"]), HOST, **same)
    absent = stage.world.get("/letters/no-such-letter", HOST, **same)
    assert (hidden.status, hidden.body) == (404, absent.body)


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
