"""What is filled in about letters. What a clause asks for is asked by the rules, by its name."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Phone, Question, Text, When
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.reception.letters.model import (
    MOST_LEGS,
    MOST_PEOPLE,
    Direction,
    LetterKind,
    LetterState,
    Payment,
    Transport,
)


class ComerForm(Form):
    """Somebody who comes: name and title; of guests from outside, unit and rank as well."""

    name: Line | None = None
    title: Line | None = None
    unit: Line | None = None
    rank: Line | None = None


class LegForm(Form):
    """A part of the journey: by what, its number 車次、班次、車牌, from when to when."""

    by: Transport | None = None
    number: Line | None = None
    departs_at: When | None = None
    arrives_at: When | None = None
    origin: Line | None = None
    destination: Line | None = None


class ContactForm(Form):
    """Whom to call, and the number. It is sealed, and masked on the screen."""

    name: Line | None = None
    phone: Phone | None = None


class StandardForm(Form):
    """By what standard: in words, by a rank of the settings, or both."""

    words: Text | None = None
    rank: Id | None = None


class WriteLetter(Form):
    """A letter that goes out, or one that came in.

    A fax 傳真文件 (R-4.3.2) needs unit, people (name, title), journey, contact and standard; a
    reception letter 接待函 (R-4.3.3) also each guest's unit and rank, and the way of payment. One
    that goes out says by when it is to be answered; one that came in has the sender's reference
    and date.
    """

    direction: Direction
    kind: LetterKind
    unit: Line | None = None
    reference: Line | None = None
    dated: Day | None = None
    people: Annotated[tuple[ComerForm, ...], Meta(max_length=MOST_PEOPLE)] = ()
    journey: Annotated[tuple[LegForm, ...], Meta(max_length=MOST_LEGS)] = ()
    contact: ContactForm = ContactForm()
    standard: StandardForm = StandardForm()
    payment: Payment | None = None
    words: Text | None = None
    answer_by: When | None = None
    reception: Id | None = None
    """The reception that it helps, or gave rise to."""


class AnswerLetter(Form):
    """What was answered: by the other unit, or by us. A correction is answered anew."""

    accepted: bool
    who: Line
    """Who answered for their unit."""
    at: When
    words: Text | None = None
    reception: Id | None = None
    """The reception that the letter helps or gave rise to, where it was not named yet."""


class LettersIn(Dated):
    """Which letters to list: by where they stand, of a reception, or one's own; the order.

    With `q` they are found by number, reference, unit, names and words, newest first, whichever
    they are unless the rest is given as well. Where nothing else is named, those that are issued.
    """

    state: LetterState | None = None
    q: Question | None = None
    reception: Id | None = None
    mine: bool = False
    direction: Direction | None = None
    order: Order = Order.OLDEST
