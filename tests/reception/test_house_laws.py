"""Laws of the official reception, whatever is asked in whatever order by whomever.

A machine sends everything about receptions, plans, approvals, advances, claims and settlements to
the real service over a store in memory: good steps and bad ones, the same key twice, versions long
gone, substitutes, other settings, clocks that jump, a process that dies before its transaction or
after it. Beside it stand books of its own (`books.py`), kept from nothing but what was asked and
answered. `FRONTDESK_LAWS` says how many walks.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis.stateful import invariant

from chalicelib.core.history import flaws
from chalicelib.core.record import Record
from chalicelib.reception.receptions.model import Reception
from tests.core.making import WALKS
from tests.reception.house_walks import HouseWalks


class House(HouseWalks):
    """What holds at all times, whatever happens to a few receptions and their money."""

    @invariant()
    def books_hold(self) -> None:
        self.books.hold()

    @invariant()
    def records_are_as_the_books_say(self) -> None:
        for case in self.books.cases:
            record = self.record(case)
            name = f"{case.site}#{record.name_in_history}"
            assert record.version == case.version == len(self.store.history[name])
            assert record.state == case.state
            if isinstance(record, Reception):
                taken: Counter[str] = Counter()
                for each in record.booked:
                    taken[each.line] += each.fen
                assert taken == self.books.booked(case)
            if case.kind == "advance":
                assert record.balance == self.books.balance(case)

    @invariant()
    def the_ledger_is_at_zero_and_says_what_the_books_say(self) -> None:
        sums: Counter[tuple[str, str]] = Counter()
        for name, posting in self.store.postings:
            sums[name.partition("#")[0], posting.account] += posting.fen
        assert sum(sums.values()) == 0
        known = {name: fen for name, fen in self.books.accounts.items() if fen}
        assert {name: fen for name, fen in sums.items() if fen} == known

    @invariant()
    def numbers_have_no_gap_and_none_is_given_twice(self) -> None:
        given: dict[tuple[str, Any], list[int]] = {}
        for form in self.store.forms.values():
            given.setdefault((form.form, form.day), []).append(form.seq)
        for numbers in given.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def teardown(self) -> None:
        records: list[Record] = [self.record(case) for case in self.books.cases]
        for each in records:
            assert (
                list(flaws(each, self.store.history[f"{each.site}#{each.name_in_history}"])) == []
            )
        running = {(due.kind, due.id, due.clause, due.due_at) for _, due in self.store.timers}
        kept = {(r.KIND, r.id, each.clause, each.due_at) for r in records for each in r.timers}
        assert running == kept
        holds = [f"{r.site}#{r.name_in_history}" for r in records for _ in r.holds]
        assert sorted(self.store.holds.values()) == sorted(holds)


House.TestCase.settings = WALKS
TestHouse = pytest.mark.clause(
    *("P-once", "P-together", "P-history", "P-number", "P-approve", "P-money", "R-2.1", "R-4.1.3"),
    *("R-4.2.1", "R-4.2.2", "R-4.3.1", "R-4.3.3", "R-4.3.4", "R-4.3.5", "R-4.3.6"),
)(House.TestCase)
