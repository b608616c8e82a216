"""What is done to hand the desk over, over HTTP (T-4.6)."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Order, Paged
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page, Store
from chalicelib.core.record import Record
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.shifts import gathering, rules
from chalicelib.tickets.shifts.forms import HandoverList, SetNote
from chalicelib.tickets.shifts.life import AT_DESK, HANDOVER
from chalicelib.tickets.shifts.model import CLAUSE, Handover, HandoverState, Note, note_id
from chalicelib.tickets.shifts.rules import Found, Leaving
from chalicelib.tickets.shifts.views import (
    HandoverPage,
    HandoverView,
    ItemPage,
    ItemView,
    NoteView,
    handover_view,
    note_view,
)

HANDOVERS = "/sites/{site}/handovers"
ONE_HANDOVER = HANDOVERS + "/{handover}"
ITEMS = ONE_HANDOVER + "/items"
SEES = AT_DESK | {Role.GM}
_PLACE = re.compile(r"item:([0-9]{1,9})")


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything that hands the desk over."""
    return (_open(store), HANDOVER_LIST, SHOW, _items(store), NOTE, SHOW_NOTE, *_steps(store))


def _key(call: Call) -> Key:
    return Key(Handover, call.site, call.params["handover"])


def _note_key(call: Call) -> Key:
    return Key(Note, call.site, note_id(call.params["handover"], call.params["item"]))


def _ticket_key(call: Call) -> Key:
    return Key(Ticket, call.site, call.params["item"])


def _shown(record: Record, act: Act[Any], call: Call) -> HandoverView:
    assert isinstance(record, Handover)
    return handover_view(record, act)


def _seen(loaded: Loaded, act: Act[Any], call: Call) -> Handover:
    """The handover that the path names.

    Raises: Refusal `not_found`.
    """
    handover = loaded.record(Handover, call.site, call.params["handover"])
    if handover is None:
        raise Refusal("not_found", "P-who")
    return handover


def _open(store: Callable[[], Store]) -> Command:
    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        leaving = Leaving(tickets=gathering.left_open(store(), call.site))
        return HANDOVER.decide("open", leaving, form, act)

    step = HANDOVER.steps["open"]
    return Command(
        name="handover-open",
        about="Open a handover of everything that the desk leaves open 交接班",
        path=HANDOVERS,
        clause=CLAUSE,
        who=step.who,
        form=step.form,
        answer=HandoverView,
        terms=terms_of,
        decide=decide,
        show=_shown,
    )


def _listed(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> HandoverPage:
    found = (each for each in records if isinstance(each, Handover))
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    return HandoverPage(
        items=tuple(
            handover_view(each, act)
            for each in found
            if query.state in (None, each.state) and sitetime.among(each.opened_at, zone, *days)
        ),
        next=page.next,
    )


HANDOVER_LIST = ListOf(
    name="handover-list",
    about="Handovers, newest first unless asked otherwise 交接班",
    path=HANDOVERS,
    clause=CLAUSE,
    who=SEES,
    query=HandoverList,
    answer=HandoverPage,
    listing=lambda call, query: Listing(
        table="desk",
        partition=call.site,
        first=f"handover#{sitetime.ids_between(query.from_day, query.to_day)[0]}",
        last=f"handover#{sitetime.ids_between(query.from_day, query.to_day)[1]}",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Handover, call.site, item["id"]),
    show=_listed,
)
SHOW = Read(
    name="handover",
    about="A handover, and what may be done with it now",
    path=ONE_HANDOVER,
    clause=CLAUSE,
    who=SEES,
    answer=HandoverView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: handover_view(_seen(loaded, act, call), act),
    version=lambda view: view.version,
)


def _items(store: Callable[[], Store]) -> Read:
    def show(loaded: Loaded, query: Paged, act: Act[Any], call: Call) -> ItemPage:
        start = _position(query.cursor)
        handover = _seen(loaded, act, call)
        ids = list(handover.items)
        if handover.state is HandoverState.OPEN:
            came = rules.unfinished(gathering.came(store(), handover))
            ids += (each.id for each in came if each.id not in handover.items)
        part = ids[start : start + query.limit]
        found = store().load(
            [
                *(Key(Ticket, call.site, id) for id in part),
                *(Key(Note, call.site, note_id(handover.id, id)) for id in part),
            ]
        )
        more = len(ids) > start + query.limit
        return ItemPage(
            items=tuple(_item(handover, id, found) for id in part),
            next=_cursor(start + query.limit) if more else None,
        )

    return Read(
        name="handover-items",
        about="The items of a handover, each with its note, and whether it was acknowledged",
        path=ITEMS,
        clause=CLAUSE,
        who=SEES,
        query=Paged,
        answer=ItemPage,
        needs=lambda call, query: (_key(call),),
        show=show,
    )


def _item(handover: Handover, id: str, found: Loaded) -> ItemView:
    ticket = found.record(Ticket, handover.site, id)
    note = found.record(Note, handover.site, note_id(handover.id, id))
    assert ticket
    signed_off = handover.outgoing is not None
    return ItemView(
        ticket=id,
        number=ticket.order.number,
        state=ticket.state,
        words=ticket.words,
        unit=ticket.place.unit,
        area=ticket.place.area,
        note=note_view(note) if note else None,
        acknowledged=signed_off and id in handover.items and id not in handover.waiting,
    )


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"item:{place}".encode()).decode().rstrip("=")


def _position(cursor: str | None) -> int:
    """Where a page begins.

    Raises: Refusal `invalid_form` for a cursor that was not given out.
    """
    if cursor is None:
        return 0
    try:
        decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    found = _PLACE.fullmatch(decoded)
    if found is None:
        raise Refusal("invalid_form", "P-find", faults=(Fault(pointer="/cursor", code="no_such"),))
    return int(found[1])


def _unset(call: Call) -> Note:
    handover, ticket = call.params["handover"], call.params["item"]
    return Note(site=call.site, id=note_id(handover, ticket), handover=handover, ticket=ticket)


def _within(loaded: Loaded, act: Act[Any], call: Call) -> Ticket:
    """The ticket of an item, if there is such a handover.

    Raises: Refusal `not_found`.
    """
    _seen(loaded, act, call)
    ticket = loaded.record(Ticket, call.site, call.params["item"])
    if ticket is None:
        raise Refusal("not_found", "P-who")
    return ticket


def _noted(loaded: Loaded, form: SetNote, act: Act[Any], call: Call) -> Change:
    known = loaded.record(*_note_key(call)) or _unset(call)
    assert isinstance(known, Note)
    handover, ticket = _seen(loaded, act, call), _within(loaded, act, call)
    return rules.note(known, handover, ticket, form, act)


def _note_shown(record: Record, act: Act[Any], call: Call) -> NoteView:
    assert isinstance(record, Note)
    return note_view(record)


def _one_note(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> NoteView:
    _within(loaded, act, call)
    return _note_shown(loaded.record(*_note_key(call)) or _unset(call), act, call)


NOTE = Command(
    name="handover-note",
    about="Write down what the next shift must know of a ticket 交班備註",
    path=ITEMS + "/{item}",
    clause=CLAUSE,
    who=AT_DESK,
    form=SetNote,
    answer=NoteView,
    terms=terms_of,
    around=lambda call: (_key(call), _ticket_key(call)),
    within=_within,
    subject=_note_key,
    unset=_unset,
    decide=_noted,
    show=_note_shown,
)
SHOW_NOTE = Read(
    name="handover-note-show",
    about="The note on a ticket; version 0 as long as there is none",
    path=ITEMS + "/{item}",
    clause=CLAUSE,
    who=SEES,
    answer=NoteView,
    needs=lambda call, query: (_key(call), _ticket_key(call), _note_key(call)),
    show=_one_note,
    version=lambda view: view.version,
)


def _steps(store: Callable[[], Store]) -> Iterable[Command]:
    def sign_off(handover: Handover, form: Any) -> Any:
        return Found(
            form=form,
            tickets=gathering.still_open(store(), handover),
            noted=gathering.noted(store(), handover),
        )

    def acknowledge(handover: Handover, form: Any) -> Any:
        return Found(form=form, tickets=gathering.came(store(), handover))

    yield _step("sign-off", "Sign a handover off 交班簽名", sign_off)
    yield _step("acknowledge", "Acknowledge what was handed over 接班確認", acknowledge)
    yield _step("force", "End a handover that nobody can take over 強制交接", _as_it_is)


def _as_it_is(handover: Handover, form: Any) -> Any:
    return form


def _step(command: str, about: str, found: Callable[[Handover, Any], Any]) -> Command:
    step = HANDOVER.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        handover = _seen(loaded, act, call)
        HANDOVER.admit(command, handover, act)
        return HANDOVER.decide(command, handover, found(handover, form), act)

    return Command(
        name=f"handover-{command}",
        about=about,
        path=f"{ONE_HANDOVER}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=HandoverView,
        terms=terms_of,
        subject=_key,
        decide=decide,
        show=_shown,
    )
