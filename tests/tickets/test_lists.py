"""Lists: each filter, their combinations, order, pages, and whose tickets they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support.residents import join, person
from tests.support.world import Reply, World, opened
from tests.tickets.building import PUBLIC, UNCOVERED, Case, outcome

HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}


@dataclass(frozen=True)
class Shelf:
    """A site with nine tickets, a letter for each; nothing in it is changed."""

    world: World
    letters: dict[str, str]

    def of(self, reply: Reply) -> str:
        return "".join(self.letters[item["ticket"]["id"]] for item in reply.json["items"])

    def pages(self, path: str, who: str, limit: int) -> list[str]:
        """The letters on each page."""
        found, cursor = [], ""
        while cursor is not None:
            separator = "&" if "?" in path else "?"
            reply = self.world.get(f"{path}{separator}limit={limit}{cursor}", who)
            assert reply.status == 200, reply.json
            found.append(self.of(reply))
            cursor = reply.json["next"] and f"&cursor={reply.json['next']}"
        return found


KEPT: dict[str, tuple[dict[str, Any], str | None, dict[str, Any]]] = {
    "A": ({}, None, {}),
    "B": ({}, "dispatch", {}),
    "C": (UNCOVERED, "dispatch", {"department": "grounds"}),
    "D": (HALL, None, {}),
    "E": (UNCOVERED | {"person": "owner-wong"}, None, {}),  # reported by a neighbour
    "F": (HALL | {"person": "owner-lau"}, "take", {}),
    "G": ({}, "cancel", {}),
    "H": (UNCOVERED, "quote", {}),
    "I": ({}, "archive", {}),
}


@pytest.fixture(scope="module")
def shelf(_estate: World) -> Iterator[Shelf]:
    with opened(None, _estate.clock) as world:
        letters = {}
        for letter, (intake, until, given) in KEPT.items():
            world.clock.tick(seconds=1)
            case = Case(world, **intake)
            if until in ("cancel", "take"):
                case.step(until)
            elif until:
                case.until(until) if not given else case.step(until, **given)
            letters[case.id] = letter
        yield Shelf(world, letters)


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "IHGFEDCBA"),
        ("state=reported", "EA"),
        ("state=dispatched", "DCB"),
        ("state=taken", "F"),
        ("state=quoted", "H"),
        ("state=cancelled", "G"),
        ("state=archived", "I"),
        ("state=working", ""),
        ("department=engineering", "IHFDB"),
        ("department=grounds", "C"),
        ("department=kitchen", ""),
        ("person=owner-wong", "IGEDBA"),
        ("person=owner-lau", "HFC"),
        ("person=nobody", ""),
        ("unit=A-1203", "IGBA"),
        ("unit=B-0502", "HEC"),
        ("kind=repair_public", "FD"),
        ("kind=repair_indoor", "IHGECBA"),
        # each further filter narrows, whichever index the list is read by
        ("state=dispatched&department=engineering", "DB"),
        ("state=dispatched&kind=repair_indoor", "CB"),
        ("person=owner-wong&kind=repair_public", "D"),
        ("unit=B-0502&person=owner-wong", "E"),
        ("unit=B-0502&state=reported", "E"),
        ("unit=B-0502&department=grounds", "C"),
        ("person=owner-lau&department=engineering&state=quoted", "H"),
        ("person=owner-lau&unit=A-1203", ""),
        (
            "state=quoted&department=engineering&person=owner-lau&unit=B-0502&kind=repair_indoor",
            "H",
        ),
    ],
)
def test_a_list_holds_what_it_was_asked_for(shelf: Shelf, query: str, found: str) -> None:
    assert shelf.of(shelf.world.get(f"/tickets?{query}", "desk-chan")) == found
    oldest = shelf.world.get(f"/tickets?order=oldest&{query}", "desk-chan")
    assert shelf.of(oldest) == found[::-1]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 8, 9, 100])
@pytest.mark.parametrize(
    ("query", "found"),
    [("", "IHGFEDCBA"), ("kind=repair_public", "FD")],
)
def test_the_pages_of_a_list_make_the_whole(
    shelf: Shelf, query: str, found: str, limit: int, order: str
) -> None:
    pages = shelf.pages(f"/tickets?order={order}&{query}", "supervisor-chow", limit)
    assert "".join(pages) == (found if order == "newest" else found[::-1])
    assert all(len(page) <= limit for page in pages)


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    "query",
    [
        "state=open",
        "kind=praise",
        "order=random",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=ten",
        "unit=%27%20or%201=1",
        "colour=red",
        "state=reported&state=taken",
        "cursor=none",
        "cursor=",
        "cursor=eyJhIjoxfQ",
    ],
)
def test_what_no_list_is_asked_for(shelf: Shelf, query: str) -> None:
    reply = shelf.world.get(f"/tickets?{query}", "desk-chan")
    assert (reply.status, reply.json["code"]) == (422, "invalid_form")
    field = query.partition("=")[0]
    assert reply.json["errors"][0]["pointer"] == f"/{field}"


@pytest.mark.clause("P-find")
def test_a_cursor_is_good_for_its_own_list_only(shelf: Shelf) -> None:
    cursor = shelf.world.get("/tickets?limit=1", "desk-chan").json["next"]
    reply = shelf.world.get(f"/tickets?state=reported&cursor={cursor}", "desk-chan")
    assert outcome(reply) == ("invalid_form", "P-find", ("/cursor", "no_such"))


@pytest.mark.clause("P-who", "P-find")
@pytest.mark.parametrize(
    ("who", "query", "found"),
    [
        ("engineer-lee", "department=engineering", "IHFDB"),
        ("head-cheung", "department=engineering&state=dispatched", "DB"),
        ("engineer-lee", "department=engineering&unit=B-0502", "H"),
        ("engineer-lee", "department=engineering&person=owner-wong", "IDB"),
        ("engineer-tse", "department=grounds", "C"),
        ("head-ho", "department=grounds&state=archived", ""),
        ("finance-ho", "", "IHGFEDCBA"),
        ("gm-ng", "department=grounds", "C"),
        ("assistant-lam", "state=reported", "EA"),
    ],
)
def test_who_finds_what_in_the_list(shelf: Shelf, who: str, query: str, found: str) -> None:
    assert "".join(shelf.pages(f"/tickets?{query}", who, 3)) == found


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("query", ["", "department=grounds", "unit=A-1203", "person=owner-wong"])
@pytest.mark.parametrize("who", ["engineer-lee", "head-cheung"])
def test_an_engineer_lists_their_own_department_only(shelf: Shelf, who: str, query: str) -> None:
    reply = shelf.world.get(f"/tickets?{query}", who)
    assert outcome(reply) == ("invalid_form", "P-who", ("/department", "own_department"))
    assert reply.json["errors"][0]["data"] == {"department": "engineering"}


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("who", ["owner-wong", "admin-cheng"])
def test_owners_and_administrators_list_nothing_of_the_site(shelf: Shelf, who: str) -> None:
    assert outcome(shelf.world.get("/tickets", who))[0] == "not_your_step"


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("who", "query", "found"),
    [
        ("owner-wong", "", "IGEDBA"),
        ("owner-lau", "", "HFC"),
        ("owner-tang", "", ""),
        ("owner-wong", "unit=A-1203", "IGBA"),
        ("owner-lau", "unit=B-0502", "HEC"),  # the neighbour's report is about their flat
        ("owner-wong", "unit=B-0502", "E"),  # of another's flat only what one reported
        ("owner-tang", "unit=A-1203", ""),
        ("owner-wong", "order=oldest", "ABDEGI"),
    ],
)
def test_owners_find_their_own(shelf: Shelf, who: str, query: str, found: str) -> None:
    assert "".join(shelf.pages(f"/my/tickets?{query}", who, 2)) == found


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("who", ["desk-chan", "engineer-lee", "gm-ng"])
def test_who_is_no_owner_has_no_tickets_of_their_own(shelf: Shelf, who: str) -> None:
    assert outcome(shelf.world.get("/my/tickets", who))[0] == "not_your_step"


@pytest.mark.clause("P-who")
def test_another_sites_ticket_is_like_an_absent_one(shelf: Shelf, estate: World) -> None:
    case = Case(estate)
    local = join(shelf.world, person("local", Role.DESK, Role.CS_SUPERVISOR, Role.GM))
    absent = shelf.world.get("/tickets/none", local)
    for path in (
        f"/tickets/{case.id}",
        f"/tickets/{case.id}/history",
        f"/tickets/{case.id}/contact",
    ):
        reply = shelf.world.get(path, local)
        assert {**reply.json, "correlation": ""} | {"clause": ""} == {
            **absent.json,
            "correlation": "",
        } | {"clause": ""}
    for path in (
        "/tickets",
        f"/tickets/{case.id}",
        f"/forms/{case.order}",
        "/duty-record?day=2026-03-02",
    ):
        assert outcome(estate.get(path, local)) == ("not_found", "P-who")
    refused = estate.post(f"/tickets/{case.id}/cancel", local, {"reason": "x"}, if_match='"1"')
    assert outcome(refused) == ("not_found", "P-who")
    assert case.shown().ticket == case.ticket


@pytest.mark.clause("P-who")
def test_who_works_at_two_sites_sees_each_by_itself(shelf: Shelf, estate: World) -> None:
    case = Case(estate)
    ids = {item["ticket"]["id"] for item in shelf.world.get("/tickets", "desk-chan").json["items"]}
    assert case.id not in ids
    assert shelf.world.get(f"/tickets/{case.id}", "desk-chan").status == 404


@pytest.mark.clause("P-find")
def test_a_person_with_both_roles_finds_both(shelf: Shelf) -> None:
    """An engineer who owns a flat: the department's in the one list, their own in the other."""
    both = join(
        shelf.world,
        person("both", Role.ENGINEER, Role.OWNER, department="grounds", units=("A-1203",)),
    )
    assert shelf.of(shelf.world.get("/tickets?department=grounds", both)) == "C"
    assert shelf.of(shelf.world.get("/my/tickets?unit=A-1203", both)) == "IGBA"
    assert shelf.world.get(f"/tickets/{_id(shelf, 'A')}", both).status == 200
    assert shelf.world.get(f"/tickets/{_id(shelf, 'H')}", both).status == 404


def _id(shelf: Shelf, letter: str) -> str:
    return next(id for id, each in shelf.letters.items() if each == letter)
