"""The bench on which storage calls go wrong."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.survival import Act, Bench, Survives, benched


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with benched() as made:
        yield made


@pytest.fixture
def survives(bench: Bench, record_property: Callable[[str, object], None]) -> Survives:
    def ask(
        act: Act,
        check: Callable[[], None],
        least: int = 6,
        lay: Callable[[], None] = lambda: None,
    ) -> None:
        record_property("crash points", bench.survive(act, check, lay, least))

    return ask
