"""Writing a letter, noting what was answered, voiding it, and what its timers do. Pure.

Which fields a letter needs follows from the clause that it is written by, and the refusal names it.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from msgspec import convert
from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.erasing import CLAUSE as PRIVATE
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form, Reason
from chalicelib.core.life import NEW
from chalicelib.core.people import Role
from chalicelib.core.private import mask, normal
from chalicelib.core.record import Frozen, Timer, Void
from chalicelib.files.rules import not_full
from chalicelib.reception.letters.forms import AnswerLetter, WriteLetter
from chalicelib.reception.letters.model import (
    CLAUSE_OF,
    INCOMING,
    PREFIX,
    Answered,
    Comer,
    Contact,
    Direction,
    Leg,
    Letter,
    LetterKind,
    LetterState,
    Linked,
    StandardAsked,
    received_once,
)
from chalicelib.reception.receptions import rules as receptions
from chalicelib.reception.receptions.model import OFFICE, RECEPTIONS, Reception
from chalicelib.reception.terms import ReceptionTerms

WRITES = frozenset({Role.OFFICE})
CALLS = WRITES | {Role.OFFICE_HEAD}
"""Who reads any contact's number, on paper; besides them whoever carries the reception out."""


class Unwritten(Frozen):
    """Before there is a letter: the contact's number sealed, and the reception that is named."""

    sealed: str
    reception: Reception | None
    state: str = NEW


class Found(Frozen):
    """An answer, and the reception that it names."""

    form: Any
    reception: Reception | None


def sees(act: Act[Any], letter: Letter, reception: Reception | None) -> bool:
    """Whether a person may know of a letter, given the reception that it is linked to (P-who)."""
    return act.person.has(receptions.ALL) or bool(reception and receptions.sees(act, reception))


def closed(letter: Letter, act: Act[Any]) -> Refusal | None:
    """Why this person may not add a scan now."""
    if letter.state is LetterState.VOID:
        return Refusal("too_late", letter.clause, state=letter.state)
    return not_full(letter)


def write(blank: Unwritten, form: WriteLetter, act: Act[ReceptionTerms]) -> Change:
    """It goes out under our number, or what came in is registered under one of ours.

    Raises: Refusal `invalid_form`, under the clause that asks for what is missing.
    """
    clause = CLAUSE_OF[form.kind]
    _fit(clause, _faults(blank, form, act))
    contact, incoming = form.contact, form.direction is Direction.INCOMING
    assert form.unit
    assert contact.name
    assert contact.phone
    named = INCOMING if incoming else form.kind.value
    letter = Letter(
        site=act.site.id,
        id=act.fresh_id,
        state=LetterState.REGISTERED if incoming else LetterState.ISSUED,
        direction=form.direction,
        kind=form.kind,
        unit=form.unit,
        reference=form.reference,
        dated=form.dated or act.today,
        people=convert(form.people, tuple[Comer, ...], from_attributes=True),
        journey=convert(form.journey, tuple[Leg, ...], from_attributes=True),
        contact=Contact(name=contact.name, phone=mask(normal(contact.phone))),
        sealed=blank.sealed,
        standard=_standard(form, act),
        payment=form.payment,
        words=form.words,
        answer_by=form.answer_by,
        reception=_linked(blank.reception),
        by=act.person.id,
        by_name=act.person.name,
        at=act.now,
        terms=int(act.terms.id),
        forms=(act.issue(named, PREFIX[named]),),
    )
    once = (received_once(letter.unit, form.reference, clause),) if form.reference else ()
    letter = replace(letter, holds=once, timers=tuple(_timers(letter, act)))
    return Change(
        before=None,
        after=letter,
        messages=_news(letter, "letter_received" if incoming else "letter_issued", act),
    )


def _timers(letter: Letter, act: Act[ReceptionTerms]) -> Iterator[Timer]:
    """No answer by the time asked for; the number no longer needed."""
    if letter.answer_by:
        yield Timer(clause=letter.clause, job=RECEPTIONS, due_at=letter.answer_by)
    last_used = max(letter.arrives_at, act.now)
    due_at = last_used + timedelta(days=act.terms.keep_contact_days)
    yield Timer(clause=PRIVATE, job=RECEPTIONS, due_at=due_at)


def _faults(blank: Unwritten, form: WriteLetter, act: Act[ReceptionTerms]) -> Iterator[Fault]:
    incoming = form.direction is Direction.INCOMING
    outside = form.kind is LetterKind.RECEPTION_LETTER
    yield from _missing("", form, ("unit", "people", "journey"))
    yield from _missing("", form, ("payment",) if outside else ())
    yield from _missing("", form, ("reference", "dated") if incoming else ("answer_by",))
    for place, each in enumerate(form.people):
        names = ("name", "title", "unit", "rank") if outside else ("name", "title")
        yield from _missing(f"/people/{place}", each, names)
    for place, leg in enumerate(form.journey):
        names = ("by", "number", "departs_at", "arrives_at")
        yield from _missing(f"/journey/{place}", leg, names)
    yield from _missing("/contact", form.contact, ("name", "phone"))
    if not (form.standard.words or form.standard.rank):
        yield Fault(pointer="/standard", code="none_of", data={"fields": ["words", "rank"]})
    if form.standard.rank and act.terms.rank(form.standard.rank) is None:
        yield Fault(pointer="/standard/rank", code="no_such")
    if form.reception and blank.reception is None:
        yield Fault(pointer="/reception", code="no_such")
    yield from _in_time(form, act)
    if incoming:
        if form.dated and form.dated > act.today:
            yield Fault(pointer="/dated", code="in_the_future")
    else:
        for name in ("reference", "dated"):
            if getattr(form, name) is not None:
                yield Fault(pointer=f"/{name}", code="incoming_only")


def _missing(at: str, given: Form, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if not getattr(given, name):
            yield Fault(pointer=f"{at}/{name}", code="required")


def _in_time(form: WriteLetter, act: Act[Any]) -> Iterator[Fault]:
    """Each part of the journey ends after it begins, and before the next begins. What goes out
    announces what is still to come, and can still be answered.
    """
    before = None
    for place, each in enumerate(form.journey):
        at = f"/journey/{place}"
        if before and each.departs_at and each.departs_at < before:
            yield Fault(pointer=f"{at}/departs_at", code="before_it_arrives")
        if each.departs_at and each.arrives_at and each.arrives_at <= each.departs_at:
            yield Fault(pointer=f"{at}/arrives_at", code="ends_before_it_begins")
        before = each.arrives_at
    if form.direction is Direction.OUTGOING:
        if before and before <= act.now:
            yield Fault(pointer=f"/journey/{len(form.journey) - 1}/arrives_at", code="over_already")
        if form.answer_by and form.answer_by <= act.now:
            yield Fault(pointer="/answer_by", code="over_already")


def _standard(form: WriteLetter, act: Act[ReceptionTerms]) -> StandardAsked:
    asked = form.standard
    rank = act.terms.rank(asked.rank) if asked.rank else None
    return StandardAsked(words=asked.words, rank=asked.rank, name=rank.name if rank else None)


def _linked(reception: Reception | None) -> Linked | None:
    if reception is None:
        return None
    asked_by = reception.requested_by
    return Linked(id=reception.id, number=reception.number, requested_by=asked_by)


def answer(letter: Letter, found: Found, act: Act[Any]) -> Change:
    """The other unit's answer is noted, or ours; a later one corrects what was noted before.

    Raises: Refusal `invalid_form`.
    """
    form: AnswerLetter = found.form
    _fit(letter.clause, _unfit(letter, found, act))
    answered = Answered(
        accepted=form.accepted,
        who=form.who,
        at=form.at,
        words=form.words,
        by=act.person.id,
        name=act.person.name,
        noted_at=act.now,
    )
    after = replace(
        letter,
        state=LetterState.ANSWERED,
        answers=(*letter.answers, answered),
        reception=_linked(found.reception) or letter.reception,
        timers=_without(letter, letter.clause),
    )
    return Change(
        before=letter,
        after=after,
        messages=_news(after, "letter_accepted" if form.accepted else "letter_declined", act),
    )


def _unfit(letter: Letter, found: Found, act: Act[Any]) -> Iterator[Fault]:
    """It was answered already, and not before it was there: by a clock that shows the minute."""
    form: AnswerLetter = found.form
    if form.at > act.now:
        yield Fault(pointer="/at", code="in_the_future")
    outgoing = letter.direction is Direction.OUTGOING
    on = sitetime.day(form.at, act.site.time_zone)
    issued = letter.at.replace(second=0, microsecond=0)
    if form.at < issued if outgoing else on < letter.dated:
        yield Fault(pointer="/at", code="before_the_letter")
    if form.reception and found.reception is None:
        yield Fault(pointer="/reception", code="no_such")


def void(letter: Letter, found: Found, act: Act[Any]) -> Change:
    """It counts no more; its number is kept, with the reason. What came in may be registered
    anew.
    """
    form: Reason = found.form
    voided = Void(reason=form.reason, at=act.now, by=act.person.id)
    after = replace(
        letter,
        state=LetterState.VOID,
        forms=tuple(replace(each, void=voided) for each in letter.forms),
        holds=(),
        timers=_without(letter, letter.clause),
    )
    return Change(before=letter, after=after, messages=_news(after, "letter_void", act))


def may_call(reception: Reception | None, act: Act[Any]) -> None:
    """See that this person may read the number in clear, of a letter linked to this reception.

    Raises: Refusal `not_your_reception`.
    """
    if not act.person.has(CALLS):
        assert reception
        refusal = receptions.receives(reception, act)
        if refusal:
            raise refusal


def remind(letter: Letter, act: Act[Any]) -> Change:
    """There was no answer by the time asked for: the office is told, once."""
    office = act.site.department(OFFICE)
    told = dict.fromkeys((letter.by, *(office.told if office else ())))
    outgoing = letter.direction is Direction.OUTGOING
    return Change(
        before=letter,
        after=replace(letter, reminded_at=act.now, timers=_without(letter, letter.clause)),
        messages=tuple(
            _word(letter, each, "letter_unanswered" if outgoing else "letter_to_answer")
            for each in told
        ),
    )


def erase(letter: Letter, act: Act[Any]) -> Change:
    """The contact's number is needed no more: nobody can read it from now on (P-private)."""
    after = replace(
        letter,
        contact=replace(letter.contact, phone=None),
        sealed=None,
        timers=_without(letter, PRIVATE),
    )
    return Change(before=letter, after=after, facts={"erased": ["phone"]})


def _without(letter: Letter, clause: str) -> tuple[Timer, ...]:
    return tuple(each for each in letter.timers if each.clause != clause)


def _news(letter: Letter, code: str, act: Act[Any]) -> tuple[Message, ...]:
    """Who wrote it and who asked for its reception are told, but nobody of what they did."""
    parties = (letter.by, *([letter.reception.requested_by] if letter.reception else ()))
    told = dict.fromkeys(each for each in parties if each != act.person.id)
    return tuple(_word(letter, each, code) for each in told)


def _word(letter: Letter, to: str, code: str) -> Message:
    data = {"number": letter.number, "unit": letter.unit}
    return Message(to=to, code=code, clause=letter.clause, data=data)


def _fit(clause: str, faults: Iterable[Fault]) -> None:
    """See that nothing is wrong.

    Raises: Refusal `invalid_form`.
    """
    found = tuple(faults)
    if found:
        raise Refusal("invalid_form", clause, faults=found)
