"""Verifying a history costs little more than hashing it."""

import pytest

from tests.bench.chains import measure


@pytest.mark.clause("P-history")
def test_an_entry_is_verified_in_the_time_of_twenty_hashes() -> None:
    rates = measure(copies=400)
    assert rates.verified * 20 > rates.hashed
