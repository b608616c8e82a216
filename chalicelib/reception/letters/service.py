"""Letters over HTTP: write, answer, void, list, print, and the scans that hang on them."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from msgspec import convert

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import CLAUSE as PRIVATE
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Listing, Loaded, ObjectStore, Page, Vault
from chalicelib.core.record import Record
from chalicelib.core.words import Language
from chalicelib.files import service as files
from chalicelib.files.service import Host
from chalicelib.reception.letters import rules
from chalicelib.reception.letters.forms import AnswerLetter, LettersIn, WriteLetter
from chalicelib.reception.letters.life import LETTER, LIVES
from chalicelib.reception.letters.model import OUTSIDE, Letter, LetterState, seal_label
from chalicelib.reception.letters.printing import letter_page
from chalicelib.reception.letters.rules import Found, Unwritten
from chalicelib.reception.letters.views import LetterPage, LetterView, letter_view
from chalicelib.reception.reading import terms_of
from chalicelib.reception.receptions import rules as receptions
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.receptions.whose import HOSTS
from chalicelib.reception.terms import rulebook
from chalicelib.service.lists import (
    OnesOwn,
    held,
    named,
    of_reception,
    own,
    sought,
    standing,
)
from chalicelib.service.operations import (
    Call,
    Command,
    Document,
    HistoryPage,
    ListOf,
    Operation,
    Read,
)
from chalicelib.service.searching import Search
from chalicelib.service.showing import Entries, entries_of, entries_page, print_of

LETTERS = "/sites/{site}/letters"
ONE_LETTER = LETTERS + "/{letter}"
SEES = receptions.ALL | HOSTS
"""A host department's people see the letters of a reception that they see; who sees all receptions
sees all letters, finance for what is to be settled."""
ABOUT = {
    "answer": "What was answered: by the other unit, or by us; a later one corrects 登記答覆",
    "void": "A letter counts no more; its number is kept 作廢",
}


def operations(
    vault: Callable[[], Vault], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything about letters."""
    return (
        _write(vault),
        LISTED,
        SHOW,
        HISTORY,
        *map(_step, ABOUT),
        _print(vault),
        *files.operations(SCANS, objects),
    )


def _key(call: Call) -> Key:
    return Key(Letter, call.site, call.params["letter"])


def _shown(record: Record, act: Act[Any], call: Call) -> LetterView:
    assert isinstance(record, Letter)
    return letter_view(record, act)


def _linked(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The receptions by which somebody may see letters who does not see all of them."""
    person = loaded.record(Person, call.site, call.person)
    return _receptions(loaded, call) if person and not person.has(receptions.ALL) else ()


def _receptions(loaded: Loaded, call: Call) -> Iterable[Key]:
    """Those that the letters which were read are linked to."""
    linked = (each.reception for each in loaded.all(Letter))
    return [Key(Reception, call.site, each.id) for each in linked if each]


def _visible(records: Collection[Record], act: Act[Any]) -> list[Letter]:
    """The letters that this person may know of, given the receptions that were read as well."""
    known = {each.id: each for each in records if isinstance(each, Reception)}
    return [
        each
        for each in records
        if isinstance(each, Letter)
        and rules.sees(act, each, known.get(each.reception.id) if each.reception else None)
    ]


def _seen(loaded: Loaded, act: Act[Any], call: Call) -> Letter:
    """The letter, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    letters = _visible((*loaded.all(Letter), *loaded.all(Reception)), act)
    if not letters:
        raise Refusal("not_found", "P-who")
    return letters[0]


def _reception(loaded: Loaded, id: str | None, act: Act[Any], call: Call) -> Reception | None:
    """The reception that a form names, if this person may know of it."""
    found = loaded.record(Reception, call.site, id)
    return found if found and receptions.sees(act, found) else None


def _named(call: Call, form: WriteLetter | AnswerLetter | LettersIn) -> Iterable[Key]:
    if form.reception:
        yield Key(Reception, call.site, form.reception)


def _write(vault: Callable[[], Vault]) -> Command:
    def decide(loaded: Loaded, form: WriteLetter, act: Act[Any], call: Call) -> Change:
        label, phone = seal_label(call.site, act.fresh_id), form.contact.phone
        blank = Unwritten(
            sealed=vault().seal(label, phone) if phone else "",
            reception=_reception(loaded, form.reception, act, call),
        )
        return LIVES[form.kind].decide("write", blank, form, act)

    step = LETTER.steps["write"]
    return Command(
        name="letter-write",
        about="Issue a fax 傳真文件 or a reception letter 接待函, or register one that came in",
        path=LETTERS,
        clause=OUTSIDE,
        under=lambda letter: letter.clause,
        who=step.who,
        form=step.form,
        answer=LetterView,
        terms=terms_of,
        unset_terms=rulebook,
        counts=step.issues,
        needs=_named,
        decide=decide,
        show=_shown,
    )


def _listing(call: Call, query: LettersIn) -> Listing | Search:
    if query.q:
        return sought(Letter, call, query, query.q)
    if query.reception:
        return of_reception(Letter, call, query.reception, query, query.order)
    state = _state(query)
    if query.mine or state is None:
        return own(Letter, call, convert(query, OnesOwn, from_attributes=True))
    return standing(Letter, call, state, query, query.order)


def _state(query: LettersIn) -> LetterState | None:
    """Where they stand that are listed; None: anywhere."""
    narrowed = query.reception or query.mine or query.q
    return query.state or (None if narrowed else LetterState.ISSUED)


def _page(
    page: Page, records: list[Record], query: LettersIn, act: Act[Any], call: Call
) -> LetterPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out.

    Raises: Refusal `not_found`; `invalid_form` where somebody who does not see all of them names
    no reception, nor what is looked for.
    """
    if not act.person.has(receptions.ALL) and not query.q:
        if query.reception is None:
            fault = Fault(pointer="/reception", code="required")
            raise Refusal("invalid_form", "P-who", faults=(fault,))
        known = (each for each in records if isinstance(each, Reception))
        if not any(receptions.sees(act, each) for each in known):
            raise Refusal("not_found", "P-who")
    state, zone, days = _state(query), act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in held(page, _visible(records, act), query.q)
        if isinstance(each, Letter)
        and state in (None, each.state)
        and (query.reception is None or query.reception == (each.reception and each.reception.id))
        and query.direction in (None, each.direction)
        and (not query.mine or each.by == act.person.id)
        and sitetime.among(each.at, zone, *days)
    )
    return LetterPage(items=tuple(letter_view(each, act) for each in found), next=page.next)


LISTED = ListOf(
    name="letter-list",
    about="Letters by where they stand, of a reception or one's own, oldest first unless asked "
    "otherwise, or by number, unit, names and words",
    path=LETTERS,
    clause=OUTSIDE,
    who=SEES,
    query=LettersIn,
    answer=LetterPage,
    listing=_listing,
    record=named(Letter),
    needs=_named,
    also=_linked,
    show=_page,
)
SHOW = Read(
    name="letter",
    about="A letter, and what may be done with it now",
    path=ONE_LETTER,
    clause=OUTSIDE,
    who=SEES,
    answer=LetterView,
    needs=lambda call, query: (_key(call),),
    also=_linked,
    show=lambda loaded, query, act, call: letter_view(_seen(loaded, act, call), act),
    version=lambda view: view.version,
)


def _history(
    page: Page, records: list[Record], query: Entries, act: Act[Any], call: Call
) -> HistoryPage:
    if not _visible(records, act):
        raise Refusal("not_found", "P-who")
    return entries_page(page, query, act)


HISTORY = ListOf(
    name="letter-history",
    about="Who wrote, answered, printed and voided it and when, oldest first",
    path=ONE_LETTER + "/history",
    clause="P-history",
    who=SEES,
    query=Entries,
    answer=HistoryPage,
    listing=lambda call, query: entries_of(f"{Letter.KIND}#{call.params['letter']}", query, call),
    needs=lambda call, query: (_key(call),),
    also=_linked,
    show=_history,
)
SCANS = Host(
    name="letter",
    path=ONE_LETTER,
    key=_key,
    also=_linked,
    seen=_seen,
    sees=SEES,
    adds=rules.WRITES,
    closed=rules.closed,
)
"""The letter as it was sent or came in, and its answer (P-files)."""


def _step(command: str) -> Command:
    step = LETTER.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        letter = _seen(loaded, act, call)
        names = form.reception if isinstance(form, AnswerLetter) else None
        found = Found(form=form, reception=_reception(loaded, names, act, call))
        return LIVES[letter.kind].decide(command, letter, found, act)

    return Command(
        name=f"letter-{command}",
        about=ABOUT[command],
        path=f"{ONE_LETTER}/{command}",
        clause=step.clause,
        under=lambda letter: letter.clause,
        who=step.who,
        form=step.form,
        answer=LetterView,
        needs=_named if command == "answer" else lambda call, form: (),
        subject=_key,
        decide=decide,
        show=_shown,
    )


def _print(vault: Callable[[], Vault]) -> Command:
    """Reading the number is a change: the letter's history says who printed it."""

    def seen(loaded: Loaded, act: Act[Any], call: Call) -> Letter:
        letter = _seen(loaded, act, call)
        linked = letter.reception.id if letter.reception else None
        rules.may_call(loaded.record(Reception, call.site, linked), act)
        return letter

    def page(letter: Letter, act: Act[Any], language: Language) -> Document:
        label = seal_label(letter.site, letter.id)
        phone = vault().unseal(label, letter.sealed) if letter.sealed else None
        return letter_page(letter, phone, act, language)

    return print_of(
        "letter-print",
        "A letter on paper, its telephone number in clear; the printing is recorded 列印",
        ONE_LETTER,
        rules.CALLS | HOSTS,
        _key,
        seen,
        page,
        clause=PRIVATE,
        also=_receptions,
    )
