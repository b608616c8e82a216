"""Which beds guests get: no bed twice, no room mixed, nobody in two beds (L-2, L-10). Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.lodging.house import placing
from chalicelib.lodging.house.model import (
    Asking,
    Bed,
    House,
    InLine,
    Lodger,
    Night,
    Queue,
    Room,
    Sex,
    nights,
)
from tests.linear.beds import fits

DAY = date(2026, 3, 2)
F, M = Sex.FEMALE, Sex.MALE
AT = datetime(2026, 3, 1, tzinfo=UTC)


def house(**rooms: str) -> House:
    """Rooms by number; a bed in capitals is open, one in small letters closed."""
    made = tuple(
        Room(
            number=name,
            type="standard",
            floor=1,
            beds=tuple(Bed(key=bed, closed=bed.islower()) for bed in beds),
        )
        for name, beds in rooms.items()
    )
    return House(site="s", id="s", rooms=made)


def wanted(guests: str, first: int = 0, days: int = 1, stay: str = "new") -> InLine:
    """`f1 m2`: a woman g1 and a man g2."""
    asking = tuple(
        Asking(guest=each[1:], sex=F if each[0] == "f" else M) for each in guests.split()
    )
    begins = DAY + timedelta(days=first)
    return InLine(
        stay=stay,
        registered_at=AT,
        first=begins,
        last=begins + timedelta(days=days),
        guests=asking,
    )


def calendar(*lodgers: tuple[int, str]) -> dict[date, Night]:
    """Nights from the one before the first day on; `f9:r1/A` has a bed that night."""
    found = {DAY + timedelta(days=each): "" for each in range(-1, 8)}
    made = {day: Night(site="s", id=str(day)) for day in found}
    for number, text in lodgers:
        day = DAY + timedelta(days=number)
        who, _, place = text.partition(":")
        room, bed = place.split("/")
        sex = F if who[0] == "f" else M
        lodger = Lodger(room=room, bed=bed, stay="old", guest=who[1:], sex=sex)
        made[day] = Night(site="s", id=str(day), lodgers=(*made[day].lodgers, lodger))
    return made


def placed(house: House, asked: InLine, *lodgers: tuple[int, str]) -> str | None:
    given = placing.placed(house, calendar(*lodgers), asked)
    if given is None:
        return None
    return " ".join(f"{guest}:{each.room}/{each.bed}" for guest, each in sorted(given.items()))


@pytest.mark.clause("L-6", "L-10")
def test_a_room_that_is_still_the_other_sexs_is_given_to_nobody() -> None:
    """A woman is still in a room that was given to a man for tonight: it is neither's for anew."""
    known = calendar((0, "m8:1/A"))
    woman = Lodger(room="1", bed="B", stay="late", guest="9", sex=F)
    known[DAY] = replace(known[DAY], overstaying=(woman,))
    rooms = house(**{"1": "ABCD"})
    for asked, first, found in (
        ("m1", 0, None),
        ("f1", 0, None),
        ("m1", 1, "1/A"),  # tomorrow she may be gone
    ):
        given = placing.placed(rooms, known, wanted(asked, first=first))
        assert (given and f"{given['1'].room}/{given['1'].bed}") == found


TWO = house(r1="AB", r2="AB")


@pytest.mark.clause("L-2", "L-10")
@pytest.mark.parametrize(
    ("rooms", "asked", "lodgers", "expected"),
    [
        (house(), wanted("f1"), [], None),  # no room at all
        (TWO, wanted("f1"), [], "1:r1/A"),
        (house(r1="a"), wanted("f1"), [], None),  # its bed is closed
        (house(r1="aB"), wanted("f1"), [], "1:r1/B"),
        (TWO, wanted("f1"), [(0, "f9:r2/A")], "1:r2/B"),  # rooms begun fill up first
        (TWO, wanted("f1"), [(0, "m9:r1/A")], "1:r2/A"),  # never with the other sex
        (house(r1="AB"), wanted("f1"), [(0, "m9:r1/A")], None),
        (house(r1="AB"), wanted("m1"), [(0, "m9:r1/A")], "1:r1/B"),
        (house(r1="A"), wanted("f1"), [(0, "f9:r1/A")], None),  # full
        (house(r1="A"), wanted("f1"), [(1, "f9:r1/A")], "1:r1/A"),  # leaves as the other comes
        (house(r1="A"), wanted("f1", 1), [(0, "f9:r1/A")], "1:r1/A"),  # comes as the other leaves
        (house(r1="A"), wanted("f1", 0, 3), [(2, "f9:r1/A")], None),  # the last of three nights
        (house(r1="AB"), wanted("f1", 0, 2), [(0, "f8:r1/A"), (1, "m9:r1/A")], None),
        (TWO, wanted("f1 m2"), [], "1:r1/A 2:r2/A"),  # a couple, each with their own
        (house(r1="AB"), wanted("f1 m2"), [], None),
        (house(r1="A", r2="AB"), wanted("f1 m2 m3"), [], "1:r1/A 2:r2/A 3:r2/B"),
        (house(r1="AB", r2="A"), wanted("m1 m2 f3"), [], "1:r1/A 2:r1/B 3:r2/A"),
        (house(r1="AB", r2="A"), wanted("f3 m1 m2"), [], "1:r1/A 2:r1/B 3:r2/A"),  # in any order
        (house(r1="ABCD", r2="AB", r3="A"), wanted("f1"), [], "1:r3/A"),  # large ones stay open
        (house(r1="ABCD", r2="AB", r3="A"), wanted("f1 f2 m3"), [], "1:r2/A 2:r2/B 3:r3/A"),
        (house(r1="ABCD", r2="AB"), wanted("f1 m2 m3 m4"), [], "1:r2/A 2:r1/A 3:r1/B 4:r1/C"),
        (house(r1="ABCD", r2="Ab"), wanted("f1 f2"), [], "1:r1/A 2:r1/B"),  # one of two is closed
        (TWO, wanted("f1 f2 f3"), [(0, "m9:r2/A")], None),
        (TWO, wanted("f1"), [(0, "f1:r2/A")], None),  # the guest has a bed that night
        (TWO, wanted("f1", 0, 2), [(1, "f1:r2/A")], None),  # on one of the nights
        (TWO, wanted("f1"), [(-1, "f1:r2/B")], "1:r2/B"),  # an extension keeps its bed
        (TWO, wanted("f1"), [(-1, "f1:r2/B"), (0, "f9:r2/B")], "1:r2/A"),  # unless it is gone
        (TWO, wanted("f1"), [(-1, "f1:r2/B"), (0, "m9:r2/A")], "1:r1/A"),  # or the room is
        (TWO, wanted("f1 f2"), [(-1, "f1:r2/B")], "1:r2/B 2:r2/A"),
        # unless somebody who comes along, or goes on as well, would have none
        (TWO, wanted("f1 m2"), [(-1, "f1:r1/A"), (0, "f9:r2/A")], "1:r2/B 2:r1/A"),
        (
            house(r1="A", r2="ABC", r3="ABC"),
            wanted("f1 m2"),
            [(-1, "f1:r3/B"), (-1, "m2:r2/A"), (0, "f9:r1/A"), (0, "m8:r3/B")],
            "1:r2/A 2:r3/A",
        ),
    ],
)
def test_beds_are_found_as_the_rules_have_it(
    rooms: House, asked: InLine, lodgers: list[tuple[int, str]], expected: str | None
) -> None:
    assert placed(rooms, asked, *lodgers) == expected


@pytest.mark.clause("L-2", "L-10")
@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=5),
    st.lists(
        st.tuples(st.text("fm", min_size=1, max_size=4), st.integers(0, 3), st.integers(1, 3)),
        max_size=14,
    ),
)
def test_however_applications_come_no_bed_is_given_twice_and_no_room_is_mixed(
    sizes: list[int], asked: list[tuple[str, int, int]]
) -> None:
    rooms = house(**{f"r{place}": "ABCD"[:size] for place, size in enumerate(sizes)})
    known = calendar()
    for number, (sexes, first, days) in enumerate(asked):
        guests = " ".join(f"{sex}{number}-{place}" for place, sex in enumerate(sexes))
        wish = wanted(guests, first, days, stay=f"s{number}")
        beds = placing.placed(rooms, known, wish)
        known |= placing.held(known, wish, beds) if beds else {}
    for night in known.values():
        places = [each.place for each in night.lodgers]
        assert len(set(places)) == len(places)
        for room in rooms.rooms:
            assert len({each.sex for each in night.lodgers if each.room == room.number}) <= 1


@st.composite
def evenings(draw: st.DrawFn, guests: str) -> list[tuple[int, str]]:
    """Who has which bed in a house of three, before and on the night: some are those guests."""
    found = []
    for number, of in ((-1, guests.split()), (0, [])):
        own = draw(st.permutations(of))
        for room, beds in THREE.items():
            sex = draw(st.sampled_from("fm"))
            for bed in beds:
                who = draw(st.sampled_from(["", "other", *own]))
                if who in own and who[0] == sex:
                    own.remove(who)
                elif who:
                    who = f"{sex}{room}{bed}"
                found += [(number, f"{who}:{room}/{bed}")] if who else []
    return found


THREE = {"r1": "AB", "r2": "AB", "r3": "A"}


@pytest.mark.clause("L-2", "L-10")
@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["f1", "f1 m2", "f1 f2", "f1 m2 m3"]).flatmap(
        lambda guests: st.tuples(st.just(guests), evenings(guests))
    )
)
def test_there_are_beds_if_trying_everything_finds_some(
    asked: tuple[str, list[tuple[int, str]]],
) -> None:
    guests, lodgers = asked
    known, wish = calendar(*lodgers), wanted(guests)
    found = placing.placed(house(**THREE), known, wish)
    assert (found is not None) == fits(THREE, [known[DAY]], wish)


@pytest.mark.clause("L-2")
@pytest.mark.parametrize(
    ("queued", "asked", "turn"),
    [
        ([], wanted("f1"), True),
        ([wanted("f2", stay="a")], wanted("f1"), False),  # registered before, and would fit
        ([wanted("f2", stay="z")], wanted("f1"), True),  # registered after
        ([wanted("f2", first=1, stay="a")], wanted("f1"), True),  # another night
        ([wanted("f2 m3", stay="a")], wanted("f1"), True),  # does not fit anyway
        ([wanted("f2", first=-1, days=2, stay="a")], wanted("f1"), True),  # can not come any more
    ],
)
def test_nobody_overtakes(queued: list[InLine], asked: InLine, turn: bool) -> None:
    queue = Queue(site="s", id="s", waiting=tuple(queued))
    assert placing.has_turn(house(r1="A"), calendar(), queue, asked, DAY) is turn


def test_nights_are_those_before_the_day_of_leaving() -> None:
    assert nights(DAY, DAY + timedelta(days=2)) == (DAY, DAY + timedelta(days=1))
    assert nights(DAY, DAY) == ()
