"""A few days of the simulated house run with the suite; what is broken on purpose is found."""

import dataclasses
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.lodging.conduct import eligibility
from chalicelib.lodging.conduct import rules as conduct
from chalicelib.lodging.families import life, rules
from chalicelib.lodging.gate import rules as gate
from chalicelib.lodging.gate import visits
from chalicelib.lodging.house import placing
from chalicelib.lodging.house.model import BedPlace, House, InLine, Queue
from chalicelib.lodging.house.placing import Given, Nights
from chalicelib.lodging.house.rules import queued
from chalicelib.lodging.staying import extending, late, overstaying
from chalicelib.lodging.staying import rules as staying
from chalicelib.lodging.stays import granting
from chalicelib.lodging.stays import rules as stays
from tests.simulate.auditing import audit
from tests.simulate.estate import START
from tests.simulate.house.checks import HouseChecks
from tests.simulate.house.conduct import Conduct
from tests.simulate.house.lodging import EDGES
from tests.simulate.house.year import HouseYear, house
from tests.support.backends import on_engine

Plant = Callable[[pytest.MonkeyPatch], object]


@pytest.fixture
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


def lived(
    address: str, days: int, seed: int = 6, beds: int = 6, busy: float = 8
) -> tuple[HouseYear, HouseChecks]:
    """Some days of a small house that is full, and where much goes wrong."""
    with house(address, seed, beds, busy) as year:
        held = HouseChecks(year)
        for number in range(days):
            day = START + timedelta(days=number)
            year.timeline.live(day, year)
            held.day(day)
        held.month()
        audit(year, held.checked)
    return year, held


@pytest.mark.clause("L-2", "L-3", "L-5", "L-6", "L-7", "L-9", "L-10", "L-11", "P-once", "P-private")
def test_nothing_is_violated(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more is given up, more want to stay longer and more leave days late than usual."""
    monkeypatch.setattr("tests.simulate.house.applying.GIVEN_UP", 0.4)
    monkeypatch.setattr("tests.simulate.house.lodging.EXTENDED", 0.7)
    monkeypatch.setitem(EDGES, "days later", 30)
    year, held = lived(address, 7, seed=2)
    assert year.found == []
    for what in ("nights", "beds", "waiting", "overstaying", "late days", "journals", "statements"):
        assert held.checked[what], what
    for what in ("take-offer 200", "take-ceded 200", "cancel 200", "pass follows", "overnight"):
        assert year.counts[what], what


@pytest.mark.clause("P-once")
def test_the_same_seed_lives_the_same_days(address: str) -> None:
    first, _ = lived(address, 2, seed=3)
    with on_engine() as other:
        second, _ = lived(other, 2, seed=3)
    assert first.lived() == second.lived()
    assert first.digest() == second.digest()


def _all_leave(plant: pytest.MonkeyPatch, edge: str) -> None:
    plant.setattr("tests.simulate.house.lodging.EDGES", {edge: 1})


def _bed_twice(plant: pytest.MonkeyPatch) -> None:
    """Somebody is given a bed that another has the next night."""
    placed = placing.placed

    def hurried(known: House, nights: Nights, wanted: InLine) -> Given | None:
        only = replace(wanted, last=wanted.first + timedelta(days=1))
        return placed(known, nights, only)

    plant.setattr(placing, "placed", hurried)


def _mixed(plant: pytest.MonkeyPatch) -> None:
    """Whoever is let into a room is not looked at."""
    free = placing._free

    def anybody(*known: Any) -> Any:
        return [replace(each, sex=None) for each in free(*known)]

    plant.setattr(placing, "_free", anybody)


def _overtaken(plant: pytest.MonkeyPatch) -> None:
    """Who comes to the queue stands before all who wait."""

    def first(queue: Queue, waiting: InLine) -> tuple[Change, ...]:
        return queued(queue, replace(queue, waiting=(waiting, *queue.waiting)))

    plant.setattr(granting, "joined", first)


def _unoffered(plant: pytest.MonkeyPatch) -> None:
    """What is given up is offered to nobody."""
    plant.setattr("tests.simulate.house.applying.GIVEN_UP", 0.6)
    plant.setattr(granting, "looked_at", lambda queue, now: ())
    plant.setattr(staying, "looked_at", lambda queue, now: ())


def _to_the_second(plant: pytest.MonkeyPatch) -> None:
    """Who leaves at noon, to the second, pays for it."""
    _all_leave(plant, "to the second")
    plant.setattr(late, "_PAST", timedelta())


def _on_top(plant: pytest.MonkeyPatch) -> None:
    """After six the whole day is charged on top of the half."""
    _all_leave(plant, "in the evening")
    lines = late._lines

    def dearer(*known: Any, entire: bool) -> Any:
        for each in lines(*known, entire=entire):
            whole = each.part is late.Part.REST
            yield replace(each, fen=each.rate) if whole else each

    plant.setattr(late, "_lines", dearer)


def _moved_rate(plant: pytest.MonkeyPatch) -> None:
    """A bed costs what it costs when it is left, or at least not what it was given for."""
    _all_leave(plant, "in the evening")
    bedded = granting.bedded

    def dearer(given: dict[str, BedPlace], known: House, terms: Any) -> Any:
        return tuple(replace(each, rate=each.rate + 1) for each in bedded(given, known, terms))

    plant.setattr(granting, "bedded", dearer)


def _lenient(plant: pytest.MonkeyPatch) -> None:
    """A fourth violation suspends, and no third."""
    plant.setattr("tests.simulate.house.conduct.BREACHES", {"meals": 1})
    plant.setattr("tests.simulate.house.conduct.CARELESS", 1_000)
    plant.setattr(Conduct, "_cancel", lambda self: None)
    together = eligibility._together

    def later(counted: Any, which: str, terms: Any) -> Any:
        return together(counted, which, replace(terms, suspends_at=terms.suspends_at + 1))

    plant.setattr(eligibility, "_together", later)


def _unstopped(plant: pytest.MonkeyPatch) -> None:
    """Who lost the right to stay may apply."""
    plant.setattr("tests.simulate.house.conduct.CARELESS", 1)
    plant.setattr(stays, "in_good_standing", lambda conduct, act: None)


def _fined_twice(plant: pytest.MonkeyPatch) -> None:
    """A fine is posted twice as high as it is settled."""
    penalty = conduct._penalty

    def dearer(*known: Any) -> tuple[int, int]:
        fine, points = penalty(*known)
        return 2 * fine, points

    plant.setattr(conduct, "_penalty", dearer)


def _come_back(plant: pytest.MonkeyPatch) -> None:
    """A pass that was handed back lets in until it expires."""
    plant.setattr("tests.simulate.house.gate.TRIES", 1.0)
    ended = dict.fromkeys(gate._ENDED, gate.Why.VALID)
    plant.setattr(gate, "_ENDED", ended)


def _after_hours(plant: pytest.MonkeyPatch) -> None:
    """A visiting employee may stay until midnight."""
    plant.setattr("tests.simulate.house.gate.A_DAY", 1.0)
    ends = visits.ends
    plant.setattr(visits, "ends", lambda day, act, employee: ends(day, act, employee=False))


def _a_night(plant: pytest.MonkeyPatch) -> None:
    """Who stays a night without leave is not reported."""
    plant.setattr("tests.simulate.house.gate.A_DAY", 1.0)
    plant.setattr(
        visits, "_overnight", lambda visit, after, begins, act: Change(before=visit, after=after)
    )


def _in_clear(plant: pytest.MonkeyPatch) -> None:
    """A claim keeps the number of the document as it is."""
    claim = rules.claim

    def told(named: Any, form: Any, act: Act[Any]) -> Change:
        change = claim(named, form, act)
        return replace(change, after=replace(change.after, document=form.document))

    steps = life.RELATIVE.steps
    plant.setitem(steps, "claim", dataclasses.replace(steps["claim"], rule=told))


def _kept(plant: pytest.MonkeyPatch) -> None:
    """Who has left keeps the bed."""
    _all_leave(plant, "a day early")
    plant.setattr(staying, "_freed", lambda *known: iter(()))


def _turned_out(plant: pytest.MonkeyPatch) -> None:
    """Who should have left has no bed for the night."""
    _all_leave(plant, "days later")
    plant.setattr(overstaying, "kept", lambda *known: {})


def _unceded(plant: pytest.MonkeyPatch) -> None:
    """Beds are ceded, and whose they were have them still."""
    plant.setattr(placing, "freed", lambda *known: {})


def _unmoved(plant: pytest.MonkeyPatch) -> None:
    """An extension moves nobody's day of leaving."""
    plant.setattr("tests.simulate.house.lodging.EXTENDED", 1.0)
    plant.setattr(extending, "joined", lambda *known: ())


# How many days it takes to show, and what is then said of it.
PLANTED: dict[str, tuple[Plant, int, str]] = {
    "a bed given twice": (_bed_twice, 6, "is another's"),
    "a mixed room": (_mixed, 2, " is mixed"),
    "somebody who overtakes": (_overtaken, 3, " wait, and have to be "),
    "beds that nobody is offered": (_unoffered, 4, "could have a bed"),
    "noon to the second": (_to_the_second, 3, "for being late"),
    "a day and a half for one": (_on_top, 3, "for being late"),
    "a rate of another day": (_moved_rate, 3, "for being late"),
    "a third that is none": (_lenient, 9, "is eligible: True"),
    "an application of who may not": (_unstopped, 6, "was not refused as"),
    "a fine twice as high": (_fined_twice, 3, "too much"),
    "a pass that counts after it was handed back": (_come_back, 3, "the gate said"),
    "an evening without end": (_after_hours, 2, "inside"),
    "a night that nobody reports": (_a_night, 3, "raised None"),
    "a number in clear": (_in_clear, 1, "a document's number"),
    "a night without a bed": (_turned_out, 3, "should have left, by the book"),
    "a bed that was ceded and is not": (_unceded, 4, "beds differ by"),
    "a bed that is kept": (_kept, 3, "beds differ by"),
    "an extension that moves nothing": (_unmoved, 5, "for being late"),
}


QUICK = 2
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
    assert any(said in each.what for each in year.found), [each.what for each in year.found[:5]]
