"""A bed changes hands by an agreement that both sides confirm (L-2)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.lodging.stays.model import Stay
from tests.support import conduct
from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MAN,
    MANAGER,
    access_pass,
    anew,
    applied,
    approved,
    arriving,
    at,
    came,
    ceding,
    day,
    do,
    emptied,
    granted,
    left,
    neighbours,
    now,
    offers,
    only,
    over,
    posted,
    proposed,
    relative,
    taking,
)
from tests.support.residents import settle, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-2")


@pytest.fixture
def hotel(estate: World) -> World:
    """One room with one bed, in a week of its own."""
    return emptied(anew(only(estate, r1="A")))


@pytest.fixture
def large(estate: World) -> World:
    """One room with two beds besides."""
    return emptied(anew(only(estate, r1="A", r2="AB")))


def refused(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert refused(reply) == (422, "invalid_form", "L-2"), reply.json
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def state(world: World, reply: Reply) -> str:
    found: str = now(world, reply)["state"]
    return found


def lodgers(world: World, reply: Reply, after: int = 0) -> list[tuple[str, str, str]]:
    """Who has which bed on the first night of a stay, or so many later."""
    night = date.fromisoformat(reply.json["stay"]["asked"]["first"]) + timedelta(days=after)
    page = world.get(f"/house/nights?from_day={night}&to_day={night}", DORMITORY).json
    return [(each["stay"], each["room"], each["bed"]) for each in page["nights"][0]["lodgers"]]


def told(world: World, who: str) -> list[str]:
    return [each["code"] for each in world.get("/inbox", who).json["items"][:3]]


def id_of(reply: Reply) -> str:
    found: str = reply.json["stay"]["id"]
    return found


@pytest.mark.clause("L-6", "P-tell")
def test_a_bed_ceded_by_one_and_taken_by_the_other_is_the_others(hotel: World) -> None:
    giver, receiver = neighbours(hotel, first=3)
    reply = ceding(hotel, giver, receiver)
    assert (reply.status, reply.actions) == (200, {"cancel", "call-off"})
    assert "bed_proposed" in told(hotel, COLLEAGUE)
    assert lodgers(hotel, giver) == [(id_of(giver), "1", "A")]  # nothing yet
    assert state(hotel, receiver) == "waiting"
    taken = taking(hotel, giver, receiver)
    assert taken.status == 200, taken.json
    stay = taken.json["stay"]
    assert (stay["state"], stay["ceding"], taken.actions) == ("granted", None, {"cancel", "cede"})
    assert (stay["beds"][0]["place"], stay["beds"][0]["rate"]) == ({"room": "1", "bed": "A"}, 10000)
    assert [each["clause"] for each in stay["timers"]] == ["L-3"]  # nobody came, as of any grant
    assert lodgers(hotel, giver) == [(id_of(receiver), "1", "A")]
    assert hotel.get("/house/queue", DORMITORY).json["waiting"] == []
    gave = now(hotel, giver)
    assert (gave["state"], gave["beds"], gave["timers"]) == ("ceded", [], [])
    assert gave["ceded"][0]["to"] == id_of(receiver)
    assert "bed_ceded" in told(hotel, EMPLOYEE)
    assert "bed_ceded" in told(hotel, DORMITORY)
    history = hotel.get(f"/stays/{id_of(giver)}/history", DORMITORY).json["items"]
    assert [(each["command"], each["by"]) for each in history[-2:]] == [
        ("stay-cede", EMPLOYEE),
        ("stay-take-ceded", COLLEAGUE),
    ]


def test_of_two_guests_one_cedes_and_the_other_stays(large: World) -> None:
    form = {"first": 3, "days": 2}
    guests = relative(large), relative(large)
    granted(large, **form)
    giver = granted(large, EMPLOYEE, *guests, **form)
    receiver = approved(large, applied(large, COLLEAGUE, **form))
    assert ceding(large, giver, receiver, 1).status == 200
    assert taking(large, giver, receiver).status == 200
    ids = [id_of(giver), id_of(receiver)]
    assert [each[0] for each in lodgers(large, giver)][1:] == ids
    at(large, day(large, 3), "15:00:00")
    both = arriving(giver.json["stay"])["guests"]
    late = do(large, giver, "check-in", DORMITORY, guests=both[1:])
    assert refused(late) == (409, "last_day_over", "L-3")  # they have no night
    reply = came(large, giver, 0)
    assert "check-in" not in large.get(f"/stays/{id_of(giver)}", DORMITORY).actions
    longer = large.post(
        "/stays",
        EMPLOYEE,
        {
            "reason": "延住",
            "first": giver.json["stay"]["asked"]["last"],
            "last": str(day(large, 3)),
            "guests": [guests[1]],
            "extends": id_of(giver),
        },
    )
    assert ("/guests/0", "not_of_stay") in [
        (each["pointer"], each["code"]) for each in longer.json["errors"]
    ]
    assert left(large, reply).json["stay"]["state"] == "left"


def test_what_is_left_over_is_offered_to_who_waits(hotel: World) -> None:
    giver = granted(hotel, first=3, days=3)
    first = approved(hotel, applied(hotel, first=5))  # registered before the receiver
    receiver = approved(hotel, applied(hotel, COLLEAGUE, first=4))
    assert ceding(hotel, giver, receiver).json["stay"]["ceding"]["night"] == str(day(hotel, 4))
    assert taking(hotel, giver, receiver).status == 200
    nights = [[each[0] for each in lodgers(hotel, giver, after)] for after in range(3)]
    assert nights == [[id_of(giver)], [id_of(receiver)], []]
    assert state(hotel, giver) == "granted"  # of the first night they have the bed
    offers(hotel)
    assert state(hotel, first) == "offered"
    at(hotel, day(hotel, 4), "09:00:00")
    form = arriving(giver.json["stay"])
    assert refused(do(hotel, giver, "check-in", DORMITORY, **form))[1] == "last_day_over"


@pytest.mark.clause("L-5", "L-6", "L-11")
def test_who_is_there_leaves_on_the_day_of_the_ceded_night(hotel: World) -> None:
    giver = granted(hotel, days=3)
    receiver = approved(hotel, applied(hotel, COLLEAGUE, first=2))
    first = day(hotel, 1)
    at(hotel, first, "15:00:00")
    came(hotel, giver)
    assert ceding(hotel, giver, receiver).status == 200
    assert taking(hotel, giver, receiver).status == 200
    known = access_pass(hotel, giver).json["access_pass"]
    assert known["valid_until"] == f"{first + timedelta(days=1)}T16:00:00Z"
    due = now(hotel, giver)["timers"][0]["due_at"]
    assert due == f"{first + timedelta(days=1)}T04:00:01Z"
    at(hotel, first + timedelta(days=1), "12:00:01")
    over(hotel)
    assert posted(hotel, giver) == 5000  # it is the day of leaving now
    form = arriving(receiver.json["stay"])
    early = do(hotel, receiver, "check-in", DORMITORY, **form)
    assert refused(early) == (409, "bed_occupied", "L-6")
    assert now(hotel, giver)["present"][0]["name"] in early.json["detail"]
    assert left(hotel, giver).json["stay"]["state"] == "left"
    assert came(hotel, receiver).json["stay"]["state"] == "staying"
    assert posted(hotel, giver) == 5000


@pytest.mark.parametrize(
    ("clock", "after", "fault"),
    [
        ("11:59:59", 1, None),  # the night that begins, by the hour of leaving
        ("12:00:00", 1, None),
        ("12:00:01", 1, "bed_in_use"),  # the guest would be late already
        ("12:00:01", 2, None),  # tomorrow's night
        ("23:59:59", 2, None),
    ],
)
@pytest.mark.clause("L-6")
def test_nobody_who_is_there_has_to_leave_in_the_past(
    hotel: World, clock: str, after: int, fault: str | None
) -> None:
    giver = granted(hotel, first=0, days=3)
    receiver = approved(hotel, applied(hotel, COLLEAGUE, first=after))
    first = day(hotel, 0)
    at(hotel, first, "15:00:00")
    came(hotel, giver)
    at(hotel, first + timedelta(days=1), clock)
    reply = ceding(hotel, giver, receiver)
    if fault:
        assert faults(reply) == [("/guests/0", fault)]
        return
    assert taking(hotel, giver, receiver).status == 200
    over(hotel)
    assert posted(hotel, giver) == 0


def test_who_came_today_cedes_from_tomorrow(hotel: World) -> None:
    giver = granted(hotel, first=0, days=2)
    receiver = approved(hotel, applied(hotel, COLLEAGUE, first=0))
    hotel.clock.tick(seconds=1)
    came(hotel, giver)
    assert faults(ceding(hotel, giver, receiver)) == [("/guests/0", "bed_in_use")]


REFUSED: list[tuple[str, dict[str, Any], Any]] = [
    ("nobody's", {"to": "no-such"}, [("/to", "not_waiting")]),
    ("itself", {"to": "giver"}, [("/to", "not_waiting")]),  # it waits for nothing
    ("not signed", {"to": "pending"}, [("/to", "not_waiting")]),
    ("one's own", {"to": "own"}, [("/to", "own_application")]),
    ("other nights", {"to": "later"}, [("/guests/0", "no_bed_then")]),
    ("not a guest", {"guests": ["nobody"]}, [("/guests/0", "no_such_one")]),
    ("twice", {"guests": ["guest", "guest"]}, [("/guests/1", "repeated")]),
    ("nobody", {"guests": []}, [("/guests", "too_short")]),
]


@pytest.mark.parametrize(("what", "form", "found"), REFUSED, ids=lambda each: str(each))
def test_what_cannot_be_proposed_is_refused(
    hotel: World, what: str, form: dict[str, Any], found: Any
) -> None:
    giver, receiver = neighbours(hotel, first=3)
    granted(hotel, first=5)
    named = {
        "giver": giver,
        "pending": applied(hotel, COLLEAGUE, first=3),
        "own": approved(hotel, applied(hotel, EMPLOYEE, first=3)),
        "later": approved(hotel, applied(hotel, COLLEAGUE, first=5)),
    }
    if form.get("to") in named:
        form = {"to": id_of(named[form["to"]])}
    guest = giver.json["stay"]["asked"]["guests"][0]["guest"]
    if "guest" in form.get("guests", ()):
        form = {"guests": [guest, guest]}
    before = now(hotel, giver), now(hotel, receiver)
    assert faults(ceding(hotel, giver, receiver, **form)) == found, what
    assert (now(hotel, giver), now(hotel, receiver)) == before


@pytest.mark.clause("L-10", "L-3")
def test_what_would_not_give_all_that_is_needed_is_refused(large: World) -> None:
    """A room of women has no bed for a man; one bed is none for two; an extension hangs on it."""
    form = {"first": 3}
    single = granted(large, **form)
    giver = granted(large, EMPLOYEE, relative(large), relative(large), **form)
    man = approved(large, applied(large, COLLEAGUE, relative(large, COLLEAGUE, **MAN), **form))
    assert refused(ceding(large, giver, man)) == (409, "ceded_beds_unfit", "L-2")
    two = approved(
        large,
        applied(large, COLLEAGUE, relative(large, COLLEAGUE), relative(large, COLLEAGUE), **form),
    )
    assert refused(ceding(large, single, two)) == (409, "ceded_beds_unfit", "L-2")
    guest = single.json["stay"]["asked"]["guests"][0]["relative"]
    longer = granted(large, EMPLOYEE, guest, first=4, extends=id_of(single))
    for each in (single, longer):
        assert refused(ceding(large, each, two)) == (409, "goes_on", "L-2")
    assert ceding(large, giver, man, 0, 1).status == 200  # both together empty the room
    assert taking(large, giver, man).status == 200


def _lost(world: World, who: str) -> None:
    version = world.get(f"/conduct/{who}", conduct.DIRECTOR).etag
    form = {"reason": "屢次違規"}
    reply = world.post(f"/conduct/{who}/cancel", conduct.DIRECTOR, form, if_match=version)
    assert reply.status == 200, reply.json


def _restored(world: World, who: str) -> None:
    version = world.get(f"/conduct/{who}", conduct.DIRECTOR).etag
    form = {"reason": "x"}
    world.post(f"/conduct/{who}/restore", conduct.DIRECTOR, form, if_match=version)


def _waited(world: World, giver: Reply, receiver: Reply) -> None:
    world.clock.tick(hours=4)


def _called_off(world: World, giver: Reply, receiver: Reply) -> None:
    assert do(world, giver, "call-off", EMPLOYEE).status == 200
    assert "ceding_called_off" in told(world, COLLEAGUE)


def _declined(world: World, giver: Reply, receiver: Reply) -> None:
    assert do(world, receiver, "call-off", COLLEAGUE).status == 200
    assert "ceding_called_off" in told(world, EMPLOYEE)


def _cancelled(world: World, giver: Reply, receiver: Reply) -> None:
    assert do(world, giver, "cancel", EMPLOYEE, reason="改期").status == 200


def _offered(world: World, giver: Reply, receiver: Reply) -> None:
    _cancelled(world, giver, receiver)
    world.clock.tick(seconds=1)
    offers(world)
    assert state(world, receiver) == "offered"


def _given_up(world: World, giver: Reply, receiver: Reply) -> None:
    assert do(world, receiver, "cancel", COLLEAGUE, reason="改期").status == 200


def _giver_lost(world: World, giver: Reply, receiver: Reply) -> None:
    _lost(world, EMPLOYEE)


def _receiver_lost(world: World, giver: Reply, receiver: Reply) -> None:
    _lost(world, COLLEAGUE)


MEANWHILE: list[tuple[Callable[[World, Reply, Reply], None], tuple[int, str, str]]] = [
    (_waited, (409, "ceding_over", "L-2")),  # to the second of the offer's setting
    (_called_off, (409, "ceding_over", "L-2")),
    (_declined, (409, "ceding_over", "L-2")),
    (_cancelled, (409, "ceding_over", "L-2")),
    (_offered, (409, "too_late", "L-2")),
    (_given_up, (409, "too_late", "L-2")),
    (_giver_lost, (409, "ceding_over", "L-2")),  # of whose standing nothing is said
    (_receiver_lost, (409, "eligibility_cancelled", "L-7")),
]


@pytest.mark.clause("L-7")
@pytest.mark.parametrize(("happens", "answer"), MEANWHILE)
def test_what_happened_meanwhile_ends_the_proposal(
    hotel: World, happens: Callable[[World, Reply, Reply], None], answer: tuple[int, str, str]
) -> None:
    conduct.guarded(hotel)
    giver, receiver = proposed(hotel, first=3)
    happens(hotel, giver, receiver)
    before = now(hotel, giver), now(hotel, receiver)
    try:
        assert refused(taking(hotel, giver, receiver)) == answer
        assert (now(hotel, giver), now(hotel, receiver)) == before
    finally:
        for who in (EMPLOYEE, COLLEAGUE):
            _restored(hotel, who)


def test_a_proposal_holds_until_the_second_it_ends_and_one_at_a_time(hotel: World) -> None:
    giver, receiver = proposed(hotel, first=3)
    another = approved(hotel, applied(hotel, COLLEAGUE, first=3))
    assert refused(ceding(hotel, giver, another)) == (409, "ceding_open", "L-2")
    wrong = taking(hotel, giver, receiver, of=id_of(another))
    assert faults(wrong) == [("/of", "no_such_one")]
    assert taking(hotel, giver, another).json["code"] == "ceding_over"
    assert do(hotel, receiver, "take-ceded", EMPLOYEE, of=id_of(giver)).status == 404
    until = datetime.fromisoformat(now(hotel, giver)["ceding"]["until"])
    hotel.clock.at = until - timedelta(seconds=1)
    assert taking(hotel, giver, receiver).status == 200
    assert taking(hotel, giver, receiver).json["code"] == "too_late"
    assert do(hotel, giver, "call-off", EMPLOYEE).status == 409


def test_one_that_is_over_is_followed_by_another(hotel: World) -> None:
    giver, receiver = proposed(hotel, first=3)
    hotel.clock.tick(hours=4)
    assert ceding(hotel, giver, receiver).status == 200
    assert taking(hotel, giver, receiver).status == 200


def test_while_what_is_free_is_offered_nothing_is_ceded(large: World) -> None:
    """Nobody overtakes by it: who could have a free bed has it first."""
    giver, other = granted(large, first=3), granted(large, first=3)
    granted(large, first=3)
    early = approved(large, applied(large, EMPLOYEE, first=3))
    receiver = approved(large, applied(large, COLLEAGUE, first=3))
    assert do(large, other, "cancel", EMPLOYEE, reason="改期").status == 200
    assert refused(ceding(large, giver, receiver)) == (409, "beds_on_offer", "L-2")
    large.clock.tick(seconds=1)
    offers(large)
    assert state(large, early) == "offered"
    assert ceding(large, giver, receiver).status == 200
    assert taking(large, giver, receiver).status == 200
    assert state(large, early) == "offered"


@pytest.mark.clause("L-3", "L-5")
def test_an_extension_that_waits_may_be_ceded_a_bed(hotel: World) -> None:
    begun = granted(hotel, COLLEAGUE, first=0)
    giver = granted(hotel, first=1)
    hotel.clock.tick(seconds=1)
    came(hotel, begun)
    guest = begun.json["stay"]["asked"]["guests"][0]["relative"]
    receiver = approved(hotel, applied(hotel, COLLEAGUE, guest, first=1, extends=id_of(begun)))
    assert state(hotel, receiver) == "waiting"
    assert ceding(hotel, giver, receiver).status == 200
    assert taking(hotel, giver, receiver).status == 200
    last = day(hotel, 2)
    assert access_pass(hotel, begun).json["access_pass"]["valid_until"] == f"{last}T16:00:00Z"
    assert now(hotel, begun)["moved"][0]["last"] == str(last)
    assert "passes_longer" in told(hotel, COLLEAGUE)


def test_of_a_closed_room_nothing_is_given_anew(estate: World) -> None:
    world = emptied(anew(only(estate, r1="A")))
    giver, receiver = neighbours(world, first=3)
    form: dict[str, Any] = {"type": "standard", "floor": 2, "beds": [{"key": "A"}]}
    path, etag = "/house/rooms/1/change", world.get("/house", DORMITORY).etag
    closed = world.post(path, DORMITORY, form | {"closed": True}, if_match=etag)
    assert closed.status == 200, closed.json
    try:
        assert refused(ceding(world, giver, receiver)) == (409, "ceded_beds_unfit", "L-2")
    finally:
        world.post(path, DORMITORY, form, if_match=closed.etag)


def test_what_one_side_alone_still_has_is_no_agreement(hotel: World) -> None:
    giver, receiver = proposed(hotel, first=3)
    settle(hotel, stored(hotel, Stay, id_of(giver)), ceding=None)
    assert refused(taking(hotel, giver, receiver)) == (409, "ceding_over", "L-2")
    assert do(hotel, receiver, "call-off", COLLEAGUE).status == 200
    assert ceding(hotel, giver, receiver).status == 200


@pytest.mark.clause("L-3")
def test_an_extension_for_whose_bed_was_ceded_meanwhile_is_not_granted(large: World) -> None:
    giver = granted(large, EMPLOYEE, relative(large), first=3)
    for _ in range(2):
        granted(large, first=3)
    guest = giver.json["stay"]["asked"]["guests"][0]["relative"]
    longer = applied(large, EMPLOYEE, guest, first=4, extends=id_of(giver))
    longer = do(large, longer, "approve", MANAGER)
    receiver = approved(large, applied(large, COLLEAGUE, first=3))
    assert ceding(large, giver, receiver).status == 200
    assert taking(large, giver, receiver).status == 200
    last = do(large, longer, "approve", DIRECTOR)
    assert refused(last) == (409, "stay_over", "L-3")  # it is ceded whole
    assert do(large, longer, "refuse", DIRECTOR, reason="床位已讓出").status == 200


@pytest.mark.clause("L-3")
def test_who_is_left_is_extended_and_who_ceded_is_not(large: World) -> None:
    giver = granted(large, EMPLOYEE, relative(large), relative(large), first=3)
    granted(large, first=3)
    guests = [each["relative"] for each in giver.json["stay"]["asked"]["guests"]]
    pending = [
        do(
            large,
            applied(large, EMPLOYEE, guest, first=4, extends=id_of(giver)),
            "approve",
            MANAGER,
        )
        for guest in guests
    ]
    receiver = approved(large, applied(large, COLLEAGUE, first=3))
    assert ceding(large, giver, receiver, 1).status == 200
    assert taking(large, giver, receiver).status == 200
    assert do(large, pending[0], "approve", DIRECTOR).json["stay"]["state"] == "granted"
    ceded = do(large, pending[1], "approve", DIRECTOR)
    assert refused(ceded) == (409, "bed_ceded", "L-2")
