"""What the front desk shows: one ticket, lists of them, history, settings, units."""

from typing import Any

from chalicelib.core import finding, sitetime
from chalicelib.core.act import Act
from chalicelib.core.alike import bare
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Order, Urgency
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.service.lists import in_state, ordered
from chalicelib.service.operations import Call, HistoryPage, ListOf, Operation, Read
from chalicelib.service.showing import Entries, entries_of, entries_page
from chalicelib.tickets import forms
from chalicelib.tickets.model.approvals import SEATS, Approval
from chalicelib.tickets.model.letters import letters_of
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import letters
from chalicelib.tickets.terms import Terms, Unit, terms_key
from chalicelib.tickets.views import (
    Candidate,
    CandidatePage,
    DeskSettings,
    TicketPage,
    TicketScreen,
    UnitView,
    desk_settings,
    ticket_screen,
    ticket_view,
)
from chalicelib.tickets.whose import WHOLE_SITE, shown_to

SITE_TICKETS = "/sites/{site}/tickets"
ONE_TICKET = SITE_TICKETS + "/{ticket}"
STAFF = WHOLE_SITE | {Role.ENGINEER, Role.DEPARTMENT_HEAD}
SIGNS = frozenset(SEATS.values())
"""Whose signature some ticket waits for."""


def ticket_terms(ticket: Ticket) -> Key:
    """The settings that a ticket was opened under."""
    return terms_key(ticket.site, ticket.terms)


def ticket_key(call: Call) -> Key:
    """The ticket that the path names."""
    return Key(Ticket, call.site, call.params["ticket"])


def terms_of(loaded: Loaded, call: Call) -> Key | None:
    """The ticket's own settings, or those in force for what concerns no single ticket."""
    ticket = loaded.record(Ticket, call.site, call.params.get("ticket"))
    if ticket:
        return ticket_terms(ticket)
    site = loaded.record(Site, call.site, call.site)
    number = site.settings.get("tickets") if site else None
    return terms_key(call.site, number) if number else None


def _show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> TicketScreen:
    return ticket_screen(seen(loaded, act, call), act, call.language)


def seen(loaded: Loaded, act: Act[Any], call: Call) -> Ticket:
    """The ticket that the path names, if this person may know of it.

    Raises: Refusal `not_found`, alike for what is absent and what is hidden.
    """
    ticket = loaded.record(Ticket, call.site, call.params["ticket"])
    if ticket is None or not shown_to(act, ticket):
        raise Refusal("not_found", "P-who")
    return ticket


SHOW = Read(
    name="ticket-show",
    about="A ticket, and what may be done with it now",
    path=ONE_TICKET,
    clause="P-find",
    who=STAFF | {Role.OWNER},
    seats=SIGNS,
    answer=TicketScreen,
    terms=terms_of,
    needs=lambda call, query: (ticket_key(call),),
    show=_show,
    version=lambda view: view.ticket.version,
)


def _listed(call: Call, query: forms.TicketList) -> Listing:
    """The narrowest index among the filters; the others are held against the records read.

    What a department has in one state is few of what all have in it; what it ever had is many.
    """
    if query.state and query.order is Urgency.DUE:
        return in_state(Ticket, f"{call.site}#{query.state}", query.state, query, query.order)
    for index, value in (
        ("by_person", query.person),
        ("by_unit", query.unit),
        ("by_state", query.state),
        ("by_department", query.department),
    ):
        if value is not None:
            return tickets(query, index=index, partition=f"{call.site}#{value}")
    return tickets(query, partition=call.site, begins="ticket#", kind=Ticket)


def tickets(query: Any, begins: str = "", **where: Any) -> Listing:
    """A list of tickets; their ids are in order of time, so days narrow it by its key."""
    if query.from_day or query.to_day:
        first, last = sitetime.ids_between(query.from_day, query.to_day)
        where |= {"first": f"ticket#{first}", "last": f"ticket#{last}"}
    else:
        where["begins"] = begins
    return Listing(
        table="tickets",
        newest_first=query.order == Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
        **where,
    )


def record_key(item: dict[str, Any], call: Call) -> Key:
    """The ticket that an item of a list names."""
    return Key(Ticket, call.site, item["id"].removeprefix("ticket#"))


def _page(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> TicketPage:
    """Indexes may lag: what is shown is what the record itself says now."""
    found = [record for record in records if isinstance(record, Ticket)]
    return TicketPage(
        items=tuple(ticket_view(each, act) for each in found if shown_to(act, each)),
        next=page.next,
    )


def _filtered(
    page: Page, records: list[Record], query: forms.TicketList, act: Act[Any], call: Call
) -> TicketPage:
    ordered(query.state, query.order, "P-find")
    own = act.person.department
    if not act.person.has(WHOLE_SITE) and query.department != own:
        fault = Fault(pointer="/department", code="own_department", data={"department": own})
        raise Refusal("invalid_form", "P-who", faults=(fault,))
    return _page(
        page, [each for each in records if _listed_for(each, query, act)], query, act, call
    )


def _listed_for(record: Record, query: forms.TicketList, act: Act[Any]) -> bool:
    assert isinstance(record, Ticket)
    named = (query.person in (None, record.reporter.person)) and (
        query.unit in (None, record.place.unit)
    )
    return named and wanted(record, query, act)


def wanted(ticket: Ticket, query: forms.TicketFilters, act: Act[Any]) -> bool:
    """Whether a ticket passes the filters."""
    charged = bool(ticket.charges)
    late = any(timer.due_at < act.now for timer in ticket.timers)
    days = query.from_day, query.to_day
    return sitetime.among(ticket.received_at, act.site.time_zone, *days) and all(
        asked in (None, actual)
        for asked, actual in (
            (query.state, ticket.state),
            (query.department, ticket.department),
            (query.kind, ticket.kind),
            (query.channel, ticket.channel),
            (query.category, ticket.category),
            (query.assignee, ticket.assignee),
            (query.building and bare(query.building), bare(ticket.place.building or "")),
            (query.paid, not ticket.owing if charged else None),
            (query.overdue, late),
        )
    )


LIST = ListOf(
    name="ticket-list",
    about="Tickets of the site",
    path=SITE_TICKETS,
    clause="P-find",
    who=STAFF,
    query=forms.TicketList,
    answer=TicketPage,
    terms=terms_of,
    listing=_listed,
    record=record_key,
    show=_filtered,
)


def _my_listing(call: Call, query: forms.Mine) -> Listing:
    index, value = ("by_unit", query.unit) if query.unit else ("by_person", call.person)
    return tickets(query, index=index, partition=f"{call.site}#{value}")


def _mine(
    page: Page, records: list[Record], query: forms.Mine, act: Act[Any], call: Call
) -> TicketPage:
    found = (each for each in records if isinstance(each, Ticket))
    return _page(page, [each for each in found if wanted(each, query, act)], query, act, call)


MINE = ListOf(
    name="ticket-mine",
    about="One's own tickets",
    path="/sites/{site}/my/tickets",
    clause="P-who",
    who=frozenset({Role.OWNER}),
    query=forms.Mine,
    answer=TicketPage,
    terms=terms_of,
    listing=_my_listing,
    record=record_key,
    show=_mine,
)


def _likely(
    page: Page, records: list[Record], query: forms.SameMatters, act: Act[Any], call: Call
) -> CandidatePage:
    """The likeliest of the page first, where there are words to compare; else the newest."""
    if act.terms.category(query.category) is None:
        choices = [each.key for each in act.terms.categories]
        fault = Fault(pointer="/category", code="not_a_choice", data={"choices": choices})
        raise Refusal("invalid_form", letters.CLAUSE, faults=(fault,))
    found = [each for each in dict.fromkeys(records) if isinstance(each, Ticket)]
    judged = next((each for each in found if each.id == query.ticket), None)
    words = query.words or (judged.words if judged and shown_to(act, judged) else None)
    likely = (
        Candidate(
            ticket=view.ticket,
            allowed_actions=view.allowed_actions,
            likeness=None if words is None else round(finding.likeness(words, each.words), 3),
        )
        for each in found
        if each is not judged and letters.likely(each, query.category, act.now, act)
        for view in (ticket_view(each, act),)
        if shown_to(act, each)
    )
    ranked = sorted(likely, key=lambda each: -(each.likeness or 0))
    return CandidatePage(items=tuple(ranked), next=page.next)


def _judged(call: Call, query: forms.SameMatters) -> tuple[Key, ...]:
    return (Key(Ticket, call.site, query.ticket),) if query.ticket else ()


def _same_matters(name: str, about: str, path: str) -> ListOf:
    """Complaints that a new one may be about the same matter as, by who or where it is."""
    return ListOf(
        name=f"same-matters-{name}",
        about=f"Complaints, newest first, that one {about} may be about the same matter as",
        path=f"/sites/{{site}}/{path}/{{{name}}}/same-matters",
        clause=letters.CLAUSE,
        who=frozenset({Role.DESK, Role.CS_SUPERVISOR}),
        query=forms.SameMatters,
        answer=CandidatePage,
        needs=_judged,
        terms=terms_of,
        listing=lambda call, query: Listing(
            table="tickets",
            index=f"by_{name}",
            partition=f"{call.site}#{call.params[name]}",
            newest_first=True,
            limit=query.limit,
            cursor=query.cursor,
        ),
        record=record_key,
        show=_likely,
    )


SAME_MATTERS = (
    _same_matters("unit", "of this unit", "units"),
    _same_matters("person", "by this person", "people"),
)


def _queued(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> TicketPage:
    """Today's queue; what may not be tried again today comes after it, and is left out."""
    due = [
        each
        for each in records
        if isinstance(each, Ticket) and each.call_from and each.call_from <= act.today
    ]
    return _page(page, [each for each in due if wanted(each, query, act)], query, act, call)


QUEUE = ListOf(
    name="follow-up-queue",
    about="Today's follow-up queue",
    path="/sites/{site}/follow-ups",
    clause="T-4.4.1",
    who=frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.PROPERTY_ASSISTANT}),
    query=forms.Queue,
    answer=TicketPage,
    terms=terms_of,
    listing=lambda call, query: Listing(
        table="tickets",
        index="queue",
        partition=call.site,
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=record_key,
    show=_queued,
)


_WAITING = {Approval.ACCEPT: State.COMPLETED, Approval.REVIEW: State.FOLLOWED_UP}


def _awaited(call: Call, query: forms.ApprovalList) -> Listing:
    """Letters stand in a queue of their own while they wait; what else waits has a state."""
    state = _WAITING.get(query.step)
    return Listing(
        table="tickets",
        index="by_state" if state else "queue",
        partition=f"{call.site}#{state}" if state else letters_of(call.site),
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    )


def _waiting(
    page: Page, records: list[Record], query: forms.ApprovalList, act: Act[Any], call: Call
) -> TicketPage:
    waits = [
        each
        for each in records
        if isinstance(each, Ticket) and each.awaits is query.step and wanted(each, query, act)
    ]
    return _page(page, list(waits), query, act, call)


APPROVALS = ListOf(
    name="ticket-approvals",
    about="Tickets that wait for a signature: acceptance, review, GM's decision",
    path="/sites/{site}/approvals",
    clause="P-approve",
    who=SIGNS,
    seats=SIGNS,
    query=forms.ApprovalList,
    answer=TicketPage,
    terms=terms_of,
    listing=_awaited,
    record=record_key,
    show=_waiting,
)


def _history(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> HistoryPage:
    one_seen(records, act)
    return entries_page(page, query, act)


def one_seen(records: list[Record], act: Act[Any]) -> Ticket:
    """The ticket, if the person may see it. Raises: Refusal `not_found`."""
    ticket = records[0] if records else None
    if not isinstance(ticket, Ticket) or not shown_to(act, ticket):
        raise Refusal("not_found", "P-who")
    return ticket


HISTORY = ListOf(
    name="ticket-history",
    about="A ticket's history, oldest first unless asked otherwise",
    path=ONE_TICKET + "/history",
    clause="P-history",
    who=STAFF,
    seats=SIGNS,
    query=Entries,
    answer=HistoryPage,
    listing=lambda call, query: entries_of(f"ticket#{call.params['ticket']}", query, call),
    record=lambda item, call: ticket_key(call),
    show=_history,
)


def _settings(loaded: Loaded, query: Any, act: Act[Terms], call: Call) -> DeskSettings:
    return desk_settings(act.site, act)


SETTINGS = Read(
    name="desk-settings",
    about="Departments, deadlines, warranty terms, price list and working hours in force",
    path="/sites/{site}/desk",
    clause="T-3.0",
    who=STAFF | {Role.OWNER, Role.ADMIN},
    answer=DeskSettings,
    terms=terms_of,
    show=_settings,
    version=lambda view: view.version,
)


def _unit(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> UnitView:
    unit = loaded.record(Unit, call.site, call.params["unit"])
    if unit is None or not (act.person.has(STAFF) or unit.id in act.person.units):
        raise Refusal("not_found", "P-who")
    return UnitView(unit=unit)


UNIT = Read(
    name="unit-show",
    about="A unit and its handover date",
    path="/sites/{site}/units/{unit}",
    clause="T-4.3.2",
    who=STAFF | {Role.OWNER},
    answer=UnitView,
    needs=lambda call, query: (Key(Unit, call.site, call.params["unit"]),),
    show=_unit,
    version=lambda view: view.unit.version,
)


READINGS: tuple[Operation, ...] = (
    SHOW,
    LIST,
    MINE,
    *SAME_MATTERS,
    QUEUE,
    APPROVALS,
    HISTORY,
    SETTINGS,
    UNIT,
)
