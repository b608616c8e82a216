"""No order of events skips an approver, and nobody signs twice or for themselves (P-approve)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from chalicelib.core.approval import (
    Chain,
    ChainState,
    Delegation,
    Seat,
    Signer,
    Staffing,
    decide,
    edit,
    recall,
    reminder_due,
    signers,
    withdraw,
    without_twice,
)
from chalicelib.core.errors import Refusal
from tests.core.making import LAW
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-approve")

TODAY = date(2026, 3, 2)
MANAGER, DIRECTOR, GM = "department_manager", "gm_office_director", "gm"
ABOVE = {MANAGER: DIRECTOR, DIRECTOR: GM}


def seat(role: str, hours: int = 24) -> Seat:
    return Seat(role=role, clause="L-3", due_at=MONDAY + timedelta(hours=hours))


def chain(*roles: str, applicant: str = "guest-host", barred: tuple[str, ...] = ()) -> Chain:
    return Chain(
        applicant=applicant,
        barred=barred,
        seats=tuple(map(seat, roles or (MANAGER, DIRECTOR))),
        digest="v1",
    )


def staffed(
    *delegations: Delegation, above: dict[str, str] | None = None, **holders: tuple[str, ...]
) -> Staffing:
    usual = {MANAGER: ("man",), DIRECTOR: ("dir",), GM: ("gm",)}
    return Staffing(
        holders=usual | holders,
        above=ABOVE if above is None else above,
        delegations=delegations,
    )


USUAL = staffed()


def away(
    giver: str, taker: str, role: str, first: int = 2, last: int = 2, *, accepted: bool = True
) -> Delegation:
    """A delegation for days of March 2026."""
    return Delegation(
        id=f"{giver}-{taker}",
        giver=giver,
        taker=taker,
        role=role,
        first=date(2026, 3, first),
        last=date(2026, 3, last),
        accepted=accepted,
    )


def signed(
    chain: Chain,
    person: str,
    staffing: Staffing = USUAL,
    *,
    approves: bool = True,
    today: date = TODAY,
    now: datetime = MONDAY,
) -> Chain:
    return decide(
        chain,
        person=person,
        approves=approves,
        words="同意",
        now=now,
        today=today,
        staffing=staffing,
    )


def refusal(chain: Chain, person: str, staffing: Staffing = USUAL, **given: Any) -> str:
    with pytest.raises(Refusal) as refused:
        signed(chain, person, staffing, **given)
    return refused.value.code


def names(chain: Chain, staffing: Staffing, today: date = TODAY) -> list[str]:
    return [each.person for each in signers(chain, staffing, today)]


def test_the_steps_are_signed_in_their_order() -> None:
    first = chain()
    assert refusal(first, "dir") == "not_your_approval"
    second = signed(first, "man")
    assert (second.state, second.step) == (ChainState.PENDING, 1)
    assert refusal(second, "man") == "signed_already"
    done = signed(second, "dir")
    assert (done.state, done.step) == (ChainState.APPROVED, 2)
    assert refusal(done, "gm") == "approval_over"


def test_a_mark_says_who_acted_for_whom_as_what_on_which_version() -> None:
    [mark] = signed(chain(), "sub", staffed(away("man", "sub", MANAGER))).marks
    assert (mark.step, mark.person, mark.whose, mark.delegation) == (0, "sub", "man", "man-sub")
    assert (mark.role, mark.approves, mark.words, mark.at) == (MANAGER, True, "同意", MONDAY)
    assert (mark.digest, mark.version, mark.void) == ("v1", 1, False)


AABA = chain(MANAGER, MANAGER, DIRECTOR, MANAGER)


@pytest.mark.parametrize(
    ("managers", "acts", "outcome"),
    [
        # one act signs one step, and one person signs one step
        (("a1",), ["a1"], [1]),
        (("a1",), ["a1", "a1"], [1, "signed_already"]),
        (("a1", "a2"), ["a1", "a2"], [1, 2]),
        (("a1", "a2"), ["a1", "a2", "a1"], [1, 2, "signed_already"]),
        (("a1", "a2"), ["a2", "a1", "dir"], [1, 2, 3]),
        # the fourth needs a third manager, or goes up past the director who signed the third
        (("a1", "a2", "a3"), ["a1", "a2", "dir", "a3"], [1, 2, 3, 4]),
        (("a1", "a2", "a3"), ["a1", "a2", "dir", "gm"], [1, 2, 3, "not_your_approval"]),
        (("a1", "a2"), ["a1", "a2", "dir", "gm"], [1, 2, 3, 4]),
        (("a1", "a2"), ["a1", "a2", "dir", "a1"], [1, 2, 3, "signed_already"]),
        # with one manager the director signs the second, and the GM the third
        (("a1",), ["a1", "dir", "gm"], [1, 2, 3]),
        (("a1",), ["a1", "dir", "gm", "gm"], [1, 2, 3, "signed_already"]),
    ],
)
def test_a_chain_of_manager_manager_director_manager(
    managers: tuple[str, ...], acts: list[str], outcome: list[int | str]
) -> None:
    staffing, at, happened = staffed(**{MANAGER: managers}), AABA, []
    for person in acts:
        try:
            at = signed(at, person, staffing)
            happened.append(at.step)
        except Refusal as refused:
            happened.append(refused.code)
    assert happened == outcome


@pytest.mark.parametrize(
    ("applicant", "barred", "holders", "may_sign"),
    [
        ("host", (), {}, ["man"]),
        ("man", (), {}, ["dir"]),  # the applicant is the department manager: it goes up
        ("man", (), {MANAGER: ("man", "deputy")}, ["deputy"]),  # another manager is nearer
        ("host", ("man",), {}, ["dir"]),  # the guest, or who acts for them
        ("host", (), {MANAGER: ()}, ["dir"]),  # the seat is empty
        ("host", (), {MANAGER: (), DIRECTOR: ()}, ["gm"]),
        ("dir", (), {MANAGER: ()}, ["gm"]),
        ("host", (), {MANAGER: (), DIRECTOR: (), GM: ()}, []),  # nobody: it waits
        ("gm", ("man", "dir"), {}, []),
        ("host", (), {MANAGER: ("man", "man2")}, ["man", "man2"]),
    ],
)
def test_who_may_sign_the_first_step(
    applicant: str,
    barred: tuple[str, ...],
    holders: dict[str, tuple[str, ...]],
    may_sign: list[str],
) -> None:
    asked = chain(applicant=applicant, barred=barred)
    staffing = staffed(**holders)
    assert names(asked, staffing) == may_sign
    for person in {"host", "man", "man2", "deputy", "dir", "gm", applicant} - set(may_sign):
        refusal(asked, person, staffing)


def test_a_role_missing_from_the_directory_is_an_empty_seat() -> None:
    staffing = Staffing(holders={DIRECTOR: ("dir",)}, above=ABOVE)
    assert names(chain(), staffing) == ["dir"]


def test_a_seat_that_goes_up_in_a_circle_waits() -> None:
    circle = staffed(above={MANAGER: DIRECTOR, DIRECTOR: MANAGER}, **{MANAGER: (), DIRECTOR: ()})
    assert names(chain(), circle) == []
    assert names(chain(), staffed(above={MANAGER: MANAGER}, **{MANAGER: ()})) == []


def test_who_signed_for_an_empty_seat_does_not_sign_their_own_as_well() -> None:
    asked = chain(applicant="man")
    second = signed(asked, "dir")
    assert second.signed[0].role == DIRECTOR
    assert refusal(second, "dir") == "signed_already"
    assert names(second, USUAL) == ["gm"]
    assert signed(second, "gm").state is ChainState.APPROVED


@pytest.mark.parametrize(
    ("delegation", "today", "may_sign"),
    [
        (away("man", "sub", MANAGER, 2, 4), 1, ["man"]),  # the day before
        (away("man", "sub", MANAGER, 2, 4), 2, ["man", "sub"]),  # the first day
        (away("man", "sub", MANAGER, 2, 4), 4, ["man", "sub"]),  # the last day
        (away("man", "sub", MANAGER, 2, 4), 5, ["man"]),  # the day after
        (away("man", "sub", MANAGER, 2, 2), 2, ["man", "sub"]),  # one day
        (away("man", "sub", MANAGER, 4, 2), 3, ["man"]),  # turned about
        (away("man", "sub", MANAGER, accepted=False), 2, ["man"]),  # not accepted
        (away("man", "sub", DIRECTOR), 2, ["man"]),  # of another seat
        (away("dir", "sub", MANAGER), 2, ["man"]),  # of a seat that is not theirs to give
        (away("man", "host", MANAGER), 2, ["man"]),  # the delegate is the applicant
        (away("man", "guest", MANAGER), 2, ["man"]),  # the delegate is the guest
        (away("man", "man", MANAGER), 2, ["man", "man"]),  # to oneself: nothing is gained
        (away("sub", "third", MANAGER), 2, ["man"]),  # from someone who has no seat
    ],
)
def test_a_delegation_counts_on_its_days_for_its_seat_once_accepted(
    delegation: Delegation, today: int, may_sign: list[str]
) -> None:
    asked = chain(applicant="host", barred=("guest",))
    assert names(asked, staffed(delegation), date(2026, 3, today)) == may_sign


@pytest.mark.parametrize(
    ("delegations", "person", "code"),
    [
        ([away("man", "host", MANAGER)], "host", "own_approval"),
        ([away("man", "guest", MANAGER)], "guest", "own_approval"),
        ([away("man", "sub", MANAGER, accepted=False)], "sub", "not_your_approval"),
        ([away("man", "sub", MANAGER, 3, 9)], "sub", "not_your_approval"),
        (
            [away("man", "sub", MANAGER), away("sub", "third", MANAGER)],  # not handed on
            "third",
            "not_your_approval",
        ),
    ],
)
def test_a_delegate_without_the_right_to_sign_is_refused(
    delegations: list[Delegation], person: str, code: str
) -> None:
    asked = chain(applicant="host", barred=("guest",))
    assert refusal(asked, person, staffed(*delegations)) == code


def test_the_delegate_of_the_applicant_does_not_sign_in_their_seat() -> None:
    asked = chain(applicant="man")
    staffing = staffed(away("man", "sub", MANAGER))
    assert refusal(asked, "sub", staffing) == "not_your_approval"
    assert names(asked, staffing) == ["dir"]


def test_one_person_does_not_sign_two_steps_by_way_of_a_delegation() -> None:
    staffing = staffed(away("man", "dir", MANAGER), away("dir", "man", DIRECTOR))
    second = signed(chain(), "dir", staffing)
    assert second.signed[0].whose == "man"
    assert refusal(second, "dir", staffing) == "signed_already"
    assert refusal(second, "man", staffing) == "signed_already"  # it was signed for them
    assert names(second, staffing) == ["gm"]


def test_a_seat_of_ones_own_comes_before_one_held_for_another() -> None:
    staffing = staffed(away("man", "deputy", MANAGER), **{MANAGER: ("man", "deputy")})
    [mark] = signed(chain(), "deputy", staffing).marks
    assert (mark.whose, mark.delegation) == ("deputy", None)


def test_a_delegate_signs_where_the_seat_went_up_to() -> None:
    staffing = staffed(away("dir", "sub", DIRECTOR), **{MANAGER: ()})
    assert signers(chain(), staffing, TODAY) == (
        Signer(person="dir", whose="dir", role=DIRECTOR, delegation=None),
        Signer(person="sub", whose="dir", role=DIRECTOR, delegation="dir-sub"),
    )


@pytest.mark.parametrize(
    ("holders", "personal", "may_sign"),
    [
        ({}, (MANAGER,), ["man"]),  # nobody stands in for the manager
        ({}, (GM,), ["man", "sub"]),  # nor for the GM, whose seat this is not
        ({MANAGER: ()}, (MANAGER,), ["dir"]),  # where it goes up to somebody signs for no manager
        ({MANAGER: (), DIRECTOR: ()}, (), ["gm", "deputy"]),
        ({MANAGER: (), DIRECTOR: ()}, (GM,), ["gm"]),  # wherever the GM signs, nobody else does
    ],
)
def test_in_some_roles_nobody_signs_for_another(
    holders: dict[str, tuple[str, ...]], personal: tuple[str, ...], may_sign: list[str]
) -> None:
    away_both = (away("man", "sub", MANAGER), away("gm", "deputy", GM))
    assert names(replace(chain(), personal=personal), staffed(*away_both, **holders)) == may_sign


@pytest.mark.parametrize(
    ("roles", "holders", "kept"),
    [
        ((MANAGER, GM), {}, (MANAGER, GM)),  # each has their own
        ((MANAGER, GM), {MANAGER: (), DIRECTOR: ()}, (GM,)),  # it went up to the GM
        ((MANAGER, DIRECTOR, GM), {MANAGER: (), DIRECTOR: ()}, (GM,)),
        ((MANAGER, DIRECTOR, GM), {MANAGER: ()}, (MANAGER, DIRECTOR, GM)),  # only to the director
        ((MANAGER, GM), {MANAGER: ("gm",)}, (GM,)),  # the GM is the manager
        ((MANAGER, GM), {MANAGER: ("gm", "man")}, (MANAGER, GM)),  # one of them
        (
            (MANAGER, DIRECTOR),
            {MANAGER: (), DIRECTOR: ()},
            (GM,),
        ),  # both went up: they are one, his
        ((MANAGER, DIRECTOR), {MANAGER: ()}, (MANAGER, DIRECTOR)),  # the director signs, then he
        ((DIRECTOR, MANAGER, DIRECTOR), {DIRECTOR: ()}, (MANAGER, GM)),  # he signs last
        ((MANAGER,), {MANAGER: (), DIRECTOR: ()}, (MANAGER,)),  # as it went up to him
        ((MANAGER, GM), {MANAGER: (), DIRECTOR: (), GM: ()}, (MANAGER, GM)),  # nobody: it waits
        ((MANAGER, GM), {MANAGER: (), DIRECTOR: (), GM: ("host",)}, (MANAGER, GM)),
        ((GM,), {}, (GM,)),
    ],
)
def test_what_goes_up_to_who_signs_behind_is_signed_there(
    roles: tuple[str, ...], holders: dict[str, tuple[str, ...]], kept: tuple[str, ...]
) -> None:
    asked = chain(*roles, applicant="host")
    found = without_twice(asked, GM, staffed(**holders))
    assert tuple(each.role for each in found.seats) == kept


def test_what_was_signed_stays_where_seats_behind_it_go() -> None:
    signed_once = signed(chain(MANAGER, DIRECTOR, GM), "man")
    found = without_twice(signed_once, GM, staffed(**{DIRECTOR: ()}))
    assert [each.role for each in found.seats] == [MANAGER, GM]
    assert signed(found, "gm", staffed(**{DIRECTOR: ()})).state is ChainState.APPROVED


def test_what_is_taken_back_to_be_changed_is_signed_by_nobody_and_its_marks_are_void() -> None:
    for known in (signed(chain(), "man"), signed(signed(chain(), "man"), "dir")):
        taken = recall(known)
        assert (taken.state, taken.signed, taken.step) == (ChainState.WITHDRAWN, (), 0)
        assert [replace(mark, void=False) for mark in taken.marks] == list(known.marks)
        assert refusal(taken, "man") == "approval_over"
        again = edit(taken, "v2")
        assert (again.state, again.version, again.signed) == (ChainState.PENDING, 2, ())


def test_a_refusal_ends_it() -> None:
    over = signed(signed(chain(), "man"), "dir", approves=False)
    assert over.state is ChainState.REFUSED
    assert refusal(over, "gm") == "approval_over"
    assert signers(over, USUAL, TODAY) == ()
    assert over.step == 1  # a refusal is no signature


@pytest.mark.parametrize(
    ("before", "person", "code"),
    [
        (chain(), "man", "not_your_application"),
        (chain(barred=("guest",)), "guest", "not_your_application"),
        (signed(signed(chain(), "man"), "dir"), "guest-host", "approval_over"),
        (signed(chain(), "man", approves=False), "guest-host", "approval_over"),
        (withdraw(chain(), "guest-host"), "guest-host", "approval_over"),
    ],
)
def test_only_the_applicant_withdraws_and_only_while_it_is_pending(
    before: Chain, person: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        withdraw(before, person)
    assert refused.value.code == code


@pytest.mark.parametrize("before", [chain(), signed(chain(), "man")])
def test_what_is_withdrawn_is_signed_no_more(before: Chain) -> None:
    over = withdraw(before, "guest-host")
    assert over.state is ChainState.WITHDRAWN
    assert over.marks == before.marks  # what was signed stays on record
    assert refusal(over, "man") == "approval_over"


@pytest.mark.parametrize(
    ("before", "digest", "version", "counting"),
    [
        (chain(), "v2", 2, 0),
        (signed(chain(), "man"), "v2", 2, 0),  # after the first signature
        (signed(signed(chain(), "man"), "dir"), "v2", 2, 0),  # even once it was approved
        (signed(chain(), "man"), "v1", 1, 1),  # the same content
        (signed(signed(chain(), "man"), "dir"), "v1", 1, 2),
        (signed(chain(), "man", approves=False), "v1", 2, 0),  # submitted again as it was
        (signed(chain(), "man", approves=False), "v2", 2, 0),
        (withdraw(signed(chain(), "man"), "guest-host"), "v1", 2, 0),
    ],
)
def test_an_edit_voids_the_signatures_on_what_was_there_before(
    before: Chain, digest: str, version: int, counting: int
) -> None:
    after = edit(before, digest)
    assert (after.version, after.digest, len(after.signed)) == (version, digest, counting)
    assert [replace(mark, void=False) for mark in after.marks] == list(before.marks)
    if version == 2:
        assert after.state is ChainState.PENDING
        assert all(mark.void for mark in after.marks)


def test_a_signature_voided_stays_void_when_the_old_content_comes_back() -> None:
    back = edit(edit(signed(chain(), "man"), "v2"), "v1")
    assert (back.step, back.version, back.state) == (0, 3, ChainState.PENDING)


def test_after_an_edit_the_same_person_may_sign_the_new_version() -> None:
    again = signed(edit(signed(chain(), "man"), "v2"), "man")
    assert [(mark.digest, mark.version, mark.void) for mark in again.marks] == [
        ("v1", 1, True),
        ("v2", 2, False),
    ]


@pytest.mark.parametrize(
    ("asked", "seconds", "due"),
    [
        (chain(), -1, False),
        (chain(), 0, True),
        (chain(), 10**8, True),
        (signed(signed(chain(), "man"), "dir"), 10**8, False),
        (signed(chain(), "man", approves=False), 10**8, False),
        (withdraw(chain(), "guest-host"), 10**8, False),
    ],
)
def test_a_late_approval_reminds_and_decides_nothing(asked: Chain, seconds: int, due: bool) -> None:
    at = MONDAY + timedelta(hours=24, seconds=seconds)
    assert reminder_due(asked, at) is due
    years_later = date(2036, 1, 1)
    assert signers(asked, USUAL, years_later) == signers(asked, USUAL, TODAY)


def test_each_seat_has_a_deadline_of_its_own() -> None:
    asked = replace(chain(), seats=(seat(MANAGER, hours=1), seat(DIRECTOR, hours=5)))
    at = MONDAY + timedelta(hours=2)
    assert reminder_due(asked, at)
    assert not reminder_due(signed(asked, "man"), at)


PEOPLE = ("host", "guest", "man", "man2", "dir", "gm", "sub")
ROLES = (MANAGER, DIRECTOR, GM)
SHUT = {"host", "guest"}


class Approvals(RuleBasedStateMachine):
    """Any events in any order, on people who come, go, and stand in for one another."""

    @initialize(
        roles=st.lists(st.sampled_from(ROLES), min_size=1, max_size=4),
        personal=st.lists(st.sampled_from(ROLES), max_size=1),
    )
    def apply(self, roles: list[str], personal: list[str]) -> None:
        asked = chain(*roles, applicant="host", barred=("guest",))
        self.chain = replace(asked, personal=tuple(personal))
        self.holders: dict[str, tuple[str, ...]] = dict(USUAL.holders)
        self.delegations: tuple[Delegation, ...] = ()
        self.today = TODAY
        self.seen: tuple[Chain, ...] = (self.chain,)

    @property
    def staffing(self) -> Staffing:
        return Staffing(holders=self.holders, above=ABOVE, delegations=self.delegations)

    def becomes(self, after: Chain) -> None:
        self.seen = (*self.seen, after)
        self.chain = after

    @rule(person=st.sampled_from(PEOPLE), approves=st.sampled_from([True, True, True, False]))
    def decide(self, person: str, approves: bool) -> None:
        ways = signers(self.chain, self.staffing, self.today)
        may = person in {way.person for way in ways}
        try:
            after = signed(self.chain, person, self.staffing, approves=approves, today=self.today)
        except Refusal:
            assert not may
            return
        assert may
        self.entitled(after)
        self.becomes(after)

    def entitled(self, after: Chain) -> None:
        """The newest mark was made by someone who had that seat, or stood in for them."""
        mark = after.marks[-1]
        assert mark.whose in self.holders[mark.role]
        if mark.delegation is None:
            assert mark.person == mark.whose
        else:
            [used] = [each for each in self.delegations if each.id == mark.delegation]
            assert (used.giver, used.taker, used.role) == (mark.whose, mark.person, mark.role)
            assert used.accepted
            assert mark.role not in self.chain.personal
            assert used.first <= self.today <= used.last
        asked = self.chain.seats[mark.step].role
        gone = SHUT | {who for each in self.chain.signed for who in (each.person, each.whose)}
        while asked != mark.role:  # it went up only past seats that were empty
            assert set(self.holders[asked]) <= gone
            asked = ABOVE[asked]

    @rule(person=st.sampled_from(PEOPLE))
    def withdraw(self, person: str) -> None:
        try:
            after = withdraw(self.chain, person)
        except Refusal:
            assert person != "host" or self.chain.state is not ChainState.PENDING
            return
        assert person == "host"
        self.becomes(after)

    @rule(digest=st.sampled_from(["v1", "v2", "v3"]))
    def edit(self, digest: str) -> None:
        self.becomes(edit(self.chain, digest))

    @rule()
    def recall(self) -> None:
        self.becomes(recall(self.chain))
        assert self.chain.signed == ()

    @rule()
    def go_up(self) -> None:
        """Only seats that the GM alone would sign go into one behind, which is his own then."""
        before, after = self.chain, without_twice(self.chain, GM, self.staffing)
        gone = len(before.seats) - len(after.seats)
        assert gone or after == before
        assert after.seats[: before.step] == before.seats[: before.step]
        kept = before.seats[before.step + gone :]
        for now, was in zip(after.seats[before.step :], kept, strict=True):
            assert now in (was, replace(was, role=GM))
        if gone:
            assert GM in {seat.role for seat in after.seats[after.step :]}
            assert {way.whose for way in signers(before, self.staffing, self.today)} <= set(
                self.holders[GM]
            )
        self.becomes(after)

    @rule(role=st.sampled_from(ROLES), people=st.lists(st.sampled_from(PEOPLE), unique=True))
    def staff(self, role: str, people: list[str]) -> None:
        self.holders |= {role: tuple(people)}

    @precondition(lambda self: len(self.delegations) < 4)
    @rule(
        giver=st.sampled_from(PEOPLE),
        taker=st.sampled_from(PEOPLE),
        role=st.sampled_from(ROLES),
        first=st.integers(-2, 2),
        days=st.integers(0, 3),
        accepted=st.booleans(),
    )
    def delegate(
        self, giver: str, taker: str, role: str, first: int, days: int, accepted: bool
    ) -> None:
        begins = self.today + timedelta(days=first)
        made = Delegation(
            id=f"d{len(self.delegations)}",
            giver=giver,
            taker=taker,
            role=role,
            first=begins,
            last=begins + timedelta(days=days),
            accepted=accepted,
        )
        self.delegations = (*self.delegations, made)

    @rule(days=st.integers(1, 400))
    def time_passes(self, days: int) -> None:
        before = self.chain
        self.today += timedelta(days=days)
        reminder_due(self.chain, MONDAY + timedelta(days=days))
        assert self.chain == before

    @invariant()
    def the_steps_are_signed_one_after_the_other(self) -> None:
        steps = [mark.step for mark in self.chain.signed]
        assert steps == list(range(len(steps)))
        assert len(steps) <= len(self.chain.seats)

    @invariant()
    def nobody_signs_twice(self) -> None:
        people = [who for mark in self.chain.signed for who in {mark.person, mark.whose}]
        assert len(people) == len(set(people))

    @invariant()
    def neither_applicant_nor_guest_ever_signs(self) -> None:
        assert not any({mark.person, mark.whose} & SHUT for mark in self.chain.marks)

    @invariant()
    def nothing_is_approved_without_a_signature_a_seat_on_what_it_says_now(self) -> None:
        for mark in self.chain.signed:
            assert (mark.digest, mark.version) == (self.chain.digest, self.chain.version)
        full = len(self.chain.signed) == len(self.chain.seats)
        assert full == (self.chain.state is ChainState.APPROVED)

    @invariant()
    def what_was_marked_stays_marked_and_what_is_void_stays_void(self) -> None:
        for earlier in self.seen:
            for old, new in zip(earlier.marks, self.chain.marks, strict=False):
                assert replace(old, void=new.void) == new
                assert new.void or not old.void
            assert len(earlier.marks) <= len(self.chain.marks)


TestApprovals = Approvals.TestCase
TestApprovals.settings = settings(LAW, max_examples=150, stateful_step_count=40)
