"""Relatives over HTTP: claim, verify, end, and reading a document's number (L-1, P-private)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import sealed_anew
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Loaded, Page, Vault
from chalicelib.core.record import Frozen, Record
from chalicelib.lodging.families import rules
from chalicelib.lodging.families.forms import ClaimRelative, InState
from chalicelib.lodging.families.life import RELATIVE
from chalicelib.lodging.families.model import CLAUSE, Relative
from chalicelib.lodging.families.rules import Named
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.terms import rulebook
from chalicelib.service.lists import OnesOwn, named, own, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import Action, actions, history_of

RELATIVES = "/sites/{site}/relatives"
ONE_RELATIVE = RELATIVES + "/{relative}"
SEES = rules.OFFICE | {Role.EMPLOYEE}
ABOUT = {
    "verify": "Verify a relative by the document seen 核實親屬",
    "end": "A relation counts no more 終止親屬登記",
}


class RelativeView(Frozen):
    """A relative, and what this person may do with the claim now."""

    version: int
    relative: Relative
    allowed_actions: tuple[Action, ...]


class RelativePage(Frozen):
    """A page of relatives."""

    items: tuple[RelativeView, ...]
    next: str | None


class IdentityDocument(Frozen):
    """The number of a relative's identity document, in clear."""

    person: str
    name: str
    document: str


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """Everything about relatives."""
    return (_claim(vault), MINE, IN_STATE, SHOW, HISTORY, *map(_step, ABOUT), _document(vault))


def _key(call: Call) -> Key:
    return Key(Relative, call.site, call.params["relative"])


def _shown(record: Record, act: Act[Any], call: Call) -> RelativeView:
    assert isinstance(record, Relative)
    base = f"/sites/{record.site}/relatives/{record.id}"
    return RelativeView(
        version=record.version,
        relative=record,
        allowed_actions=actions(RELATIVE, record, act, base),
    )


def _seen(record: Record | None, act: Act[Any]) -> Relative:
    """The relative, if this person may know of the claim.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Relative) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _claim(vault: Callable[[], Vault]) -> Command:
    def guest(call: Call, form: ClaimRelative) -> Person:
        return vault().guest(call.site, form.name, form.document)

    def decide(loaded: Loaded, form: ClaimRelative, act: Act[Any], call: Call) -> Change:
        new = guest(call, form)
        known = loaded.record(Person, call.site, new.id)
        sealed = known if known and known.identity else sealed_anew(known, new)
        named = Named(guest=sealed, known=known)
        return RELATIVE.decide("claim", named, form, act)

    return Command(
        name="relative-claim",
        about="Name a direct relative 登記直系親屬; the dormitory office verifies it",
        path=RELATIVES,
        clause=CLAUSE,
        who=RELATIVE.steps["claim"].who,
        form=RELATIVE.steps["claim"].form,
        answer=RelativeView,
        terms=terms_of,
        unset_terms=rulebook,
        needs=lambda call, form: (Key(Person, call.site, guest(call, form).id),),
        decide=decide,
        show=_shown,
    )


def _page(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> RelativePage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in records
        if isinstance(each, Relative)
        and rules.sees(act, each)
        and sitetime.among(each.claimed_at, zone, *days)
    )
    return RelativePage(items=tuple(_shown(each, act, call) for each in found), next=page.next)


MINE = ListOf(
    name="relative-mine",
    about="The relatives that one has named, newest first unless asked otherwise",
    path="/sites/{site}/my-relatives",
    clause=CLAUSE,
    who=frozenset({Role.EMPLOYEE}),
    query=OnesOwn,
    answer=RelativePage,
    listing=lambda call, query: own(Relative, call, query),
    record=named(Relative),
    show=_page,
)


def _standing(
    page: Page, records: list[Record], query: InState, act: Act[Any], call: Call
) -> RelativePage:
    """The index may lag: what stands otherwise by now is left out."""
    found = [each for each in records if isinstance(each, Relative) and each.state is query.state]
    return _page(page, [*found], query, act, call)


IN_STATE = ListOf(
    name="relative-list",
    about="The site's relatives, by where their claims stand, oldest first unless asked otherwise",
    path=RELATIVES,
    clause=CLAUSE,
    who=rules.OFFICE,
    query=InState,
    answer=RelativePage,
    listing=lambda call, query: standing(Relative, call, query.state, query, query.order),
    record=named(Relative),
    show=_standing,
)
SHOW = Read(
    name="relative",
    about="A relative, and what may be done with the claim now",
    path=ONE_RELATIVE,
    clause=CLAUSE,
    who=SEES,
    answer=RelativeView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: _shown(_seen(loaded.record(*_key(call)), act), act, call),
    version=lambda view: view.version,
)


HISTORY = history_of(
    "relative-history",
    "Who claimed, verified and ended it and when, oldest first",
    ONE_RELATIVE + "/history",
    SEES,
    _key,
    _seen,
)


def _step(command: str) -> Command:
    step = RELATIVE.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        return RELATIVE.decide(command, _seen(loaded.record(*_key(call)), act), form, act)

    return Command(
        name=f"relative-{command}",
        about=ABOUT[command],
        path=f"{ONE_RELATIVE}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=RelativeView,
        subject=_key,
        sees=rules.sees,
        decide=decide,
        show=_shown,
    )


def _document(vault: Callable[[], Vault]) -> Command:
    """Reading a number is a change: the person's history says who read it, and for what."""

    def guest(loaded: Loaded, call: Call) -> Iterable[Key]:
        relative = loaded.record(Relative, call.site, call.params["relative"])
        if relative:
            yield Key(Person, call.site, relative.guest)

    def decide(loaded: Loaded, form: None, act: Act[Any], call: Call) -> Change:
        relative = _seen(loaded.record(*_key(call)), act)
        person = loaded.record(Person, call.site, relative.guest)
        if relative.document is None or person is None or person.identity is None:
            raise Refusal("not_found", "P-private")
        return Change(before=person, after=person, facts={"relative": relative.id})

    def show(record: Record, act: Act[Any], call: Call) -> IdentityDocument:
        assert isinstance(record, Person)
        return IdentityDocument(
            person=record.id, name=record.name, document=vault().identity(record)
        )

    return Command(
        name="relative-document",
        about="Number of a relative's identity document; the reading is recorded",
        method="GET",
        path=ONE_RELATIVE + "/document",
        clause="P-private",
        who=frozenset({Role.DORMITORY}),
        answer=IdentityDocument,
        needs=lambda call, form: (_key(call),),
        also=guest,
        decide=decide,
        show=show,
        keyed=False,
    )
