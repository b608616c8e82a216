"""A report is the fold of nights and stays, whatever happened; and its files say what it says."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.common.sheets import comma_separated, workbook
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, ChainState, Mark
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, NumberedForm
from chalicelib.core.words import Language, Name
from chalicelib.lodging.accounts.model import Line, Part, What
from chalicelib.lodging.families.model import Relation
from chalicelib.lodging.house.model import Bed, Lodger, Night, Room, Sex
from chalicelib.lodging.reports import rules
from chalicelib.lodging.reports.facts import Settled
from chalicelib.lodging.reports.forms import BedTable, OfPeriod, Per
from chalicelib.lodging.reports.model import BedFigures, OccupancyReport
from chalicelib.lodging.reports.tables import tables, title
from chalicelib.lodging.staying.model import Document, Present
from chalicelib.lodging.stays.model import Application, Guest, Over, Stay, StayState
from chalicelib.lodging.terms import rulebook
from local import sample
from tests.core.making import LAW

pytestmark = pytest.mark.clause("P-report", "L-2")

DAY = date(2026, 2, 20)
DAYS = 14
"""Over the end of a February."""
BEDS = "ABC"


class Lived(Frozen):
    """What became of one application for one guest, in days after the first."""

    bed: str
    sex: Sex
    first: int
    nights: int
    waited: int
    """Days from the application to the bed; it was approved the day after it was applied for."""
    came: bool
    early: int
    """Days by which the guest left before the grant was over."""
    late: bool


LIVED = st.builds(
    Lived,
    bed=st.sampled_from(BEDS),
    sex=st.sampled_from(Sex),
    first=st.integers(-2, DAYS),
    nights=st.integers(1, 3),
    waited=st.integers(1, 4),
    came=st.booleans(),
    early=st.integers(0, 2),
    late=st.booleans(),
)


def at(day: int, hour: int = 4) -> datetime:
    """Noon at the site, or eight hours after that hour of UTC."""
    return datetime.combine(DAY + timedelta(days=day), time(hour), UTC)


def stay(number: int, lived: Lived) -> Stay:
    first, last = lived.first, lived.first + lived.nights
    left = max(last - lived.early, first)
    approved = at(first - lived.waited + (lived.waited > 1), 1)
    granted = at(first, 1) if lived.waited > 1 else approved
    guest = Guest(
        relative="r", guest=f"g{number}", name="葉", relation=Relation.PARENT, sex=lived.sex
    )
    mark = Mark(
        step=0,
        person="m",
        whose="m",
        role="gm",
        approves=True,
        words="",
        at=approved,
        digest="",
        version=1,
    )
    present = Present(
        guest=guest.guest,
        name="葉",
        document=Document.PASSPORT,
        checked_by="d",
        checker="d",
        came_at=at(first),
        access_pass="p",
        left_at=at(left),
    )
    charged = Line(
        what=What.LATE,
        clause="L-6",
        fen=1,
        guest=guest.guest,
        day=DAY + timedelta(days=left),
        part=Part.WHOLE,
    )
    registered = at(first - lived.waited, 1)
    return Stay(
        site="paths",
        id=f"s{number}",
        forms=(NumberedForm(form="x", number="x", day=DAY, seq=1, at=registered, by="e"),),
        state=StayState.LEFT if lived.came else StayState.NO_SHOW,
        employee="e",
        employee_name="e",
        asked=Application(
            reason="x",
            first=DAY + timedelta(days=first),
            last=DAY + timedelta(days=last),
            guests=(guest,),
        ),
        registered_at=registered,
        terms=0,
        chain=Chain(applicant="e", digest="", state=ChainState.APPROVED, marks=(mark,)),
        granted_at=granted,
        over=None if lived.came else Over(by="x", at=at(first + 1, 16)),
        present=(present,) if lived.came else (),
        lines=(charged,) if lived.came and lived.late else (),
    )


def possible(lives: Sequence[Lived]) -> list[Lived]:
    """Without those that would have a bed that another has."""
    taken: set[tuple[int, str]] = set()
    found = []
    for each in lives:
        held = {(each.first + night, each.bed) for night in range(each.nights)}
        if not held & taken:
            found.append(each)
            taken |= held
    return found


def nights(lives: Sequence[Lived]) -> list[Night]:
    """As the program leaves them: without what was given back."""
    held: dict[date, list[Lodger]] = {}
    for number, each in enumerate(lives):
        for night in range(each.nights):
            gone = night >= each.nights - each.early if each.came else night > 0
            if not gone:
                lodger = Lodger(
                    room="1", bed=each.bed, stay=f"s{number}", guest=f"g{number}", sex=each.sex
                )
                held.setdefault(DAY + timedelta(days=each.first + night), []).append(lodger)
    return [Night(site="paths", id=str(day), lodgers=tuple(each)) for day, each in held.items()]


def made(lives: Sequence[Lived], by: Per | None = Per.DAY, last: int = DAYS) -> OccupancyReport:
    room = Room(number="1", type="standard", floor=1, beds=tuple(Bed(key=each) for each in BEDS))
    asked = OfPeriod(first=DAY, last=DAY + timedelta(days=last), by=by)
    act: Act[Any] = Act(
        person=Person(site="paths", id="x", name="x", roles=(Role.GM,)),
        now=at(100),
        site=sample.site("paths"),
        terms=rulebook("paths"),
        fresh_id="x",
    )
    stays = {f"s{number}": stay(number, each) for number, each in enumerate(lives)}
    return rules.report(asked, nights(lives), [Settled(at(-99), room)], stays, act)


@given(st.lists(LIVED, max_size=8).map(possible))
@LAW
def test_every_figure_is_counted_again_from_what_was_lived(lives: list[Lived]) -> None:
    """By another way: guest by guest, without nights and without instants."""
    inside = range(DAYS + 1)

    def nights_of(each: Lived) -> range:
        return range(
            each.first, each.first + (max(each.nights - each.early, 0) if each.came else 1)
        )

    def counted(days: list[int]) -> int:
        return sum(day in inside for day in days)

    total = made(lives).total
    came = [each for each in lives if each.came]
    given = [day for each in lives for day in nights_of(each)]
    used = [day for each in came for day in nights_of(each)]
    left = [(each, each.first + max(each.nights - each.early, 0)) for each in came]
    assert (total.beds.open, total.beds.given, total.beds.used) == (
        len(BEDS) * len(inside),
        counted(given),
        counted(used),
    )
    assert total.applications.applied == counted([each.first - each.waited for each in lives])
    assert total.applications.no_show == counted([each.first for each in lives if not each.came])
    assert total.applications.queued == counted(
        [each.first - each.waited + 1 for each in lives if each.waited > 1]
    )
    assert total.guests.left == counted([day for _, day in left])
    assert total.guests.nights == sum(
        max(each.nights - each.early, 0) for each, day in left if day in inside
    )
    assert total.guests.late == counted([day for each, day in left if each.late])
    waiting = [sum(each.first - each.waited < day < each.first for each in lives) for day in inside]
    assert total.queue.longest == max(waiting)


def added(figures: Sequence[BedFigures]) -> list[int]:
    """What can be added up of several figures."""

    def numbers(of: BedFigures) -> Iterator[int]:
        yield of.nights
        yield from (of.beds.open, of.beds.given, of.beds.used)
        yield from (getattr(of.applications, each) for each in of.applications.__struct_fields__)
        yield from (of.guests.came, of.guests.left, of.guests.nights, of.guests.late)
        yield from (count for each in of.sexes for count in (each.given, each.used))

    return [sum(each) for each in zip(*map(numbers, figures), strict=True)]


@given(st.lists(LIVED, max_size=8).map(possible), st.sampled_from(Per), st.integers(0, 40))
@LAW
def test_the_parts_of_a_report_are_the_whole(lives: list[Lived], by: Per, last: int) -> None:
    report = made(lives, by, last)
    assert added([each.figures for each in report.groups]) == added([report.total])
    for each in (report.total, *(group.figures for group in report.groups)):
        assert each.beds.used <= each.beds.given <= each.beds.open
        assert each.beds.rate is None or 0 <= each.beds.rate <= 1
        assert sum(of.used for of in each.sexes) == each.beds.used
        assert sum(of.beds.open for of in each.types) == each.beds.open


ONE = Lived(bed="A", sex=Sex.FEMALE, first=1, nights=3, waited=2, came=True, early=1, late=True)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("by", [None, *Per])
def test_files_say_what_the_report_says(language: Language, by: Per | None) -> None:
    report = made([ONE], by)
    sheets = tables(report, language)
    assert list(sheets) == [
        BedTable.OVERVIEW,
        *([BedTable.GROUPS] if by else []),
        BedTable.ROOMS,
    ]
    for each in sheets.values():
        lines = list(csv.reader(io.StringIO(comma_separated(each).removeprefix("\ufeff"))))
        assert {len(line) for line in lines} == {len(each.columns)}
        assert len(lines) == len(each.rows) + 1
    overview = {row[0]: row[2:] for row in sheets[BedTable.OVERVIEW].rows}
    rate = overview[list(overview)[-1]]
    assert rate == (2, len(BEDS) * (DAYS + 1), 0.0444)
    content = workbook(title(report, language), sheets.values(), at(100))
    assert content == workbook(title(report, language), sheets.values(), at(100))


def test_the_name_of_a_type_like_a_formula_is_none() -> None:
    report = made([ONE])
    [rate] = report.types
    called = replace(rate, name=Name(hant="=1+1", hans="+1", en="@x"))
    sheets = tables(replace(report, types=(called,)), Language.HANT)
    assert "\n'=1+1," in comma_separated(sheets[BedTable.ROOMS])
