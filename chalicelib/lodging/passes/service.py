"""Access passes over HTTP: look up, the code to be scanned, replace, revoke (L-5, L-6)."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Loaded, Page, Vault
from chalicelib.core.record import Frozen, Record
from chalicelib.files.service import Host
from chalicelib.lodging.passes import code, rules
from chalicelib.lodging.passes.forms import PassesIn
from chalicelib.lodging.passes.life import DORMITORY, PASS
from chalicelib.lodging.passes.model import CLAUSE, AccessPass, PassState, pass_key
from chalicelib.lodging.passes.rules import OfStay
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import rulebook, terms_key
from chalicelib.service.lists import named, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import Action, actions, history_of

PASSES = "/sites/{site}/passes"
ONE_PASS = PASSES + "/{pass}"
SEES = rules.OFFICE | {Role.EMPLOYEE}
ABOUT = {
    "replace": "A pass is lost: another is given and charged 掛失補辦",
    "revoke": "A pass lets nobody in any more 註銷",
}


class PassView(Frozen):
    """A pass, and what this person may do with it now."""

    version: int
    access_pass: AccessPass
    allowed_actions: tuple[Action, ...]


class PassPage(Frozen):
    """A page of passes."""

    items: tuple[PassView, ...]
    next: str | None


class PassCode(Frozen):
    """What is scanned at the gate; nothing, where the pass counts no more."""

    code: str | None
    svg: str | None
    """The same as a QR code, to be printed."""


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """Everything about passes."""
    return (IN_STATE, SHOW, HISTORY, _code(vault), *map(_step, ABOUT))


def _key(call: Call) -> Key:
    return pass_key(call.site, call.params["pass"])


def _shown(record: Record, act: Act[Any], call: Call) -> PassView:
    assert isinstance(record, AccessPass)
    base = f"/sites/{record.site}/passes/{record.id}"
    return PassView(
        version=record.version,
        access_pass=record,
        allowed_actions=actions(PASS, record, act, base),
    )


def _seen(record: Record | None, act: Act[Any]) -> AccessPass:
    """The pass, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, AccessPass) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _page(
    page: Page, records: list[Record], query: PassesIn, act: Act[Any], call: Call
) -> PassPage:
    """The index may lag: what stands otherwise by now is left out."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (each for each in records if isinstance(each, AccessPass))
    return PassPage(
        items=tuple(
            _shown(each, act, call)
            for each in found
            if each.state is query.state and sitetime.among(each.valid_from, zone, *days)
        ),
        next=page.next,
    )


IN_STATE = ListOf(
    name="pass-list",
    about="Passes 出入證 by where they stand, oldest first unless asked otherwise",
    path=PASSES,
    clause=CLAUSE,
    who=rules.OFFICE,
    query=PassesIn,
    answer=PassPage,
    listing=lambda call, query: standing(AccessPass, call, query.state, query, query.order),
    record=named(AccessPass),
    show=_page,
)
SHOW = Read(
    name="pass",
    about="A pass, and what may be done with it now",
    path=ONE_PASS,
    clause=CLAUSE,
    who=SEES,
    answer=PassView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: _shown(_seen(loaded.record(*_key(call)), act), act, call),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "pass-history",
    "Who gave, replaced and took back the pass and when, oldest first",
    ONE_PASS + "/history",
    SEES,
    _key,
    _seen,
)


def _code(vault: Callable[[], Vault]) -> Read:
    def show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> PassCode:
        known = _seen(loaded.record(*_key(call)), act)
        if known.state is not PassState.VALID:
            return PassCode(code=None, svg=None)
        text = code.written(known, vault().sign)
        return PassCode(code=text, svg=_drawn(text))

    return Read(
        name="pass-code",
        about="The code on a pass, signed, and as a QR code to print 出入證二維碼",
        path=ONE_PASS + "/code",
        clause=CLAUSE,
        who=SEES,
        answer=PassCode,
        needs=lambda call, query: (_key(call),),
        show=show,
    )


def _drawn(text: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", xmldecl=False, scale=3)
    return drawn.getvalue().decode()


def _stay_key(loaded: Loaded, call: Call) -> Iterable[Key]:
    known = loaded.record(*_key(call))
    if isinstance(known, AccessPass):
        yield Key(Stay, call.site, known.stay)


def _terms(loaded: Loaded, call: Call) -> Key | None:
    """The settings that the pass's stay is under."""
    known = loaded.record(*_key(call))
    number = known.terms if isinstance(known, AccessPass) else 0
    return terms_key(call.site, number) if number else None


def _step(command: str) -> Command:
    step = PASS.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        known = _seen(loaded.record(*_key(call)), act)
        stay = loaded.record(Stay, call.site, known.stay)
        return PASS.decide(command, known, OfStay(form=form, stay=stay), act)

    return Command(
        name=f"pass-{command}",
        about=ABOUT[command],
        path=f"{ONE_PASS}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=PassView,
        terms=_terms,
        unset_terms=rulebook,
        also=_stay_key,
        subject=_key,
        sees=rules.sees,
        decide=decide,
        show=_shown,
    )


def _of_call(loaded: Loaded, act: Act[Any], call: Call) -> AccessPass:
    known = loaded.record(*_key(call))
    if not isinstance(known, AccessPass) or not rules.sees_photo(act, known):
        raise Refusal("not_found", "P-who")
    return known


PHOTOS = Host(
    name="pass",
    path=ONE_PASS,
    key=_key,
    seen=_of_call,
    sees=SEES | {Role.GATE},
    adds=DORMITORY,
    closed=rules.closed,
)
"""A photo of the guest may hang on their pass, to be compared at the gate (P-files, L-5)."""
