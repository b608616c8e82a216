"""What leaving late costs, worked out: odd rates, other hours, long absences of the job (L-6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Seat
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role, program
from chalicelib.core.record import NumberedForm
from chalicelib.core.site import Site
from chalicelib.core.words import Name
from chalicelib.lodging.families.model import Relation
from chalicelib.lodging.house.model import BedPlace, House, Lodger, Night, Queue, Sex
from chalicelib.lodging.staying import extending, late, overstaying
from chalicelib.lodging.staying.model import Document, Moved, Present
from chalicelib.lodging.staying.rules import MOST_BILLED, Kept, bill
from chalicelib.lodging.stays import granting
from chalicelib.lodging.stays.granting import Scene
from chalicelib.lodging.stays.model import (
    APPLICATION,
    Application,
    Bedded,
    Guest,
    Stay,
    StayState,
)
from chalicelib.lodging.terms import LodgingTerms, rulebook

pytestmark = pytest.mark.clause("L-6")
ZONE = "Asia/Shanghai"
LAST = date(2026, 3, 4)
CAME = datetime(2026, 3, 2, 7, tzinfo=UTC)
GUESTS = tuple(
    Guest(
        relative=f"r{number}",
        guest=f"g{number}",
        name=f"客{number}",
        relation=Relation.PARENT,
        sex=Sex.FEMALE,
    )
    for number in range(4)
)


def stay(guests: int = 1, rate: int = 10000, **more: object) -> Stay:
    """A stay whose guests are there, to leave on 4 March."""
    asked = GUESTS[:guests]
    form = NumberedForm(form=APPLICATION, number="LA-1", day=LAST, seq=1, at=CAME, by="e")
    known = Stay(
        site="s",
        id="stay",
        version=3,
        forms=(form,),
        state=StayState.STAYING,
        employee="e",
        employee_name="葉",
        asked=Application(reason="x", first=LAST - timedelta(days=2), last=LAST, guests=asked),
        registered_at=CAME,
        terms=0,
        chain=Chain(
            applicant="e",
            seats=(Seat(role=Role.GM_OFFICE_DIRECTOR, clause="L-3", due_at=CAME),),
            digest="d",
        ),
        beds=tuple(
            Bedded(guest=each.guest, place=BedPlace(room="1", bed=each.guest), rate=rate)
            for each in asked
        ),
        present=tuple(
            Present(
                guest=each.guest,
                name=each.name,
                document=Document.PASSPORT,
                checked_by="d",
                checker="岑",
                came_at=CAME,
                access_pass=f"p-{each.guest}",
            )
            for each in asked
        ),
    )
    return replace(known, **more)


def wall(day: date, clock: str) -> datetime:
    """When the clock at the site shows it."""
    return datetime.fromisoformat(f"{day} {clock}+08:00").astimezone(UTC)


def act(now: datetime, terms: LodgingTerms) -> Act[LodgingTerms]:
    site = Site(site="s", id="s", name=Name(hant="酒店", hans="酒店", en="Hotel"), time_zone=ZONE)
    return Act(person=program("s", "stays"), now=now, site=site, terms=terms, fresh_id="id")


def billed(known: Stay, *clocks: tuple[int, str], terms: LodgingTerms) -> list[tuple[str, int]]:
    """What the job charges, run at these times: days after the day of leaving."""
    for days, clock in clocks:
        now = wall(LAST + timedelta(days=days), clock)
        known = bill(known, Kept(), act(now, terms)).after  # type: ignore[assignment]
    return [(str(each.part), each.fen) for each in known.lines]


def kept(known: Stay, now: datetime) -> Kept:
    """The nights that the job keeps, nobody else being in the house."""
    days = overstaying.nights(known, now, TERMS, ZONE)[: overstaying.MOST_NIGHTS]
    nights = {each: Night(site="s", id=str(each)) for each in overstaying.evening_before(days)}
    return Kept(nights=nights, days=days)


OF_SIX = replace(rulebook("s"), leave_by=10 * 60, half_until=14 * 60)
TERMS = rulebook("s")


@pytest.mark.parametrize(
    ("rate", "terms", "clocks", "lines"),
    [
        # an odd rate: half of it rounded up, and with the rest exactly the whole
        (10001, TERMS, [(0, "12:00:01")], [("half", 5001)]),
        (10001, TERMS, [(0, "12:00:01"), (0, "18:00:01")], [("half", 5001), ("rest", 5000)]),
        # one fen has no half that is less, and no rest
        (1, TERMS, [(0, "12:00:01"), (0, "18:00:01")], [("half", 1)]),
        # nothing at a rate of nothing
        (0, TERMS, [(0, "18:00:01"), (1, "18:00:01")], []),
        # within the second of noon nothing yet
        (10000, TERMS, [(0, "12:00:00.999")], []),
        # a site that has other hours
        (10000, OF_SIX, [(0, "10:00:00")], []),
        (10000, OF_SIX, [(0, "10:00:01"), (0, "14:00:00")], [("half", 5000)]),
        (10000, OF_SIX, [(0, "14:00:01")], [("whole", 10000)]),
        # the job was away for two days: every day once, whole
        (10000, TERMS, [(2, "00:30:00")], [("whole", 10000)] * 2),
        # and the half that it charged before is not charged again
        (
            10000,
            TERMS,
            [(0, "12:00:01"), (2, "00:30:00")],
            [("half", 5000), ("rest", 5000), ("whole", 10000)],
        ),
    ],
)
def test_what_the_job_charges(
    rate: int,
    terms: LodgingTerms,
    clocks: list[tuple[int, str]],
    lines: list[tuple[str, int]],
) -> None:
    assert billed(stay(rate=rate), *clocks, terms=terms) == lines


def test_who_has_an_extension_is_charged_from_its_last_day_at_its_rate() -> None:
    moved = Moved(stay="b", first=LAST, last=LAST + timedelta(days=2), rates={"g0": 30000})
    known = stay(guests=2, moved=(moved,))
    now = wall(LAST + timedelta(days=2), "12:00:01")
    owed = list(late.owing(known, known.here, now, TERMS, ZONE))
    assert [(each.guest, each.day, each.fen) for each in owed] == [
        ("g1", LAST, 10000),
        ("g1", LAST + timedelta(days=1), 10000),
        ("g0", LAST + timedelta(days=2), 15000),
        ("g1", LAST + timedelta(days=2), 5000),
    ]


@pytest.mark.clause("L-3")
@pytest.mark.parametrize(
    ("days", "extensions"),
    [
        (1, 14),  # two nights of its own, then one a night: 2 + 14 + 14 = 30
        (3, 7),  # 2 + 21 + 7 = 30
        (14, 1),  # 2 + 14 + 1, and another would make 32
    ],
)
def test_what_extensions_hold_ahead_ends_in_one_transaction(days: int, extensions: int) -> None:
    """Cancelled before anybody came, with beds for four, and somebody waiting."""
    now = act(wall(LAST - timedelta(days=2), "09:00:00"), TERMS)
    known, others = stay(guests=4, present=(), state=StayState.GRANTED), []
    for number in range(extensions + 1):
        first = known.asked.last + timedelta(days=days * number)
        asked = replace(known.asked, first=first, last=first + timedelta(days=days), begins="stay")
        more = replace(known, id=f"x{number}", asked=asked, state=StayState.GRANTED)
        if number == extensions:
            with pytest.raises(Refusal) as refusal:
                extending.joined(more, known, (), now)
            assert (refusal.value.code, refusal.value.clause) == ("extended_far", "L-3")
            break
        known = extending.joined(more, known, (), now)[0].after  # type: ignore[assignment]
        others.append(more)
    nights = {
        night: Night(
            site="s",
            id=str(night),
            lodgers=(Lodger(room="1", bed="A", stay=each.id, guest="g0", sex=Sex.FEMALE),),
        )
        for each in (known, *others)
        for night in each.asked.nights
    }
    waits = replace(known.wanted, stay="w")
    scene = Scene(
        house=House(site="s", id="s"),
        queue=Queue(site="s", id="s", waiting=(waits,)),
        nights=nights,
        extensions=tuple(others),
    )
    change = granting.expire(known, scene, now)
    assert sum(each.actions for each in change.whole()) <= 100


def test_the_timer_stands_at_the_next_step_that_costs() -> None:
    known = stay()
    for now, due in [
        (CAME, wall(LAST, "12:00:01")),
        (wall(LAST, "12:00:00"), wall(LAST, "12:00:01")),
        (wall(LAST, "12:00:01"), wall(LAST, "18:00:01")),
        (wall(LAST, "18:00:01"), wall(LAST + timedelta(days=1), "12:00:01")),
    ]:
        assert [each.due_at for each in late.timers(known, now, TERMS, ZONE)] == [due]
    left = replace(known, present=tuple(replace(each, left_at=CAME) for each in known.present))
    assert late.timers(left, CAME, TERMS, ZONE) == ()


def test_a_job_that_was_long_away_charges_all_in_several_transactions() -> None:
    known, now = stay(guests=4), wall(LAST + timedelta(days=12), "11:00:00")
    runs = 0
    while known.timers == () or known.timers[0].due_at <= now:
        change = bill(known, kept(known, now), act(now, TERMS))
        assert sum(each.actions for each in change.whole()) <= 100
        known, runs = change.after, runs + 1  # type: ignore[assignment]
    assert (runs, len(known.lines)) == (2, 48)
    assert len(known.lines) - MOST_BILLED == 18
    assert len({(each.guest, each.day) for each in known.lines}) == 48
