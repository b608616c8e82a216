"""What a change sets, takes or issues follows from the record before and after, nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.record import Hold, NumberedForm, Record, Timer, Void
from tests.core.making import LAW
from tests.support.world import MONDAY

VOID = Void(reason="overruled", at=MONDAY, by="desk")


class Bed(Record):
    KIND = "bed"
    TABLE = "directory"


def timer(clause: int, hours: int) -> Timer:
    return Timer(clause=f"T-{clause}", job="job", due_at=MONDAY + timedelta(hours=hours))


def hold(key: int) -> Hold:
    return Hold(key=f"bed#{key}", code="taken", clause="L-2")


def form(seq: int, void: Void | None = None) -> NumberedForm:
    return NumberedForm(
        form="work_order",
        number=f"CW-20260302-{seq:04d}",
        day=MONDAY.date(),
        seq=seq,
        at=MONDAY,
        by="desk",
        void=void,
    )


TIMERS = st.lists(
    st.builds(timer, st.integers(1, 4), st.integers(0, 2)),
    unique_by=lambda each: each.clause,
    max_size=4,
).map(tuple)
HOLDS = st.lists(st.integers(1, 5).map(hold), unique=True, max_size=5).map(tuple)
FORMS = st.lists(
    st.builds(form, st.integers(1, 5), st.sampled_from([None, VOID])),
    unique_by=lambda each: each.seq,
    max_size=5,
).map(tuple)
BEDS = st.builds(Bed, site=st.just("s"), id=st.just("b"), timers=TIMERS, holds=HOLDS, forms=FORMS)


@settings(LAW, max_examples=200)
@given(st.none() | BEDS, BEDS)
def test_carried_out_on_the_record_before_it_makes_the_record_after(
    before: Bed | None, after: Bed
) -> None:
    change = Change(before=before, after=after)
    old = before or Bed(site="s", id="b")
    for kept, added, dropped, wanted in (
        (old.timers, change.timers_set, change.timers_cleared, after.timers),
        (old.holds, change.holds_taken, change.holds_released, after.holds),
    ):
        assert set(dropped) <= set(kept)
        assert not set(added) & set(kept)
        assert set(kept) - set(dropped) | set(added) == set(wanted)
        assert len(added) == len(set(added))


@settings(LAW, max_examples=200)
@given(st.none() | BEDS, BEDS)
def test_a_form_is_issued_once_and_voided_once(before: Bed | None, after: Bed) -> None:
    change = Change(before=before, after=after)
    known = {each.number for each in before.forms} if before else set()
    counted = {each.number for each in before.forms if not each.void} if before else set()
    issued = {each.number for each in change.forms_issued}
    voided = {each.number for each in change.forms_voided}
    assert not issued & known
    assert issued | known >= {each.number for each in after.forms}
    assert voided <= counted
    assert not issued & voided  # neither is written twice in the one transaction
    for each in after.forms:
        assert (each.number in voided) == (each.number in counted and each.void is not None)


@LAW
@given(BEDS)
def test_a_record_that_stays_as_it_is_does_nothing(bed: Bed) -> None:
    change = Change(before=bed, after=bed)
    assert not any(happening(change).values())


def happening(change: Change) -> dict[str, Any]:
    return {
        name: getattr(change, name)
        for name in (
            "timers_set",
            "timers_cleared",
            "holds_taken",
            "holds_released",
            "forms_issued",
            "forms_voided",
        )
    }


BEFORE = Bed(
    site="s", id="b", timers=(timer(1, 1), timer(2, 1)), holds=(hold(1), hold(2)), forms=(form(1),)
)


@pytest.mark.parametrize(
    ("after", "happens"),
    [
        (replace(BEFORE, timers=(timer(1, 1),)), {"timers_cleared": (timer(2, 1),)}),
        (
            replace(BEFORE, timers=(timer(1, 2), timer(2, 1))),  # put off
            {"timers_set": (timer(1, 2),), "timers_cleared": (timer(1, 1),)},
        ),
        (replace(BEFORE, timers=(timer(2, 1), timer(1, 1))), {}),  # the order says nothing
        (
            replace(BEFORE, holds=(hold(2), hold(3))),
            {"holds_taken": (hold(3),), "holds_released": (hold(1),)},
        ),
        (
            replace(BEFORE, forms=(form(1, VOID), form(2))),
            {"forms_issued": (form(2),), "forms_voided": (form(1, VOID),)},
        ),
        (
            replace(BEFORE, forms=(form(1), form(2, VOID))),  # void from the start
            {"forms_issued": (form(2, VOID),)},
        ),
        (replace(BEFORE, version=9, head="x"), {}),
    ],
)
def test_what_happens(after: Bed, happens: dict[str, Any]) -> None:
    happened = happening(Change(before=BEFORE, after=after))
    assert {name: each for name, each in happened.items() if each} == happens


@pytest.mark.clause("P-number")
def test_a_voided_form_is_voided_once() -> None:
    before = replace(BEFORE, forms=(form(1, VOID),))
    again = replace(before, forms=(form(1, replace(VOID, reason="another")),))
    assert Change(before=before, after=again).forms_voided == ()


def test_a_change_goes_with_all_that_go_with_it_each_once() -> None:
    def change(id: str, *also: Change) -> Change:
        return Change(before=None, after=Bed(site="s", id=id), also=also)

    whole = change("1", change("2", change("3")), change("4")).whole()
    assert [each.after.id for each in whole] == ["1", "2", "3", "4"]
