"""From the tickets of a period to its figures (P-report). Pure; whole numbers until the last step.

A report is of what was taken in during the period, as it stands when the report is made.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from chalicelib.core import periods, sitetime
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import Money
from chalicelib.core.people import Person, Role
from chalicelib.core.periods import quotient
from chalicelib.core.site import Site
from chalicelib.core.words import Words
from chalicelib.tickets.days.model import Day, Report
from chalicelib.tickets.model.follow_up import Contact
from chalicelib.tickets.model.matter import ENQUIRIES, Channel, Kind, State
from chalicelib.tickets.model.paid import QuotationState
from chalicelib.tickets.model.passing import Ended, Passage
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reports import naming
from chalicelib.tickets.reports.forms import Asked, AskedTable, By, Part
from chalicelib.tickets.reports.model import (
    CLAUSE,
    CLAUSE_OF,
    Figures,
    Group,
    Handed,
    Measure,
    Outcome,
    Owed,
    Rate,
    Satisfaction,
    Sums,
    TicketReport,
    Workload,
)
from chalicelib.tickets.rules import cards
from chalicelib.tickets.rules.follow_up import DISSATISFIED
from chalicelib.tickets.rules.passing import OVER, passages
from chalicelib.tickets.terms import Terms

WHOLE_SITE = frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.GM, Role.FINANCE, Role.ADMIN})
"""Who may ask about the whole site. There is nothing of a person in a report."""
OWN_DEPARTMENT = frozenset({Role.DEPARTMENT_HEAD})
MOST_TICKETS = 20_000
"""What is read and counted well within the 29 s that API Gateway waits."""
T = TypeVar("T")
_ENDED = (State.ARCHIVED, State.CLOSED)
_QUOTED = (QuotationState.OFFERED, QuotationState.CONSENTED, QuotationState.USED)
_SCORES = (1, 2, 3, 4, 5)
_MILLISECOND = timedelta(milliseconds=1)
_HOUR = 3_600_000


def may_ask(asked: Asked, person: Person, site: Site) -> None:
    """See that there is such a period and such a department, and that this person may ask of it.

    Raises: Refusal `invalid_form`.
    """
    faults = tuple(_faults(asked, person, site))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)


def _faults(asked: Asked, person: Person, site: Site) -> Iterator[Fault]:
    yield from periods.faults(asked.first, asked.last)
    own = person.department
    if not person.has(WHOLE_SITE) and (own is None or asked.department != own):
        yield Fault(pointer="/department", code="own_department", data={"department": own})
    elif asked.department is not None and site.department(asked.department) is None:
        yield Fault(pointer="/department", code="no_such")
    if isinstance(asked, AskedTable) and asked.table is Part.GROUPS and asked.by is None:
        yield Fault(pointer="/by", code="required")


def too_many(reached: Ticket, site: Site) -> Refusal:
    """Why no report is made of more than `MOST_TICKETS`; `reached` is the first one too many."""
    day = str(sitetime.day(reached.received_at, site.time_zone))
    fault = Fault(pointer="/last", code="too_many_tickets", data={"max": MOST_TICKETS, "day": day})
    return Refusal("invalid_form", CLAUSE, faults=(fault,))


def owed(days: Iterable[Day], reports: Iterable[Report]) -> tuple[Owed, ...]:
    """What became of every report that a closed day asked for."""
    handed_in = {(each.day, each.department) for each in reports}
    return tuple(_owed(days, handed_in))


def _owed(days: Iterable[Day], handed_in: set[tuple[date, str]]) -> Iterator[Owed]:
    for day in days:
        for each in day.reported:
            yield Owed(day=day.day, department=each.department, outcome=Outcome.ON_TIME)
        for department in day.not_reported:
            late = (day.day, department) in handed_in
            outcome = Outcome.LATE if late else Outcome.MISSING
            yield Owed(day=day.day, department=department, outcome=outcome)


def report(
    asked: Asked, tickets: Sequence[Ticket], owing: Sequence[Owed], act: Act[Terms]
) -> TicketReport:
    """The report. `tickets` are all that were taken in during the period, of any department."""
    site, now = act.site, act.now
    of = asked.department
    mine = [each for each in tickets if of in (None, each.department)]
    due = [each for each in owing if of in (None, each.department)]
    return TicketReport(
        site=site.id,
        first=asked.first,
        last=asked.last,
        time_zone=site.time_zone,
        made_at=now,
        by=asked.by,
        department=of,
        categories=act.terms.categories,
        total=figures(mine, due, now),
        groups=tuple(_groups(asked, mine, due, act)),
        departments=tuple(
            workload(key, naming.department(key, site), tickets)
            for key in _departments(tickets, site)
            if of in (None, key)
        ),
    )


def figures(tickets: Sequence[Ticket], owing: Iterable[Owed], now: datetime) -> Figures:
    """Everything that is counted of these tickets and reports."""
    outcomes = Counter(each.outcome for each in owing)
    cancelled = sum(each.state is State.CANCELLED for each in tickets)
    still = sum(each.state not in OVER for each in tickets)
    kinds = Counter(each.kind for each in tickets)
    channels = Counter(each.channel for each in tickets)
    categories = Counter(each.category for each in tickets)
    return Figures(
        taken_in=len(tickets),
        open=still,
        completed=len(tickets) - still - cancelled,
        archived=sum(each.state in _ENDED for each in tickets),
        cancelled=cancelled,
        kinds={each: kinds[each] for each in Kind},
        channels={each: channels[each] for each in Channel},
        categories={key: categories[key] for key in sorted(filter(None, categories))},
        rates=tuple(_rates(tickets, outcomes, now)),
        satisfaction=satisfaction(tickets),
        vain_calls=sum(
            each.contact is Contact.CALL and not each.reached
            for ticket in tickets
            for each in ticket.in_force()
        ),
        handed=Handed(
            on_time=outcomes[Outcome.ON_TIME],
            late=outcomes[Outcome.LATE],
            missing=outcomes[Outcome.MISSING],
        ),
        money=_sums(tickets),
    )


def _rates(tickets: Sequence[Ticket], outcomes: Counter[Outcome], now: datetime) -> Iterator[Rate]:
    scores = _scores(tickets)
    worked = [each for each in tickets if each.kind not in ENQUIRIES and _ever_completed(each)]
    complaints = [each for each in tickets if each.kind is Kind.COMPLAINT]
    counted: dict[Measure, tuple[int, int]] = {
        Measure.TOLD_IN_TIME: _judged(tickets, lambda each: _told_in_time(each, now)),
        Measure.COMPLETED_WITHOUT_CARD: _judged(complaints, lambda each: _uncarded(each, now)),
        Measure.REPLIED_IN_TIME: _replies(complaints, now),
        Measure.FOLLOWED_UP: _judged(tickets, _followed_up),
        Measure.VISITED_IN_TIME: _visits(tickets),
        Measure.REPORTED_IN_TIME: (outcomes[Outcome.ON_TIME], outcomes.total()),
        Measure.DISSATISFIED: (
            sum(count for score, count in scores.items() if score <= DISSATISFIED),
            scores.total(),
        ),
        Measure.SAME_MATTER: _judged(complaints, lambda each: each.letter is not None),
        Measure.REOPENED: _judged(worked, lambda each: each.reopened > 0),
        Measure.FIRST_TIME_RIGHT: _judged(worked, _right_at_once),
    }
    for measure in Measure:
        part, whole = counted[measure]
        yield Rate(
            measure=measure,
            clause=CLAUSE_OF[measure],
            numerator=part,
            denominator=whole,
            rate=quotient(part, whole, 4),
        )


def _judged(tickets: Iterable[Ticket], judge: Callable[[Ticket], bool | None]) -> tuple[int, int]:
    """How many are judged well, of how many are judged; what is None is not judged (yet)."""
    verdicts = [verdict for each in tickets if (verdict := judge(each)) is not None]
    return sum(verdicts), len(verdicts)


def _told_in_time(ticket: Ticket, now: datetime) -> bool | None:
    """T-4.3.2. Nobody need be told of what was withdrawn before."""
    notification = ticket.notification
    if notification is None:
        return None
    if notification.told_at is not None:
        return not notification.breached
    overdue = ticket.state is not State.CANCELLED and notification.due_at <= now
    return False if overdue else None


def _uncarded(ticket: Ticket, now: datetime) -> bool | None:
    """T-4.2.1. A card was due once, even if its number was voided since."""
    timer = ticket.timer(cards.CLAUSE)
    if any(each.form == cards.CARD for each in ticket.forms) or (timer and timer.due_at <= now):
        return False
    completed = ticket.state in OVER and ticket.state is not State.CANCELLED
    return True if completed else None


def _replies(complaints: Iterable[Ticket], now: datetime) -> tuple[int, int]:
    """T-4.2.2. A reply meets the time that was next; a time that passed without one is missed."""
    given = missed = 0
    for ticket in complaints:
        if ticket.forwarded:
            due_at = ticket.forwarded.reply_due_at
            given += len(ticket.forwarded.replies)
            missed += len(ticket.forwarded.missed) + (due_at is not None and due_at <= now)
    return given, given + missed


def _followed_up(ticket: Ticket) -> bool | None:
    """T-4.4.1. What is neither accepted nor called about is not due for it."""
    entries = ticket.in_force()
    if ticket.acceptance is None and not entries:
        return None
    return any(each.reached for each in entries)


def _visits(tickets: Iterable[Ticket]) -> tuple[int, int]:
    """T-4.4.2. Without consent there is no visit."""
    visits = [
        each
        for ticket in tickets
        for each in ticket.in_force()
        if each.contact is Contact.VISIT and each.reached
    ]
    return sum(not each.outside_time for each in visits), len(visits)


def _ever_completed(ticket: Ticket) -> bool:
    completed_now = ticket.state in OVER and ticket.state is not State.CANCELLED
    return completed_now or ticket.reopened > 0


def _right_at_once(ticket: Ticket) -> bool:
    ways = {each.ended for each in passages(ticket) if each.department}
    return not ticket.reopened and ways.isdisjoint({Ended.RETURNED, Ended.PASSED_ON})


def _scores(tickets: Iterable[Ticket]) -> Counter[int]:
    return Counter(score for ticket in tickets for score in _answers(ticket))


def _answers(ticket: Ticket) -> list[int]:
    """What was said when one asked; else what was said with the acceptance."""
    asked = [each.satisfaction for each in ticket.in_force() if each.satisfaction is not None]
    accepted = ticket.acceptance.satisfaction if ticket.acceptance else None
    return asked or ([accepted] if accepted is not None else [])


def satisfaction(tickets: Iterable[Ticket]) -> Satisfaction:
    """What customers answered; every answer that counts, of one ticket too."""
    scores = _scores(tickets)
    return Satisfaction(
        answers=scores.total(),
        mean=quotient(sum(score * count for score, count in scores.items()), scores.total(), 2),
        scores=tuple(scores[each] for each in _SCORES),
    )


def _sums(tickets: Iterable[Ticket]) -> Sums:
    quoted = charged = owing = 0
    for ticket in tickets:
        if ticket.quotation and ticket.quotation.state in _QUOTED:
            quoted += ticket.quotation.total.fen
        charged += sum(each.total.fen for each in ticket.charges)
        owing += ticket.owing
    return Sums(
        quoted=Money(fen=quoted),
        charged=Money(fen=charged),
        paid=Money(fen=charged - owing),
        owing=Money(fen=owing),
    )


def workload(department: str, name: Words, tickets: Iterable[Ticket]) -> Workload:
    """What a department had to do with these tickets."""
    ended: Counter[Ended | None] = Counter()
    reopened, times, mine = 0, [], []
    for ticket in tickets:
        if (ticket.department or "") == department:
            mine.append(ticket)
        ways = passages(ticket)
        for place, each in enumerate(ways, start=1):
            if each.department == department:
                ended[each.ended] += 1
                times += _completed_in(each)
                reopened += each.ended is Ended.COMPLETED and place < len(ways)
    times.sort()
    count = len(times)
    middle = times[(count - 1) // 2 : count // 2 + 1]
    rank = -(-9 * count // 10)
    return Workload(
        key=department,
        name=name,
        received=ended.total(),
        completed=ended[Ended.COMPLETED],
        returned=ended[Ended.RETURNED],
        passed_on=ended[Ended.PASSED_ON],
        cancelled=ended[Ended.CANCELLED],
        open=ended[None],
        reopened=reopened,
        median_hours=quotient(sum(middle), _HOUR * len(middle), 2),
        p90_hours=quotient(times[rank - 1], _HOUR, 2) if times else None,
        satisfaction=satisfaction(mine),
    )


def _completed_in(passage: Passage) -> list[int]:
    """Milliseconds until it was completed, if it was."""
    if passage.ended is not Ended.COMPLETED or passage.until is None:
        return []
    return [(passage.until - passage.since) // _MILLISECOND]


def _departments(tickets: Iterable[Ticket], site: Site) -> Iterator[str]:
    """The site's, then those that it has no more, then the desk's own pile."""
    known = [each.key for each in site.departments]
    yield from known
    found = {each.department for ticket in tickets for each in passages(ticket)}
    yield from sorted(found - {*known, ""})
    yield ""


def _groups(
    asked: Asked, tickets: Sequence[Ticket], owing: Sequence[Owed], act: Act[Terms]
) -> Iterator[Group]:
    """Every part of the period, whether something came in it or not."""
    site, now = act.site, act.now
    match asked.by:
        case None:
            return
        case By.DAY | By.WEEK | By.MONTH:
            named = periods.named(asked.by)
            came = _piled(
                tickets, lambda each: named(sitetime.day(each.received_at, site.time_zone))
            )
            due = _piled(owing, lambda each: named(each.day))
            for key, within in periods.parts(asked.first, asked.last, asked.by).items():
                counted = figures(came.get(key, []), due.get(key, []), now)
                yield Group(key=key, first=within[0], last=within[-1], figures=counted)
        case By.DEPARTMENT:
            came = _piled(tickets, lambda each: each.department or "")
            due = _piled(owing, lambda each: each.department)
            for key in dict.fromkeys((*_departments(tickets, site), *came, *due)):
                counted = figures(came.get(key, []), due.get(key, []), now)
                yield Group(key=key, name=naming.group(key, asked.by, act), figures=counted)
        case By.KIND | By.CHANNEL | By.CATEGORY:
            came = _piled(tickets, lambda each: getattr(each, asked.by or "") or "")
            codes = _CODES.get(asked.by, (*(each.key for each in act.terms.categories), ""))
            for key in (*codes, *sorted(set(came).difference(codes))):
                counted = figures(came.get(key, []), (), now)
                yield Group(key=key, name=naming.group(key, asked.by, act), figures=counted)


_CODES: dict[By, tuple[str, ...]] = {
    By.KIND: tuple(Kind),
    By.CHANNEL: tuple(Channel),
}


def _piled(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    piles: dict[str, list[T]] = {}
    for each in items:
        piles.setdefault(key(each), []).append(each)
    return piles
