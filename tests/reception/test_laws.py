"""Laws of every reception, whatever is asked in whatever order by whomever, whenever.

A machine sends everything that the room takes to the real service over a store in memory: steps
that are offered and steps that are not, versions long gone, substitutes, heads who come and go,
settings that change, the job at any time and twice. Beside it stands a ledger of its own, kept
from nothing but what was asked and answered.
"""

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant

from chalicelib.core import approval
from chalicelib.core.approval import ChainState
from chalicelib.core.history import flaws
from chalicelib.reception.plans import judging
from chalicelib.reception.receptions.signing import ABOVE
from tests.core.making import LAW
from tests.reception.walks import ALIVE, SITE, Walks


class Room(Walks):
    """What holds at all times, whatever happens with a few receptions."""

    @invariant()
    def one_letter_has_one_reception(self) -> None:
        alive = [each.letter for each in self.cases if each.state in ALIVE]
        assert len(alive) == len(set(alive))
        held = sum(len(self.reception(each).holds) for each in self.cases)
        assert (
            held == len(alive) == sum(key.startswith(f"{SITE}#letter/") for key in self.store.holds)
        )

    @invariant()
    def what_is_signed_is_what_was_answered(self) -> None:
        for case in self.cases:
            known = self.reception(case)
            signed = known.chain.signed if known.chain else ()
            assert [(each.person, each.whose) for each in signed] == case.signed
            assert str(known.state) == case.state
            assert (known.earlier.version if known.earlier else 0) == case.beside

    @invariant()
    def nobody_signs_twice_or_what_is_their_own(self) -> None:
        for case in self.cases:
            chain = self.reception(case).chain
            everyone = [who for pair in case.signed for who in {*pair}]
            assert len(everyone) == len(set(everyone))
            if chain and chain.signed and case.state != "cancelled":
                assert {case.by, *case.wrote}.isdisjoint(everyone)

    @invariant()
    def no_seat_is_skipped(self) -> None:
        """Each was signed in its own role or in one to which it goes up; and the GM signs what is
        his to grant, by nobody's hand but his own unless the settings have it so.
        """
        for case in self.cases:
            known = self.reception(case)
            chain = known.chain
            if chain is None or case.state in ("drafted", "cancelled"):
                continue
            full = chain.step == len(chain.seats)
            assert full == (case.state in ("approved", "departed", "closed"))
            assert full == (chain.state is ChainState.APPROVED)
            for mark in chain.signed:
                way = str(chain.seats[mark.step].role)
                while way != mark.role:
                    way = str(ABOVE[way])
                assert (mark.digest, mark.version) == (chain.digest, chain.version)
                delegable = self.terms(known).gm_delegable
                assert delegable or mark.role != "gm" or mark.delegation is None
            asks = judging.asked(known.content, self.terms(known))
            assert not asks or chain.seats[-1].role == "gm"

    @invariant()
    def everything_asked_is_decided_once_with_the_last_signature_and_holds_for_nothing_else(
        self,
    ) -> None:
        for case in self.cases:
            known = self.reception(case)
            asks = judging.asked(known.content, self.terms(known))
            decided = [(each.asks, each.line, each.code, each.digest) for each in known.granted]
            if case.state in ("approved", "departed", "closed"):
                assert decided == [(each.asks, each.line, each.code, each.digest) for each in asks]
            elif case.state != "cancelled":
                assert decided == []

    @invariant()
    def somebody_is_reminded_of_what_is_pending_and_of_nothing_else(self) -> None:
        running = {due.id for _, due in self.store.timers if due.kind == "reception"}
        assert running == {each.id for each in self.cases if each.state == "pending"}
        for case in self.cases:
            timers = [each.clause for each in self.reception(case).timers]
            assert timers == ([approval.CLAUSE] if case.state == "pending" else [])

    @invariant()
    def the_history_is_whole(self) -> None:
        for case in self.cases:
            entries = self.store.history[f"{SITE}#reception#{case.id}"]
            assert [*flaws(self.reception(case), entries)] == []


pytestmark = pytest.mark.clause("P-approve", "R-2.1", "R-4.2.1", "R-4.3.1", "P-history")
TestRoom = Room.TestCase
TestRoom.settings = settings(LAW, max_examples=30, stateful_step_count=40)
