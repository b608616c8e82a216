"""What is done about a day over HTTP: reporting, and reading what was closed (T-4.7)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Order
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page, Store
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.tickets.days import gathering, rules
from chalicelib.tickets.days.forms import DayList, HandIn
from chalicelib.tickets.days.model import CLAUSE, Day, Daybook, Report, Tally, report_id
from chalicelib.tickets.days.views import (
    DayPage,
    DayView,
    ReportView,
    RunningDay,
    balance,
    report_state,
    summary,
)
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.terms import terms_key

DAYS = "/sites/{site}/days"
ONE_DAY = DAYS + "/{day}"
ONE_REPORT = ONE_DAY + "/reports/{department}"
REPORTS = frozenset({Role.DEPARTMENT_HEAD, Role.ENGINEER})
_NEVER = date.min


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything about days that is done over HTTP."""
    return (_running(store), DAY_LIST, DAY, *_reporting(store))


def _day_key(call: Call) -> Key:
    return Key(Day, call.site, call.params["day"])


def _book_key(call: Call) -> Key:
    return Key(Daybook, call.site, call.site)


def _running(store: Callable[[], Store]) -> Read:
    def reports(loaded: Loaded, call: Call) -> Iterable[Key]:
        site = loaded.record(Site, call.site, call.site)
        book = loaded.record(Daybook, call.site, call.site)
        if site and book:
            for each in rules.owed(site):
                yield Key(Report, call.site, report_id(book.day, each.key))

    def show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> RunningDay:
        book = loaded.record(Daybook, call.site, call.site)
        if book is None:
            raise Refusal("not_found", "P-who")
        owed = [each.key for each in rules.owed(act.site)]
        tallies = [
            each for each in gathering.so_far(store(), book, owed, act) if rules.sees(act, each)
        ]
        seen = {each.department for each in tallies}
        found = {
            each: loaded.record(Report, call.site, report_id(book.day, each))
            for each in owed
            if each in seen
        }
        zone = act.site.time_zone
        return RunningDay(
            day=book.day,
            reminds_at=rules.instant(book.day, act.terms.day_reminds_at, zone),
            closes_at=book.closes_at,
            reports=tuple(report_state(*each) for each in found.items()),
            balances=tuple(map(balance, tallies)),
        )

    return Read(
        name="day-running",
        about="The day that runs: who has reported, what it comes to, when it closes 當日結單",
        path="/sites/{site}/running-day",
        clause=CLAUSE,
        who=rules.ALL_SEE | REPORTS,
        answer=RunningDay,
        needs=lambda call, query: (_book_key(call),),
        also=reports,
        terms=_terms_of_book,
        show=show,
    )


def _terms_of_book(loaded: Loaded, call: Call) -> Key | None:
    """The settings that the day runs under."""
    book = loaded.record(Daybook, call.site, call.site)
    return terms_key(call.site, book.terms) if book else None


def _listed(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> DayPage:
    days = (each for each in records if isinstance(each, Day))
    return DayPage(items=tuple(map(summary, days)), next=page.next)


DAY_LIST = ListOf(
    name="day-list",
    about="Closed days, newest first unless asked otherwise 當日結單",
    path=DAYS,
    clause=CLAUSE,
    who=rules.ALL_SEE,
    query=DayList,
    answer=DayPage,
    listing=lambda call, query: Listing(
        table="desk",
        partition=call.site,
        first=f"day#{query.from_day or ''}",
        last=f"day#{query.to_day or '~'}",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Day, call.site, item["id"]),
    show=_listed,
)


def _beside(loaded: Loaded, call: Call) -> Iterable[Key]:
    day = loaded.record(Day, call.site, call.params["day"])
    if day is None:
        return
    for department in _departments(day):
        yield Key(Report, call.site, f"{call.params['day']}.{department}")
    yield from gathering.sheets_of(call.site, day.tallies)


def _departments(day: Day) -> tuple[str, ...]:
    """Those that were to report on a day."""
    return (*(each.department for each in day.reported), *day.not_reported)


def _shown(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> DayView:
    day = loaded.record(Day, call.site, call.params["day"])
    if day is None:
        raise Refusal("not_found", "P-who")
    tallies = tuple(gathering.whole(loaded, call.site, each) for each in day.tallies)
    return DayView(
        day=replace(day, tallies=tallies),
        balances=tuple(map(balance, day.tallies)),
        reports=tuple(
            report_state(each, loaded.record(Report, call.site, report_id(day.day, each)))
            for each in _departments(day)
        ),
    )


DAY = Read(
    name="day",
    about="The reconciliation of a day, ticket by ticket 當日結單",
    path=ONE_DAY,
    clause=CLAUSE,
    who=rules.ALL_SEE,
    answer=DayView,
    needs=lambda call, query: (_day_key(call),),
    also=_beside,
    show=_shown,
    version=lambda view: view.day.version,
)


def _report_key(call: Call) -> Key:
    return Key(Report, call.site, f"{call.params['day']}.{call.params['department']}")


def _unset(call: Call) -> Report:
    """The report of a day for which there is none yet; of no day, if the path names none."""
    named, department = call.params["day"], call.params["department"]
    try:
        day = date.fromisoformat(named)
    except ValueError:
        day = _NEVER
    return Report(
        site=call.site,
        id=report_id(day, department),
        day=day if str(day) == named else _NEVER,
        department=department,
    )


def _reporting(store: Callable[[], Store]) -> Iterable[Operation]:
    def found(loaded: Loaded, act: Act[Any], call: Call) -> tuple[Report, Daybook]:
        """The report that the path names, handed in or not, and the book of the day that runs.

        Raises: Refusal `not_found`.
        """
        report = loaded.record(*_report_key(call)) or _unset(call)
        book = loaded.record(Daybook, call.site, call.site)
        day = loaded.record(Day, call.site, call.params["day"])
        assert isinstance(report, Report)
        owed = [each.key for each in rules.owed(act.site)]
        if day:
            owed += _departments(day)
        if report.department not in owed or not rules.sees(act, report) or book is None:
            raise Refusal("not_found", "P-who")
        if book.day != report.day and day is None:
            raise Refusal("not_found", "P-who")
        return report, book

    def tally(loaded: Loaded, report: Report, book: Daybook, act: Act[Any], call: Call) -> Tally:
        day = loaded.record(Day, call.site, call.params["day"])
        if day:
            closed = day.tally(report.department)
            sheets = gathering.sheets_of(call.site, (closed,))
            return gathering.whole(store().load(sheets), call.site, closed) if sheets else closed
        return gathering.draft(store(), book, report.department, act)

    def view(report: Report, tally: Tally, book: Daybook, loaded: Loaded, call: Call) -> ReportView:
        day = loaded.record(Day, call.site, call.params["day"])
        return ReportView(
            report=report, draft=tally, closes_at=day.until if day else book.closes_at
        )

    def show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> ReportView:
        report, book = found(loaded, act, call)
        return view(report, tally(loaded, report, book, act, call), book, loaded, call)

    def decide(loaded: Loaded, form: HandIn, act: Act[Any], call: Call) -> Change:
        report, book = found(loaded, act, call)
        return rules.hand_in(report, tally(loaded, report, book, act, call), book, form, act)

    yield Read(
        name="day-report",
        about="A department's report of a day, or its draft 部門日報",
        path=ONE_REPORT,
        clause=CLAUSE,
        who=rules.ALL_SEE | REPORTS,
        answer=ReportView,
        terms=terms_of,
        needs=lambda call, query: (_report_key(call), _book_key(call), _day_key(call)),
        show=show,
        version=lambda shown: shown.report.version,
    )
    yield Command(
        name="day-report-hand-in",
        about="Hand in a department's report of a day, or correct it 部門日報",
        path=ONE_REPORT,
        clause=CLAUSE,
        who=REPORTS,
        form=HandIn,
        answer=Report,
        terms=terms_of,
        around=lambda call: (_book_key(call), _day_key(call)),
        within=found,
        subject=_report_key,
        unset=_unset,
        sees=rules.sees,
        decide=decide,
        show=_report_shown,
    )


def _report_shown(record: Record, act: Act[Any], call: Call) -> Report:
    assert isinstance(record, Report)
    return record
