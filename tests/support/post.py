"""Carriers under test: what they were given, and how they fail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.core.means import Means
from chalicelib.core.ports import Letter, Target

Sending = Callable[[Letter], None]


def _well(letter: Letter) -> None:
    """Nothing goes wrong."""


@dataclass
class Recorded:
    """A carrier that keeps what it carries, and fails as it is told to."""

    means: Means
    letters: list[tuple[Target, Letter]] = field(default_factory=list)
    before: Sending = _well
    """Asked before a letter is taken: raises what the other side would be refused by."""
    wrong: Exception | None = None
    """What is wrong with every target."""

    def check(self, target: Target) -> None:
        if self.wrong:
            raise self.wrong

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        self.before(letter)
        self.letters.append((target, letter))

    @property
    def ids(self) -> list[str]:
        return [letter.id for _, letter in self.letters]


def recorded() -> dict[Means, Recorded]:
    """One carrier for each means there is."""
    return {means: Recorded(means) for means in Means}
