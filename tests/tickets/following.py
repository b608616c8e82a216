"""What the tests of calls and visits begin with."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.tickets.model.follow_up import FollowUp
from tests.support.world import MONDAY
from tests.tickets.building import BAD, Paper

VAIN = {"reached": False, "satisfaction": None, "words": None}
NO_ENTRY = {"consent": False, "satisfaction": None, "words": None}
TO_REOPEN = {**BAD, "then": "reopen"}
TO_VISIT = {**BAD, "then": "visit"}
MS = timedelta(milliseconds=1)
HOUR = timedelta(hours=1)


def accepted(at: datetime = MONDAY) -> Paper:
    return Paper(at=at).until("accept")


def place(paper: Paper) -> tuple[str, str | None]:
    """Where it stands, and from which day it is in the queue."""
    ticket = paper.the
    return str(ticket.state), str(ticket.call_from) if ticket.call_from else None


def last(paper: Paper) -> FollowUp:
    return paper.the.follow_ups[-1]


def minutes(paper: Paper, begin: float, end: float) -> dict[str, str]:
    """From and to so many minutes after the paper's time."""
    return {
        "at": (paper.now + timedelta(minutes=begin)).isoformat(),
        "ended_at": (paper.now + timedelta(minutes=end)).isoformat(),
    }


def visited(lasted: timedelta, **given: Any) -> Paper:
    """Accepted, and an hour later a door visit of this length has just ended."""
    paper = accepted().later(hours=1)
    began = paper.now - lasted
    paper.step("visit", at=began.isoformat(), ended_at=paper.now.isoformat(), **given)
    return paper


def with_two_entries() -> Paper:
    """A vain call at ten, and at eleven one that was answered."""
    paper = accepted().later(hours=1)
    paper.step("follow-up", **VAIN)
    return paper.later(hours=1).steps("follow-up")
