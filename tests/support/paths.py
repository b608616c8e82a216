"""Finds, from the life's own table, how a ticket gets into every state and along every way.

The search runs on the rules alone. What it finds is then walked over HTTP by the harnesses. A
step or a way that it cannot find fails the completeness test, so that nothing escapes.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import parse
from chalicelib.core.life import NEW
from chalicelib.core.numbering import Counter
from chalicelib.core.people import Person, Sealed
from chalicelib.tickets.forms import Intake
from chalicelib.tickets.lives import OPEN, life_of, steps_named
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.intake import Scene
from local import sample
from tests.support.filling import filled
from tests.support.world import MONDAY

_references = itertools.count(1)
Filler = Callable[[datetime], dict[str, Any]]


@dataclass(frozen=True)
class Variant:
    """One way to fill in a command's form, and who does it."""

    who: str
    fill: Filler


def _variant(who: str, **given: Any) -> Variant:
    return Variant(who, lambda now: given)


def _visit(who: str, **given: Any) -> Variant:
    def fill(now: datetime) -> dict[str, Any]:
        return {
            "called": "業戶",
            "at": (now - timedelta(minutes=15)).isoformat(),
            "ended_at": now.isoformat(),
            **given,
        }

    return Variant(who, fill)


def _passed_on(now: datetime) -> dict[str, Any]:
    """Told apart by the instant: a source gives no reference twice."""
    source = {"reference": f"GSC-{next(_references)}", "received_at": now.isoformat()}
    return {"channel": "group_service_centre", "source": source}


OK = {"satisfaction": 5, "words": "很滿意"}
BAD = {"satisfaction": 1, "words": "仍漏水", "criticism": "維修太慢"}
QUOTE = [{"code": "labour-plumber", "quantity": "1.5"}, {"code": "tap-15", "quantity": "1"}]
_FREE = {"unit": "A-1203", "item": "plumbing", "person": "owner-wong"}
_PAID = {"unit": "B-0502", "item": "plumbing", "person": "owner-lau"}

_ABOUT = {"unit": "B-0502", "person": "owner-lau", "words": "保潔不到位"}
_COMPLAINT = {"kind": "complaint", "category": "cleaning", **_ABOUT}

IN_WARRANTY, PAID, PUBLIC, COMPLAINT, FORWARDED, ENQUIRY = range(6)
"""The variants of the intake."""
VARIANTS: dict[str, tuple[Variant, ...]] = {
    "intake": (
        _variant("desk-chan", kind="repair_indoor", **_FREE),
        _variant("desk-chan", kind="repair_indoor", **_PAID),
        _variant("desk-chan", kind="repair_public", area="大堂", person="owner-wong"),
        _variant("desk-chan", **_COMPLAINT),
        Variant("desk-chan", lambda now: _COMPLAINT | _passed_on(now)),
        _variant("desk-chan", kind="inquiry", **_ABOUT),
    ),
    "notify": (_variant("desk-chan", told="李國強 電話"),),
    "overrule-warranty": (
        _variant("desk-chan", covered=True, reason="交付時已有缺陷"),
        _variant("desk-chan", covered=False, reason="人為損壞"),
    ),
    "dispatch": (
        _variant("desk-chan", department="engineering"),
        _variant("desk-chan", department="grounds"),
    ),
    "take": (
        _variant("engineer-lee", signed_name="李國強"),
        _variant("engineer-tse", signed_name="謝家俊"),
    ),
    "return": (_variant("engineer-lee"),),
    "reassign": (
        _variant("desk-chan", department="engineering", reason="改派"),
        _variant("desk-chan", department="engineering", assignee="engineer-lee", reason="指定"),
    ),
    "quote": (_variant("engineer-lee", lines=QUOTE), _variant("engineer-tse", lines=QUOTE)),
    "consent": (
        _variant("owner-lau", manner="in_app", signed_name="劉志強"),
        _variant("desk-chan", manner="phone", given_by="業戶", signed_name="陳靜雯"),
    ),
    "decline": (_variant("owner-lau"), _variant("desk-chan")),
    "start": (_variant("engineer-lee"),),
    "complete": (
        _variant("engineer-lee", result="已更換水龍頭"),
        _variant("engineer-lee", result="已更換水龍頭", lines=QUOTE),
    ),
    "pay": (_variant("finance-ho"),),
    "accept": (_variant("assistant-lam", signed_name="林曉彤"),),
    "accept-for": (_variant("desk-chan", name="劉太太", signed_name="陳靜雯"),),
    "reject": (_variant("assistant-lam"),),
    "follow-up": (
        _variant("desk-chan", called="業戶", reached=True, **OK),
        _variant("desk-chan", called="業戶", reached=True, **OK, criticism="慢"),
        _variant("desk-chan", called="業戶", reached=False),
        _variant("desk-chan", called="業戶", reached=True, **BAD, then="reopen"),
        _variant("desk-chan", called="業戶", reached=True, **BAD, then="visit"),
    ),
    "visit": (
        _visit("assistant-lam", consent=True, **OK),
        _visit("assistant-lam", consent=False),
        _visit("assistant-lam", consent=True, **BAD, then="reopen"),
        _visit("assistant-lam", consent=True, **BAD, then="visit"),
    ),
    "correct": (
        _variant("desk-chan", follow_up="f1", reached=True, **OK),
        _variant("desk-chan", follow_up="f1", reached=False),
        _variant("desk-chan", follow_up="f1", reached=True, **BAD, then="reopen"),
        _variant("desk-chan", follow_up="f1", reached=True, **BAD, then="visit"),
    ),
    "improve": (_variant("supervisor-chow", follow_up="f1"),),
    "review": (_variant("supervisor-chow", signed_name="周敏"),),
    "send-back": (
        _variant("supervisor-chow", to="department"),
        _variant("supervisor-chow", to="follow_up"),
    ),
    "archive": (Variant("desk-chan", lambda now: {}),),
    "cancel": (_variant("desk-chan"),),
    "reply": (
        _variant("desk-chan", stage="result", channel="fax", words="已處理完畢"),
        _variant("desk-chan", stage="progress", channel="phone", words="已派人查看"),
    ),
    "same-matter": (_variant("desk-chan"),),
    "not-same-matter": (_variant("supervisor-chow"),),
    "decide": (_variant("gm-ng", signed_name="吳建國"),),
    "join-incident": (_variant("desk-chan", incident=sample.OUTAGE),),
    "leave-incident": (_variant("desk-chan"),),
    "pause": (_variant("desk-chan"),),
    "resume": (_variant("desk-chan"),),
    "refer": (_variant("desk-chan", unit="自來水公司"),),
    "hear": (_variant("desk-chan"),),
    "answer": (_variant("desk-chan", in_scope=True),),
    "close": (_variant("desk-chan"),),
    "urge": (_variant("desk-chan", channel="web"),),
    "repeat-of": (_variant("desk-chan"),),
    "not-repeat-of": (_variant("supervisor-chow"),),
}
"""How to fill in what the search cannot guess. The working copy's number is put in as it walks."""


@dataclass(frozen=True)
class Move:
    """One command of a way."""

    command: str
    number: int
    """Which of its variants."""

    @property
    def variant(self) -> Variant:
        return VARIANTS[self.command][self.number]


Way = tuple[Move, ...]
Edge = tuple[str, str, str]
"""Command, from, to."""

APART = timedelta(minutes=30)
"""Between two commands, so that a visit has time to happen."""


def form_of(move: Move, now: datetime, ticket: Any) -> dict[str, Any]:
    """The form of a move on a ticket, as the API would show the ticket."""
    given = move.variant.fill(now)
    if move.command == "archive":
        given = {"working_copy": _order(ticket)}
    if move.command in ("same-matter", "repeat-of"):
        given = {"earlier": EARLIER[ticket["id"]]}
    if move.command == "hear":
        given = {"referral": f"r{len(ticket['referrals'])}"}
    return filled(steps_named()[move.command][0].form, now, **given)


EARLIER = {"t1": "t0"}
"""A ticket to an earlier one about the same matter; `walk` makes one for each that it makes."""


def _order(ticket: Any) -> str:
    return [
        form["number"]
        for form in ticket["forms"]
        if form["form"] in ("work_order", "repair_order") and not form["void"]
    ][-1]


def ways(start: int | None = None, without: str = "") -> dict[Edge, Way]:
    """The shortest way along every edge of the life that there is a way along.

    `start` keeps to the ways that begin with that variant of the intake, `without` to those that
    do without a command.
    """
    return _searched(start, without)


@cache
def _searched(start: int | None, without: str) -> dict[Edge, Way]:
    found: dict[Edge, Way] = {}
    seen: set[Any] = set()
    queue: deque[tuple[Ticket | None, Way]] = deque([(None, ())])
    while queue:
        ticket, way = queue.popleft()
        for move, after in _next(ticket, way):
            if (ticket is None and start not in (None, move.number)) or move.command == without:
                continue
            edge = (move.command, ticket.state if ticket else NEW, str(after.state))
            longer = (*way, move)
            found.setdefault(edge, longer)
            key = _key(after)
            if key not in seen and after.reopened < _OFTEN.get(after.kind, 2):
                seen.add(key)
                queue.append((after, longer))
    return found


@cache
def ways_to(start: int | None = None, without: str = "") -> dict[str, Way]:
    """The shortest way to every state."""
    found: dict[str, Way] = {}
    for (_, _, state), way in ways(start, without).items():
        if state not in found or len(way) < len(found[state]):
            found[state] = way
    return found


def _key(ticket: Ticket) -> Any:
    """What tells tickets apart for the rules."""
    return (
        ticket.state,
        ticket.kind,
        ticket.paid,
        bool(ticket.reopened),
        ticket.quotation and ticket.quotation.state,
        bool(ticket.standing),
        bool(ticket.owing),
        bool(ticket.notification and ticket.notification.told_at),
        min(len(ticket.follow_ups), 1),
        tuple(bool(each.criticism) for each in ticket.in_force())[-1:],
        len(ticket.improvements) > 0,
        ticket.department,
        *(_judged(ticket) if ticket.state in OPEN else ()),
        min(sum(each.answer is None for each in ticket.referrals), 2),
        bool(ticket.explanation),
        ticket.incident,
        bool(ticket.repeats),
        bool(ticket.pauses) and ticket.pauses[-1].ends is None,
    )


def _judged(ticket: Ticket) -> tuple[Any, ...]:
    """What source and general manager wait for; a complaint that is completed has neither."""
    return (
        ticket.forwarded and ticket.forwarded.reply_due_at is None,
        ticket.letter and ticket.letter.decision is None,
    )


_OFTEN = {"complaint": 1}
"""How often what is reopened is gone on with: it takes no other ways then."""


def _next(ticket: Ticket | None, way: Way) -> Iterable[tuple[Move, Ticket]]:
    now = MONDAY + APART * (len(way) + 1)
    for command in steps_named() if ticket is None else life_of(ticket.kind).steps:
        if (command == "intake") != (ticket is None):
            continue
        if ticket and ticket.incident and command != "leave-incident":
            continue  # what hangs on an outage goes the same ways as any other
        if ticket and ticket.repeats and command != "not-repeat-of":
            continue  # what repeats another goes no other ways
        for number, variant in enumerate(VARIANTS.get(command, ())):
            move = Move(command, number)
            shown = ticket and {
                "id": ticket.id,
                "referrals": ticket.referrals,
                "forms": [
                    {"form": f.form, "number": f.number, "void": f.void} for f in ticket.forms
                ],
            }
            act = _act(variant.who, now, ticket)
            try:
                after = _decided(ticket, command, form_of(move, now, shown), act).after
            except (Refusal, TypeError, IndexError):
                continue
            assert isinstance(after, Ticket)
            yield move, after


SITE = sample.site("paths")
TERMS = sample.terms("paths")
OUTAGE = next(sample.outage(MONDAY, "paths"))
UNITS = {unit.id: unit for unit in sample.units(MONDAY.date(), "paths")}
PEOPLE: dict[str, Person] = {
    id: Person(site="paths", id=id, name=name, roles=(role,), department=department)
    for id, name, role, department in sample.STAFF
} | {
    id: Person(
        site="paths",
        id=id,
        version=1,
        name=name,
        roles=("owner",),
        units=units,
        phone=Sealed(box="", index="", mask="***"),
    )
    for id, name, _, units in sample.OWNERS
}


def _act(who: str, now: datetime, ticket: Ticket | None) -> Act[Any]:
    counters = {str(form): Counter(day=date(2026, 3, 2), last=7) for form in PaperForm}
    for form in ticket.forms if ticket else ():
        counters[form.form] = Counter(day=form.day, last=form.seq)
    return Act(
        person=PEOPLE[who],
        now=now,
        site=SITE,
        terms=TERMS,
        fresh_id="t1",
        counters=counters,
    )


def _decided(ticket: Ticket | None, command: str, raw: dict[str, Any], act: Act[Any]) -> Change:
    if ticket is None:
        intake = parse(Intake, raw)
        person = PEOPLE.get(str(intake.person))
        scene = Scene(reporter=person, known=person, unit=UNITS.get(str(intake.unit)))
        return life_of(intake.kind).decide(command, scene, intake, act)
    life = life_of(ticket.kind)
    hour = timedelta(hours=1)
    earlier = replace(ticket, id="t0", letter=None, received_at=ticket.received_at - hour)
    form = parse(life.steps[command].form, raw)
    beside = OUTAGE if command == "join-incident" else earlier
    return life.decide(command, ticket, form, replace(act, beside=beside))


def walk(world: Any, way: Way) -> Any:
    """Walk a way over HTTP; the last reply."""
    reply = None
    for move in way:
        world.clock.at += APART
        form = form_of(move, world.clock(), reply and reply.ticket)
        if reply is None:
            alike = Move("intake", COMPLAINT if move.number == FORWARDED else move.number)
            before = form_of(alike, world.clock(), None)
            earlier = world.post("/tickets", move.variant.who, before)
            world.clock.at += APART
            reply = world.post("/tickets", move.variant.who, form)
            EARLIER[reply.ticket["id"]] = earlier.ticket["id"]
        else:
            reply = world.do(reply, move.command, move.variant.who, **form)
        assert reply.status in (200, 201), (move, reply.json)
    return reply
