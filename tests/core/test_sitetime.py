"""Days are the site's own; instants as text sort as time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import sitetime
from tests.core.making import LAW


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        ("2026-03-01T15:59:59.999", "Asia/Shanghai", "2026-03-01"),
        ("2026-03-01T16:00:00.000", "Asia/Shanghai", "2026-03-02"),  # midnight at the site
        ("2026-12-31T16:00:00", "Asia/Shanghai", "2027-01-01"),
        ("2026-03-01T16:00:00", "UTC", "2026-03-01"),
        ("2026-03-01T16:00:00", "Asia/Hong_Kong", "2026-03-02"),
        ("2026-03-01T18:14:59", "Asia/Kathmandu", "2026-03-01"),  # UTC+5:45
        ("2026-03-01T18:15:00", "Asia/Kathmandu", "2026-03-02"),
        ("2026-03-01T10:00:00", "Pacific/Kiritimati", "2026-03-02"),  # UTC+14
        ("2026-03-01T10:59:59", "Pacific/Pago_Pago", "2026-02-28"),  # UTC-11
        ("2026-03-08T04:59:59", "America/New_York", "2026-03-07"),
        ("2026-03-08T05:00:00", "America/New_York", "2026-03-08"),
        ("2026-03-09T04:00:00", "America/New_York", "2026-03-09"),  # the day had 23 hours
        ("2026-11-02T04:59:59", "America/New_York", "2026-11-01"),  # and this one 25
        ("1988-07-01T15:00:00", "Asia/Shanghai", "1988-07-02"),  # China had summer time once
        ("2028-02-28T16:00:00", "Asia/Shanghai", "2028-02-29"),
    ],
)
def test_a_day_begins_at_the_sites_own_midnight(at: str, zone: str, day: str) -> None:
    assert sitetime.day(utc(at), zone) == date.fromisoformat(day)


def test_a_day_does_not_depend_on_the_offset_that_the_instant_came_with() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    assert sitetime.day(at, "Asia/Shanghai") == date(2026, 3, 2)
    assert sitetime.local(at, "Asia/Shanghai").isoformat() == "2026-03-02T00:30:00+08:00"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 23, 5, 28, tzinfo=UTC), "2026-11-23T05:28:00.000Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 6999, tzinfo=UTC), "2026-01-02T03:04:05.006Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 999999, tzinfo=UTC), "2026-01-02T03:04:05.999Z"),
        (
            datetime(2026, 1, 1, 7, 59, tzinfo=timezone(timedelta(hours=8))),
            "2025-12-31T23:59:00.000Z",
        ),
    ],
)
def test_an_instant_as_text_is_utc_to_the_millisecond(at: datetime, text: str) -> None:
    assert sitetime.text(at) == text


INSTANTS = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=11))]),
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001
).map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000))


@LAW
@given(INSTANTS, INSTANTS)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (sitetime.text(one) < sitetime.text(other)) == (one < other)
    assert (sitetime.text(one) == sitetime.text(other)) == (one == other)
    assert len(sitetime.text(one)) == 24
    assert datetime.fromisoformat(sitetime.text(one)) == one
