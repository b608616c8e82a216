"""A life is one table: it admits, refuses, lists what is allowed, and draws its own picture."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.core.words import Words
from chalicelib.tickets import lives
from tests.core.making import LAW

DESK, ENGINEER = frozenset({Role.DESK}), frozenset({Role.ENGINEER})


class Job(Record):
    KIND = "job"
    TABLE = "directory"

    state: str = NEW
    locked: bool = False


class Empty(Form):
    pass


def goes_to(state: str) -> Callable[[Any, Any, Act[Any]], Change]:
    return lambda record, form, act: Change(before=record, after=replace(record, state=state))


def unlocked(record: Job, act: Act[Any]) -> Refusal | None:
    return Refusal("own_work", "T-4.4.4") if record.locked else None


def by_day(record: Job, act: Act[Any]) -> Refusal | None:
    return Refusal("tries_used", "T-4.4.1") if act.now.hour >= 12 else None


def step(
    command: str,
    moves: dict[str, tuple[str, ...]],
    who: frozenset[Role] = DESK,
    to: str | None = None,
    **given: Any,
) -> Step:
    target = to or next(iter(moves.values()))[0]
    return Step(
        command=command,
        form=Empty,
        clause="T-3.0",
        who=who,
        moves=moves,
        rule=goes_to(target),
        **given,
    )


LIFE = Life(
    ["open", "given", "done", "closed", "dropped"],
    [
        step("take-in", lead([NEW], "open")),
        step("give", lead(["open"], "given")),
        step("do", lead(["given"], "done"), ENGINEER, guards=(unlocked, by_day)),
        step("note", stay("open", "given", "done"), DESK | ENGINEER, to="open"),
        step("redo", lead(["done"], "open"), forward=False),
        step("close", lead(["done"], "closed", "given")),
        step("drop", lead(["open", "given"], "dropped"), forward=False),
    ],
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = Words(hant="站", hans="站", en="site")


def act(*roles: Role, hour: int = 9) -> Act[None]:
    return Act(
        person=Person(site="s", id="p", name="p", roles=roles),
        now=NOON.replace(hour=hour),
        site=Site(site="s", id="s", name=WORDS),
        terms=None,
        fresh_id="t",
    )


def job(state: str, *, locked: bool = False) -> Job:
    return Job(site="s", id="1", state=state, locked=locked)


def refused(command: str, record: Job, asking: Act[Any]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        LIFE.admit(command, record, asking)
    return refusal.value


@pytest.mark.parametrize(
    ("state", "command", "missing"),
    [
        (NEW, "take-in", []),
        (NEW, "give", ["take-in"]),
        (NEW, "close", ["take-in", "give", "do"]),
        ("open", "do", ["give"]),
        ("open", "close", ["give", "do"]),
        ("given", "redo", ["do"]),
        ("given", "close", ["do"]),
        ("done", "give", []),  # past it; the way back is no missing step
        ("closed", "close", []),
        ("closed", "note", []),
        ("dropped", "close", []),  # no way leads there any more
    ],
)
def test_the_missing_steps_are_the_shortest_usual_way(
    state: str, command: str, missing: list[str]
) -> None:
    assert LIFE.missing(state, command) == missing


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("state", "command", "code", "data"),
    [
        (
            "open",
            "close",
            "out_of_order",
            {"state": "open", "missing": ["give", "do"], "step": "give"},
        ),
        ("given", "close", "out_of_order", {"state": "given", "missing": ["do"], "step": "do"}),
        ("closed", "give", "too_late", {"state": "closed"}),
        ("dropped", "close", "too_late", {"state": "dropped"}),
        ("done", "drop", "too_late", {"state": "done"}),
    ],
)
def test_out_of_order_names_the_missing_step_and_too_late_says_so(
    state: str, command: str, code: str, data: dict[str, Any]
) -> None:
    refusal = refused(command, job(state), act(Role.DESK))
    assert (refusal.code, refusal.clause, refusal.data) == (code, "T-3.0", data)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("roles", "record", "hour", "code"),
    [
        ((), job("given"), 9, "not_your_step"),
        ((Role.DESK, Role.GM), job("given"), 9, "not_your_step"),
        ((Role.DESK,), job("closed"), 9, "not_your_step"),  # who comes before when
        ((Role.ENGINEER,), job("open", locked=True), 9, "out_of_order"),  # when before the guards
        ((Role.ENGINEER,), job("given", locked=True), 13, "own_work"),  # guards in their order
        ((Role.ENGINEER,), job("given"), 13, "tries_used"),
    ],
)
def test_who_when_and_the_guards_are_asked_in_this_order(
    roles: tuple[Role, ...], record: Job, hour: int, code: str
) -> None:
    assert refused("do", record, act(*roles, hour=hour)).code == code


def test_a_refusal_says_whose_step_it_is() -> None:
    assert refused("note", job("open"), act(Role.GM)).data == {"roles": ["desk", "engineer"]}


def test_what_is_admitted_is_done() -> None:
    change = LIFE.decide("do", job("given"), None, act(Role.ENGINEER, Role.OWNER))
    assert change.after == job("done")


@pytest.mark.parametrize("state", ["given", "done"])
def test_a_rule_that_leaves_the_table_is_found_at_once(state: str) -> None:
    with pytest.raises(AssertionError, match="note led from"):
        LIFE.decide("note", job(state), None, act(Role.DESK))


def lets_through(life: Life, command: str, record: Any, asking: Act[Any]) -> bool:
    try:
        life.admit(command, record, asking)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("state", [NEW, *LIFE.states])
@pytest.mark.parametrize("roles", [(), (Role.DESK,), (Role.ENGINEER,), (Role.DESK, Role.ENGINEER)])
@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("hour", [9, 13])
def test_allowed_is_exactly_what_is_admitted(
    state: str, roles: tuple[Role, ...], locked: bool, hour: int
) -> None:
    record, asking = job(state, locked=locked), act(*roles, hour=hour)
    allowed = {each.command for each in LIFE.allowed(record, asking)}
    assert allowed == {each for each in LIFE.steps if lets_through(LIFE, each, record, asking)}


def test_what_is_allowed_comes_in_the_order_of_the_table() -> None:
    both = act(Role.DESK, Role.ENGINEER)
    assert [each.command for each in LIFE.allowed(job("done"), both)] == ["note", "redo", "close"]
    assert LIFE.allowed(job("closed"), both) == []


STATES = ["a", "b", "c", "d"]
MOVES = st.dictionaries(
    st.sampled_from(STATES), st.sampled_from(STATES).map(lambda to: (to,)), min_size=1
)
LIVES = st.lists(st.tuples(MOVES, st.booleans()), min_size=1, max_size=6).map(
    lambda drawn: Life(
        STATES,
        [step(f"s{place}", moves, forward=forward) for place, (moves, forward) in enumerate(drawn)],
    )
)


@settings(LAW, max_examples=200)
@given(LIVES, st.sampled_from(STATES), st.data())
def test_walking_the_missing_steps_leads_to_the_command(
    life: Life, state: str, data: st.DataObject
) -> None:
    command = data.draw(st.sampled_from(sorted(life.steps)))
    missing = life.missing(state, command)
    at = state
    for each in missing:
        assert life.steps[each].forward
        [at] = life.steps[each].moves[at]
    if missing or state in life.steps[command].moves:
        assert at in life.steps[command].moves
    assert len(missing) < len(STATES)


CELLS = [
    (kind, state, command)
    for kind, life in lives.LIVES.items()
    for state in life.states
    for command in life.steps
]


@pytest.mark.clause("T-4.4.4", "T-4.1")
@pytest.mark.parametrize(("kind", "state", "command"), CELLS)
def test_every_state_has_an_answer_to_every_command(kind: str, state: str, command: str) -> None:
    """Every refusal for order names a step that may be taken from where the ticket stands."""
    life = lives.LIVES[kind]
    missing = life.missing(state, command)
    assert not missing or state in life.steps[missing[0]].moves
    assert command not in missing


def test_the_picture_is_the_table() -> None:
    assert list(LIFE.picture()) == [
        "stateDiagram-v2",
        "    [*] --> open: take-in (T-3.0)",
        "    open --> given: give (T-3.0)",
        "    given --> done: do (T-3.0)",
        "    done --> open: redo (T-3.0)",
        "    done --> closed: close (T-3.0)",
        "    done --> given: close (T-3.0)",
        "    open --> dropped: drop (T-3.0)",
        "    given --> dropped: drop (T-3.0)",
        "    closed --> [*]",
        "    dropped --> [*]",
    ]
