"""The versions of a domain's settings over HTTP: all of them, and each whole (P-history)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Dated, Order
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Frozen, Record
from chalicelib.core.versions import CLAUSE, DIGITS, Made, Versioned, version_id
from chalicelib.service.operations import Call, ListOf, Read


class VersionLine(Frozen):
    """One version: who made it and when, and what is otherwise in it than in the one before."""

    number: int
    made: Made | None
    """None of a version from before this was kept."""
    in_force: bool
    """Whether what is opened now is opened under it."""


class VersionPage(Frozen):
    """A page of versions, newest first."""

    items: tuple[VersionLine, ...]
    next: str | None


class Versions(Dated):
    """Which versions of the settings to list, by the day on which they were made; in which order.

    One from before this was kept was made on no day.
    """

    order: Order = Order.NEWEST


def in_force(number: int, domain: str, act: Act[Any]) -> bool:
    """Whether what is opened now is opened under the version of this number."""
    return act.site.settings.get(domain) == number


def version_list(
    kind: type[Versioned], domain: str, who: frozenset[Role], *, name: str, about: str, path: str
) -> ListOf:
    """All versions, newest first unless asked otherwise."""

    def shown(
        page: Page, records: list[Record], query: Versions, act: Act[Any], call: Call
    ) -> VersionPage:
        found = (each for each in records if isinstance(each, kind) and made(each, query, act))
        return VersionPage(items=tuple(line(each, act) for each in found), next=page.next)

    def made(terms: Versioned, query: Versions, act: Act[Any]) -> bool:
        days = query.from_day, query.to_day
        if terms.made is None:
            return days == (None, None)
        return sitetime.among(terms.made.at, act.site.time_zone, *days)

    def line(terms: Versioned, act: Act[Any]) -> VersionLine:
        number = int(terms.id)
        return VersionLine(number=number, made=terms.made, in_force=in_force(number, domain, act))

    return ListOf(
        name=name,
        about=about,
        path=path,
        clause=CLAUSE,
        who=who,
        query=Versions,
        answer=VersionPage,
        listing=lambda call, query: Listing(
            table=kind.TABLE,
            partition=call.site,
            begins=f"{kind.KIND}#",
            newest_first=query.order is Order.NEWEST,
            limit=query.limit,
            cursor=query.cursor,
        ),
        record=lambda item, call: Key(kind, call.site, item["id"].removeprefix(f"{kind.KIND}#")),
        show=shown,
    )


def one_version(
    kind: type[Versioned],
    who: frozenset[Role],
    *,
    name: str,
    about: str,
    path: str,
    answer: type[Frozen],
    show: Callable[[Any, Act[Any]], Frozen],
) -> Read:
    """One version whole; the path names its number as `terms`."""

    def key(call: Call) -> Iterable[Key]:
        number = call.params["terms"]
        if number.isascii() and number.isdigit() and len(number) <= DIGITS:
            yield Key(kind, call.site, version_id(int(number)))

    def shown(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> Frozen:
        terms = next((loaded.record(*each) for each in key(call)), None)
        if terms is None:
            raise Refusal("not_found", CLAUSE)
        return show(terms, act)

    return Read(
        name=name,
        about=about,
        path=path,
        clause=CLAUSE,
        who=who,
        answer=answer,
        needs=lambda call, query: key(call),
        show=shown,
    )
