"""What a day comes to: when it ends, who reports, how its orders add up (T-4.7). Pure.

Orders are counted by the instants at which they moved, as their tickets have noted them, so it is
all one when the counting is done.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import Role
from chalicelib.core.record import Timer
from chalicelib.core.site import GM_OFFICE, Department, Site
from chalicelib.tickets.days.forms import HandIn
from chalicelib.tickets.days.model import (
    CLAUSE,
    RECONCILIATION,
    Attached,
    Day,
    Daybook,
    Entry,
    Gone,
    Remark,
    Report,
    Reported,
    Sheet,
    Tally,
)
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE
from chalicelib.tickets.model.passing import Ended
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.dispatch import signed
from chalicelib.tickets.rules.passing import passages
from chalicelib.tickets.terms import Terms

HEAD = frozenset({Role.DEPARTMENT_HEAD})
ALL_SEE = frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.GM})
"""Who sees the days and every report. A department sees its own."""
MARGIN = timedelta(hours=1)
"""How long after it happened a move may come to light and still be counted, a day late."""
SHORTEST, LONGEST = 64, 512
"""Orders on a sheet. A day with fewer open has none."""
_ENDS = 128
"""One order in so many may end a sheet."""


def instant(day: date, minutes: int, zone: str) -> datetime:
    """When the clock on the site's wall shows so many minutes after midnight.

    A time that is shown twice counts when it is first shown, one that is skipped as if it was not.
    """
    at = datetime.combine(day, time(minutes // 60, minutes % 60), ZoneInfo(zone))
    return at.astimezone(UTC)


def first(site: Site, terms: Terms, now: datetime) -> Daybook:
    """The book of a site that has none: of today, or of tomorrow if today's time is over."""
    today = sitetime.day(now, site.time_zone)
    over = now >= instant(today, terms.day_closes_at, site.time_zone)
    book = Daybook(
        site=site.id,
        id=site.id,
        day=today + timedelta(days=1 if over else 0),
        since=now,
        closes_at=now,
        terms=0,
    )
    return _begun(book, site, terms)


def _begun(book: Daybook, site: Site, terms: Terms) -> Daybook:
    """The book as its day begins, the next thing due in it."""
    closes_at = instant(book.day, terms.day_closes_at, site.time_zone)
    reminds_at = instant(book.day, terms.day_reminds_at, site.time_zone)
    timer = Timer(clause=CLAUSE, job=RECONCILIATION, due_at=min(reminds_at, closes_at))
    return replace(book, closes_at=closes_at, terms=int(terms.id), timers=(timer,))


def closing(book: Daybook, act: Act[Terms]) -> bool:
    """Whether the day is over: what is due is its end, or reminding would come too late."""
    timer = book.timer(CLAUSE)
    return timer is None or timer.due_at >= book.closes_at or act.now >= book.closes_at


def owed(site: Site) -> tuple[Department, ...]:
    """The departments that report to the desk: all that orders go to."""
    others = (CUSTOMER_SERVICE, GM_OFFICE)
    return tuple(each for each in site.departments if not each.closed and each.key not in others)


def missing(book: Daybook, site: Site) -> tuple[Department, ...]:
    """Those that have not reported yet."""
    done = {each.department for each in book.reported}
    return tuple(each for each in owed(site) if each.key not in done)


def remind(book: Daybook, act: Act[Terms]) -> Change:
    """The heads of departments that have not reported are reminded; the day's end is due next."""
    late = missing(book, act.site)
    timer = Timer(clause=CLAUSE, job=RECONCILIATION, due_at=book.closes_at)
    return Change(
        before=book,
        after=replace(book, reminded_at=act.now, timers=(timer,)),
        facts={"reminded": [each.key for each in late]},
        messages=tuple(
            Message(
                to=head,
                code="report_due",
                clause=CLAUSE,
                data={"day": str(book.day), "time": _clock(book.closes_at, act.site)},
            )
            for head in dict.fromkeys(each.supervisor for each in late)
        ),
    )


def _clock(at: datetime, site: Site) -> str:
    return sitetime.local(at, site.time_zone).strftime("%H:%M")


def closed(
    book: Daybook, before: Day | None, tickets: Iterable[Ticket], act: Act[Terms]
) -> tuple[tuple[Tally, ...], tuple[Sheet, ...]]:
    """What the day comes to, and the sheets on which most of what is open stands."""
    keys = [each.key for each in act.site.departments]
    tallies = reckon(before, tickets, book.since, book.closes_at, keys)
    bound = [bind(book.site, each) for each in tallies]
    return tuple(each for each, _ in bound), tuple(sheet for _, laid in bound for sheet in laid)


def bind(site: str, tally: Tally) -> tuple[Tally, tuple[Sheet, ...]]:
    """The tally as it is stored, and its sheets.

    A sheet ends after an order whose id says so: where nothing moved, the next day's end alike.
    """
    sheets, start = [], 0
    for place, id in enumerate(tally.open, 1):
        count = place - start
        ends = count >= SHORTEST and crc32(id.encode()) % _ENDS == 0
        if ends or count == LONGEST:
            orders = tally.open[start:place]
            name = sha256("\n".join(orders).encode()).hexdigest()[:32]
            sheets.append(Sheet(site=site, id=name, orders=orders))
            start = place
    attached = tuple(Attached(sheet=each.id, count=len(each.orders)) for each in sheets)
    return replace(tally, open=tally.open[start:], sheets=attached), tuple(sheets)


def whole(tally: Tally, sheets: Mapping[str, Sheet]) -> Tally:
    """The tally with everything that is open in one list again."""
    attached = (id for each in tally.sheets for id in sheets[each.sheet].orders)
    return replace(tally, open=(*attached, *tally.open), sheets=())


def close(book: Daybook, tallies: tuple[Tally, ...], following: Terms, act: Act[Terms]) -> Change:
    """The day is closed and the next one begins, in one transaction.

    Its sheets are stored already. `following` are the settings under which the next one runs.
    """
    day = Day(
        site=book.site,
        id=str(book.day),
        day=book.day,
        since=book.since,
        until=book.closes_at,
        closed_at=act.now,
        before=book.before,
        tallies=tallies,
        reported=book.reported,
        not_reported=tuple(each.key for each in missing(book, act.site)),
    )
    begun = replace(
        book,
        day=book.day + timedelta(days=1),
        since=book.closes_at,
        before=book.day,
        reported=(),
        reminded_at=None,
    )
    desk = act.site.department(CUSTOMER_SERVICE)
    told = (
        (Message(to=desk.supervisor, code="day_closed", clause=CLAUSE, data=_sums(day)),)
        if desk
        else ()
    )
    return Change(
        before=book,
        after=_begun(begun, act.site, following),
        facts={"closed": str(book.day)},
        also=(Change(before=None, after=day, messages=told),),
    )


def _sums(day: Day) -> dict[str, Any]:
    return {
        "day": str(day.day),
        "issued": sum(len(each.issued) for each in day.tallies),
        "completed": sum(len(each.completed) for each in day.tallies),
        "open": sum(each.still for each in day.tallies),
        "missing": len(day.not_reported),
    }


def reckon(
    before: Day | None,
    tickets: Iterable[Ticket],
    since: datetime,
    until: datetime,
    departments: Iterable[str],
) -> tuple[Tally, ...]:
    """The orders of each department after `since`, up to and at `until`.

    `tickets` are all that moved from `MARGIN` before it on; without a day before, all that are
    open, too. What was carried in and did not move is open still.
    """
    moved = {ticket.id: ticket for ticket in tickets}
    found = (each.department for ticket in moved.values() for each in passages(ticket))
    carried = (each.department for each in before.tallies) if before else ()
    keys = dict.fromkeys(("", *departments, *carried, *sorted(found)))
    return tuple(_tally(key, before, moved, since, until) for key in keys)


def _tally(
    department: str,
    before: Day | None,
    moved: dict[str, Ticket],
    since: datetime,
    until: datetime,
) -> Tally:
    known = before.tally(department) if before else None
    was = set(known.open) if known else set()
    carried_in = len(was)
    issued, completed, late = [], [], []
    still = [id for id in known.open if id not in moved] if known else []
    gone = []
    for id, ticket in moved.items():
        there = [
            each
            for each in passages(ticket)
            if each.department == department and each.since <= until
        ]
        at_first = any(each.covers(since) for each in there)
        came = any(each.since > since for each in there)
        if known is None and at_first:
            carried_in += 1
        elif id not in was:
            forgotten = known is not None and (
                at_first
                or (not known.knows(id) and any(each.since > since - MARGIN for each in there))
            )
            if not came and not forgotten:
                continue
            issued.append(id)
            if not came:
                late.append(id)
        last = there[-1] if there else None
        if last and last.covers(until):
            still.append(id)
        elif last and last.ended is Ended.COMPLETED:
            completed.append(id)
        else:
            how = last.ended if last and last.ended else Ended.PASSED_ON
            gone.append(Gone(ticket=id, number=ticket.order.number, how=how))
    return Tally(
        department=department,
        carried_in=carried_in,
        issued=tuple(sorted(issued)),
        completed=tuple(sorted(completed)),
        open=tuple(sorted(still)),
        gone=tuple(sorted(gone, key=lambda each: each.ticket)),
        late=tuple(sorted(late)),
    )


def sees(act: Act[Any], of: Report | Tally) -> bool:
    """Whether the person may know of a department's report, and of its orders."""
    return act.person.has(ALL_SEE) or act.person.department == of.department


def hand_in(report: Report, tally: Tally, book: Daybook, form: HandIn, act: Act[Terms]) -> Change:
    """A department's report, or a correction of it.

    While its day runs the book takes note of it in the same transaction, so the day is closed
    with it or without it, and never in doubt. After that it is late.
    """
    department = act.site.department(report.department)
    assert department
    if act.person.department != department.key:
        raise Refusal("other_department", CLAUSE, department=department.key)
    is_head = act.person.has(HEAD) or act.person.id == department.supervisor
    if not is_head and form.acting is None:
        raise Refusal("head_reports", CLAUSE)
    if report.entries and form.reason is None:
        raise Refusal("reported_already", CLAUSE)
    faults = tuple(_faults(tally, form))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    signed(form.signed_name, act, CLAUSE)
    runs = book.day == report.day and act.now <= book.closes_at
    entry = Entry(
        at=act.now,
        signature=act.sign(report.head),
        words=form.words,
        remarks=tuple(Remark(ticket=each.ticket, words=each.words) for each in form.remarks),
        acting=None if is_head else form.acting,
        reason=form.reason if report.entries else None,
        late=not runs,
        issued=len(tally.issued),
        completed=len(tally.completed),
        open=tally.still,
    )
    issued = set(tally.issued)
    today = tuple(id for id in tally.open if id in issued)
    kept = replace(tally, open=today, lying=tally.still - len(today))
    after = replace(report, tally=kept, entries=(*report.entries, entry))
    also: tuple[Change, ...] = ()
    if runs and not report.entries:
        by = Reported(department=report.department, by=act.person.id, at=act.now)
        also = (Change(before=book, after=replace(book, reported=(*book.reported, by))),)
    return Change(
        before=report if report.version else None,
        after=after,
        facts={"late": entry.late, "open": entry.open, "completed": entry.completed},
        also=also,
    )


def _faults(tally: Tally, form: HandIn) -> Iterable[Fault]:
    for place, each in enumerate(form.remarks):
        if not tally.knows(each.ticket):
            yield Fault(pointer=f"/remarks/{place}/ticket", code="no_such")
