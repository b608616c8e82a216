"""A search costs what it shows, not what there is."""

import pytest

from chalicelib.service.searching import MOST_CALLS
from tests.bench import finding


@pytest.mark.clause("P-find")
def test_a_search_costs_no_more_among_ten_times_as_many_tickets() -> None:
    few, many = (list(finding.measure(size)) for size in (300, 3_000))
    for one, other in zip(few, many, strict=True):
        assert other.trips <= MOST_CALLS + 1
        if one.question != "停電 冷氣":  # what is never found together is looked for longest
            assert (other.shown, other.trips) == (one.shown, one.trips), one.question
            assert other.read_units <= one.read_units + 8
