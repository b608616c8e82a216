"""The life of a record is a table: state × command → state, who may, under which clause.

The same table refuses, lists the actions a person may take now, feeds the API description and
draws the state picture. Nowhere else is the order of steps written down.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form
from chalicelib.core.people import Role


class Living(Protocol):
    """A record that has a state."""

    @property
    def state(self) -> str:
        """Where it stands."""
        ...


NEW = "new"
"""The state before a record exists."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the table."""

    command: str
    form: type[Form]
    clause: str
    who: frozenset[Role]
    seats: frozenset[Role] = frozenset()
    """The roles in which another may take it by delegation: it is a signature (P-approve)."""
    moves: Mapping[str, tuple[str, ...]]
    """From which states it may be taken, and where it leads from each, the usual outcome first."""
    guards: tuple[Callable[[Any, Act[Any]], Refusal | None], ...] = ()
    """What must hold besides the state, each naming its clause when it does not."""
    rule: Callable[[Any, Any, Act[Any]], Change]
    """What the command does, given record, form and act."""
    issues: tuple[str, ...] = ()
    """The numbered forms that it may issue."""
    forward: bool = True
    """Whether it brings the record nearer to its end; only such steps can be missing."""
    waits: frozenset[str] | None = None
    """The states in which somebody waits for it. None: each that it leads forward from."""

    @property
    def asked_in(self) -> frozenset[str]:
        """The states in which it is asked of whoever may take it, not merely open to them."""
        if self.waits is not None:
            return self.waits
        return frozenset(self.moves if self.forward else ())


def lead(sources: Iterable[str], *targets: str) -> dict[str, tuple[str, ...]]:
    """Moves from any of the sources to one of the targets."""
    return dict.fromkeys(sources, targets)


def stay(*states: str) -> dict[str, tuple[str, ...]]:
    """Moves that leave the record in the state it is in."""
    return {state: (state,) for state in states}


class Life:
    """The whole table of one kind of record."""

    def __init__(
        self,
        states: Iterable[str],
        steps: Iterable[Step],
        always: Callable[[Change, Act[Any]], Change] | None = None,
    ) -> None:
        self.states = tuple(states)
        """Every state, from the first to the last of an ordinary life."""
        self.always = always
        """What every step does besides its rule."""
        self.steps = {step.command: step for step in steps}

    def admit(self, command: str, record: Living, act: Act[Any]) -> Act[Any]:
        """The act as what this person may take the step on this record now.

        Raises: Refusal `not_your_step`, `out_of_order`, `too_late`, or a guard's own.
        """
        step = self.steps[command]
        ways = act.ways(step.who, step.seats)
        if not ways:
            raise Refusal("not_your_step", step.clause, roles=sorted(step.who))
        if record.state not in step.moves:
            missing = self.missing(record.state, command)
            if missing:
                raise Refusal(
                    "out_of_order",
                    step.clause,
                    state=record.state,
                    missing=missing,
                    step=missing[0],
                )
            raise Refusal("too_late", step.clause, state=record.state)
        refusals = [_guarded(step, record, way) for way in ways]
        if None not in refusals:
            raise next(filter(None, refusals))
        return ways[refusals.index(None)]

    def allowed(self, record: Living, act: Act[Any]) -> list[Step]:
        """The steps that this person may take on this record now."""
        return [
            step
            for step in self.steps.values()
            if record.state in step.moves
            and any(_guarded(step, record, way) is None for way in act.ways(step.who, step.seats))
        ]

    def decide(self, command: str, record: Living, form: Any, act: Act[Any]) -> Change:
        """Admit the command, apply its rule, and see that the rule kept to the table."""
        step, act = self.steps[command], self.admit(command, record, act)
        change = step.rule(record, form, act)
        if act.standing_in:
            by = {"whose": act.standing_in.giver, "delegation": act.standing_in.id}
            change = replace(change, facts={**change.facts, **by})
        if self.always:
            change = self.always(change, act)
        target = change.after.state  # type: ignore[attr-defined]  # a Living record by the rule
        if target not in step.moves[record.state]:
            raise AssertionError(f"{command} led from {record.state} to {target}")
        return change

    def missing(self, state: str, command: str) -> list[str]:
        """The steps still to be taken before the command, the shortest way.

        Empty if no way leads there, or if the record is past the command already.
        """
        goal = self.steps[command].moves
        ranks = (NEW, *self.states)
        if ranks.index(state) > max(map(ranks.index, goal)):
            return []
        ways: deque[tuple[str, list[str]]] = deque([(state, [])])
        seen = {state}
        while ways:
            at, way = ways.popleft()
            if at in goal:
                return way
            for step in self.steps.values():
                usual = step.moves[at][0] if step.forward and at in step.moves else at
                if usual not in seen:
                    seen.add(usual)
                    ways.append((usual, [*way, step.command]))
        return []

    def picture(self) -> Iterator[str]:
        """The table as a Mermaid state diagram, line by line."""
        yield "stateDiagram-v2"
        for step in self.steps.values():
            for source, targets in step.moves.items():
                start = "[*]" if source == NEW else source
                for target in targets:
                    if target != source:
                        yield f"    {start} --> {target}: {step.command} ({step.clause})"
        for state in self.states:
            if not any(set(step.moves.get(state, ())) - {state} for step in self.steps.values()):
                yield f"    {state} --> [*]"


def _guarded(step: Step, record: Living, act: Act[Any]) -> Refusal | None:
    return next(filter(None, (guard(record, act) for guard in step.guards)), None)
