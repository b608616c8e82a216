"""A job reads what is due, however much is open."""

import pytest

from tests.bench import leaving, reporting
from tests.bench.scale import measure


@pytest.mark.clause("T-4.3.2")
def test_ten_times_as_many_open_repairs_cost_the_check_nothing() -> None:
    few, many = measure(100), measure(1_000)
    assert few.idle_read_units == many.idle_read_units == 4
    assert abs(few.trips - many.trips) <= 1
    assert abs(few.read_units - many.read_units) <= 1


@pytest.mark.clause("L-6")
def test_ten_times_as_many_guests_cost_the_job_at_noon_nothing() -> None:
    few, many = leaving.measure(100), leaving.measure(1_000)
    assert few.idle_read_units == many.idle_read_units == 4
    assert abs(few.trips - many.trips) <= 1
    assert abs(few.read_units - many.read_units) <= 1


@pytest.mark.clause("P-report")
def test_ten_times_as_many_stays_in_the_archive_cost_a_report_nothing() -> None:
    few, many = reporting.measure(100), reporting.measure(1_000)
    assert few.figures == many.figures
    assert few.trips == many.trips
    assert abs(few.read_units - many.read_units) <= 1
