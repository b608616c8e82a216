"""A few days of the simulated year run with the suite; what is broken on purpose is found by it."""

import dataclasses
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

import app as program
from chalicelib.core import finding
from chalicelib.core.act import Act
from chalicelib.core.approval import Delegation
from chalicelib.core.change import Change
from chalicelib.service.deadlines import Firing
from chalicelib.store import tables
from chalicelib.tickets.days import gathering
from chalicelib.tickets.forms import QuantityOf
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.tickets.model.paid import Line
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.plans import rhythm
from chalicelib.tickets.plans.model import Rhythm
from chalicelib.tickets.rules import asked_again, cards, paid
from chalicelib.tickets.terms import Price
from local import stream
from tests.simulate.affairs import Affairs
from tests.simulate.auditing import audit
from tests.simulate.checks import Checks
from tests.simulate.estate import START
from tests.simulate.year import Year, estate
from tests.support.backends import on_engine

Plant = Callable[[pytest.MonkeyPatch], object]


@pytest.fixture
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


def lived(address: str, days: int, seed: int = 5, busy: float = 25) -> tuple[Year, Checks]:
    """Some days of a small estate where much goes wrong."""
    with estate(address, seed, 40, busy) as year:
        held = Checks(year)
        for number in range(days):
            day = START + timedelta(days=number)
            year.timeline.live(day, year)
            held.day(day)
        audit(year, held.checked)
    return year, held


@pytest.mark.clause("P-once", "P-history", "P-number", "T-4.7", "T-4.4.4", "T-4.2.1", "T-4.3.2")
def test_nothing_is_violated(address: str) -> None:
    year, held = lived(address, 4)
    assert year.found == []
    assert held.checked["days"] == 4
    assert held.checked["archived"] > 3
    assert held.checked["cards"] > 1
    assert held.checked["told"] > 5
    assert held.checked["journals"] > 1
    for what in ("urgings", "repeats", "prices", "outages", "plans' orders", "missed replies"):
        assert held.checked[what], what
    assert held.checked["signed by substitutes"]


def _second_card(plant: pytest.MonkeyPatch) -> None:
    """The day's timer is set anew as the file card is issued."""

    def again(ticket: Ticket, act: Act[Any]) -> Change:
        change = cards.check(ticket, act)
        timer = ticket.timer(cards.CLAUSE)
        assert timer
        later = replace(timer, due_at=act.now + timedelta(minutes=5))
        return replace(change, after=replace(change.after, timers=(*change.after.timers, later)))

    firing = Firing(decide=again, counts=(cards.CARD,))
    others = {**DISPATCH_CHECK.others, cards.CLAUSE: firing}
    plant.setattr(program, "DISPATCH_CHECK", dataclasses.replace(DISPATCH_CHECK, others=others))


def _unbreached(plant: pytest.MonkeyPatch) -> None:
    """Telling too late is no breach."""

    def check(ticket: Ticket, act: Act[Any]) -> Change:
        change = DISPATCH_CHECK.decide(ticket, act)
        assert isinstance(change.after, Ticket)
        assert change.after.notification
        told = replace(change.after.notification, breached=False)
        return replace(change, after=replace(change.after, notification=told), facts={})

    job = dataclasses.replace(DISPATCH_CHECK, decide=check)
    plant.setattr(program, "DISPATCH_CHECK", job)


def _forgetful(plant: pytest.MonkeyPatch) -> None:
    """The reconciliation misses an order that moved."""
    moved = gathering.moved
    plant.setattr(gathering, "moved", lambda store, book: moved(store, book)[1:])


def _unlinked(plant: pytest.MonkeyPatch) -> None:
    """Messages are announced, and nobody takes them from there."""
    plant.setattr(stream, "play", lambda now: None)
    plant.setitem(program.app.handler_map, "messages", lambda event, context: {})


def _uncounted(plant: pytest.MonkeyPatch) -> None:
    """A repeat is named, and the one that it repeats does not count it."""
    plant.setattr(asked_again, "counted", lambda before, after, earlier: ())


def _passed_over(plant: pytest.MonkeyPatch) -> None:
    """An occurrence of a plan is over without an order."""
    following = rhythm.following

    def twice(days: Rhythm, after: date) -> date | None:
        day = following(days, after)
        return day and following(days, day)

    plant.setattr(rhythm, "following", twice)


def _dearer(plant: pytest.MonkeyPatch) -> None:
    """A repair is priced by another list than the one that it was opened under."""
    priced = paid._line

    def line(wanted: QuantityOf, known: Price | Line) -> Line:
        return priced(
            wanted, replace(known, fen=known.fen + 1) if isinstance(known, Price) else known
        )

    plant.setattr(paid, "_line", line)


def _left_behind(plant: pytest.MonkeyPatch) -> None:
    """The day of a complaint runs on when it is dealt with."""
    plant.setattr(cards, "_stopped", lambda ticket: ticket)


def _too_soon(plant: pytest.MonkeyPatch) -> None:
    """Who is to stand in may sign from the moment that they were asked."""
    plant.setattr(Delegation, "counts", lambda self, today: True)
    plant.setattr("tests.simulate.year.UNASKED", 1.0)
    plant.setattr(Affairs, "_happens", lambda self, usual: True)


def _unnoted(plant: pytest.MonkeyPatch) -> None:
    """The index leaves out what a text ends with."""
    terms = finding.terms
    plant.setattr(finding, "terms", lambda texts: terms(texts)[:-1])


# How many days it takes to show, and what is then said of it.
PLANTED: dict[str, tuple[Plant, int, str]] = {
    "a card issued twice": (_second_card, 4, " cards, "),
    "a breach that is not recorded": (_unbreached, 2, "breach"),
    "a day that misses an order": (_forgetful, 1, "issued: "),
    "messages that stay where they are": (_unlinked, 1, "not handed over"),
    "a repeat that is not counted": (_uncounted, 2, "is repeated by"),
    "an occurrence without an order": (_passed_over, 2, "plan "),
    "a price that moved under a repair": (_dearer, 2, "was priced at"),
    "a timer of what is done": (_left_behind, 2, "still to fall due"),
    "a substitute who signs too soon": (_too_soon, 2, " did /tickets/"),
    "words that are not found": (_unnoted, 1, "is not found by"),
}


QUICK = 1
"""Days; what takes longer to show is planted by `make planted`."""
CHOSEN = {
    name: each for name, each in PLANTED.items() if each[1] <= QUICK or os.environ.get("PLANTED")
}


@pytest.mark.parametrize(("plant", "days", "said"), CHOSEN.values(), ids=CHOSEN)
def test_what_is_planted_is_found(
    address: str, monkeypatch: pytest.MonkeyPatch, plant: Plant, days: int, said: str
) -> None:
    plant(monkeypatch)
    year, _ = lived(address, days)
    assert any(said in each.what for each in year.found), year.found[:5]


@pytest.mark.clause("P-number")
def test_a_number_that_was_skipped_is_found(address: str) -> None:
    """A form is missing from the register, as if its number had never been given."""
    with estate(address, 5, 40, 25) as year:
        held = Checks(year)
        client = year.world.house.service.store._connection.client  # type: ignore[attr-defined]
        year.timeline.live(START, year)
        skipped = next(
            item for page in year.world.house.whole.pages(tables.Forms, 0, 1) for item in page
        )
        client.delete_item(
            TableName=tables.Forms.Meta.table_name, Key={"key": {"S": skipped["key"]}}
        )
        held.day(START)
    assert any("register of" in each.what for each in year.found)


@pytest.mark.clause("P-once")
def test_the_same_seed_lives_the_same_days(address: str) -> None:
    first, _ = lived(address, 1, seed=3, busy=8)
    with on_engine() as other:
        second, _ = lived(other, 1, seed=3, busy=8)
    assert first.counts == second.counts
    assert {id: case.log for id, case in first.cases.items()} == {
        id: case.log for id, case in second.cases.items()
    }
