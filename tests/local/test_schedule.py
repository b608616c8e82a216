"""The local schedule runs every scheduled function of the app as EventBridge does."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from chalice.app import CloudWatchEvent, Cron, Rate

from app import app
from local import schedule
from tests.support.backends import on_engine
from tests.support.world import MONDAY, opened

HOUR = 3600


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("rate(1 minute)", 60),
        ("rate(5 minutes)", 300),
        ("rate(90 minutes)", 5400),
        ("rate(1 hour)", 3600),
        ("rate(12 hours)", 43200),
        ("rate(1 day)", 86400),
        (Rate(1, unit=Rate.DAYS).to_string(), 86400),
        (Rate(5, unit=Rate.MINUTES).to_string(), 300),
        (Rate(1, unit=Rate.MINUTES).to_string(), 60),
        (Rate(1, unit=Rate.HOURS).to_string(), HOUR),
        ("rate(12 hours)", 12 * HOUR),
    ],
)
def test_a_rate_is_known(expression: str, seconds: float) -> None:
    assert schedule.every(expression) == seconds


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 9 * * ? *)",
        Cron(0, 9, "*", "*", "?", "*").to_string(),
        "rate(2 weeks)",
        "rate(3 seconds)",
        "rate(5 minutes) ",
        "Rate(5 minutes)",
        "rate(-5 minutes)",
        "rate(5.5 minutes)",
        "rate(five minutes)",
        "rate(0 minutes)",  # EventBridge refuses it, and it would never rest
        "5 minutes",
        "",
    ],
)
def test_what_it_does_not_know_it_refuses_by_name(expression: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"knows no {expression}")):
        schedule.every(expression)


def test_every_scheduled_function_of_the_app_is_found() -> None:
    scheduled = {
        source.name for source in app.event_sources if hasattr(source, "schedule_expression")
    }
    found = schedule.functions()
    assert set(found) == scheduled
    assert {name: seconds for name, (seconds, _) in found.items()} == {
        "dispatch_check": 300,
        "reconciliation": 300,
        "handovers": 300,
        "plans": 300,
        "stays": 60,
        "receptions": 300,
        "bed_offers": 60,
        "visits": 60,
        "imports": 60,
        "messages": 60,
        "orphans": HOUR,
        "retention": HOUR,
        "books": HOUR,
        "verify": 24 * HOUR,
    }
    assert all(function is app.handler_map[name] for name, (_, function) in found.items())


def test_an_event_is_what_eventbridge_sends() -> None:
    """The fields that Chalice hands on, and `time` in UTC to the second."""
    sent = schedule.event(MONDAY + timedelta(milliseconds=999))
    event = CloudWatchEvent(sent, None)
    assert (event.version, event.source, event.detail_type) == (
        "0",
        "aws.events",
        "Scheduled Event",
    )
    assert (event.time, event.resources, event.detail) == ("2026-03-02T01:00:00Z", [], {})
    assert event.account
    assert event.region
    assert event.event_id == sent["id"] != schedule.event(MONDAY)["id"]


@pytest.mark.parametrize("hours", [0, 8, -11])
def test_an_events_time_is_utc_wherever_it_is_made(hours: int) -> None:
    at = MONDAY.astimezone(timezone(timedelta(hours=hours)))
    assert schedule.event(at)["time"] == "2026-03-02T01:00:00Z"


@pytest.mark.clause("T-4.3.2")
def test_every_function_takes_the_event_it_is_sent() -> None:
    """On an engine of its own: what other tests plant would be found."""
    with on_engine() as address, opened(address) as world:
        ticket = world.intake()
        world.clock.tick(minutes=6)
        for _, function in schedule.functions().values():
            report = function(schedule.event(world.clock()), None)
            assert (report.get("failed", 0), report.get("left", 0)) == (0, 0)
        shown = world.get(f"/tickets/{ticket.ticket['id']}", "desk-chan").ticket
    assert shown["notification"]["breached"] is True


class Stopped(BaseException):
    """The schedule was told to stop."""


class Time:
    """A clock that moves as long as the schedule sleeps."""

    def __init__(self, start: float, stop: float) -> None:
        self.now, self._stop = start, stop

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        if self.now >= self._stop:
            raise Stopped


@pytest.mark.parametrize("start", [0.0, 1.0, 299.0, 300.0, 301.5])
@pytest.mark.parametrize("fails", [False, True])
def test_all_run_at_the_start_and_then_at_their_times(
    monkeypatch: pytest.MonkeyPatch, start: float, fails: bool
) -> None:
    """On the round five minutes, whenever it was started, and whether or not a run fails."""
    clock = Time(start, stop=HOUR)
    runs: list[float] = []

    def function(event: dict[str, Any], context: None) -> None:
        runs.append(clock.now)
        if fails:
            raise ZeroDivisionError

    monkeypatch.setattr(schedule, "time", clock)
    monkeypatch.setattr(schedule, "functions", lambda: {"dispatch_check": (300.0, function)})
    with pytest.raises(Stopped):
        schedule.main()
    first = int(start // 300 + 1) * 300
    assert runs[0] == start
    assert [round(at) for at in runs[1:]] == list(range(first, HOUR, 300))
    assert datetime.fromtimestamp(runs[0], UTC)
