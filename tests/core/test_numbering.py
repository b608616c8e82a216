"""Running numbers: no gap, none twice, and never back over midnight (P-number)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.numbering import Counter, following, number
from tests.core.making import LAW

SUNDAY, MONDAY, TUESDAY = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.clause("P-number")
@pytest.mark.parametrize(
    ("counter", "today", "given"),
    [
        (None, MONDAY, (MONDAY, 1)),
        (Counter(day=MONDAY, last=1), MONDAY, (MONDAY, 2)),
        (Counter(day=MONDAY, last=9999), MONDAY, (MONDAY, 10000)),
        (Counter(day=SUNDAY, last=7), MONDAY, (MONDAY, 1)),  # every day begins at 1
        (Counter(day=date(2025, 3, 2), last=7), MONDAY, (MONDAY, 1)),
        (Counter(day=TUESDAY, last=1), MONDAY, (TUESDAY, 2)),  # a clock that lags behind midnight
        (Counter(day=date(2027, 1, 1), last=3), date(2026, 12, 31), (date(2027, 1, 1), 4)),
    ],
)
def test_the_number_to_give_next(
    counter: Counter | None, today: date, given: tuple[date, int]
) -> None:
    assert following(counter, today) == given


@pytest.mark.clause("P-number")
@settings(LAW, max_examples=200)
@given(st.lists(st.integers(-2, 3), max_size=40))
def test_no_clock_makes_a_gap_or_gives_a_number_twice(steps: list[int]) -> None:
    counter, today, numbers = None, MONDAY, []
    for step in steps:
        today += timedelta(days=step)
        day, seq = following(counter, today)
        counter = Counter(day=day, last=seq)
        numbers.append((day, seq))
    assert numbers == sorted(set(numbers))
    for day in {day for day, _ in numbers}:
        on_day = [seq for each, seq in numbers if each == day]
        assert on_day == list(range(1, len(on_day) + 1))


@pytest.mark.clause("P-number")
@pytest.mark.parametrize(
    ("day", "seq", "printed"),
    [
        (date(2026, 11, 23), 7, "CW-20261123-0007"),
        (date(2026, 1, 2), 9999, "CW-20260102-9999"),
        (date(2026, 1, 2), 10000, "CW-20260102-10000"),  # longer, and no other number
    ],
)
def test_a_number_says_its_form_its_day_and_its_place(day: date, seq: int, printed: str) -> None:
    assert number("CW", day, seq) == printed
