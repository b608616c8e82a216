"""What the page for whoever deploys says is so."""

import json
import re
import shlex
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import app
from chalicelib.core.site import Site
from chalicelib.opening import open_site
from chalicelib.tickets.days.model import Daybook
from chalicelib.tickets.days.rules import first
from chalicelib.tickets.terms import Terms
from ops import monthly
from ops.cloud.functions import API, FUNCTIONS
from ops.resources import resources
from tests.support.residents import settle, stored
from tests.support.world import World

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "deployment.md").read_text()
COMMANDS = [line.strip() for line in re.findall(r"^ *(?:make|\.venv/bin/python) .*$", PAGE, re.M)]
SHOWN = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", PAGE, re.S)]
TARGETS = re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.M)


def test_every_setting_is_named_and_none_that_is_not() -> None:
    table = PAGE.partition("## Settings")[2].partition("## A new site")[0]
    rows = [row.partition("|")[0] for row in re.findall(r"^\| (`.*)$", table, re.M)]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(
        resources()["Parameters"]
    )


def test_every_setting_has_its_default() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| `?([^`|]+?)`? \|", PAGE, re.M))
    said = {"none": "", "a client being developed here": "http://localhost:3000/signed-in"}
    declared = resources()["Parameters"]
    assert {name: said.get(value, value) for name, value in table.items()} == {
        name: str(declared[name].get("Default", "")) for name in table
    }
    assert len(table) > 10


def test_the_site_that_is_shown_opens(world: World) -> None:
    file = SHOWN[0] | {"id": "shown"}
    service = world.house.service
    opened = open_site(service.store, world.house.vault, file, service.clock(), "shown")
    assert (opened.site, opened.known) == ("shown", 0)
    reply = World(world.house, world.clock, "shown").intake()
    assert reply.status == 201, reply.json


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_shown_exists(command: str) -> None:
    first, *rest = shlex.split(command, comments=True)
    if first == "make":
        assert rest[0] in TARGETS
        return
    module, *words = rest[1:]
    step = [each for each in words[:1] if not each.startswith("-")]
    run = subprocess.run(
        [sys.executable, "-m", module, *step, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(each in run.stdout for each in words if each.startswith("--"))


def test_commands_are_shown() -> None:
    assert {shlex.split(each)[0] for each in COMMANDS} == {"make", ".venv/bin/python"}
    assert len(COMMANDS) > 6


def test_every_job_is_named_that_may_be_taken_off() -> None:
    section = PAGE.partition("## A job off and on again")[2].partition("## ")[0]
    begun = [each for each in FUNCTIONS if each.minutes or each.stream]
    assert all(f"`{each.logical}`" in section for each in begun)
    assert {each.name for each in FUNCTIONS} - {each.name for each in begun} == {API, "open_site"}


def begin(world: World, at: datetime) -> None:
    """The site's day book begins then: what is shown here is no catching up of a year."""
    site, terms = stored(world, Site, world.site), stored(world, Terms, "000001")
    begun = first(site, terms, at)
    book = stored(world, Daybook, world.site)
    settle(
        world,
        book,
        day=begun.day,
        since=begun.since,
        closes_at=begun.closes_at,
        timers=begun.timers,
    )


@pytest.mark.parametrize("job", [each.name for each in FUNCTIONS if each.finds_due])
def test_a_job_runs_by_hand_with_the_event_that_is_shown(world: World, job: str) -> None:
    world.intake()
    begin(world, datetime.fromisoformat(SHOWN[1]["time"]) - timedelta(hours=1))
    report = app.handler_map[job](SHOWN[1], None)
    assert report["as_of"].startswith("2026-11-23T09:00:00")


def test_a_month_costs_the_sum_of_its_parts_and_more_for_more() -> None:
    costs = monthly.measured((ROOT / "docs" / "cost.md").read_text())
    months = [monthly.month(repairs, costs) for repairs in (1, 10, 100)]
    for name in months[0]:
        assert months[0][name] <= months[1][name] <= months[2][name]
    asked = [month["API Gateway"] for month in months]
    assert asked[2] == pytest.approx(100 * asked[0])
    steps, looks = len(monthly.STEPS), sum(monthly.READS.values())
    assert asked[0] == pytest.approx((steps + looks) * monthly.DAYS * 3.50 / 1e6)


def test_no_step_of_the_month_is_without_its_cost() -> None:
    with pytest.raises(KeyError):
        monthly.month(1, {})
