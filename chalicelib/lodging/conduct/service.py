"""Violations and eligibility over HTTP: report, hear, decide, take back (L-2, L-5, L-7 to L-11)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Loaded, ObjectStore, Page
from chalicelib.core.record import Record
from chalicelib.files import service as files
from chalicelib.files.service import Host
from chalicelib.lodging.conduct import rules
from chalicelib.lodging.conduct.forms import ReportViolation, ViolationsIn
from chalicelib.lodging.conduct.life import CONDUCT, VIOLATION
from chalicelib.lodging.conduct.model import (
    CLAUSE_OF,
    ELIGIBILITY,
    LIABLE,
    Breach,
    Conduct,
    Violation,
)
from chalicelib.lodging.conduct.printing import slip_page
from chalicelib.lodging.conduct.rules import Found, Witnessed
from chalicelib.lodging.conduct.views import (
    ConductView,
    ViolationPage,
    ViolationView,
    conduct_view,
    violation_view,
)
from chalicelib.lodging.families.model import Relative
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import rulebook, terms_key
from chalicelib.service.lists import OnesOwn, named, own, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import history_of, print_of

VIOLATIONS = "/sites/{site}/violations"
ONE_VIOLATION = VIOLATIONS + "/{violation}"
ONE_CONDUCT = "/sites/{site}/conduct/{employee}"
SEES = rules.OFFICE | rules.REPORTS | rules.EMPLOYEE
ABOUT = {
    "explain": "What the employee says of it 陳述",
    "uphold": "It is a violation: the fine is posted to the employee's account 認定違規",
    "dismiss": "It is none, or cannot be shown 不予認定",
    "reverse": "It was upheld wrongly: fine and slip are taken back 撤銷違規",
}
ABOUT_ELIGIBILITY = {
    "cancel": "Take an employee's right to stay, at once 取消住宿資格",
    "restore": "Give it back 恢復住宿資格",
}
SLIPS = CLAUSE_OF[Breach.DORMITORY]
AFFECTS_ELIGIBILITY = frozenset({"uphold", "reverse"})


def operations(objects: Callable[[], ObjectStore]) -> tuple[Operation, ...]:
    """Everything about violations and eligibility."""
    return (
        REPORT,
        MINE,
        IN_STATE,
        SHOW,
        HISTORY,
        PRINT,
        *map(_step, ABOUT),
        *files.operations(EVIDENCE, objects),
        CONDUCT_OF,
        CONDUCT_HISTORY,
        *map(_eligibility, ABOUT_ELIGIBILITY),
    )


def _key(call: Call) -> Key:
    return Key(Violation, call.site, call.params["violation"])


def _shown(record: Record, act: Act[Any], call: Call) -> ViolationView:
    assert isinstance(record, Violation)
    return violation_view(record, act)


def _seen(record: Record | None, act: Act[Any]) -> Violation:
    """The violation, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Violation) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _named(call: Call, form: ReportViolation) -> Iterable[Key]:
    yield Key(Person, call.site, form.employee)
    if form.stay:
        yield Key(Stay, call.site, form.stay)
    if form.guest:
        yield Key(Relative, call.site, form.guest)


def _report(loaded: Loaded, form: ReportViolation, act: Act[Any], call: Call) -> Change:
    seen = Witnessed(
        employee=loaded.record(Person, call.site, form.employee),
        stay=loaded.record(Stay, call.site, form.stay),
        relative=loaded.record(Relative, call.site, form.guest),
    )
    return VIOLATION.decide("report", seen, form, act)


REPORT = Command(
    name="violation-report",
    about="Report a violation of the rules of the house 違規",
    path=VIOLATIONS,
    clause=LIABLE,
    who=VIOLATION.steps["report"].who,
    form=VIOLATION.steps["report"].form,
    answer=ViolationView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=_named,
    decide=_report,
    show=_shown,
)


def _page(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> ViolationPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in records
        if isinstance(each, Violation)
        and rules.sees(act, each)
        and sitetime.among(each.reported.at, zone, *days)
    )
    return ViolationPage(items=tuple(violation_view(each, act) for each in found), next=page.next)


MINE = ListOf(
    name="violation-mine",
    about="Violations that one answers for, newest first unless asked otherwise",
    path="/sites/{site}/my-violations",
    clause=LIABLE,
    who=rules.EMPLOYEE,
    query=OnesOwn,
    answer=ViolationPage,
    listing=lambda call, query: own(Violation, call, query),
    record=named(Violation),
    show=_page,
)


def _standing(
    page: Page, records: list[Record], query: ViolationsIn, act: Act[Any], call: Call
) -> ViolationPage:
    """The index may lag: what stands otherwise by now is left out."""
    found = [each for each in records if isinstance(each, Violation) and each.state is query.state]
    return _page(page, [*found], query, act, call)


IN_STATE = ListOf(
    name="violation-list",
    about="Violations by where they stand, oldest first unless asked otherwise",
    path=VIOLATIONS,
    clause=LIABLE,
    who=rules.OFFICE,
    seats=rules.SEATS,
    query=ViolationsIn,
    answer=ViolationPage,
    listing=lambda call, query: standing(Violation, call, query.state, query, query.order),
    record=named(Violation),
    show=_standing,
)
SHOW = Read(
    name="violation",
    about="A violation, and what may be done with it now",
    path=ONE_VIOLATION,
    clause=LIABLE,
    who=SEES,
    seats=rules.SEATS,
    answer=ViolationView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: violation_view(
        _seen(loaded.record(*_key(call)), act), act
    ),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "violation-history",
    "Who reported, said and decided what and when, oldest first",
    ONE_VIOLATION + "/history",
    SEES,
    _key,
    _seen,
)


def _slip(loaded: Loaded, act: Act[Any], call: Call) -> Violation:
    """The violation that has a slip.

    Raises: Refusal `not_found`.
    """
    violation = _seen(loaded.record(*_key(call)), act)
    if not violation.forms:
        raise Refusal("not_found", SLIPS)
    return violation


PRINT = print_of(
    "violation-print",
    "A deduction slip on paper, for the employee's file; the printing is recorded 列印",
    ONE_VIOLATION,
    SEES,
    _key,
    _slip,
    slip_page,
    clause=SLIPS,
    seats=rules.SEATS,
)
EVIDENCE = Host(
    name="violation",
    path=ONE_VIOLATION,
    key=_key,
    seen=lambda loaded, act, call: _seen(loaded.record(*_key(call)), act),
    sees=SEES,
    seats=rules.SEATS,
    adds=rules.REPORTS | rules.EMPLOYEE,
    closed=rules.closed,
)
"""Photos and papers that show it hang on it, until it is decided (P-files)."""


def _under(loaded: Loaded, call: Call) -> Key | None:
    """The settings whose fine it is, as the violation names them."""
    violation = loaded.record(*_key(call))
    if not isinstance(violation, Violation) or not violation.terms:
        return None
    return terms_key(call.site, violation.terms)


def _step(command: str) -> Command:
    step = VIOLATION.steps[command]

    def conduct(loaded: Loaded, call: Call) -> Iterable[Key]:
        violation = loaded.record(Violation, call.site, call.params["violation"])
        if violation and command in AFFECTS_ELIGIBILITY:
            yield Key(Conduct, call.site, violation.employee)

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        violation = _seen(loaded.record(*_key(call)), act)
        conduct = loaded.record(Conduct, call.site, violation.employee)
        return VIOLATION.decide(command, violation, Found(form=form, conduct=conduct), act)

    return Command(
        name=f"violation-{command}",
        about=ABOUT[command],
        path=f"{ONE_VIOLATION}/{command}",
        clause=step.clause,
        under=lambda violation: violation.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=ViolationView,
        terms=_under,
        unset_terms=rulebook,
        counts=step.issues,
        also=conduct,
        subject=_key,
        sees=rules.sees,
        decide=decide,
        show=_shown,
    )


def _conduct_key(call: Call) -> Key:
    return Key(Conduct, call.site, call.params["employee"])


def _employee_key(call: Call) -> Key:
    return Key(Person, call.site, call.params["employee"])


def _answerable(loaded: Loaded, act: Act[Any], call: Call) -> None:
    """See that there is such an employee, and that this person may know how they stand.

    Raises: Refusal `not_found`.
    """
    person = loaded.record(Person, call.site, call.params["employee"])
    knows = (
        act.person.id == call.params["employee"]
        or act.person.has(rules.OFFICE)
        or any(True for _ in act.person.stands_in(rules.SEATS, act.today))
    )
    if person is None or not person.has(rules.EMPLOYEE) or not knows:
        raise Refusal("not_found", "P-who")


def _unset(call: Call) -> Conduct:
    return Conduct(site=call.site, id=call.params["employee"])


def _standing_of(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> ConductView:
    _answerable(loaded, act, call)
    known = loaded.record(Conduct, call.site, call.params["employee"])
    return conduct_view(known or _unset(call), act)


CONDUCT_OF = Read(
    name="conduct",
    about="Whether an employee may apply for stays, and what counts against them 住宿資格",
    path=ONE_CONDUCT,
    clause=ELIGIBILITY,
    who=rules.OFFICE | rules.EMPLOYEE,
    seats=rules.SEATS,
    answer=ConductView,
    needs=lambda call, query: (_conduct_key(call), _employee_key(call)),
    show=_standing_of,
    version=lambda view: view.version,
)


def _own_or_office(record: Record | None, act: Act[Any]) -> None:
    if record is None or not (act.person.id == record.id or act.person.has(rules.OFFICE)):
        raise Refusal("not_found", "P-who")


CONDUCT_HISTORY = history_of(
    "conduct-history",
    "When an employee's right to stay was lost and given back, and why, oldest first",
    ONE_CONDUCT + "/history",
    rules.OFFICE | rules.EMPLOYEE,
    _conduct_key,
    _own_or_office,
)


def _eligibility(command: str) -> Command:
    step = CONDUCT.steps[command]

    def decide(loaded: Loaded, form: Reason, act: Act[Any], call: Call) -> Change:
        known = loaded.record(Conduct, call.site, call.params["employee"])
        return CONDUCT.decide(command, known or _unset(call), form, act)

    def shown(record: Record, act: Act[Any], call: Call) -> ConductView:
        assert isinstance(record, Conduct)
        return conduct_view(record, act)

    return Command(
        name=f"conduct-{command}",
        about=ABOUT_ELIGIBILITY[command],
        path=f"{ONE_CONDUCT}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=ConductView,
        subject=_conduct_key,
        unset=_unset,
        around=lambda call: (_employee_key(call),),
        within=_answerable,
        decide=decide,
        show=shown,
    )
