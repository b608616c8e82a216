"""Violations reported, heard and decided over HTTP."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.people import Person, Role
from tests.support.lodging import DIRECTOR, DORMITORY, EMPLOYEE, peopled
from tests.support.residents import join, person, stored
from tests.support.uploads import announced, put
from tests.support.world import Reply, World

GATE = "gate-fok"
CLERK = "dormitory-tam"
"""Of the dormitory office, and not its supervisor."""
FINANCE = "finance-ho"
UPHOLD: dict[str, Any] = {"words": "屬實"}
REVERSE = {"reason": "認錯人"}


def guarded(world: World) -> World:
    """A reception room's people, with a gate and a clerk who may report; once a site."""
    if not stored(world, Person, GATE):
        join(peopled(world), person(GATE, Role.GATE))
        join(world, person(CLERK, Role.DORMITORY, department="dormitory"))
    return world


def employee(world: World, name: str) -> str:
    """An employee of whom nothing is known yet."""
    return join(world, person(name, Role.EMPLOYEE, department="dining"))


def reporting(
    world: World, who: str = EMPLOYEE, at: datetime | None = None, **form: Any
) -> dict[str, Any]:
    """A report of a guest who visited a staff dormitory a minute ago."""
    happened = at or world.clock() - timedelta(minutes=1)
    said = {"breach": "visiting", "happened_at": happened.isoformat(), "words": "訪客在 302 室"}
    return {**said, "employee": who, **form}


def reported(world: World, who: str = EMPLOYEE, by: str = GATE, **form: Any) -> Reply:
    """A violation just reported."""
    world.clock.tick(seconds=1)
    reply = world.post("/violations", by, reporting(world, who, **form))
    assert reply.status == 201, reply.json
    return reply


def upheld(world: World, who: str = EMPLOYEE, **form: Any) -> Reply:
    """One that the GM office has upheld."""
    reply = do(world, reported(world, who, **form), "uphold", **UPHOLD)
    assert reply.status == 200, reply.json
    return reply


def do(world: World, reply: Reply, command: str, by: str = DIRECTOR, **form: Any) -> Reply:
    """A step on the violation as it stands now."""
    path = f"/violations/{reply.json['violation']['id']}"
    return world.post(f"{path}/{command}", by, form, if_match=world.get(path, DORMITORY).etag)


def standing(world: World, who: str, by: str = DIRECTOR) -> Reply:
    return world.get(f"/conduct/{who}", by)


def settle(world: World, who: str, command: str, by: str = DIRECTOR) -> Reply:
    """The GM office takes the right to stay, or gives it back."""
    path, form = f"/conduct/{who}", {"reason": "屢次違規"}
    return world.post(f"{path}/{command}", by, form, if_match=world.get(path, DORMITORY).etag)


def balance(world: World, who: str) -> int:
    """What the ledger says that an employee owes, in fen."""
    return sum(each["fen"] for each in postings(world, f"employee.{who}"))


def postings(world: World, account: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.get(f"/ledger/{account}?limit=100", FINANCE).json["items"]
    return items


def announce(world: World, reply: Reply, by: str = GATE) -> Reply:
    """A photo announced as evidence."""
    return world.post(f"/violations/{reply.json['violation']['id']}/files", by, announced())


def evidence(world: World, reply: Reply, by: str = GATE) -> Reply:
    """One that is uploaded as well."""
    added = announce(world, reply, by)
    assert put(added) == 200
    return added


def owing(world: World, who: str) -> int:
    """What the statement says that an employee owes, in fen."""
    fen: int = world.get(f"/accounts/{who}/statement", FINANCE).json["owing"]["fen"]
    return fen


def paying(world: World, who: str, fen: int, by: str = FINANCE, **more: Any) -> Reply:
    """A payment in cash, on the account as it stands now."""
    return _on_account(world, who, "pay", {"fen": fen, "method": "cash"}, by, more)


def refunding(world: World, who: str, fen: int, by: str = FINANCE, **more: Any) -> Reply:
    """A credit paid out in cash, on the account as it stands now."""
    return _on_account(world, who, "refund", {"fen": fen, "method": "cash"}, by, more)


def undoing(world: World, who: str, number: str, by: str = FINANCE, **more: Any) -> Reply:
    """A form entered by mistake is taken back, on the account as it stands now."""
    return _on_account(world, who, "undo", {"number": number, "reason": "打錯金額"}, by, more)


def _on_account(
    world: World, who: str, command: str, form: dict[str, Any], by: str, more: dict[str, Any]
) -> Reply:
    world.clock.tick(seconds=1)
    path = f"/accounts/{who}"
    etag = world.get(path, FINANCE).etag
    return world.post(f"{path}/{command}", by, form, **{"if_match": etag, **more})


def credited(world: World, who: str) -> int:
    """A fine paid, and reversed then; the fen of it."""
    reply = upheld(world, who)
    assert paying(world, who, 5000).status == 200
    assert do(world, reply, "reverse", **REVERSE).status == 200
    return 5000
