"""A moment at which something may be sent: how a room of the house tells the harnesses of it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Moment:
    """What a person may send now."""

    path: str
    who: str
    form: dict[str, Any]
    if_match: str | None = None
