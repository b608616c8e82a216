"""Refusals: the one way in which a rule, the edge or the store says no."""

from typing import Any

from chalicelib.core.record import Frozen


class Fault(Frozen):
    """One thing wrong with one field of a form."""

    pointer: str
    """JSON pointer (RFC 6901) of the field, "" for the form as a whole."""
    code: str
    """Stable machine code; its words are in the catalogue under `fault`."""
    data: dict[str, Any] = {}


class Refusal(Exception):
    """A refusal with a stable code, the clause that asks for it, and the data its words need.

    The HTTP status of a code stands in `web.problems`, its words in `core.words.refusals`.
    """

    def __init__(
        self, code: str, clause: str = "", *, faults: tuple[Fault, ...] = (), **data: Any
    ) -> None:
        super().__init__(code, clause, data)
        self.code = code
        self.clause = clause
        self.faults = faults
        self.data = data
