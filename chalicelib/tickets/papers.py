"""What was issued on paper: the duty record 值班記錄, forms by number, printed copies (T-4.5)."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import NoQuery, Order
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import NumberedForm, Record, plain
from chalicelib.service.operations import Call, Command, Document, ListOf, Operation
from chalicelib.tickets import forms
from chalicelib.tickets.model.papers import Copy, Printing, copies_of
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.printing import printed
from chalicelib.tickets.reading import (
    ONE_TICKET,
    SIGNS,
    STAFF,
    one_seen,
    seen,
    terms_of,
    ticket_key,
)
from chalicelib.tickets.views import (
    DutyEntry,
    DutyRecord,
    TicketView,
    matter_of,
    ticket_view,
)
from chalicelib.tickets.whose import WHOLE_SITE


def _duty(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> DutyRecord:
    """Every form, each with what the ticket that it was issued from has come to."""
    matters = {
        each.name_in_history: matter_of(each) for each in records if isinstance(each, Ticket)
    }
    items = (msgspec.convert(item, DutyEntry) for item in page.items)
    return DutyRecord(
        day=query.day,
        items=tuple(
            replace(each, matter=matters.get(each.record))
            for each in items
            if query.form in (None, each.form)
        ),
        next=page.next,
    )


def _form_key(item: dict[str, Any], call: Call) -> Key:
    return Key(Ticket, call.site, item["record"].removeprefix("ticket#"))


DUTY = ListOf(
    name="duty-record",
    about="Duty record 值班記錄 of a day: every form issued",
    path="/sites/{site}/duty-record",
    clause="T-4.5",
    who=WHOLE_SITE,
    query=forms.DutyDay,
    answer=DutyRecord,
    listing=lambda call, query: Listing(
        table="forms",
        index="duty",
        partition=f"{call.site}#{query.day}",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=_form_key,
    show=_duty,
)
FORM = ListOf(
    name="form-show",
    about="The ticket of a form, by the number on it",
    path="/sites/{site}/forms/{number}",
    clause="T-4.5",
    who=STAFF | {Role.OWNER},
    seats=SIGNS,
    query=NoQuery,
    answer=TicketView,
    terms=terms_of,
    listing=lambda call, query: Listing(
        table="forms", partition=f"{call.site}#{call.params['number']}", limit=1
    ),
    record=_form_key,
    show=lambda page, records, query, act, call: ticket_view(one_seen(records, act), act),
)


def _printed(ticket: Ticket, query: forms.Print, call: Call) -> tuple[NumberedForm, Copy | None]:
    """The form of this number and the copy that is printed of it, stub where nothing is said.

    Raises: Refusal `not_found` where the ticket issued no form of this number.
    """
    form = next((each for each in ticket.forms if each.number == call.params["number"]), None)
    if form is None:
        raise Refusal("not_found", "T-4.5")
    copies = copies_of(form.form)
    return form, query.copy if query.copy in copies else copies[0]


def _count(loaded: Loaded, query: forms.Print, act: Act[Any], call: Call) -> Change:
    ticket = seen(loaded, act, call)
    form, copy = _printed(ticket, query, call)
    times = ticket.printed(form.number, copy) + 1
    named = Printing(number=form.number, copy=copy, times=times)
    others = (each for each in ticket.printings if (each.number, each.copy) != (form.number, copy))
    return Change(
        before=ticket,
        after=replace(ticket, printings=(*others, named)),
        facts=plain(named),
    )


def _page(ticket: Record, act: Act[Any], call: Call) -> Document:
    """The copy that was counted just now."""
    assert isinstance(ticket, Ticket)
    return printed(ticket, ticket.printings[-1], act, call.language)


PRINT = Command(
    name="form-print",
    about="A printed copy of a form: stub 存根聯 or working 執行聯; the printing is recorded",
    method="GET",
    path=ONE_TICKET + "/forms/{number}",
    clause="T-4.5",
    who=STAFF | {Role.OWNER},
    seats=SIGNS,
    query=forms.Print,
    answer=Document,
    terms=terms_of,
    needs=lambda call, query: (ticket_key(call),),
    decide=_count,
    show=_page,
    keyed=False,
)


PAPERS: tuple[Operation, ...] = (DUTY, FORM, PRINT)
