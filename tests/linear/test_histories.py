"""The checker finds what no order explains, and nothing else."""

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linear.histories import Operation, unexplained


@dataclass(frozen=True)
class Take:
    who: str

    def after(self, state: str) -> str | None:
        return None if state else self.who


@dataclass(frozen=True)
class Free:
    who: str

    def after(self, state: str) -> str | None:
        return "" if state == self.who else None


@dataclass(frozen=True)
class Seen:
    who: str

    def after(self, state: str) -> str | None:
        return state if state == self.who else None


Told = tuple[int, int, Take | Free | Seen]
GOOD: list[list[Told]] = [
    [],
    [(1, 2, Take("a")), (3, 4, Seen("a")), (5, 6, Free("a")), (7, 8, Seen(""))],
    # at once: a reader may see either
    [(1, 4, Take("a")), (2, 3, Seen(""))],
    [(1, 4, Take("a")), (2, 3, Seen("a"))],
    # the one that is answered first came second
    [(1, 6, Free("a")), (2, 5, Take("b")), (0, 7, Take("a")), (8, 9, Seen("b"))],
    # two readers at once see it before and after
    [(1, 8, Take("a")), (2, 7, Seen("a")), (3, 6, Seen(""))],
]
BAD: list[list[Told]] = [
    [(1, 2, Seen("a"))],  # what nobody took
    [(1, 2, Take("a")), (3, 4, Seen(""))],  # a taking is lost
    [(1, 2, Take("a")), (3, 4, Take("b"))],  # taken twice
    [(1, 4, Take("a")), (2, 3, Take("b"))],  # twice at once
    [(1, 2, Free("a"))],  # freed by who did not have it
    # a reader sees it and a later one sees it no more
    [(1, 8, Take("a")), (2, 3, Seen("a")), (4, 5, Seen(""))],
    # freed twice at once
    [(1, 2, Take("a")), (3, 6, Free("a")), (4, 5, Free("a"))],
]


def history(told: list[Told]) -> list[Operation[str]]:
    return [Operation(*each) for each in told]


@pytest.mark.parametrize("told", GOOD)
def test_what_an_order_explains_holds(told: list[Told]) -> None:
    assert unexplained(history(told), "") is None


@pytest.mark.parametrize("told", BAD)
def test_what_no_order_explains_is_found(told: list[Told]) -> None:
    assert unexplained(history(told), "") is not None


def test_the_answer_that_is_not_explained_is_named() -> None:
    told: list[Told] = [(1, 2, Take("a")), (3, 4, Seen("a")), (5, 6, Seen("")), (7, 8, Free("a"))]
    assert unexplained(history(told), "") == Operation(5, 6, Seen(""))


def explained(operations: list[Operation[str]]) -> bool:
    """The same by trying every order."""
    for order in itertools.permutations(operations):
        state: str | None = ""
        for each in order:
            state = each.step.after(state) if state is not None else None
        if state is not None and all(
            one.called < other.answered for one, other in itertools.combinations(order, 2)
        ):
            return True
    return False


STEPS = st.sampled_from([kind(who) for kind in (Take, Free, Seen) for who in "ab"] + [Seen("")])


@given(
    st.lists(STEPS, max_size=6).flatmap(
        lambda steps: st.permutations(range(2 * len(steps))).map(
            lambda at: [
                Operation(*sorted(at[2 * number : 2 * number + 2]), step)
                for number, step in enumerate(steps)
            ]
        )
    )
)
@settings(max_examples=600, deadline=None)
def test_it_says_of_small_histories_what_trying_every_order_says(
    operations: list[Operation[str]],
) -> None:
    assert (unexplained(operations, "") is None) == explained(operations)
