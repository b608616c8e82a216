"""Telephone numbers compare as one number however they are written, and show masked (P-private)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.private import mask, normal
from tests.core.making import LAW


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+8613800138000",
        "+86 138-0013-8000",
        "86 13800138000",
        "8613800138000",
    ],
)
def test_one_number_is_one_number_however_it_is_written(written: str) -> None:
    assert normal(written) == "13800138000"


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13800138000", "13800138001"),
        ("86123456", "123456"),  # a local number that happens to begin with 86
        ("86 1234 567", "1234567"),
        ("+852 6123 4567", "6123 4567"),  # Hong Kong is another country code
        ("+1 380 013 8000", "138 0013 8000"),  # Ohio, not China Mobile
        ("+1 389 123 4567", "138 9123 4567"),
    ],
)
def test_two_numbers_stay_two(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@LAW
@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_a_normal_number_is_normal_already(mobile: str) -> None:
    assert normal(mobile) == mobile
    assert normal(f"+86{mobile}") == mobile


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("138 0013 8000", "138****8000"),
        ("13800138000", "138****8000"),
        ("138-0013-8000", "138****8000"),
        ("+8613800138000", "+86*******8000"),
        ("12345", "*****"),
        ("1234567", "*******"),
        ("0755-2600-1234", "075*****1234"),
        ("", ""),
    ],
)
def test_a_mask_shows_a_few_characters_at_each_end(number: str, shown: str) -> None:
    assert mask(number) == shown


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("digits", range(5, 25))
def test_a_mask_hides_four_digits_or_more(digits: int) -> None:
    """Ten guesses are no mask: a number of Hong Kong or Macau has eight digits."""
    assert mask("6" * digits).count("*") >= 4
    assert len(mask("6" * digits)) == digits
