"""A line of an employee's account 帳目, and how it is posted: double entry, never changed (L-11).

The employee is jointly liable for their guests: whatever a guest owes stands on the employee's
account, naming guest and stay. A line is put right by a later one, never altered. Pure.
"""

from datetime import date
from enum import StrEnum

from chalicelib.core.money import Journal, transfer
from chalicelib.core.record import Frozen

CLAUSE = "L-11"
INCOME = "income.lodging"
"""What is charged."""


class What(StrEnum):
    """What a line is for; its words are among the ledger's memos."""

    DAMAGE = "lodging_damage"
    """At the price list's price (L-4)."""
    PASS = "lodging_pass"  # noqa: S105  no password
    """An access pass that was lost (L-6)."""
    LATE = "lodging_late"
    """Late check-out, half a day or a whole one (L-6)."""
    NIGHTS = "lodging_nights"
    """Nights of the grant, where a site charges them (L-6)."""
    FINE = "lodging_fine"
    """By a violation that was upheld."""
    REVERSED = "lodging_reversed"
    """A line that does not hold, taken back by this later one."""


class Part(StrEnum):
    """How much of a day a line is for (L-6)."""

    HALF = "half"
    REST = "rest"
    """The other half, where the first was charged before."""
    WHOLE = "whole"


class Line(Frozen):
    """What somebody owes, why, and for whom."""

    what: What
    clause: str
    """That asks for it."""
    fen: int
    """Whole fen, CNY."""
    guest: str | None = None
    """Person id."""
    name: str | None = None
    """The guest's."""
    stay: str | None = None
    number: str | None = None
    """Of the application's form."""
    day: date | None = None
    """The day, at the site, that it is for."""
    part: Part | None = None
    """How much of that day."""
    rate: int | None = None
    """What a day, or one of what was damaged, costs, in fen."""
    count: int | None = None
    """How many of them: nights, or pieces."""
    code: str | None = None
    """Of the price list, whose version the stay names."""
    words: str | None = None


def account(employee: str) -> str:
    """The ledger's account of an employee: positive fen are owed."""
    return f"employee.{employee}"


def charged(employee: str, line: Line) -> Journal:
    """The line on the employee's account."""
    return transfer(
        line.what,
        line.clause,
        debit=account(employee),
        credit=INCOME,
        fen=line.fen,
        about=_about(employee, line),
    )


def taken_back(employee: str, line: Line, words: str) -> Journal:
    """The reversal of a line, posted when it is found not to hold."""
    return transfer(
        What.REVERSED,
        line.clause,
        debit=INCOME,
        credit=account(employee),
        fen=line.fen,
        about=_about(employee, line) | {"words": words},
    )


_NAMED = ("guest", "name", "stay", "number", "day", "part", "rate", "count", "code", "words")


def _about(employee: str, line: Line) -> dict[str, str]:
    """What both sides say: of the other account too it is known whose it is."""
    known = ((field, getattr(line, field)) for field in _NAMED)
    return {"employee": employee} | {field: str(said) for field, said in known if said is not None}
