"""Which clauses of the rulebook there are, which are built, and which tests hold each.

A test carries `@pytest.mark.clause("T-4.3.2")`. `make clauses` prints the table; a clause that
is built and has no test fails the run.
"""

from collections import defaultdict

import pytest

CLAUSES: dict[str, tuple[str, bool]] = {
    "T-2.0": ("The desk takes inquiries, complaints, repairs, suggestions, calls for help", True),
    "T-3.0": ("The desk dispatches to the department responsible", True),
    "T-4.1": ("Inquiries, suggestions, help: explained, referred, answered, recorded", True),
    "T-4.2.1": ("Complaint: work order; after 24 hours a file card", True),
    "T-4.2.2": ("Forwarded complaints: own register, replies in time", True),
    "T-4.2.3": ("Second complaint about the same matter: letter to the GM", True),
    "T-4.3.1": ("Public repair: work order, dispatched to engineering", True),
    "T-4.3.2": ("Indoor repair: engineering told in 5 minutes; warranty; paid repairs", True),
    "T-4.4.1": ("Follow-up calls; dissatisfaction never silently closed", True),
    "T-4.4.2": ("Door visits with consent, 10 to 20 minutes", True),
    "T-4.4.3": ("Records true and complete; corrections; improvement notes", True),
    "T-4.4.4": ("Accepted, followed up, reviewed, archived, in this order", True),
    "T-4.5": ("Forms signed, two copies, duty record, working copy back", True),
    "T-4.6": ("Shift handover", True),
    "T-4.7": ("Department reports and the 17:00 reconciliation", True),
    "T-5.1": ("Conduct and appearance: the reminder", True),
    "L-1": ("Only direct relatives of employees", True),
    "L-2": ("Register first; queue; beds ceded; no staff dormitory", True),
    "L-3": ("Written application, at most 3 days, two approvals", True),
    "L-4": ("Obedience, cleanliness, damage paid", True),
    "L-5": ("Access pass, personal", True),
    "L-6": ("Check-out by 12:00, late fees", True),
    "L-7": ("Guests do not visit staff dormitories", True),
    "L-8": ("Lodging only, no meals", True),
    "L-9": ("Visiting 8:00 to 24:00", True),
    "L-10": ("No mixed sexes, curfew 23:30", True),
    "L-11": ("The applicant employee is jointly liable", True),
    "R-2.1": ("Guests: superiors inspecting", True),
    "R-2.2": ("Guests: invited guests and partners", True),
    "R-2.3": ("Guests: group employees", True),
    "R-2.4": ("Schedule, board, lodging, cars, return tickets are part of it", True),
    "R-3.1": ("The counterpart department receives", True),
    "R-3.2": ("Without one, the hospital office", True),
    "R-3.3": ("Leaders and scholars: the GM", True),
    "R-4.1.1": ("Group guests: the travel standard", True),
    "R-4.1.2": ("Working meals, ordinary lodging, paid by their own unit", True),
    "R-4.1.3": ("The receiving side pays: the office asks, the GM approves", True),
    "R-4.2.1": ("Outside guests: the national standard, approved by the GM", True),
    "R-4.2.2": ("Working or hospitality meal; accompanying hosts", True),
    "R-4.3.1": ("The office coordinates; funds by approval", True),
    "R-4.3.2": ("Own staff elsewhere: the fax with its fields", True),
    "R-4.3.3": ("Reception letters, advance, settlement after departure", True),
    "R-4.3.4": ("Strict approval; forbidden items", True),
    "R-4.3.5": ("Expense claim with details, signed by the GM", True),
    "R-4.3.6": ("No GM signature, no reimbursement", True),
    "R-4.3.7": ("Cars: city by the office head, long distance by the GM", True),
    "P-who": ("Roles by site; everyone sees what is theirs", True),
    "P-approve": ("Approval chains", True),
    "P-once": ("Every POST once; jobs late, twice, at once", True),
    "P-together": ("A change carries its version", True),
    "P-history": ("History, append-only, chained", True),
    "P-number": ("Running numbers, no gap, none twice", True),
    "P-money": ("Whole fen, double entry, sums to zero", True),
    "P-tell": ("Messages after the change is stored, at least once", True),
    "P-files": (
        "Files uploaded past the program, checked, attached, seen by who sees the record",
        True,
    ),
    "P-words": ("Three languages", True),
    "P-find": ("Lists filter, sort, page by cursor", True),
    "P-report": ("Reports (tickets, beds, accounts)", True),
    "P-private": ("Private values sealed, masked, readings recorded, erased in time", True),
}
"""Clause to its gist, and whether it is built."""


def tests_by_clause(items: list[pytest.Item]) -> dict[str, list[str]]:
    """Clause to the tests that carry it.

    Raises: pytest.UsageError for a marker that names no clause of the rulebook.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        name = item.nodeid.partition("[")[0]
        for marker in item.iter_markers("clause"):
            for clause in marker.args:
                if clause not in CLAUSES:
                    raise pytest.UsageError(f"{name} names {clause}, which is no clause")
                if name not in found[clause]:
                    found[clause].append(name)
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clauses", action="store_true", help="print clauses with their tests")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    found = tests_by_clause(session.items)
    if not session.config.getoption("--clauses"):
        return
    uncovered = []
    for clause, (gist, built) in CLAUSES.items():
        tests = found.get(clause, [])
        mark = "    " if tests else "MISS" if built else "later"
        print(f"{mark:5} {clause:8} {gist}")
        for test in tests:
            print(f"{'':15}{test}")
        if built and not tests:
            uncovered.append(clause)
    session.items.clear()
    if uncovered:
        pytest.exit(f"built and without a test: {', '.join(uncovered)}", returncode=1)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """That no test is left to run is no fault where clauses are printed."""
    none_left = session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
    if none_left and session.config.getoption("--clauses"):
        session.exitstatus = pytest.ExitCode.OK
