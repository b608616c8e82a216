"""The gate over HTTP: ask it, sign visitors out, read what it said and who is inside."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Listing, Loaded, Page, Vault
from chalicelib.core.record import Frozen, Record
from chalicelib.core.words import Language
from chalicelib.core.words.gate import SAID
from chalicelib.lodging.gate import carried, rules, visits
from chalicelib.lodging.gate.forms import Ask, ChecksIn, VisitsIn
from chalicelib.lodging.gate.life import VISIT
from chalicelib.lodging.gate.model import CURFEW, HOURS, GateCheck, Verdict, Visit, Why, visit_key
from chalicelib.lodging.gate.rules import AtGate
from chalicelib.lodging.passes import code
from chalicelib.lodging.passes.code import Claims
from chalicelib.lodging.passes.model import CLAUSE as CARRIED
from chalicelib.lodging.passes.model import AccessPass, pass_key
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import rulebook
from chalicelib.service.lists import named, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import Action, actions, history_of

CHECKS = "/sites/{site}/gate/checks"
VISITS = "/sites/{site}/visits"
ONE_VISIT = VISITS + "/{visit}"
ABOUT = {
    "sign-out": "A visitor or visiting employee leaves 離開登記",
    "allow-night": "The GM office gives leave to stay the coming night 批准留宿",
}


class Checked(StrEnum):
    """By what a pass was checked."""

    BY_RECORDS = "by_records"
    BY_SIGNATURE_ONLY = "by_signature_only"
    """No record could be read: a pass revoked or lost since is not known to be."""


class GateAnswer(Frozen):
    """What the gate says, and why."""

    verdict: Verdict
    why: Why
    clause: str
    words: str
    """The reason, in the guard's language."""
    checked: Checked = Checked.BY_RECORDS
    recorded: bool = True
    """False: the store did not confirm it. Sent again with the same key later, it is recorded."""
    check: GateCheck | None = None
    """What was recorded of it."""


class CheckPage(Frozen):
    """A page of answers of the gate."""

    items: tuple[GateCheck, ...]
    next: str | None


class VisitView(Frozen):
    """A visit, and what this person may do with it now."""

    version: int
    visit: Visit
    allowed_actions: tuple[Action, ...]


class VisitPage(Frozen):
    """A page of visits."""

    items: tuple[VisitView, ...]
    next: str | None


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """Everything about the gate."""
    listed = carried.operation(vault)
    return (_check(vault), listed, CHECKS_SAID, INSIDE, SHOW, HISTORY, *map(_step, ABOUT))


def _answer(why: Why, clause: str, language: Language, **more: Any) -> GateAnswer:
    words = SAID[why].say(language)
    return GateAnswer(verdict=rules.verdict(why), why=why, clause=clause, words=words, **more)


def _check(vault: Callable[[], Vault]) -> Command:
    def claims(form: Ask, call: Call) -> Claims | None:
        return code.read(form.code, call.site, vault().sign) if form.code else None

    def needs(call: Call, form: Ask) -> Iterable[Key]:
        """The pass only of a code that the site signed."""
        claimed = claims(form, call)
        if claimed:
            yield pass_key(call.site, claimed.access_pass)
        if form.employee:
            yield Key(Person, call.site, form.employee.employee)
        stay = _stay(form)
        if stay:
            yield Key(Stay, call.site, stay)

    def decide(loaded: Loaded, form: Ask, act: Act[Any], call: Call) -> Change:
        claimed, coming = claims(form, call), form.employee
        found = AtGate(
            form=form,
            claims=claimed,
            access_pass=loaded.record(
                AccessPass, call.site, claimed.access_pass if claimed else None
            ),
            employee=loaded.record(Person, call.site, coming.employee) if coming else None,
            stay=loaded.record(Stay, call.site, _stay(form)),
        )
        return rules.check(found, act)

    def unrecorded(
        form: Ask, decided: Frozen | None, call: Call, now: datetime
    ) -> GateAnswer | None:
        """Of a pass only: a visit that is not recorded has no end, and without the site's clock
        and settings nobody knows its hours (L-9)."""
        if form.code is None or rules.faults(form):
            return None
        if isinstance(decided, GateAnswer):
            return replace(decided, recorded=False, check=None)
        why = rules.signed(claims(form, call), now, differs=form.holder_differs)
        checked = Checked.BY_SIGNATURE_ONLY
        return _answer(why, CARRIED, call.language, checked=checked, recorded=False)

    return Command(
        name="gate-check",
        about="Ask whether somebody may come in: by a pass, for the day, or as an employee 通道口",
        path=CHECKS,
        clause=HOURS,
        who=visits.GUARDS,
        form=Ask,
        answer=GateAnswer,
        terms=terms_of,
        unset_terms=rulebook,
        needs=needs,
        decide=decide,
        show=_said,
        unrecorded=unrecorded,
    )


def _stay(form: Ask) -> str | None:
    coming = form.visitor or form.employee
    return coming.stay if coming else None


def _said(record: Record, act: Act[Any], call: Call) -> GateAnswer:
    assert isinstance(record, GateCheck)
    return _answer(record.why, record.clause, call.language, check=record)


def _checks(
    page: Page, records: list[Record], query: ChecksIn, act: Act[Any], call: Call
) -> CheckPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (each for each in records if isinstance(each, GateCheck))
    return CheckPage(
        items=tuple(each for each in found if sitetime.among(each.at, zone, *days)),
        next=page.next,
    )


def _visits(
    page: Page, records: list[Record], query: VisitsIn, act: Act[Any], call: Call
) -> VisitPage:
    """The index may lag: what stands otherwise by now is left out."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (each for each in records if isinstance(each, Visit))
    return VisitPage(
        items=tuple(
            _shown(each, act, call)
            for each in found
            if each.state is query.state and sitetime.among(each.came_at, zone, *days)
        ),
        next=page.next,
    )


def _inside(call: Call, query: VisitsIn) -> Listing:
    return standing(Visit, call, query.state, query, query.order)


def _key(call: Call) -> Key:
    return visit_key(call.site, call.params["visit"])


def _shown(record: Record, act: Act[Any], call: Call) -> VisitView:
    assert isinstance(record, Visit)
    base = f"/sites/{record.site}/visits/{record.id}"
    return VisitView(
        version=record.version, visit=record, allowed_actions=actions(VISIT, record, act, base)
    )


def _seen(record: Record | None, act: Act[Any]) -> Visit:
    """The visit, if there is one.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Visit):
        raise Refusal("not_found", "P-who")
    return record


CHECKS_SAID = ListOf(
    name="gate-check-list",
    about="What the gate said, refusals first asked for, newest first unless asked otherwise",
    path=CHECKS,
    clause=HOURS,
    who=rules.SEES,
    query=ChecksIn,
    answer=CheckPage,
    listing=lambda call, query: standing(GateCheck, call, query.verdict, query, query.order),
    record=named(GateCheck),
    show=_checks,
)
INSIDE = ListOf(
    name="visit-list",
    about="Who is inside, who has not left in time, and who has, oldest first",
    path=VISITS,
    clause=CURFEW,
    who=rules.SEES,
    seats=visits.GIVES_LEAVE,
    query=VisitsIn,
    answer=VisitPage,
    listing=_inside,
    record=named(Visit),
    show=_visits,
)
SHOW = Read(
    name="visit",
    about="A visit, and what may be done with it now",
    path=ONE_VISIT,
    clause=CURFEW,
    who=rules.SEES,
    seats=visits.GIVES_LEAVE,
    answer=VisitView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: _shown(_seen(loaded.record(*_key(call)), act), act, call),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "visit-history",
    "Who let a visitor in and out and when, oldest first",
    ONE_VISIT + "/history",
    rules.SEES,
    _key,
    _seen,
)


def _step(command: str) -> Command:
    step = VISIT.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        return VISIT.decide(command, _seen(loaded.record(*_key(call)), act), form, act)

    return Command(
        name=f"visit-{command}",
        about=ABOUT[command],
        path=f"{ONE_VISIT}/{command}",
        clause=step.clause,
        under=lambda visit: visit.clause if command == "sign-out" else step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=VisitView,
        terms=terms_of,
        unset_terms=rulebook,
        subject=_key,
        decide=decide,
        show=_shown,
    )
