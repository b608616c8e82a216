"""No route costs a trip or a unit more than the page says; no function may more than it does."""

import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from app import OPERATIONS
from chalicelib.service.operations import Operation, Read
from ops.cloud.functions import FUNCTIONS, Function
from tests.bench import costs
from tests.support.quick import ask_plainly, collect_seldom

OF_A_RECEPTION = {
    "trip": ("refuse", "withdraw", "arrange", "depart", "return", "cancel"),
    "advance": ("approve", "refuse", "withdraw", "resubmit", "pay", "return"),
    "claim": ("change", "submit", "approve", "refuse", "withdraw", "pay", "reverse"),
    "settlement": ("draw-up", "give-up", "send", "hear", "waive", "transfer"),
    "statement": ("confirm", "dispute"),
}
"""What changes the reception with it, which it names; a claim and a trip name the reception, an
advance and a car besides, a settlement the claims and the sites that owe."""
BEYOND = {
    **{f"{kind}-{step}": 3 for kind, steps in OF_A_RECEPTION.items() for step in steps},
    "waiting": 19,
    "car-calendar": 3,
    "trip-mine": 3,
    "job-receptions": 12,
    "report-receptions": 3,
    "report-receptions-table": 3,
    "report-receptions-workbook": 3,
    "person-erase": 4,
    "violation-uphold": 3,
    "violation-reverse": 3,
    "account-statement": 2,
    "account-table": 2,
    "account-workbook": 2,
    "account-pay": 3,
    "account-refund": 3,
    "account-undo": 3,
    "account-print": 4,
    "stay-approve": 3,
    "stay-cancel": 3,
    "stay-check-out": 3,
    "stay-check-in": 3,
    "stay-cede": 3,
    "stay-take-ceded": 3,
    "stay-call-off": 3,
    "pass-replace": 3,
    "pass-revoke": 3,
    "relative-document": 3,
    "job-stays": 12,
    "job-bed-offers": 12,
    "job-visits": 12,
    "ticket-contact": 3,
    "ticket-not-same-matter": 3,
    "ticket-not-repeat-of": 3,
    "people-find": 4,
    "job-dispatch-check": 12,
    "job-reconciliation": 12,
    "job-handovers": 12,
    "job-plans": 12,
    "ticket-search": 3,
    "people-search": 3,
    "intake": 6,
    "job-imports": 12,
    "import-trial-findings": 2,
    "import-run-findings": 2,
    "handover-open": 20,
    "handover-sign-off": 22,
    "handover-acknowledge": 3,
    "handover-items": 3,
    "day-running": 4,
    "day": 2,
    "delegation-mine": 2,
    "delegation-accept": 3,
    "delegation-decline": 3,
    "delegation-revoke": 3,
    "day-report-hand-in": 4,
    "house-nights": 4,
    "report-lodging": 6,
    "report-lodging-table": 6,
    "report-lodging-workbook": 6,
    "report-accounts": 9,
    "report-accounts-table": 9,
    "report-accounts-workbook": 9,
    "job-books": 12,
    "report-tickets": 4,
    "report-tickets-page": 4,
    "report-tickets-table": 4,
    "report-tickets-workbook": 4,
    "department-change": 3,
    "incident-open-now": 2,
    "incident-close": 3,
}
"""A reading that is recorded reads twice and writes; whoever looks for a telephone number reads,
searches, reads, writes; a search reads a list of the index for each of two words, then its
records; a job reads eight shards, what it works under, and remembers its answer. A handover asks
for what is open in each of thirteen states, a hundred at a time, then for the tickets; what is
new and what has its note is asked for by itself. A report is put together from what moved; a day
names its reports. A delegation names its parties, a person their delegations. What corrects a
link reads the ticket at its other end. What is counted over a period is read by itself: tickets,
days and reports, one trip more for each megabyte. A department names who supervised it. The
intake screen looks for a caller by the end of a number, reads whom that names, then asks for the
tickets of the person, those of the unit, and for what these name. The noticeboard names the
outages that there are; what hangs on one is counted as it is closed. A violation
names the employee whose standing its decision changes. Nights say who was in a guest's bed before,
an extension which guests' passes it moves, a proposal who the other of the two is. A balance is the
sum of an account's postings, read on their own. A report on beds reads the nights, the months'
names of stays, those, and what was settled about rooms; one on accounts the last books, income,
each of five ways of paying, and who the employees are. The calendar of beds asks who is there, then
for the stays. Whether somebody may be erased is asked of what they reported. A report on receptions
reads the months' names of them, then those; the calendar of cars the cars, and the drivers. Who
drives is found by the person, then names the trips."""


def _quickly() -> None:
    ask_plainly()
    collect_seldom()


@pytest.fixture(scope="module")
def measured() -> costs.Measured:
    """In a process of its own: what other tests have counted makes names longer, and records."""
    with ProcessPoolExecutor(1, get_context("spawn"), _quickly) as apart:
        return apart.submit(costs.measure).result()


def test_the_page_is_what_was_measured(measured: costs.Measured) -> None:
    assert measured.page == costs.PAGE.read_text()


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_a_function_may_do_what_it_does_and_nothing_else(
    measured: costs.Measured, function: Function
) -> None:
    """A permission that is missing would be an outage, one too many an opening."""
    granted = {
        (action, place) for action, places in function.calls.items() for place in places.split()
    }
    assert granted == measured.calls[function.name]


@pytest.mark.parametrize("op", OPERATIONS, ids=lambda op: op.name)
def test_round_trips_stay_at_their_floor(measured: costs.Measured, op: Operation) -> None:
    """Read 1, list 2, create 2, command 2, the person's roles included."""
    row = re.search(
        rf"^\| {op.method} {re.escape(op.path)} \| (\d+) \|", measured.page, re.MULTILINE
    )
    assert row
    assert int(row[1]) <= BEYOND.get(op.name, 1 if isinstance(op, Read) else 2)


def test_a_replay_takes_one_round_trip(measured: costs.Measured) -> None:
    assert "| any POST, sent again with its key | 1 |" in measured.page
