"""Who may do what: every role and relation, on every route, in every state, both ways.

What the API answers is held against three things: the `allowed_actions` that it shows the same
person, the permission that the route declares, and the table in `permissions.txt`, which people
review. `FRONTDESK_UPDATE=1` writes the table anew.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import OPERATIONS
from chalicelib import wiring
from chalicelib.core.people import Person, Role
from chalicelib.tickets.lives import COMPLAINT, ENQUIRY, REPAIR, steps_named
from chalicelib.tickets.model.matter import State
from local import sample
from tests.support import paths
from tests.support.dry import dry
from tests.support.paths import APART, PAID, VARIANTS, Edge, Way, form_of, walk, ways, ways_to
from tests.support.uploads import announced, attached
from tests.support.world import Clock, Reply, World, opened

TABLE = Path(__file__).parent / "permissions.txt"
UNIT = "B-0502"
REPORTER = "owner-lau"
ALL_PAID = (PAID, "overrule-warranty")
"""The ways of repairs that stay paid ones: they have every step that a repair has."""
STARTS: dict[str, tuple[int, str]] = {
    "": ALL_PAID,
    "complaint ": (paths.FORWARDED, ""),
    "letter ": (paths.COMPLAINT, ""),
    "enquiry ": (paths.ENQUIRY, ""),
}
"""What a section of the table begins with, and which ways lead to its tickets."""
PLACES = [
    *(
        (prefix, state)
        for prefix, life in (("", REPAIR), ("complaint ", COMPLAINT))
        for state in life.states
    ),
    *(("letter ", state) for state in ("reported", "dispatched", "taken", "working")),
    *(("enquiry ", state) for state in ENQUIRY.states),
]
SECTIONS = [f"{prefix}{state}" for prefix, state in PLACES]


def to(prefix: str, state: str) -> Way:
    """A way to the ticket of a section; a letter is one before anything else is done."""
    start = STARTS[prefix]
    if prefix != "letter ":
        return ways_to(*start)[state]
    intake, judged = ways(*start)["same-matter", "reported", "reported"]
    rest = ways_to(*start)[state][1:]
    return (intake, judged, *rest)


def edges(section: str) -> dict[Edge, Way]:
    """The ways that the tickets of a section may go."""
    prefix = next(each for each in reversed(STARTS) if section.startswith(each))
    return ways(*STARTS[prefix])


@dataclass(frozen=True)
class Asker:
    """Somebody who asks, and what they are to the ticket."""

    id: str
    relation: str
    roles: tuple[Role, ...]
    department: str | None = None
    units: tuple[str, ...] = ()
    active: bool = True


def askers() -> Iterator[Asker]:
    """One asker for every role, and for every relation that a role may have to a ticket."""
    for role in Role:
        if role in (Role.ENGINEER, Role.DEPARTMENT_HEAD):
            for where in ("engineering", "grounds"):
                yield Asker(f"{role}.{where}", f"{role} of {where}", (role,), where)
        elif role is Role.OWNER:
            yield Asker("owner.unit", "owner of the unit", (role,), units=(UNIT,))
            yield Asker("owner.other", "owner of another unit", (role,), units=("A-1203",))
        else:
            yield Asker(str(role), str(role), (role,))
    yield Asker(REPORTER, "owner who reported", (Role.OWNER,), units=(UNIT,))
    yield Asker("engineer-lee", "engineer with the order", (Role.ENGINEER,), "engineering")
    yield Asker("left", "desk, no longer active", (Role.DESK,), active=False)
    yield Asker("caller", "known, without a role", ())


ASKERS = tuple(askers())
STRANGERS = ("of-another-site", "of-no-site")


@dataclass
class Stage:
    """A site where a ticket stands in every state, and nothing that is tried has an effect."""

    world: World
    tickets: dict[str, Reply]
    files: dict[str, str]
    """Ticket to a file that is attached to it."""


@pytest.fixture(scope="module")
def stage(engine_address: str) -> Iterator[Stage]:
    clock = Clock()
    with opened(engine_address, clock) as world:
        store = world.house.service.store
        for asker in ASKERS:
            person = Person(
                site=world.site,
                id=asker.id,
                name=asker.relation,
                roles=asker.roles,
                department=asker.department,
                units=asker.units,
                active=asker.active,
            )
            sample.add(store, world.house.vault.with_phone(person, "139 0013 7000"), clock())
        foreign = sample.site("elsewhere")
        sample.add(store, foreign, clock())
        sample.add(
            store,
            Person(site="elsewhere", id="of-another-site", name="x", roles=tuple(Role)),
            clock(),
        )
        tickets = {f"{each[0]}{each[1]}": walk(world, to(*each)) for each in PLACES}
        files = {}
        for state, ticket in tickets.items():
            if "files" in ticket.actions:
                id = ticket.ticket["id"]
                files[id] = attached(world, id).json["file"]["id"]
                tickets[state] = world.get(f"/tickets/{id}", "desk-chan")
        clock.at += APART
        effectless = dry(world)
        with wiring.serving(effectless.house):
            yield Stage(effectless, tickets, files)


def attempt(stage: Stage, asker: str, name: str, command: str, state: str) -> Reply:
    """The command as well filled in as this person could, on the ticket in this state."""
    ticket = stage.tickets[state]
    if command == "files":
        return stage.world.post(f"/tickets/{ticket.ticket['id']}/files", asker, announced())
    taken = (command, ticket.ticket["state"])
    way = next((way for edge, way in edges(state).items() if edge[:2] == taken), None)
    moves = [way[-1]] if way else []
    now = stage.world.clock()
    form: dict[str, Any] = (
        form_of(moves[0], now, ticket.ticket) if moves else {**VARIANTS[command][0].fill(now)}
    )
    if "signed_name" in form:
        form["signed_name"] = name
    if command == "consent":
        own = asker in (REPORTER, "owner.unit")
        form |= {"manner": "in_app"} if own else {"manner": "phone", "given_by": "業戶"}
    return stage.world.do(ticket, command, asker, **form)


def name_of(asker: Asker) -> str:
    sampled = {id: name for id, name, *_ in (*sample.STAFF, *sample.OWNERS)}
    return sampled.get(asker.id, asker.relation)


COMMANDS = [*(command for command in steps_named() if command != "intake"), "files"]


@pytest.mark.clause("P-who", "T-4.4.4", "T-4.1", "T-4.2.1", "T-4.2.2", "T-4.2.3")
@pytest.mark.parametrize("state", SECTIONS)
def test_what_is_granted_is_what_is_offered_and_what_people_reviewed(
    stage: Stage, state: str
) -> None:
    """A person may take exactly the actions that the API shows them, as `permissions.txt` says."""
    ticket = stage.tickets[state]
    lines = []
    for asker in ASKERS:
        shown = stage.world.get(f"/tickets/{ticket.ticket['id']}", asker.id)
        offered = shown.actions if shown.status == 200 else set()
        granted = [
            command
            for command in COMMANDS
            if attempt(stage, asker.id, name_of(asker), command, state).status in (200, 201)
        ]
        assert set(granted) == offered, asker.relation
        if shown.status == 200:
            lines.append(f"{asker.relation:30} {' '.join(granted) or '(sees it)'}")
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
    sections = [f"== {each}\n{kept[each]}\n" for each in SECTIONS if each in kept]
    TABLE.write_text("\n".join(sections))


def reach(stage: Stage, path: str, ticket: str) -> str:
    """A route's path with everything filled in that exists at this site."""
    number = stage.tickets[State.ARCHIVED].ticket["forms"][0]["number"]
    known = defaultdict(lambda: "no-such-record")
    known |= {
        "ticket": ticket,
        "terms": "1",
        "number": number,
        "account": "income.repair",
        "unit": UNIT,
        "person": "engineer-wong",
        "file": stage.files.get(ticket, "no-such-file"),
        "item": ticket,
        "day": "2026-03-01",
        "department": "engineering",
    }
    return path.removeprefix("/sites/{site}").format_map(known)


def ask(stage: Stage, op: Any, who: str, ticket: str) -> Reply:
    path = reach(stage, op.path, ticket)
    if op.method == "GET":
        return stage.world.get(path + ("?day=2026-03-02" if "duty" in path else ""), who)
    return stage.world.post(path, who, {}, if_match='"1"')


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("op", OPERATIONS, ids=lambda op: op.name)
def test_a_route_is_closed_to_every_role_that_it_does_not_name(stage: Stage, op: Any) -> None:
    """Denied by default: 403 with the route's clause, before anything about the record is said."""
    ticket = stage.tickets[State.ARCHIVED].ticket["id"]
    for asker in ASKERS:
        reply = ask(stage, op, asker.id, ticket)
        if not asker.active or not asker.roles:
            assert reply.status == 404, asker.relation
        elif op.who.isdisjoint(asker.roles):
            assert (reply.status, reply.json["clause"]) == (403, op.clause), asker.relation
        else:
            assert (
                reply.status != 403 or reply.json["code"] != "not_your_step" or op.method == "POST"
            )


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("op", OPERATIONS, ids=lambda op: op.name)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_to_a_stranger_the_site_does_not_exist(stage: Stage, op: Any, stranger: str) -> None:
    """All roles elsewhere are none here: byte for byte what a site that is not there answers."""
    nowhere = World(stage.world.house, stage.world.clock, "no-such-site")
    fixed = {"X_Correlation_Id": "same"}
    path = reach(stage, op.path, stage.tickets[State.ARCHIVED].ticket["id"])
    send = {"GET": {}, "POST": {"body": {}, "if_match": '"1"'}}[op.method]
    here = stage.world.call(op.method, path, stranger, **send, **fixed)
    there = nowhere.call(op.method, path, stranger, **send, **fixed)
    assert (here.status, here.body) == (404, there.body)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "op", [op for op in OPERATIONS if "{ticket}" in op.path], ids=lambda op: op.name
)
def test_a_hidden_ticket_is_like_one_that_is_not_there(stage: Stage, op: Any) -> None:
    """For whoever may use the route but not see the ticket, byte for byte."""
    hidden_from = {
        Role.OWNER: "owner.other",
        Role.ENGINEER: "engineer.grounds",
        Role.DEPARTMENT_HEAD: "department_head.grounds",
    }
    ticket = stage.tickets[State.TAKEN].ticket["id"]
    for role in sorted(op.who & set(hidden_from)):
        replies = []
        for id in (ticket, "19cac0f2680ffffffffff"):
            path = reach(stage, op.path, id)
            more: dict[str, Any] = {"X_Correlation_Id": "same"}
            if op.method == "POST":
                more |= {"body": {}, "if_match": '"1"'}
            replies.append(stage.world.call(op.method, path, hidden_from[role], **more))
        assert replies[0].status == 404
        assert replies[0].body == replies[1].body


def test_there_are_more_than_a_thousand_cells() -> None:
    assert len(ASKERS) * (len(COMMANDS) + 1) * len(State) > 1000
