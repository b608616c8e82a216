"""Searching tickets and units: by number, person, telephone number, unit and words (P-find)."""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

from chalicelib.core import finding, sitetime
from chalicelib.core.act import Act
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Page, Vault
from chalicelib.core.record import Record
from chalicelib.service.operations import Call, ListOf, Operation
from chalicelib.service.searching import Search, asked, exact
from chalicelib.tickets import forms
from chalicelib.tickets.model.papers import PREFIX
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reading import STAFF, record_key, terms_of, wanted
from chalicelib.tickets.terms import Unit
from chalicelib.tickets.views import TicketPage, UnitPage, UnitView, ticket_view
from chalicelib.tickets.whose import shown_to

_CLAUSE = "P-find"
_FORM_NUMBER = re.compile(rf"({'|'.join(PREFIX.values())})-[0-9]{{8}}-[0-9]{{4,}}")

_SAID = re.compile(
    "[座棟栋幢樓楼室房號号戶户]|單元|单元|\\b(?:unit|flat|room|block|tower)\\b", re.IGNORECASE
)
"""What people say around the numbers of a unit; its name has the numbers alone."""


def unit_asked(text: str) -> finding.Asked:
    """A unit as somebody says it: `A座1203室` is A-1203."""
    bare = finding.asked(_SAID.sub(" ", text))
    return bare if bare.runs else finding.asked(text)


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """What the desk looks for."""
    return (_tickets(vault), UNITS)


def _number(q: str) -> str | None:
    """The number of a form, as it is printed, if that is what was asked for."""
    plain = normalize("NFKC", q).strip().upper()
    return plain if _FORM_NUMBER.fullmatch(plain) else None


def _tickets(vault: Callable[[], Vault]) -> ListOf:
    def listing(call: Call, query: forms.TicketSearch) -> Listing | Search:
        if number := _number(query.q):
            return Listing(table="forms", partition=f"{call.site}#{number}", limit=query.limit)
        sought, otherwise = asked(call.site, query.q, vault)
        first, last = sitetime.ids_between(query.from_day, query.to_day)
        return Search(
            site=call.site,
            kind=Ticket.KIND,
            asked=sought,
            otherwise=otherwise,
            limit=query.limit,
            cursor=query.cursor,
            first=first,
            last=last,
        )

    def show(
        page: Page, records: list[Record], query: forms.TicketSearch, act: Act[Any], call: Call
    ) -> TicketPage:
        if not _number(query.q):
            sought, otherwise = asked(call.site, query.q, vault)
            held = exact(sought, page, records)
            records = held or (exact(otherwise, page, records) if otherwise else held)
        seen = (each for each in records if isinstance(each, Ticket) and shown_to(act, each))
        return TicketPage(
            items=tuple(ticket_view(each, act) for each in seen if wanted(each, query, act)),
            next=page.next,
        )

    return ListOf(
        name="ticket-search",
        about="Tickets found by number, person, telephone number, unit and words, newest first",
        path="/sites/{site}/search",
        clause=_CLAUSE,
        who=STAFF,
        query=forms.TicketSearch,
        answer=TicketPage,
        terms=terms_of,
        listing=listing,
        record=_key,
        show=show,
    )


def _key(item: dict[str, Any], call: Call) -> Key:
    """Of an entry of the index, or of the register of forms."""
    return record_key({"id": item.get("record") or item["id"]}, call)


def _units(
    page: Page, records: list[Record], query: forms.UnitSearch, act: Act[Any], call: Call
) -> UnitPage:
    found = exact(unit_asked(query.q), page, records)
    return UnitPage(
        items=tuple(UnitView(unit=each) for each in found if isinstance(each, Unit)),
        next=page.next,
    )


UNITS = ListOf(
    name="unit-search",
    about="Units found by their name or building",
    path="/sites/{site}/units",
    clause=_CLAUSE,
    who=frozenset({Role.DESK, Role.CS_SUPERVISOR}),
    query=forms.UnitSearch,
    answer=UnitPage,
    listing=lambda call, query: Search(
        site=call.site,
        kind=Unit.KIND,
        asked=unit_asked(query.q),
        newest_first=False,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Unit, call.site, item["id"]),
    show=_units,
)
