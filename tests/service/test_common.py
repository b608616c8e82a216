"""What every site offers: who one is, one's inbox, the ledger, finding people by number."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from chalicelib.common.service import GUESTS, RESIDENTS
from chalicelib.core.fields import MOST_IDS
from chalicelib.core.people import Role
from local import sample
from tests.support.paths import PAID, walk, ways_to
from tests.support.residents import join, person
from tests.support.world import Clock, World, opened

ROLES = {role: f"only-{role}" for role in Role}


@pytest.fixture
def site(estate: World) -> World:
    """With somebody in every role, who is nothing else."""
    for role, id in ROLES.items():
        join(estate, person(id, role))
    return estate


def pages(world: World, path: str, who: str, limit: int) -> Iterator[dict[str, Any]]:
    """Every page of a list, from its first to its last."""
    page = world.get(f"{path}?limit={limit}", who).json
    yield page
    while page["next"]:
        page = world.get(f"{path}?limit={limit}&cursor={page['next']}", who).json
        yield page


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("role", list(Role))
def test_everybody_learns_who_they_are_here(site: World, role: Role) -> None:
    assert site.get("/me", ROLES[role]).json == {
        "id": f"only-{role}",
        "name": f"only-{role}",
        "roles": [role],
        "department": None,
        "units": [],
        "site": site.site,
        "site_name": {"hant": "翠湖花園", "hans": "翠湖花园", "en": "Jade Garden"},
        "time_zone": "Asia/Shanghai",
        "desks": ["tickets"],
        "departments": [
            {"key": each.key, "name": asdict(each.name), "closed": False}
            for each in sample.site().departments
        ],
    }


def named(world: World, who: str, *people: str) -> dict[str, str]:
    """What somebody learns of the names of these."""
    found: dict[str, str] = world.get(f"/names?people={','.join(people)}", who).json["people"]
    return found


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("role", list(Role))
def test_who_works_here_is_named_to_everybody_and_others_to_whose_work_is_with_them(
    site: World, role: Role
) -> None:
    join(site, person("guest-1"))
    asked = named(site, ROLES[role], "desk-chan", "owner-wong", "guest-1", "absent", ROLES[role])
    known = {"desk-chan": "陳靜雯", ROLES[role]: ROLES[role]}
    known |= {"owner-wong": "黃麗華"} if role in RESIDENTS else {}
    known |= {"guest-1": "guest-1"} if role in GUESTS else {}
    assert asked == known


@pytest.mark.clause("P-who")
def test_names_are_asked_for_of_so_many_at_once(estate: World) -> None:
    most = [f"p{number}" for number in range(MOST_IDS)]
    assert named(estate, "desk-chan", *most) == {}
    refused = estate.get(f"/names?people={','.join((*most, 'one-more'))}", "desk-chan")
    assert (refused.status, refused.json["errors"][0]["code"]) == (422, "not_in_form")


@pytest.mark.clause("P-who")
def test_somebody_may_be_several_things_and_own_a_flat(estate: World) -> None:
    both = person("both", Role.DESK, Role.OWNER, department="customer_service", units=("A-1203",))
    me = estate.get("/me", join(estate, both)).json
    assert (me["roles"], me["department"], me["units"]) == (
        ["desk", "owner"],
        "customer_service",
        ["A-1203"],
    )


@pytest.mark.clause("P-who")
def test_one_is_somebody_only_where_one_belongs(estate: World, real: World) -> None:
    join(real, person("of-real", Role.GM))
    assert World(real.house, real.clock, real.site).get("/me", "of-real").status == 200
    join(estate, person("nobody"))
    for who in ("nobody", "of-real"):  # known, and nothing here; somebody elsewhere
        assert estate.get("/me", who).status == 404


@pytest.mark.clause("P-tell", "P-find")
@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8, 100])
def test_an_inbox_is_read_page_by_page_newest_first(real: World, limit: int) -> None:
    """Seven orders, a minute apart."""
    tickets = []
    for _ in range(7):
        real.clock.tick()
        ticket = real.do(real.intake(), "dispatch", "desk-chan", department="grounds")
        tickets.append(f"ticket#{ticket.ticket['id']}")
    read = list(pages(real, "/inbox", "engineer-tse", limit))
    assert [item["record"] for page in read for item in page["items"]] == tickets[::-1]
    assert {len(page["items"]) for page in read[:-1]} <= {limit}
    assert read[-1]["items"]  # no page is empty
    times = [item["at"] for page in read for item in page["items"]]
    assert times[0] == "2026-03-02T01:07:00Z"
    assert times == sorted(times, reverse=True)


@pytest.mark.clause("P-tell", "P-who")
def test_an_inbox_is_its_owners_alone(estate: World) -> None:
    """A place in another's inbox, as `next` gives it, leads nowhere in one's own."""
    for _ in range(2):
        estate.do(estate.intake(), "dispatch", "desk-chan", department="grounds")
    read = {
        who: estate.get("/inbox?limit=1", who).json
        for who in ("engineer-tse", "head-ho", "gm-ng", "desk-chan")
    }
    assert [len(page["items"]) for page in read.values()] == [1, 1, 0, 0]
    stolen = estate.get(f"/inbox?cursor={read['engineer-tse']['next']}", "gm-ng")
    assert stolen.status in (200, 422)
    assert not stolen.json.get("items")


@pytest.mark.clause("P-tell", "P-words")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "已派單 {number}(A-1203),請接單。"),
        ("zh-Hans", "已派单 {number}(A-1203),请接单。"),
        ("en", "Order {number} (A-1203) was dispatched to you; please take it."),
    ],
)
def test_a_message_is_read_in_the_language_asked_for(
    estate: World, language: str, text: str
) -> None:
    """The same message, whatever was spoken when it was sent."""
    ticket = estate.do(estate.intake(), "dispatch", "desk-chan", department="grounds")
    number = ticket.ticket["forms"][0]["number"]
    items = estate.get("/inbox?limit=100", "engineer-tse", language=language).json["items"]
    [message] = [item for item in items if item["record"] == f"ticket#{ticket.ticket['id']}"]
    assert message["text"] == text.format(number=number)
    assert (message["code"], message["clause"]) == ("ticket_dispatched", "T-3.0")


@pytest.mark.clause("P-money", "P-who")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("account", ["income.repair", "no.such.account"])
def test_the_ledger_is_for_finance_and_the_gm(site: World, role: Role, account: str) -> None:
    reply = site.get(f"/ledger/{account}", ROLES[role])
    if role in (Role.FINANCE, Role.GM):
        assert (reply.status, reply.json["account"]) == (200, account)
    else:
        assert (reply.status, reply.json["clause"]) == (403, "P-money")


@pytest.mark.clause("P-money")
def test_an_account_shows_every_posting_oldest_first(real: World) -> None:
    """Three paid repairs: 188.00 each, charged and then paid."""
    for _ in range(3):
        walk(real, ways_to(PAID, "overrule-warranty")["archived"])
        real.clock.tick(days=1)
    accounts = {
        account: [
            entry
            for page in pages(real, f"/ledger/{account}", "finance-ho", 2)
            for entry in page["items"]
        ]
        for account in ("income.repair", "receivable.B-0502", "cash.cash", "cash.card")
    }
    assert {account: [entry["fen"] for entry in found] for account, found in accounts.items()} == {
        "income.repair": [-18800] * 3,
        "receivable.B-0502": [18800, -18800] * 3,
        "cash.cash": [18800] * 3,
        "cash.card": [],
    }
    everything = [entry for found in accounts.values() for entry in found]
    assert sum(entry["fen"] for entry in everything) == 0
    journals: dict[str, int] = {}
    for entry in everything:
        journals[entry["journal"]] = journals.get(entry["journal"], 0) + entry["fen"]
        assert (entry["clause"], entry["memo"]) in {
            ("T-4.3.2", "repair_charged"),
            ("T-4.3.2", "repair_paid"),
        }
    assert set(journals.values()) == {0}
    for found in accounts.values():
        assert [entry["at"] for entry in found] == sorted(entry["at"] for entry in found)


@pytest.mark.clause("P-money", "P-who")
def test_a_ledger_is_its_sites_alone(real: World, engine_address: str) -> None:
    walk(real, ways_to(PAID, "overrule-warranty")["completed"])
    assert real.get("/ledger/income.repair", "finance-ho").json["items"]
    with opened(engine_address, Clock()) as other:
        assert other.get("/ledger/income.repair", "finance-ho").json["items"] == []


def found(world: World, phone: str, who: str = "desk-chan") -> list[str]:
    reply = world.post("/people/find", who, {"phone": phone})
    assert reply.status == 200, reply.json
    return sorted(each["person"] for each in reply.json["items"])


@pytest.mark.clause("P-find", "P-private")
@pytest.mark.parametrize(
    ("phone", "people"),
    [
        ("138 0013 8001", ["owner-wong"]),  # as it was written down
        ("13800138001", ["owner-wong"]),
        ("138-0013-8001", ["owner-wong"]),
        ("+86 138 0013 8001", ["owner-wong"]),
        ("+8613800138001", ["owner-wong"]),
        ("86 138 0013 8001", ["owner-wong"]),
        ("138 0013 8009", []),
        ("138 0013 800", []),
        ("0138 0013 8001", []),
        ("+852 138 0013 8001", []),  # the same digits in another country
    ],
)
def test_people_are_found_by_number_however_it_is_written(
    estate: World, phone: str, people: list[str]
) -> None:
    assert found(estate, phone) == people


@pytest.mark.clause("P-private")
def test_a_number_is_shown_masked_to_who_finds_it(estate: World) -> None:
    reply = estate.post("/people/find", "desk-chan", {"phone": "13800138001"})
    assert reply.json == {
        "items": [
            {
                "person": "owner-wong",
                "name": "黃麗華",
                "phone": "138****8001",
                "units": ["A-1203"],
                "roles": ["owner"],
                "department": None,
            }
        ]
    }


@pytest.mark.clause("P-private", "P-who")
@pytest.mark.parametrize("role", list(Role))
def test_only_the_desk_finds_people(site: World, role: Role) -> None:
    reply = site.post("/people/find", ROLES[role], {"phone": "13800138001"})
    if role in (Role.DESK, Role.CS_SUPERVISOR):
        assert reply.status == 200
    else:
        assert (reply.status, reply.json["clause"]) == (403, "P-private")


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("number", [1, 2, 25, 26, 100])
def test_everyone_known_by_a_number_is_found(estate: World, number: int) -> None:
    """As the staff of a shop behind one switchboard."""
    phone = f"0755 1234 {number:04}"
    people = [join(estate, person(f"shop-{number}-{n:02}"), phone) for n in range(number)]
    assert found(estate, phone) == people


@pytest.mark.clause("P-who", "P-private")
def test_a_number_known_at_one_site_is_unknown_at_another(estate: World, real: World) -> None:
    phone = "139 7777 0001"
    join(estate, person("here", Role.OWNER), phone)
    assert found(estate, phone) == ["here"]
    assert found(World(real.house, real.clock, real.site), phone) == []


@pytest.mark.clause("P-private")
def test_no_number_travels_in_an_address(estate: World) -> None:
    """Addresses are kept by proxies and logs; a body is not."""
    for methods in estate.send("GET", "/openapi.json").json["paths"].values():
        for operation in methods.values():
            assert "phone" not in {each["name"] for each in operation["parameters"]}


@pytest.mark.clause("P-find", "P-private")
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.from_regex(r"\A\+?[0-9][0-9 -]{3,21}[0-9]\Z"))
def test_whoever_calls_from_a_number_is_found_by_it(estate: World, phone: str) -> None:
    form = {
        "kind": "repair_public",
        "channel": "phone",
        "caller": {"name": "來電人", "phone": phone},
        "area": "大堂",
        "words": "燈不亮",
    }
    taken_in = estate.post("/tickets", "desk-chan", form)
    assert taken_in.status == 201
    assert taken_in.ticket["reporter"]["person"] in found(estate, phone)
