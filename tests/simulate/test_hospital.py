"""Some weeks of the simulated hospital run with the suite; what is broken on purpose is found."""

import dataclasses
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.money import split
from chalicelib.reception.cars import booking, driving, signing
from chalicelib.reception.cars.model import TripKind
from chalicelib.reception.claims import lending, paying, writing
from chalicelib.reception.claims.life import CLAIMS
from chalicelib.reception.claims.model import Drawn, Receipt
from chalicelib.reception.letters import due
from chalicelib.reception.plans import judging
from chalicelib.reception.receptions import routing
from chalicelib.reception.receptions import signing as approvals
from chalicelib.reception.receptions import writing as receptions
from chalicelib.reception.registers import rules as registers
from chalicelib.reception.settlements import rules as settlements
from chalicelib.reception.settlements.life import SETTLING
from chalicelib.service.deadlines import Firing
from tests.simulate.auditing import audit
from tests.simulate.estate import START
from tests.simulate.hospital.asking import KINDS
from tests.simulate.hospital.checks import HospitalChecks
from tests.simulate.hospital.people import HEAD, WEST
from tests.simulate.hospital.year import HospitalYear, hospital
from tests.support.backends import on_engine

Plant = Callable[[pytest.MonkeyPatch], object]


@pytest.fixture
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


def lived(
    address: str, days: int, seed: int, receptions: int = 80, busy: float = 6
) -> tuple[HospitalYear, HospitalChecks]:
    """Some weeks of a hospital, with the receptions of months in them."""
    with hospital(address, seed, receptions, busy) as year:
        held = HospitalChecks(year)
        for number in range(days):
            day = START + timedelta(days=number)
            year.timeline.live(day, year)
            held.day(day)
        held.month()
        audit(year, held.checked)
    return year, held


@pytest.mark.clause("R-4.2.2", "R-4.3.1", "R-4.3.3", "R-4.3.4", "R-4.3.5", "R-4.3.6", "R-4.3.7")
@pytest.mark.clause("R-3.1", "R-4.1.2", "R-4.1.3", "R-4.2.1", "P-approve", "P-once", "P-money")
def test_nothing_is_violated(address: str) -> None:
    year, held = lived(address, 10, seed=5)
    assert year.found == []
    for what in ("journals", "bookings", "numbers", "signatures", "receptions reported", "audits"):
        assert held.checked[what], what
    for what in ("settlement transfer", "claim pay", "advance return", "trip return"):
        assert year.counts[what], what
    for what in ("claim submit: receipt_used", "claim pay: out_of_order", "claim pay: too_late"):
        assert year.counts[what], what


@pytest.mark.clause("P-once")
def test_the_same_seed_lives_the_same_days(address: str) -> None:
    first, _ = lived(address, 2, seed=3)
    with on_engine() as other:
        second, _ = lived(other, 2, seed=3)
    assert first.lived() == second.lived()
    assert first.digest() == second.digest()


def _ungranted(plant: pytest.MonkeyPatch) -> None:
    """What the GM has not granted may be spent on."""
    kept = judging._kept_from
    plant.setattr(judging, "_kept_from", lambda of, key, found: kept(of, key, ()))


def _unvoided(plant: pytest.MonkeyPatch) -> None:
    """What was granted is granted still once the plan is another."""
    plant.setattr("tests.simulate.hospital.asking.EDITED", 1.0)
    written = receptions._written

    def kept(known: Any, before: Any, content: Any, act: Any) -> Change:
        change = written(known, before, content, act)
        return _with(change, granted=before.granted)

    plant.setattr(receptions, "_written", kept)


def _with(change: Change, **fields: Any) -> Change:
    return replace(change, after=replace(change.after, **fields))


def _crowded(plant: pytest.MonkeyPatch) -> None:
    """One more of the house may sit with the guests than the table has."""
    plant.setattr("tests.simulate.hospital.planning.BAD", 1.0)
    accompanying = judging.accompanying
    plant.setattr(judging, "accompanying", lambda guests, hosts: accompanying(guests, hosts) + 1)


def _own(plant: pytest.MonkeyPatch) -> None:
    """Who asked for a reception, or wrote at it, may sign it."""
    plant.setattr("tests.simulate.hospital.signing.SHOVES", 1.0)
    plant.setattr("tests.simulate.hospital.asking.ASKERS", {HEAD: 1})
    chain = approvals.Chain
    plant.setattr(
        approvals, "Chain", lambda **known: chain(**{**known, "applicant": "", "barred": ()})
    )


def _by_nobody(plant: pytest.MonkeyPatch) -> None:
    """Leaders are received by whoever asked for them."""
    plant.setattr("tests.simulate.hospital.asking.RANKS", {each: {"leader": 1} for each in KINDS})
    follows = routing.follows

    def anybody(content: Any, terms: Any) -> Any:
        plain = tuple(replace(each, important=False) for each in terms.ranks)
        return follows(content, replace(terms, ranks=plain))

    plant.setattr(routing, "follows", anybody)


def _letter_twice(plant: pytest.MonkeyPatch) -> None:
    """A letter is another for each purpose that it is used for."""
    plant.setattr("tests.simulate.hospital.asking.BAD", 1.0)
    letter = receptions.letter

    def another(content: Any) -> Any:
        hold = letter(content)
        return replace(hold, key=f"{hold.key}/{content.guests[0].name}")

    plant.setattr(receptions, "letter", another)


def _paid_twice(plant: pytest.MonkeyPatch) -> None:
    """What was paid can be paid again."""
    step = CLAIMS.steps["pay"]
    twice = {**step.moves, "paid": ("paid",)}
    plant.setitem(CLAIMS.steps, "pay", dataclasses.replace(step, moves=twice, guards=()))
    plant.setattr(paying, "unsigned", lambda claim: None)


def _elsewhere_too(plant: pytest.MonkeyPatch) -> None:
    """An invoice is used once at each hospital."""
    plant.setattr("tests.simulate.hospital.neighbours.EVERY", 2)
    hold = Receipt.hold
    plant.setattr(Receipt, "hold", lambda self, fen: replace(hold(self, fen), everywhere=False))


def _overdrawn(plant: pytest.MonkeyPatch) -> None:
    """Two claims draw on what one advance holds."""

    def draw(advance: Any, claim: Any) -> Any:
        drawn = Drawn(claim=claim.id, fen=claim.from_advance)
        return replace(advance, drawn=(*advance.drawn, drawn))

    plant.setattr(lending, "draw", draw)


def _beyond_budget(plant: pytest.MonkeyPatch) -> None:
    """An advance may be a fen more than the budget leaves."""
    covered = lending.covered
    plant.setattr(lending, "covered", lambda fen, *more: covered(fen - 1, *more))


def _last_fen(plant: pytest.MonkeyPatch) -> None:
    """What rounding leaves over goes to the unit named last."""
    plant.setattr("tests.simulate.hospital.asking.MIXED", 1.0)
    plant.setattr(
        writing, "split", lambda fen, weights: tuple(reversed(split(fen, [*reversed(weights)])))
    )


def _car_twice(plant: pytest.MonkeyPatch) -> None:
    """A car is booked for whoever wants it."""
    plant.setattr(booking, "taken", lambda one, wanted: None)


def _signed_below(plant: pytest.MonkeyPatch) -> None:
    """Who heads the office signs long distances as well."""
    plant.setitem(signing._SEAT, TripKind.LONG_DISTANCE, signing._SEAT[TripKind.CITY])
    plant.setattr("tests.simulate.hospital.driving.ELSEWHERE", 0.9)


def _far_unseen(plant: pytest.MonkeyPatch) -> None:
    """How far somebody drove is nobody's business."""
    plant.setattr("tests.simulate.hospital.driving.TOO_FAR", 1.0)
    plant.setattr(driving, "_findings", lambda trip, terms: ())


def _before_they_left(plant: pytest.MonkeyPatch) -> None:
    """What was advanced is settled while the guests are there."""
    step = SETTLING.steps["draw-up"]
    plant.setitem(SETTLING.steps, "draw-up", dataclasses.replace(step, guards=()))


def _settled_in_the_group(plant: pytest.MonkeyPatch) -> None:
    """All guests come from the hospital beside, which answers for itself."""
    plant.setattr("tests.simulate.hospital.asking.KINDS", {"group_staff": 1})
    plant.setattr("tests.simulate.hospital.asking.GROUP", (WEST,))
    plant.setattr("tests.simulate.hospital.asking.MIXED", 0.0)
    plant.setattr("tests.simulate.hospital.planning.OWN", ("advance",))


def _one_ledger(plant: pytest.MonkeyPatch) -> None:
    """What a unit pays is on the ledger of who had advanced it alone."""
    _settled_in_the_group(plant)
    there = settlements._there

    def here(*known: Any) -> Iterator[Change]:
        yield from (replace(each, journals=()) for each in there(*known))

    plant.setattr(settlements, "_there", here)


def _unasked(plant: pytest.MonkeyPatch) -> None:
    """Nobody is told of a letter that was not answered."""
    plant.setattr("tests.simulate.hospital.letters.A_YEAR", 3)
    for clause in ("R-4.3.2", "R-4.3.3"):
        silent = Firing(decide=lambda letter, act: Change(before=letter, after=_quiet(letter)))
        plant.setitem(due.FIRES, clause, silent)


def _quiet(letter: Any) -> Any:
    others = tuple(each for each in letter.timers if each.clause != letter.clause)
    return replace(letter, timers=others)


def _uncounted(plant: pytest.MonkeyPatch) -> None:
    """The report counts what is claimed of lines that the house bears, and not what it advanced."""
    spent = registers._spent
    plant.setattr(
        registers, "_spent", lambda of, bearer: spent(of, bearer) if bearer == "host" else 0
    )


# What is said of it, once it shows.
PLANTED: dict[str, tuple[Plant, str]] = {
    "a line that nobody granted": (_ungranted, "was not refused as not_granted"),
    "a grant that outlives its plan": (_unvoided, "has granted"),
    "a host too many": (_crowded, "was not refused as invalid_form by R-4.2.2"),
    "a signature on one's own": (_own, "signs out of turn"),
    "a leader whom a clinic receives": (_by_nobody, "and has to by R-3.3"),
    "a letter of two receptions": (_letter_twice, "was not refused as letter_used"),
    "a claim paid twice": (_paid_twice, "was not refused as too_late"),
    "an invoice used at two hospitals": (_elsewhere_too, "was not refused as receipt_used"),
    "an advance drawn on twice": (_overdrawn, "advance_short"),
    "an advance beyond the budget": (_beyond_budget, "was not refused as over_budget"),
    "a fen on the wrong account": (_last_fen, "has shares"),
    "a car at two places": (_car_twice, "_taken by R-4.3.7"),
    "a long way that the office signed": (_signed_below, "trip approve was refused"),
    "a way farther than approved": (_far_unseen, "km, "),
    "a settlement before they left": (_before_they_left, "was not refused as not_departed"),
    "a transfer on one ledger": (_one_ledger, "hospital-west"),
    "a letter that nobody asks after": (_unasked, "is reminded of"),
    "a report without what was advanced": (_uncounted, "advanced is 0"),
}


DAYS = 14
"""Within so many it has to show."""
QUICK = (
    "a host too many",
    "a leader whom a clinic receives",
    "a letter of two receptions",
    "an advance beyond the budget",
)
"""What shows on the first day or the second; the others are planted by `make planted`."""
CHOSEN = {
    name: each for name, each in PLANTED.items() if name in QUICK or os.environ.get("PLANTED")
}


@pytest.mark.parametrize(("plant", "said"), CHOSEN.values(), ids=CHOSEN)
def test_what_is_planted_is_found(
    address: str, monkeypatch: pytest.MonkeyPatch, plant: Plant, said: str
) -> None:
    plant(monkeypatch)
    with hospital(address, 2, 250, 5) as year:
        held = HospitalChecks(year)
        for number in range(DAYS):
            if any(said in each.what for each in year.found):
                return
            day = START + timedelta(days=number)
            year.timeline.live(day, year)
            held.day(day)
        held.month()
    assert any(said in each.what for each in year.found), [each.what for each in year.found[:5]]
