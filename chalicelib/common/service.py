"""What every site offers, whatever its domain: who I am, my inbox, the ledger, finding people."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import finding, sitetime
from chalicelib.core.act import Act
from chalicelib.core.fields import Code, Ids, Line, Phone, Question
from chalicelib.core.forms import Dated, Form, Order, Paged
from chalicelib.core.money import LedgerEntry
from chalicelib.core.people import ANY_ROLE, GUEST, STAFF, Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, Page, Vault
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.site import Desk
from chalicelib.core.words import Words
from chalicelib.core.words.messages import MESSAGES
from chalicelib.service.operations import Call, ListOf, Operation, Read, Run
from chalicelib.service.requests import Service
from chalicelib.service.searching import Search, exact

DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})
FINDS_STAFF = STAFF - {Role.EMPLOYEE}
"""Who finds colleagues by name, as forms name them: whoever does more here than lodge."""
RESIDENTS = frozenset(
    {
        Role.ADMIN,
        Role.CS_SUPERVISOR,
        Role.DEPARTMENT_HEAD,
        Role.DESK,
        Role.ENGINEER,
        Role.FINANCE,
        Role.GM,
        Role.PROPERTY_ASSISTANT,
    }
)
"""Whose work is with owners and callers."""
GUESTS = frozenset(
    {
        Role.ADMIN,
        Role.DEPARTMENT_MANAGER,
        Role.DORMITORY,
        Role.FINANCE,
        Role.GATE,
        Role.GM,
        Role.GM_OFFICE_DIRECTOR,
    }
)
"""Whose work is with employees' relatives."""


class MyDepartment(Frozen):
    """A department of the site, as everybody there knows it."""

    key: str
    name: Words
    closed: bool


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
    desks: tuple[Desk, ...]
    """The parts of the API that the site uses."""
    departments: tuple[MyDepartment, ...]
    """The site's, by whose keys everything else names them."""


class NamesOf(Form):
    """Whose names to say: ids, with commas between."""

    people: Ids


class Names(Frozen):
    """What people are called, by id. Whoever is not known to the asker is left out."""

    people: dict[str, str]


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


class Account(Frozen):
    """A page of an account, oldest posting first."""

    account: str
    items: tuple[LedgerEntry, ...]
    next: str | None


class FindPerson(Form):
    """Find people by telephone number. It travels in the body, so no address or log holds it."""

    phone: Phone


class PersonSearch(Paged):
    """Whom to look for: by name; at the desk also by unit, or the end of a telephone number.

    A whole number is looked for by `people/find`, so that no address holds it.
    """

    q: Question


class Found(Frozen):
    """Someone known at the site."""

    person: str
    name: str
    phone: str | None
    """Masked; for the desk only."""
    units: tuple[str, ...]
    roles: tuple[Role, ...]
    department: str | None


class FoundPeople(Frozen):
    """Everyone known by the number, a hundred at most."""

    items: tuple[Found, ...]


class PeoplePage(Frozen):
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
    return (ME, NAMES, INBOX, LEDGER, PEOPLE, _find(vault))


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
        desks=act.site.working,
        departments=tuple(
            MyDepartment(key=each.key, name=each.name, closed=each.closed)
            for each in act.site.departments
        ),
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


def _asked(call: Call, query: NamesOf) -> tuple[Key, ...]:
    return tuple(Key(Person, call.site, id) for id in dict.fromkeys(query.people.split(",")))


def _known(person: Person, to: Person) -> bool:
    """Whether somebody may be named to another (P-who): who works at the site, to everybody there;
    owners and guests, to whose work is with them.
    """
    if person.id == to.id or person.has(STAFF):
        return True
    return to.has(GUESTS if person.id.startswith(GUEST) else RESIDENTS)


def _names(loaded: Loaded, query: NamesOf, act: Act[Any], call: Call) -> Names:
    asked = (loaded.record(*key) for key in _asked(call, query))
    people = (each for each in asked if isinstance(each, Person) and _known(each, act.person))
    return Names(people={each.id: each.name for each in people})


NAMES = Read(
    name="names",
    about="What people are called, many at once",
    path="/sites/{site}/names",
    clause="P-who",
    who=ANY_ROLE,
    query=NamesOf,
    answer=Names,
    needs=_asked,
    show=_names,
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


def _searched(
    page: Page, records: list[Record], query: PersonSearch, act: Act[Any], call: Call
) -> PeoplePage:
    of = finding.asked(query.q)
    people = (each for each in exact(of, page, records) if isinstance(each, Person))
    if act.person.has(DESK):
        return PeoplePage(items=tuple(map(_found, people)), next=page.next)
    staff = (each for each in people if each.has(STAFF) and finding.matches(of, (each.name,)))
    colleagues = (replace(_found(each), phone=None, units=()) for each in staff)
    return PeoplePage(items=tuple(colleagues), next=page.next)


PEOPLE = ListOf(
    name="people-search",
    about="People found by name; at the desk also by unit, or the end of their telephone number",
    path="/sites/{site}/people",
    clause="P-find",
    who=DESK | FINDS_STAFF,
    query=PersonSearch,
    answer=PeoplePage,
    listing=lambda call, query: Search(
        site=call.site,
        kind=Person.KIND,
        asked=finding.asked(query.q),
        newest_first=False,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Person, call.site, item["id"]),
    show=_searched,
)


def _find(vault: Callable[[], Vault]) -> Run:
    def run(service: Service, form: FindPerson, act: Act[Any], call: Call) -> FoundPeople:
        listing = Listing(
            table="directory",
            index="by_phone",
            partition=f"{call.site}#{vault().index(call.site, form.phone)}",
            limit=100,
        )
        ids = [item["id"].removeprefix("person#") for item in service.store.page(listing).items]
        keys = [Key(Person, call.site, id) for id in ids]
        loaded = service.store.load(keys)
        people = (loaded.record(Person, call.site, id) for id in ids)
        return FoundPeople(items=tuple(_found(person) for person in people if person))

    return Run(
        name="people-find",
        about="Find people by telephone number",
        path="/sites/{site}/people/find",
        clause="P-private",
        who=DESK,
        form=FindPerson,
        answer=FoundPeople,
        run=run,
    )


def _found(person: Person) -> Found:
    return Found(
        person=person.id,
        name=person.name,
        phone=person.phone.mask if person.phone else None,
        units=person.units,
        roles=person.roles,
        department=person.department,
    )
