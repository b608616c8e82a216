"""What every site offers, whatever its domain: who I am, my inbox, the ledger, finding people."""

from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.fields import Code, Line, Question
from chalicelib.core.forms import Dated, Order, Paged
from chalicelib.core.people import ANY_ROLE, Person, Role
from chalicelib.core.ports import Key, Listing, Page, Vault
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.words import Words
from chalicelib.core.words.messages import MESSAGES
from chalicelib.service.operations import Call, ListOf, Operation, Read
from chalicelib.service.searching import Search, asked, exact


class Me(Frozen):
    """Who is signed in, and what they are at this site."""

    id: str
    name: str
    roles: tuple[Role, ...]
    department: str | None
    units: tuple[str, ...]
    site: str
    site_name: Words
    time_zone: str


class InboxMessage(Frozen):
    """Something the person is told, in their language."""

    id: str
    at: Instant
    record: str
    code: str
    clause: str
    text: str


class Inbox(Frozen):
    """A page of the inbox, newest first."""

    items: tuple[InboxMessage, ...]
    next: str | None


class LedgerEntry(Frozen):
    """One posting: positive fen debit the account, negative credit it."""

    journal: str
    account: str
    fen: int
    memo: str
    clause: str
    record: str
    at: Instant
    by: str


class Account(Frozen):
    """A page of an account, oldest posting first."""

    account: str
    items: tuple[LedgerEntry, ...]
    next: str | None


class PersonSearch(Paged):
    """Whom to look for: by name, telephone number or its end, or unit."""

    q: Question


class Found(Frozen):
    """Someone known at the site."""

    person: str
    name: str
    phone: str | None
    """Masked."""
    units: tuple[str, ...]


class FoundPeople(Frozen):
    """A page of people."""

    items: tuple[Found, ...]
    next: str | None


class InboxList(Dated):
    """Which messages to list, by the day on which they were sent, and in which order."""

    order: Order = Order.NEWEST
    clause: Line | None = None


class Postings(Dated):
    """Which postings of an account to list, by the day of posting, and in which order."""

    order: Order = Order.OLDEST
    memo: Code | None = None


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """What every site offers."""
    return (ME, INBOX, LEDGER, _find(vault))


def _me(loaded: Any, query: Any, act: Act[Any], call: Call) -> Me:
    return Me(
        id=act.person.id,
        name=act.person.name,
        roles=act.person.roles,
        department=act.person.department,
        units=act.person.units,
        site=act.site.id,
        site_name=act.site.name,
        time_zone=act.site.time_zone,
    )


ME = Read(
    name="me",
    about="Who is signed in",
    path="/sites/{site}/me",
    clause="P-who",
    who=ANY_ROLE,
    answer=Me,
    show=_me,
)


def _dated(
    query: InboxList | Postings, table: str, of: str, call: Call, index: str | None = None
) -> Listing:
    """What lies in order of time, which every place begins with."""
    first, last = sitetime.texts_between(query.from_day, query.to_day)
    return Listing(
        table=table,
        index=index,
        partition=f"{call.site}#{of}",
        first=first,
        last=last,
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    )


def _inbox(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> Inbox:
    messages = (_message(item, call) for item in page.items)
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    return Inbox(
        items=tuple(
            each
            for each in messages
            if query.clause in (None, each.clause) and sitetime.among(each.at, zone, *days)
        ),
        next=page.next,
    )


def _message(item: dict[str, Any], call: Call) -> InboxMessage:
    message = item["message"]
    return InboxMessage(
        id=item["id"],
        at=msgspec.convert(item["at"], Instant),
        record=item["record"],
        code=message["code"],
        clause=message["clause"],
        text=MESSAGES[message["code"]].say(call.language, **message.get("data", {})),
    )


INBOX = ListOf(
    name="inbox",
    about="Messages to the person who asks, newest first unless asked otherwise",
    path="/sites/{site}/inbox",
    clause="P-tell",
    who=ANY_ROLE,
    query=InboxList,
    answer=Inbox,
    listing=lambda call, query: _dated(query, "outbox", call.person, call, index="inbox"),
    show=_inbox,
)


def _account(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> Account:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    postings = (msgspec.convert(item, LedgerEntry) for item in page.items)
    return Account(
        account=call.params["account"],
        items=tuple(
            each
            for each in postings
            if query.memo in (None, each.memo) and sitetime.among(each.at, zone, *days)
        ),
        next=page.next,
    )


LEDGER = ListOf(
    name="ledger-account",
    about="Postings of an account, oldest first unless asked otherwise",
    path="/sites/{site}/ledger/{account}",
    clause="P-money",
    who=frozenset({Role.FINANCE, Role.GM}),
    query=Postings,
    answer=Account,
    listing=lambda call, query: _dated(query, "ledger", call.params["account"], call),
    show=_account,
)


def _find(vault: Callable[[], Vault]) -> ListOf:
    def show(
        page: Page, records: list[Record], query: PersonSearch, act: Act[Any], call: Call
    ) -> FoundPeople:
        people = exact(asked(call.site, query.q, vault), page, records)
        return FoundPeople(
            items=tuple(_found(each) for each in people if isinstance(each, Person)),
            next=page.next,
        )

    return ListOf(
        name="people-search",
        about="People found by name, telephone number or its end, or unit",
        path="/sites/{site}/people",
        clause="P-find",
        who=frozenset({Role.DESK, Role.CS_SUPERVISOR}),
        query=PersonSearch,
        answer=FoundPeople,
        listing=lambda call, query: Search(
            site=call.site,
            kind=Person.KIND,
            asked=asked(call.site, query.q, vault),
            newest_first=False,
            limit=query.limit,
            cursor=query.cursor,
        ),
        record=lambda item, call: Key(Person, call.site, item["id"]),
        show=show,
    )


def _found(person: Person) -> Found:
    return Found(
        person=person.id,
        name=person.name,
        phone=person.phone.mask if person.phone else None,
        units=person.units,
    )
