"""Telephone numbers: sealed, masked, read only by who needs them, every reading recorded."""

import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.core.history import Entry, flaws
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Listing
from tests.support.dump import taken
from tests.support.residents import join, person, stored
from tests.support.world import Reply, World, opened
from tests.tickets.building import PAID, UNCOVERED, Case, outcome

PHONE = "136 7788 9901"
DIGITS = "13677889901"
HIDDEN = "36778899"
"""Part of the number with everything in it that the mask hides."""
SPELLINGS = [
    "13677889901",
    "136-7788-9901",
    "136 77 88 99 01",
    "+86 136 7788 9901",
    "+8613677889901",
    "86 13677889901",
    "+86-136-7788-9901",
    "0086 136 7788 9901",
]


def holds(text: str | bytes) -> bool:
    """Whether the number can be read in it, however it is spelled."""
    raw = text.decode("latin-1") if isinstance(text, bytes) else text
    return HIDDEN in raw.replace(" ", "").replace("-", "")


def readings(world: World, id: str) -> list[dict[str, Any]]:
    """The history of a person."""
    listing = Listing(table="history", partition=f"{world.site}#person#{id}", limit=100)
    return list(world.house.service.store.page(listing).items)


@dataclass(frozen=True)
class Life:
    """Somebody called from the number: one repair went its whole way, one waits for its timer."""

    world: World
    case: Case
    answers: list[Reply]


@pytest.fixture(scope="module")
def life(_estate: World) -> Life:
    caller = {"name": "陳大文", "phone": PHONE}
    case = Case(_estate, **UNCOVERED | {"person": None, "caller": caller})
    steps = [case.later(minutes=20).step(command) for command in PAID]
    case.shown(path="/contact")
    Case(_estate, **UNCOVERED | {"person": None, "caller": caller})
    return Life(_estate, case, steps)


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    "path",
    [
        "/tickets/{id}",
        "/tickets/{id}/history?limit=100",
        "/tickets/{id}/forms/{number}",
        "/tickets/{id}/forms/{number}?copy=working",
        "/forms/{number}",
        "/tickets?limit=100",
        "/tickets?unit=B-0502",
        "/my/tickets?unit=B-0502",
        "/duty-record?day=2026-03-02",
        "/inbox?limit=100",
        "/follow-ups",
        "/units/B-0502",
        "/desk",
        "/me",
        "/ledger/receivable.B-0502",
    ],
)
def test_no_page_shows_the_number(life: Life, path: str) -> None:
    answered = 0
    for who in ("desk-chan", "supervisor-chow", "engineer-lee", "owner-lau", "finance-ho", "gm-ng"):
        reply = life.world.get(path.format(id=life.case.id, number=life.case.order), who)
        answered += reply.status == 200
        assert not holds(reply.body), who
    assert answered


@pytest.mark.clause("P-private")
def test_no_answer_of_a_whole_life_shows_the_number(life: Life) -> None:
    assert len(life.answers) == 11
    assert not any(holds(reply.body) for reply in life.answers)
    assert life.case.ticket["reporter"]["phone"] == "136****9901"


@pytest.mark.clause("P-private", "P-history")
def test_history_keeps_the_form_with_the_number_hidden(life: Life) -> None:
    entry = life.case.history()[0]
    assert entry["form"]["caller"] == {"name": "陳大文", "phone": "****"}


@pytest.mark.clause("P-private")
def test_nothing_that_is_stored_holds_the_number(life: Life) -> None:
    client = boto3.client("dynamodb")
    items = taken(client)
    tables = {key.partition(",")[0] for key in items}
    assert len(tables) == 12  # every table has something in it to look at
    for key, item in items.items():
        assert not holds(key)
        assert not holds(repr(item)), key
        for packed in _binary(item):
            assert not holds(zlib.decompress(packed)), key


def _binary(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _binary(each)


@pytest.mark.clause("P-private")
def test_the_search_through_the_store_would_find_it(life: Life) -> None:
    """Were it stored anywhere, spelled out or packed into an answer."""
    assert holds(f"{{'S': '{PHONE}'}}")
    assert holds(zlib.decompress(zlib.compress(DIGITS.encode())))
    assert any(_binary(item) for item in taken(boto3.client("dynamodb")).values())


@pytest.mark.clause("P-private")
def test_no_log_line_holds_the_number(estate: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "chalicelib"):
        case = Case(estate, person=None, caller={"name": "陳大文", "phone": PHONE})
        estate.post("/people/find", "desk-chan", {"phone": PHONE})
        case.shown(path="/contact")
        estate.intake(person=None, caller={"name": "陳大文", "phone": PHONE, "x": 1})
    assert len(caplog.records) >= 4
    assert not any(holds(repr(record.__dict__)) for record in caplog.records)


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    "phone", [f"{PHONE}x", f"tel {PHONE}", f"{PHONE}\n", f"{PHONE} {PHONE}", [PHONE]]
)
def test_a_refusal_does_not_repeat_the_number(estate: World, phone: Any) -> None:
    for reply in (
        estate.intake(person=None, caller={"name": "陳大文", "phone": phone}),
        estate.post("/people/find", "desk-chan", {"phone": phone}),
    ):
        assert outcome(reply)[0] == "invalid_form"
        assert not holds(reply.body)


@pytest.fixture(scope="module")
def with_engineering(_estate: World) -> Case:
    return Case(_estate, **UNCOVERED).until("dispatch")


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 200) for who in ("desk-chan", "desk-leung", "supervisor-chow", "assistant-lam")),
        *((who, 200) for who in ("engineer-lee", "engineer-wong", "head-cheung")),
        *((who, 404) for who in ("engineer-tse", "head-ho", "nobody")),
        *((who, 403) for who in ("finance-ho", "gm-ng", "admin-cheng", "owner-lau", "owner-wong")),
    ],
)
def test_who_needs_the_number_reads_it_and_the_reading_is_recorded(
    estate: World, with_engineering: Case, who: str, status: int
) -> None:
    case = with_engineering
    before = len(readings(estate, "owner-lau"))
    reply = case.shown(who, "/contact")
    assert reply.status == status
    after = readings(estate, "owner-lau")[before:]
    if status == 200:
        assert reply.json == {"person": "owner-lau", "name": "劉志強", "phone": "13800138002"}
        [entry] = after
        assert (entry["by"], entry["command"], entry["clause"], entry["facts"]) == (
            who,
            "ticket-contact",
            "P-private",
            {"ticket": case.id},
        )
        assert entry["at"] == "2026-03-02T01:00:00Z"
    else:
        assert after == []


@pytest.mark.clause("P-private", "P-history")
def test_every_reading_is_an_entry_of_an_unbroken_chain(estate: World) -> None:
    case = Case(estate, person=None, caller={"name": "陳大文", "phone": "136 0000 1111"})
    id = case.ticket["reporter"]["person"]
    for who in ("desk-chan", "desk-chan", "assistant-lam"):
        assert case.shown(who, "/contact").json["phone"] == "13600001111"
    found = msgspec.convert(readings(estate, id), list[Entry])
    assert [entry.by for entry in found] == ["desk-chan"] * 3 + ["assistant-lam"]
    assert [entry.command for entry in found] == ["ticket-intake"] + ["ticket-contact"] * 3
    assert list(flaws(stored(estate, Person, id), found)) == []
    assert case.shown().ticket == case.ticket


@pytest.mark.clause("P-private", "P-who")
def test_an_engineer_reads_the_number_while_the_order_is_theirs(estate: World) -> None:
    case = Case(estate).until("dispatch")
    assert case.shown("engineer-lee", "/contact").status == 200
    case.step("reassign", department="grounds")
    assert case.shown("engineer-lee", "/contact").status == 404
    assert case.shown("engineer-tse", "/contact").status == 200


@pytest.mark.clause("P-private", "T-2.0")
@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_known_caller_is_recognized_however_the_number_is_spelled(
    life: Life, spelled: str
) -> None:
    caller = {"name": "陳大文", "phone": spelled}
    case = Case(life.world, person=None, caller=caller)
    assert case.ticket["reporter"]["person"] == life.case.ticket["reporter"]["person"]
    assert case.ticket["reporter"]["phone"] == "136****9901"
    [found] = life.world.post("/people/find", "desk-chan", {"phone": spelled}).json["items"]
    assert (found["name"], found["phone"]) == ("陳大文", "136****9901")


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("other", ["136 7788 9902", "+852 136 7788 9901", "7788 9901", "9901"])
def test_another_number_is_another_caller(life: Life, other: str) -> None:
    reply = life.world.post("/people/find", "desk-chan", {"phone": other})
    assert reply.status == (422 if other == "9901" else 200)
    assert reply.json.get("items", []) == []


@pytest.mark.clause("P-private")
@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("138 0013 8001", "138****8001"),
        ("+86 138-0013-8001", "138****8001"),
        ("+852 2345 6789", "+85*****6789"),
        ("0755 8888 6666", "075*****6666"),
        ("12345", "*****"),
        ("234 5678", "*******"),
    ],
)
def test_a_number_is_shown_masked(estate: World, phone: str, shown: str) -> None:
    case = Case(estate, person=None, caller={"name": "某人", "phone": phone})
    assert case.ticket["reporter"]["phone"] == shown


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("phone", ["2345 6789", "234 567 890", "23456 78901"])
def test_a_mask_hides_at_least_four_digits(estate: World, phone: str) -> None:
    """Eight digits are a whole number in Hong Kong: one of them hidden hides nothing."""
    case = Case(estate, person=None, caller={"name": "某人", "phone": phone})
    assert case.ticket["reporter"]["phone"].count("*") >= 4


@pytest.mark.clause("P-private", "P-who")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("desk-chan", 200),
        ("supervisor-chow", 200),
        ("assistant-lam", 403),
        ("engineer-lee", 403),
        ("owner-wong", 403),
        ("admin-cheng", 403),
    ],
)
def test_who_finds_people_by_number(estate: World, who: str, status: int) -> None:
    assert estate.post("/people/find", who, {"phone": "138 0013 8001"}).status == status


@pytest.mark.clause("P-private")
def test_people_who_share_a_number_are_all_found(estate: World) -> None:
    for id in ("spouse-a", "spouse-b"):
        join(estate, person(id, Role.OWNER, units=("A-1203",)), "139 4444 0001")
    found = estate.post("/people/find", "desk-chan", {"phone": "+86 139 4444 0001"}).json["items"]
    assert {(each["person"], each["phone"]) for each in found} == {
        ("spouse-a", "139****0001"),
        ("spouse-b", "139****0001"),
    }


@pytest.mark.clause("P-private")
def test_a_number_of_another_site_is_unknown_here(estate: World) -> None:
    caller = {"name": "陳大文", "phone": "136 9999 0002"}
    here = Case(estate, person=None, caller=caller)
    with opened(None, estate.clock) as other:
        found = other.post("/people/find", "desk-chan", {"phone": caller["phone"]})
        assert found.json["items"] == []
        there = Case(other, person=None, caller=caller)
    assert here.ticket["reporter"]["person"] != there.ticket["reporter"]["person"]
