"""The versions of a domain's settings over HTTP: all of them, and each whole (P-history)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Site
from chalicelib.core.versions import CLAUSE, DIGITS, Made, Versioned, version_id
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read


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


def settings_of(kind: type[Versioned], domain: str) -> Callable[[Loaded, Call], Key | None]:
    """Which settings a domain works under; none where the site has settled nothing yet."""

    def terms_of(loaded: Loaded, call: Call) -> Key | None:
        site = loaded.record(Site, call.site, call.site)
        number = site.settings.get(domain) if site else None
        return Key(kind, call.site, version_id(number)) if number else None

    return terms_of


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


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A domain whose settings the program's own hold for until somebody settles others."""

    kind: type[Versioned]
    domain: str
    rulebook: Callable[[str], Versioned]
    """What holds at a site that has settled nothing yet, as version 0."""
    reads: frozenset[Role]
    form: type[Form]
    change: Callable[[Site, Any, Act[Any]], Change]
    answer: type[Frozen]
    """Of what is in force: `version` of the site's record, and `terms`."""
    whole: type[Frozen]
    """Of one version: `number`, `in_force`, and `terms`."""
    about: str
    """What is settled, in a few words."""


def settled(of: Settled) -> tuple[Operation, ...]:
    """Everything about such settings: what is in force, settling it anew, all versions, each."""
    path = f"/sites/{{site}}/{of.domain}"
    terms_of = settings_of(of.kind, of.domain)

    def shown(record: Record, act: Act[Any], call: Call) -> Frozen:
        made: Any = of.answer
        return made(version=record.version, terms=act.terms)  # type: ignore[no-any-return]

    def version(terms: Versioned, act: Act[Any]) -> Frozen:
        made: Any = of.whole
        number, now = int(terms.id), in_force(int(terms.id), of.domain, act)
        return made(number=number, in_force=now, terms=terms)  # type: ignore[no-any-return]

    return (
        Read(
            name=of.domain,
            about=f"What is in force of the settings: {of.about}",
            path=path,
            clause=CLAUSE,
            who=of.reads,
            answer=of.answer,
            terms=terms_of,
            unset_terms=of.rulebook,
            show=lambda loaded, query, act, call: shown(act.site, act, call),
            version=lambda view: view.version,
        ),
        Command(
            name=f"{of.domain}-change",
            about=f"Settle anew 設定, as a new version: {of.about}",
            path=f"{path}/change",
            clause=CLAUSE,
            who=frozenset({Role.ADMIN}),
            form=of.form,
            answer=of.answer,
            terms=terms_of,
            unset_terms=of.rulebook,
            subject=lambda call: Key(Site, call.site, call.site),
            decide=lambda loaded, form, act, call: of.change(act.site, form, act),
            show=shown,
        ),
        version_list(
            of.kind,
            of.domain,
            of.reads,
            name=f"{of.domain}-versions",
            about="Versions of these settings, newest first",
            path=f"{path}/versions",
        ),
        one_version(
            of.kind,
            of.reads,
            name=f"{of.domain}-version",
            about="One version of these settings, whole; each is kept for ever",
            path=f"{path}/versions/{{terms}}",
            answer=of.whole,
            show=version,
        ),
    )
