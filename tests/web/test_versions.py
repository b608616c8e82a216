"""A change carries the version seen; a stale one is shown the present state (P-together)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import OPERATIONS
from chalicelib.core.people import Role
from chalicelib.service.operations import Command
from tests.support.filling import filled
from tests.support.residents import join, person
from tests.support.scenes import nothing_written, scene
from tests.support.world import Reply, World

CHANGES = [op for op in OPERATIONS if isinstance(op, Command) and op.subject]


def version(reply: Reply) -> int:
    return int(reply.etag.strip('"'))


def told(world: World, reply: Reply, if_match: str | None) -> Reply:
    """The desk records that engineering was told, having seen this version."""
    path = f"/tickets/{reply.ticket['id']}/notify"
    return world.post(path, "desk-chan", {"told": "李國強"}, if_match=if_match)


def changeable(world: World, op: Command) -> tuple[str, str, int]:
    """Something that the operation changes: its path, who may know of it, and its version."""
    if "{ticket}" not in op.path or "{file}" in op.path:
        now = scene(world, op)
        assert now.if_match
        return now.path, now.who, int(now.if_match.strip('"'))
    ticket = world.do(world.intake(), "dispatch", "desk-chan", department="engineering")
    path = op.path.removeprefix("/sites/{site}").format(ticket=ticket.ticket["id"])
    return path, join(world, person("everybody", *Role, department="engineering")), 2


@pytest.mark.clause("P-together")
def test_the_etag_is_the_version_that_is_shown(estate: World) -> None:
    taken_in = estate.intake()
    changed = estate.do(taken_in, "notify", "desk-chan", told="李國強")
    shown = estate.get(f"/tickets/{taken_in.ticket['id']}", "desk-chan")
    assert (taken_in.etag, changed.etag, shown.etag) == ('"1"', '"2"', '"2"')
    assert [reply.ticket["version"] for reply in (taken_in, changed, shown)] == [1, 2, 2]


@pytest.mark.clause("P-together")
@pytest.mark.parametrize("op", CHANGES, ids=lambda op: op.name)
def test_every_change_asks_for_the_version_seen(estate: World, op: Command) -> None:
    """Before it looks at the form, and before it says what else is in the way."""
    path, who, version = changeable(estate, op)
    assert op.form
    form = filled(op.form, estate.clock())
    with nothing_written(estate):
        for body in (form, {}, {"odd": 1}):
            for if_match, status, code in (
                (None, 428, "version_missing"),
                (f"{version}", 400, "version_malformed"),
                (f'"{version + 1}"', 412, "stale"),
                (f'"{version + 90}"', 412, "stale"),
            ):
                reply = estate.post(path, who, body, if_match=if_match)
                assert (reply.status, reply.json["code"]) == (status, code)
                assert reply.json["clause"] == "P-together"
                assert ("ETag" in reply.headers) == (status == 412)


@pytest.mark.clause("P-together")
@pytest.mark.parametrize(
    ("if_match", "status"),
    [
        ('"1"', 200),
        ('W/"1"', 200),  # as a proxy that compresses weakens it
        ('"0"', 412),
        ('"2"', 412),  # nobody has seen it yet
        ('"999999999"', 412),
        ('"1000000000"', 400),
        ("1", 400),
        ("*", 400),  # whatever it is: that is what must not be
        ('"1", "2"', 400),
        ('"1" ', 400),
        ('w/"1"', 400),
        ("'1'", 400),
        ('"-1"', 400),
        ('"1.0"', 400),
        ('"１"', 400),
        ('"one"', 400),
        ('""', 400),
        ('"', 400),
        ('"1"\n', 400),
    ],
)
def test_only_the_present_version_is_changed(estate: World, if_match: str, status: int) -> None:
    taken_in = estate.intake()
    reply = told(estate, taken_in, if_match)
    assert reply.status == status
    shown = estate.get(f"/tickets/{taken_in.ticket['id']}", "desk-chan")
    assert version(shown) == (2 if status == 200 else 1)


@pytest.mark.clause("P-together")
def test_a_stale_version_is_answered_with_what_its_asker_may_do_now(estate: World) -> None:
    """The desk and the department see the same ticket, each with their own next steps."""
    old = estate.intake()
    new = estate.do(old, "dispatch", "desk-chan", department="engineering")
    for who, command, offered in (
        ("desk-chan", "notify", {"overrule-warranty", "reassign", "cancel", "files"}),
        ("engineer-lee", "take", {"take", "return", "files"}),
    ):
        path = f"/tickets/{old.ticket['id']}/{command}"
        reply = estate.post(path, who, {}, if_match=old.etag)
        present = reply.json["present"]
        assert (reply.status, reply.headers["ETag"]) == (412, '"2"')
        assert present["ticket"] == new.ticket
        shown = {each["command"] for each in present["allowed_actions"]}
        assert shown - {"join-incident", "repeat-of", "urge"} == offered


@pytest.mark.clause("P-together")
def test_with_the_version_shown_in_the_refusal_the_change_is_made(estate: World) -> None:
    old = estate.intake()
    estate.do(old, "dispatch", "desk-chan", department="grounds")
    refused = told(estate, old, old.etag)
    assert told(estate, old, refused.headers["ETag"]).status == 200


@pytest.mark.clause("P-together", "P-private")
def test_reading_a_number_leaves_the_ticket_at_its_version(estate: World) -> None:
    taken_in = estate.intake()
    assert estate.get(f"/tickets/{taken_in.ticket['id']}/contact", "desk-chan").status == 200
    assert told(estate, taken_in, taken_in.etag).status == 200


STEPS: dict[str, tuple[str, dict[str, Any]]] = {
    "notify": ("desk-chan", {"told": "李國強"}),
    "dispatch": ("desk-chan", {"department": "engineering"}),
    "take": ("engineer-lee", {"signed_name": "李國強"}),
    "return": ("engineer-lee", {"reason": "不屬本部門"}),
    "start": ("engineer-lee", {}),
    "complete": ("engineer-lee", {"result": "已修"}),
    "cancel": ("desk-chan", {"reason": "業戶自行處理"}),
}


@pytest.mark.clause("P-together")
@settings(
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
def test_a_version_more_for_every_change_and_none_for_a_refusal(
    estate: World, commands: list[str]
) -> None:
    seen = estate.intake()
    made = 1
    for command in commands:
        who, form = STEPS[command]
        reply = estate.do(seen, command, who, **form)
        assert reply.status in (200, 403, 404, 409)
        if reply.status == 200:
            seen, made = reply, made + 1
        assert version(seen) == made
    shown = estate.get(f"/tickets/{seen.ticket['id']}", "desk-chan")
    history = estate.get(f"/tickets/{seen.ticket['id']}/history?limit=100", "desk-chan")
    assert version(shown) == made == len(history.json["items"])
