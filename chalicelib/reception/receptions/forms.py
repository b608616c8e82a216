"""What is filled in about receptions."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Question, Text
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.reception.plans.model import Ask
from chalicelib.reception.receptions.model import MOST_GUESTS, GuestKind, ReceptionState

MOST_ASKED = 200
"""Things that the GM is asked for at once: some for the whole, the rest for lines and items."""


class GuestIn(Form):
    """Somebody who is to be received. Who was named before names their `key`, and keeps it."""

    key: Id | None = None
    name: Line
    unit: Line
    """Name of the unit that they come from."""
    title: Line
    rank: Id
    """Key of a rank of the settings."""


class LetterIn(Form):
    """The official letter 公函 that announces the guests."""

    reference: Line
    """Its number, as the letter has it."""
    unit: Line
    """Whose letter it is."""
    dated: Day


class Request(Form):
    """Ask for a reception 公務接待申請: whom, what for, on which days (R-2.1 to R-2.3)."""

    kind: GuestKind
    purpose: Text
    guests: Annotated[tuple[GuestIn, ...], Meta(min_length=1, max_length=MOST_GUESTS)]
    letter: LetterIn
    first: Day
    last: Day
    """The day on which they leave; the same day, of a visit of one."""
    counterpart: Id | None = None
    """Key of the department whose business it is; none where there is none, or none is known."""


class Edit(Request):
    """Change what was asked for, whole. Every signature and grant is void by it (P-approve)."""


class Submit(Form):
    """Hand guests and plan in to be signed 送審."""


class Decision(Form):
    """What the GM decides of one thing that he is asked for."""

    asks: Ask
    line: Id | None = None
    """Key of the line that it is for, as it was asked."""
    code: Id | None = None
    """Of the item, as it was asked."""
    yes: bool
    words: Text | None = None


class Approve(Form):
    """Sign a reception 批准; the GM decides of everything that he is asked for, each once."""

    words: Text | None = None
    grants: Annotated[tuple[Decision, ...], Meta(max_length=MOST_ASKED)] = ()


class Withdraw(Form):
    """Take a reception back 撤回, while nobody has signed it (P-approve)."""


class Reassign(Form):
    """Have another department receive 改派, saying why."""

    department: Id
    reason: Text


class Depart(Form):
    """The guests have left 客人離開, with those of them who came."""

    absent: Annotated[tuple[Id, ...], Meta(max_length=MOST_GUESTS)] = ()
    """Keys of those who were announced and did not come."""


class Close(Form):
    """All is spent and settled 結案."""


class ReceptionsIn(Dated):
    """Which receptions to list, by where they stand and the day of asking; in which order.

    With `q` they are found by number, letter, guest or unit, newest first, wherever they stand
    unless a state is given as well.
    """

    state: ReceptionState | None = None
    """Those to be signed, if neither this nor `q` is given."""
    q: Question | None = None
    order: Urgency = Urgency.OLDEST
