"""Every list: both orders, each filter, and pages that make the whole with a filter on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

import pytest

from app import OPERATIONS
from chalicelib.service import deadlines
from chalicelib.service.operations import ListOf
from chalicelib.tickets.jobs import reconciliation
from tests.support import planning, sheets
from tests.support.station import ADMIN
from tests.support.world import World, opened
from tests.tickets.building import COMPLAINT, PUBLIC, UNCOVERED, Case, at_site

HERE = timezone(timedelta(hours=8))
Item = dict[str, Any]
Kept = tuple[World, dict[str, str]]
"""What there is, and the ids that paths name."""
CHOW = "supervisor-chow"
OUTAGE = {"affected": "供水", "whole_estate": True, "words": "正在搶修"}
LOBBY = {**UNCOVERED, **PUBLIC, "unit": None, "item": None}


def on(at: str) -> str:
    """The day at the site of an instant."""
    return str(datetime.fromisoformat(at).astimezone(HERE).date())


@pytest.fixture(scope="module")
def kept(_estate: World) -> Iterator[Kept]:
    """Two days with what every list is of."""
    with opened(None) as world:
        paid = Case(world, **UNCOVERED).until("archive")
        world.clock.tick(minutes=1)
        Case(world, **UNCOVERED).until("complete")
        Case(world, **COMPLAINT)
        for _ in range(2):
            world.clock.tick(minutes=1)
            Case(world).until("accept")
        ids = {"ticket": paid.id, **first_day(world)}
        for at in (at_site("23:59:59"), at_site("00:00:00", "2026-03-03")):
            world.clock.at = at
            Case(world, **LOBBY)
        for hour in ("09:00", "12:00"):
            world.clock.at = at_site(f"{hour}:00", "2026-03-03")
            world.post("/handovers", "desk-chan", {})
        second_day(world, ids["incident"])
        for day in ("2026-03-03", "2026-03-04"):
            world.clock.at = at_site("17:00:00", day)
            job = reconciliation(world.house.service.store)
            deadlines.run(world.house.service, job, world.clock(), "run", site=world.site)
        yield world, ids


def first_day(world: World) -> dict[str, str]:
    """The first of everything that is set up, and ids of an outage with tickets and of a plan."""
    outage = world.post("/incidents", CHOW, OUTAGE).json["incident"]["id"]
    for form in (UNCOVERED, LOBBY):
        world.clock.tick(minutes=1)
        Case(world, **form, incident=outage)
    plan = planning.set_up(world)
    planning.do(world, plan, "suspend", **planning.STOP)
    settle(world, card_hours=48)
    world.post("/imports", ADMIN, sheets.announced(b"a", "units"))
    return {"incident": outage, "plan": plan.json["plan"]["id"]}


def second_day(world: World, outage: str) -> None:
    """The second of everything, of another sort."""
    path = f"/incidents/{outage}"
    closed = {"result": "已恢復供水"}
    world.post(f"{path}/close", CHOW, closed, if_match=world.get(path, CHOW).etag)
    world.post("/incidents", "desk-chan", OUTAGE)
    planning.set_up(world, department="grounds")
    settle(world, reply_hours=48)
    world.post("/imports", ADMIN, sheets.announced(b"a", "prices"))
    Case(world, **LOBBY).steps("take", "start", "complete")


def settle(world: World, **form: int) -> None:
    etag = world.get("/desk", ADMIN).etag
    assert world.post("/desk/change", ADMIN, form, if_match=etag).status == 200


@dataclass(frozen=True)
class Asked:
    """A filter of a list, and what of its items passes it."""

    path: str
    who: str
    filter: str
    passes: Callable[[Item], bool]

    def __str__(self) -> str:
        return f"{self.path} {self.filter}"


TICKETS = [
    ("kind=complaint", lambda each: each["ticket"]["kind"] == "complaint"),
    ("category=cleaning", lambda each: each["ticket"]["category"] == "cleaning"),
    ("assignee=engineer-lee", lambda each: each["ticket"]["assignee"] == "engineer-lee"),
    ("building=B", lambda each: each["ticket"]["place"]["building"] == "B"),
    ("building=b", lambda each: each["ticket"]["place"]["building"] == "B"),
    (
        "paid=true",
        lambda each: each["ticket"]["charges"] and each["ticket"]["charges"][0]["payment"],
    ),
    (
        "paid=false",
        lambda each: each["ticket"]["charges"] and not each["ticket"]["charges"][0]["payment"],
    ),
    ("overdue=true", lambda each: bool(each["ticket"]["timers"])),
    ("from_day=2026-03-03", lambda each: on(each["ticket"]["received_at"]) >= "2026-03-03"),
    ("to_day=2026-03-02", lambda each: on(each["ticket"]["received_at"]) <= "2026-03-02"),
]
LISTS: dict[tuple[str, str], list[tuple[str, Callable[[Item], Any]]]] = {
    ("/tickets", "desk-chan"): TICKETS,
    ("/my/tickets", "owner-lau"): [each for each in TICKETS if each[0].startswith("paid")],
    ("/tickets/{ticket}/history", "desk-chan"): [
        ("command=ticket-take", lambda each: each["command"] == "ticket-take"),
        ("by=desk-chan", lambda each: each["by"] == "desk-chan"),
    ],
    ("/duty-record?day=2026-03-02", "desk-chan"): [
        ("form=receipt", lambda each: each["form"] == "receipt"),
    ],
    ("/inbox", "engineer-lee"): [
        ("clause=T-4.3.1", lambda each: each["clause"] == "T-4.3.1"),
        ("from_day=2026-03-03", lambda each: on(each["at"]) >= "2026-03-03"),
        ("to_day=2026-03-02", lambda each: on(each["at"]) <= "2026-03-02"),
    ],
    ("/ledger/income.repair", "finance-ho"): [],
    ("/ledger/receivable.B-0502", "finance-ho"): [
        ("memo=repair_paid", lambda each: each["memo"] == "repair_paid"),
    ],
    ("/days", "gm-ng"): [
        ("from_day=2026-03-03", lambda each: each["day"] >= "2026-03-03"),
        ("to_day=2026-03-02", lambda each: each["day"] <= "2026-03-02"),
    ],
    ("/handovers", "desk-chan"): [],
    ("/follow-ups", "desk-chan"): [],
    ("/approvals?step=accept", "assistant-lam"): [
        ("kind=repair_public", lambda each: each["ticket"]["kind"] == "repair_public"),
    ],
    ("/incidents", "gm-ng"): [
        ("state=closed", lambda each: each["incident"]["state"] == "closed"),
        ("from_day=2026-03-03", lambda each: on(each["incident"]["opened_at"]) >= "2026-03-03"),
        ("to_day=2026-03-02", lambda each: on(each["incident"]["opened_at"]) <= "2026-03-02"),
    ],
    ("/incidents/{incident}/tickets", "desk-chan"): [
        ("kind=repair_public", lambda each: each["ticket"]["kind"] == "repair_public"),
    ],
    ("/incidents/{incident}/history", "desk-chan"): [
        ("command=incident-close", lambda each: each["command"] == "incident-close"),
    ],
    ("/plans", "gm-ng"): [
        ("state=suspended", lambda each: each["plan"]["state"] == "suspended"),
        ("department=grounds", lambda each: each["plan"]["department"] == "grounds"),
    ],
    ("/plans/{plan}/history", "gm-ng"): [
        ("command=plan-suspend", lambda each: each["command"] == "plan-suspend"),
    ],
    ("/desk/versions", ADMIN): [
        ("from_day=2026-03-03", lambda each: on(each["made"]["at"]) >= "2026-03-03"),
        ("to_day=2026-03-02", lambda each: on(each["made"]["at"]) <= "2026-03-02"),
    ],
    ("/imports", ADMIN): [
        ("kind=prices", lambda each: each["kind"] == "prices"),
        ("from_day=2026-03-03", lambda each: on(each["at"]) >= "2026-03-03"),
        ("to_day=2026-03-02", lambda each: on(each["at"]) <= "2026-03-02"),
    ],
}
ASKED = [Asked(path, who, *each) for (path, who), filters in LISTS.items() for each in filters]


def listed(kept: Kept, path: str, who: str, *more: str) -> list[Item]:
    world, ids = kept
    path = path.format(**ids)
    reply = world.get(f"{path}{'&' if '?' in path else '?'}{'&'.join(more)}", who)
    assert reply.status == 200, reply.json
    return list(reply.json["items"])


RANKED = {"people-search", "unit-search", "ticket-search", "same-matters-unit"}
RANKED |= {"same-matters-person", "form-show", "car-list", "driver-list", "gate-pass-list"}
"""What is looked for comes in the order of the index, or the likeliest first; what a house has of
cars and drivers is one page; a gate's device keeps all the passes."""


@pytest.mark.clause("P-find")
def test_every_list_has_two_orders() -> None:
    lists = [op for op in OPERATIONS if isinstance(op, ListOf) and op.name not in RANKED]
    assert [op.name for op in lists if "order" not in op.query.__struct_fields__] == []


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(("path", "who"), LISTS)
def test_a_list_is_shown_in_both_orders(kept: Kept, path: str, who: str) -> None:
    newest = listed(kept, path, who, "order=newest", "limit=100")
    assert newest
    assert newest == listed(kept, path, who, "order=oldest", "limit=100")[::-1]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_filter_lets_pass_what_it_says_and_nothing_else(kept: Kept, asked: Asked) -> None:
    everything = listed(kept, asked.path, asked.who, "limit=100")
    wanted = [each for each in everything if asked.passes(each)]
    assert 0 < len(wanted) < len(everything)
    assert listed(kept, asked.path, asked.who, asked.filter, "limit=100") == wanted


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_pages_of_a_filtered_list_make_the_whole(kept: Kept, asked: Asked) -> None:
    world, ids = kept
    wanted = listed(kept, asked.path, asked.who, asked.filter, "limit=100")
    found, cursor = [], ""
    while cursor is not None:
        path = asked.path.format(**ids)
        path += f"{'&' if '?' in path else '?'}limit=2&{asked.filter}{cursor}"
        reply = world.get(path, asked.who)
        found += reply.json["items"]
        cursor = reply.json["next"] and f"&cursor={reply.json['next']}"
    assert found == wanted


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/tickets", "desk-chan"),
        ("/inbox", "engineer-lee"),
        ("/days", "gm-ng"),
        ("/handovers", "desk-chan"),
        ("/ledger/income.repair", "finance-ho"),
    ],
)
def test_days_at_the_ends_of_the_calendar_are_days(kept: Kept, path: str, who: str) -> None:
    whole = listed(kept, path, who, "limit=100")
    ends = "from_day=0001-01-01", "to_day=9999-12-31"
    assert listed(kept, path, who, "limit=100", *ends) == whole
    assert listed(kept, path, who, "from_day=9999-12-31") == []
    assert listed(kept, path, who, "to_day=0001-01-01") == []
    assert listed(kept, path, who, "from_day=2026-03-09", "to_day=2026-03-01") == []


@pytest.mark.clause("T-4.2.3", "P-find")
def test_complaints_that_may_be_the_same_matter_are_ranked_by_their_words(
    kept: Kept,
) -> None:
    world, _ = kept
    with opened(None, world.clock) as other:
        complaint = {**COMPLAINT, "area": None, "unit": "A-1203"}
        said = ["樓道無人打掃", "樓道燈不亮", "樓上半夜嘈吵"]
        ids = []
        for words in said:
            other.clock.tick(minutes=1)
            ids.append(Case(other, **{**complaint, "words": words}).id)
        path = "/units/A-1203/same-matters?category=cleaning"
        plain = other.get(path, "desk-chan").json["items"]
        assert [each["ticket"]["id"] for each in plain] == ids[::-1]
        assert {each["likeness"] for each in plain} == {None}
        ranked = other.get(f"{path}&words={quote('楼道没人打扫')}", "desk-chan").json["items"]
        assert [each["ticket"]["id"] for each in ranked] == [ids[0], ids[1], ids[2]]
        assert ranked[0]["likeness"] > ranked[1]["likeness"] > ranked[2]["likeness"] == 0
        judged = other.get(f"{path}&ticket={ids[1]}", "desk-chan").json["items"]
        assert [each["ticket"]["id"] for each in judged] == [ids[0], ids[2]]
        assert judged[0]["likeness"] > judged[1]["likeness"]
        nobody = other.get(f"{path}&ticket=nobody", "desk-chan").json["items"]
        assert {each["likeness"] for each in nobody} == {None}
