"""No route costs a round trip or a capacity unit more than the page says."""

import re

import pytest

from app import OPERATIONS
from chalicelib.service.operations import Operation, Read
from tests.bench import costs

BEYOND = {"ticket-contact": 3, "people-find": 4, "job-dispatch-check": 12}
"""A reading that is recorded reads twice and writes; a search reads, searches, reads, writes; a
job reads eight shards, what it works under, and remembers its answer."""


@pytest.fixture(scope="module")
def measured() -> str:
    return costs.page()


def test_the_page_is_what_was_measured(measured: str) -> None:
    assert measured == costs.PAGE.read_text()


@pytest.mark.parametrize("op", OPERATIONS, ids=lambda op: op.name)
def test_round_trips_stay_at_their_floor(measured: str, op: Operation) -> None:
    """Read 1, list 2, create 2, command 2, the person's roles included."""
    row = re.search(rf"^\| {op.method} {re.escape(op.path)} \| (\d+) \|", measured, re.MULTILINE)
    assert row
    assert int(row[1]) <= BEYOND.get(op.name, 1 if isinstance(op, Read) else 2)


def test_a_replay_takes_one_round_trip(measured: str) -> None:
    assert "| any POST, sent again with its key | 1 |" in measured
