"""Asking for a reception and changing what was asked for: each time a version to be signed. Pure.

A version that was handed in is kept as it was; every signature and grant on it is void from then on
(P-approve). Its letter is nobody else's while it is alive (R-2.1).
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import alike, approval
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.record import Frozen, Hold
from chalicelib.reception.plans import keeping
from chalicelib.reception.plans import rules as planning
from chalicelib.reception.plans.forms import Plan
from chalicelib.reception.receptions import routing, signing
from chalicelib.reception.receptions.forms import Edit, GuestIn, Request
from chalicelib.reception.receptions.model import (
    CLAUSE_OF,
    COORDINATED,
    LETTER,
    REQUEST,
    Content,
    Earlier,
    Guest,
    OfficialLetter,
    Reception,
    ReceptionState,
    Responsible,
    same_letter,
)
from chalicelib.reception.terms import ReceptionTerms

_PREFIX = "RR"
HANDED_IN = frozenset(
    {
        ReceptionState.PENDING,
        ReceptionState.APPROVED,
        ReceptionState.REFUSED,
        ReceptionState.WITHDRAWN,
    }
)
"""While it is one of these, its content was submitted: changed, it is an earlier version."""
_IN_FORCE = frozenset({ReceptionState.PENDING, ReceptionState.APPROVED})


class Blank(Frozen):
    """Before there is a reception."""

    state: str = NEW


def request(blank: Blank, form: Request, act: Act[ReceptionTerms]) -> Change:
    """A reception is asked for; the department that receives is told.

    Raises: Refusal `invalid_form`, `unroutable`.
    """
    content = _content(form, act)
    responsible = routing.responsible(content, act.site, act.terms)
    issued = act.issue(REQUEST, _PREFIX)
    reception = Reception(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        holds=(letter(content),),
        state=ReceptionState.DRAFTED,
        requested_by=act.person.id,
        requested_name=act.person.name,
        requested_at=act.now,
        content=content,
        numbered=_last(content),
        responsible=responsible,
        terms=int(act.terms.id),
    )
    return Change(
        before=None,
        after=reception,
        facts={
            "number": issued.number,
            "received_by": CLAUSE_OF[content.kind],
            **_routed(responsible),
        },
        messages=assigned(reception, act),
    )


def edit(reception: Reception, form: Edit, act: Act[ReceptionTerms]) -> Change:
    """Guests, purpose, letter or days are others; the plan is judged by them anew.

    Raises: Refusal `invalid_form`, `unroutable`, `nothing_new`.
    """
    content = _content(form, act, reception)
    keeping.under_request(reception, content)
    responsible = _received(reception, content, act)
    change = _written(replace(reception, responsible=responsible), reception, content, act)
    told: tuple[Message, ...] = ()
    if responsible.department != reception.responsible.department:
        assert isinstance(change.after, Reception)
        told = assigned(change.after, act)
    return replace(change, facts=_routed(responsible), messages=(*change.messages, *told))


def plan(reception: Reception, form: Plan, act: Act[ReceptionTerms]) -> Change:
    """The plan is written whole (R-2.4).

    Raises: Refusal `invalid_form`, `nothing_new`.
    """
    return _written(reception, reception, planning.planned(reception, form, act), act)


def _written(
    known: Reception, before: Reception, content: Content, act: Act[ReceptionTerms]
) -> Change:
    """It is `drafted` with this content, and its letter nobody else's."""
    if before.state in _IN_FORCE and content == before.content:
        raise Refusal("nothing_new", approval.CLAUSE)
    after = replace(
        known,
        state=ReceptionState.DRAFTED,
        content=content,
        numbered=max(before.numbered, _last(content)),
        lines_numbered=planning.last_line(before, content),
        earlier=_beside(before),
        terms=int(act.terms.id),
        hands=hands(before, act),
        chain=approval.recall(before.chain) if before.chain else None,
        granted=(),
        granted_before=before.granted or before.granted_before,
        over=None,
        holds=(letter(content),),
        timers=(),
    )
    return Change(before=before, after=after, messages=tuple(_void(before, after, act)))


def _beside(before: Reception) -> Earlier | None:
    """The version that the next one is shown beside: the last that somebody decided on, and until
    somebody has, the first that was handed in. Handing in between and taking back hides nothing.
    """
    chain = before.chain
    if chain is None or before.state not in HANDED_IN:
        return before.earlier
    decided = any(mark.version == chain.version for mark in chain.marks)
    if before.earlier and not decided:
        return before.earlier
    return Earlier(version=chain.version, content=before.content)


def _void(before: Reception, after: Reception, act: Act[ReceptionTerms]) -> Iterator[Message]:
    """Who signed what is changed now is told that it is void."""
    signed = before.chain.signed if before.chain else ()
    for who in dict.fromkeys(each.person for each in signed):
        if who != act.person.id:
            yield signing.news(after, who, "reception_changed", approval.CLAUSE)


def hands(reception: Reception, act: Act[ReceptionTerms]) -> tuple[str, ...]:
    """Who wrote at it, with whoever does now."""
    if act.person.id in (reception.requested_by, *reception.hands):
        return reception.hands
    return (*reception.hands, act.person.id)


def _received(reception: Reception, content: Content, act: Act[ReceptionTerms]) -> Responsible:
    """Where the rule leads anew, it is followed; where it leads as before, what the office had
    otherwise stays.
    """
    now = routing.responsible(content, act.site, act.terms)
    before = routing.follows(reception.content, act.terms)
    if reception.responsible.by is None or before != now:
        return now
    routing.there(act.site, reception.responsible.department, COORDINATED)
    return reception.responsible


def assigned(reception: Reception, act: Act[ReceptionTerms]) -> tuple[Message, ...]:
    """The supervisor of the department that receives is told so."""
    department = act.site.department(reception.responsible.department)
    if department is None or department.supervisor == act.person.id:
        return ()
    clause = reception.responsible.clause
    return (signing.news(reception, department.supervisor, "reception_assigned", clause),)


def _routed(responsible: Responsible) -> dict[str, str]:
    return {"department": responsible.department, "by_clause": responsible.clause}


def letter(content: Content) -> Hold:
    """What one reception alone may have: the letter, however its number is typed (R-2.1)."""
    key = f"letter/{same_letter(content.letter.unit, content.letter.reference)}"
    return Hold(key=key, code="letter_used", clause=LETTER)


def _content(form: Request, act: Act[ReceptionTerms], known: Reception | None = None) -> Content:
    """What the form asks for, if it can be; of what was asked before the plan stays.

    Raises: Refusal `invalid_form`.
    """
    faults = (*_guest_faults(form.guests, act.terms, known), *_date_faults(form, act, known))
    if faults:
        raise Refusal("invalid_form", LETTER, faults=faults)
    return Content(
        kind=form.kind,
        purpose=form.purpose,
        guests=tuple(_keyed(form.guests, known)),
        letter=OfficialLetter(
            reference=form.letter.reference, unit=form.letter.unit, dated=form.letter.dated
        ),
        first=form.first,
        last=form.last,
        counterpart=form.counterpart,
        lines=known.content.lines if known else (),
    )


def _keyed(guests: Iterable[GuestIn], known: Reception | None) -> Iterator[Guest]:
    """Each with the key that they had, or one that nobody has had."""
    fresh = max(known.numbered, _last(known.content)) if known else 0
    for each in guests:
        if each.key is None:
            fresh += 1
        yield Guest(
            key=each.key or str(fresh),
            name=each.name,
            unit=each.unit,
            title=each.title,
            rank=each.rank,
        )


def _last(content: Content) -> int:
    return max(int(each.key) for each in content.guests)


def _guest_faults(
    guests: tuple[GuestIn, ...], terms: ReceptionTerms, known: Reception | None
) -> Iterator[Fault]:
    """Of a rank that the settings know; each once, however they are typed; a key is that of a
    guest who was named.
    """
    keys = {each.key for each in known.content.guests} if known else set()
    who = [tuple(map(alike.bare, (each.name, each.unit, each.title))) for each in guests]
    for place, each in enumerate(guests):
        if terms.rank(each.rank) is None:
            yield Fault(pointer=f"/guests/{place}/rank", code="no_such")
        if each.key is not None and each.key not in keys:
            yield Fault(pointer=f"/guests/{place}/key", code="no_such")
        before = guests[:place]
        if each.key is not None and any(each.key == one.key for one in before):
            yield Fault(pointer=f"/guests/{place}/key", code="repeated")
        elif who[place] in who[:place]:
            yield Fault(pointer=f"/guests/{place}", code="repeated")


def _date_faults(
    form: Request, act: Act[ReceptionTerms], known: Reception | None
) -> Iterator[Fault]:
    """Nobody comes in the past whose day it was not, nobody leaves in the past or too far ahead;
    no letter is of tomorrow.
    """
    latest = act.today + timedelta(days=act.terms.ahead_days)
    if form.first < act.today and (known is None or form.first != known.content.first):
        yield Fault(pointer="/first", code="in_the_past")
    if form.last < form.first:
        yield Fault(pointer="/last", code="ends_before_it_begins")
    elif form.last < act.today:
        yield Fault(pointer="/last", code="in_the_past")
    elif form.last > latest:
        yield Fault(
            pointer="/last",
            code="out_of_range",
            data={"min": str(act.today), "max": str(latest)},
        )
    if form.letter.dated > act.today:
        yield Fault(pointer="/letter/dated", code="in_the_future")
