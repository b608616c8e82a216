"""Every POST once: the same key and body answer as before, at the price of one read (P-once).

The operations come from the declarations: one that is declared next year is held to the same.
"""

import dataclasses
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import boto3
import pytest

from app import OPERATIONS
from chalicelib import wiring
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Unavailable
from chalicelib.service.operations import Command, Operation
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.meter import metered
from tests.support import dump
from tests.support.faults import failing
from tests.support.residents import join, person, settle, stored
from tests.support.scenes import POSTS, Scene, nothing_written, scene, twin
from tests.support.world import Reply, World, token
from tests.tickets.building import PUBLIC

ON_A_TICKET = [op for op in POSTS if "{ticket}" in op.path]
DAY = timedelta(hours=24)
GONE_BY = {
    (412, "stale"),
    (404, "not_found"),  # who returned an order to the desk sees it no more
}
"""What a change is answered that was made already, if it is not known again."""
ONCE_ONLY = {
    "person-add": "known_already",
    "handover-open": "handover_open",
    "reception-request": "letter_used",
    "settlement-draw-up": "settled_already",
    "car-add": "plate_known",
}
"""What is refused a second time: a name that the form gives, a site's one handover while it is
open, a letter's one reception, a reception's one settlement, a plate's one car."""
ONCE_EACH = {"delegation-give": "delegated_already", "relative-claim": "claimed_already"}
"""What is refused the same person a second time, and nobody else."""
ONES_OWN = {"stay-apply"}
"""What is asked for what is the person's own, which another has not."""
every_post = pytest.mark.parametrize("op", POSTS, ids=lambda op: op.name)


@dataclass(frozen=True)
class Asked:
    """A POST that was answered."""

    scene: Scene
    key: str
    at: datetime
    first: Reply

    def again(self, world: World, form: Any = None, **more: Any) -> Reply:
        return self.scene.send(world, form, **{"key": self.key, **more})


def ask(world: World, op: Operation) -> Asked:
    now = scene(world, op)
    key = f"{op.name}-{next(world._keys)}"
    first = now.send(world, key=key)
    assert first.status in (200, 201), first.json
    return Asked(now, key, world.clock(), first)


@pytest.fixture(scope="module")
def _asked() -> dict[str, Asked]:
    return {}


@pytest.fixture
def asked(estate: World, op: Operation, _asked: dict[str, Asked]) -> Asked:
    """The operation, answered once in this module; the tests only send it again."""
    if op.name not in _asked:
        _asked[op.name] = ask(estate, op)
    estate.clock.at = _asked[op.name].at
    return _asked[op.name]


def said(reply: Reply) -> tuple[Any, ...]:
    headers = (reply.headers.get(name) for name in ("ETag", "Location", "Content-Type"))
    return (reply.status, reply.body, *headers)


def test_there_is_an_operation_to_ask() -> None:
    assert len(POSTS) > 20
    assert {op.method for op in OPERATIONS} == {"GET", "POST"}


@pytest.mark.clause("P-once")
@every_post
def test_a_post_without_a_good_key_is_refused(estate: World, op: Operation) -> None:
    path = re.sub(r"{\w+}", "x-1", op.path.replace("{site}", estate.site))
    headers = {
        "Authorization": f"Bearer {token('desk-chan')}",
        "Content-Type": "application/json",
        "If-Match": '"1"',
    }
    keys = {
        None: "key_missing",
        **dict.fromkeys(
            ["", " ", "two words", "a\tb", "\x7f", "\xe9", "a\n", "k" * 129, " a"], "key_malformed"
        ),
    }
    with nothing_written(estate):
        for key, code in keys.items():
            sent = headers | ({} if key is None else {"Idempotency-Key": key})
            reply = estate.send("POST", path, sent, b"{}")
            assert (reply.status, reply.json["code"]) == (400, code), key
            assert reply.json["clause"] == "P-once"


@pytest.mark.clause("P-once")
@pytest.mark.parametrize(
    "key", ["k", "k" * 128, "!~", '"quoted"', "a#b", "8e03978e-40d5-43dd-bc93-6894a57f9324", "{}"]
)
def test_a_key_is_whatever_can_be_seen(estate: World, key: str) -> None:
    first = estate.post("/tickets", "desk-leung", PUBLIC, key=key)
    assert first.status == 201
    assert said(estate.post("/tickets", "desk-leung", PUBLIC, key=key)) == said(first)


@pytest.mark.clause("P-once")
@every_post
def test_the_same_key_and_body_answer_as_before_and_do_nothing(estate: World, asked: Asked) -> None:
    made = asked.first.status == 201
    assert ("Location" in asked.first.headers) == made
    for if_match in (asked.scene.if_match, asked.scene.if_match, '"99"', None):
        with nothing_written(estate), metered() as meter:
            again = asked.again(estate, if_match=if_match)
        assert said(again) == said(asked.first)
        assert meter.trips == 1


@pytest.mark.clause("P-once")
@every_post
def test_a_process_that_has_just_started_answers_as_before_in_one_trip(
    estate: World, asked: Asked
) -> None:
    service = estate.house.service
    assert isinstance(service.store, DynamoStore)
    started = dataclasses.replace(service, store=DynamoStore(service.store._connection))
    with wiring.serving(dataclasses.replace(estate.house, service=started)), metered() as meter:
        assert said(asked.again(estate)) == said(asked.first)
    assert meter.trips == 1


@pytest.mark.clause("P-once")
@every_post
def test_the_same_key_with_another_body_is_refused(estate: World, asked: Asked) -> None:
    sent = {
        "Authorization": f"Bearer {token(asked.scene.who)}",
        "Content-Type": "application/json",
        "Idempotency-Key": asked.key,
        "If-Match": asked.scene.if_match or '"1"',
    }
    same = json.dumps(asked.scene.form).encode()
    path = f"/sites/{estate.site}{asked.scene.path}"
    with nothing_written(estate):
        for body in (same + b" ", b'{"odd":1}', b"", b"[]", b"\0"):
            reply = estate.send("POST", path, sent, body)
            assert (reply.status, reply.json["code"]) == (422, "key_reused"), body
            assert reply.json["clause"] == "P-once"
    assert said(estate.send("POST", path, sent, same)) == said(asked.first)


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("op", ON_A_TICKET, ids=lambda op: op.name)
def test_the_same_key_on_another_ticket_is_refused(estate: World, asked: Asked) -> None:
    others = (estate.intake().ticket["id"], "19cac0f2680ffffffffff")
    with nothing_written(estate):
        for other in others:
            path = asked.scene.path.replace(asked.scene.path.split("/")[2], other)
            reply = dataclasses.replace(asked.scene, path=path).send(estate, key=asked.key)
            assert (reply.status, reply.json["code"]) == (422, "key_reused")


@pytest.mark.clause("P-once", "P-who")
@every_post
def test_another_persons_same_key_is_their_own(estate: World, op: Operation, asked: Asked) -> None:
    """They are never given the first one's answer: what they ask is done, or refused, anew."""
    other = twin(estate, asked.scene.who)
    reply = asked.again(estate, who=other)
    if asked.scene.if_match:
        assert (reply.status, reply.json["code"]) in GONE_BY
    elif op.name in ONCE_ONLY and reply.status == 409:
        assert reply.json["code"] == ONCE_ONLY[op.name]
    elif op.name in ONES_OWN:
        assert (reply.status, reply.json["code"]) == (422, "invalid_form")
    elif asked.first.status == 201:
        assert reply.status == 201
        assert reply.headers["Location"] != asked.first.headers["Location"]
    else:
        with metered() as meter:
            assert asked.again(estate, who=other, key=f"{asked.key}-2").status == 200
        assert meter.trips > 1
    assert said(asked.again(estate)) == said(asked.first)


@pytest.mark.clause("P-once", "P-who")
@every_post
def test_who_lost_the_role_is_not_given_the_answer(
    estate: World, op: Operation, asked: Asked
) -> None:
    who = asked.scene.who
    before = stored(estate, Person, who)
    others = [role for role in Role if role not in op.who][:1]  # none where everybody may
    try:
        for fields, status, code in (
            *(({"roles": (other,)}, 403, "not_your_step") for other in others),
            ({"roles": ()}, 404, "not_found"),
            ({"roles": before.roles, "active": False}, 404, "not_found"),
        ):
            settle(estate, stored(estate, Person, who), **fields)
            reply = asked.again(estate)
            assert (reply.status, reply.json["code"]) == (status, code)
    finally:
        settle(estate, stored(estate, Person, who), roles=before.roles, active=True)
    assert said(asked.again(estate)) == said(asked.first)


@pytest.mark.clause("P-once")
@every_post
def test_an_answer_is_given_again_for_a_day(estate: World, op: Operation) -> None:
    first = ask(estate, op)
    for after in (timedelta(minutes=1), DAY - timedelta(seconds=1)):
        estate.clock.at = first.at + after
        assert said(first.again(estate)) == said(first.first)
    estate.clock.at = first.at + DAY
    with metered() as meter:
        reply = first.again(estate)
    if isinstance(op, Command) and op.subject:
        assert (reply.status, reply.json["code"]) in GONE_BY
    elif op.name in ONCE_ONLY | ONCE_EACH:
        assert (reply.status, reply.json["code"]) == (409, (ONCE_ONLY | ONCE_EACH)[op.name])
    else:
        assert reply.status == first.first.status
        assert reply.headers.get("Location", "new") != first.first.headers.get("Location")
        assert meter.trips > 1
        assert said(first.again(estate)) == said(reply)  # for another day


Trouble = Callable[[World], tuple[Callable[[], Reply], Callable[[], None]]]


def _too_early(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """Started before it was taken."""
    held = {"ticket": world.do(world.intake(), "dispatch", "desk-chan", department="engineering")}
    path = f"/tickets/{held['ticket'].ticket['id']}/start"

    def start() -> Reply:
        return world.post(path, "engineer-lee", key="early", if_match=held["ticket"].etag)

    def take() -> None:
        held["ticket"] = world.do(held["ticket"], "take", "engineer-lee", signed_name="李國強")

    return start, take


def _stale(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """Told of as of a version that has gone by."""
    held = {"etag": '"7"'}
    path = f"/tickets/{world.intake().ticket['id']}/notify"

    def notify() -> Reply:
        form = {"told": "李國強"}
        return world.post(path, "desk-chan", form, key="stale", if_match=held["etag"])

    return notify, lambda: held.update(etag='"1"')


def _ill_filled(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """A form with a field left out; the corrected one is another body under the same key."""
    form = {name: value for name, value in PUBLIC.items() if name != "words"}

    def take_in() -> Reply:
        return world.post("/tickets", "desk-chan", form, key="ill")

    return take_in, lambda: form.update(PUBLIC)


def _malformed(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """What was cut short on the way."""
    held = {"cut": 9}

    def take_in() -> Reply:
        sent = {
            "Authorization": f"Bearer {token('desk-chan')}",
            "Content-Type": "application/json",
            "Idempotency-Key": "cut",
        }
        body = json.dumps(PUBLIC).encode()[: held["cut"]]
        return world.send("POST", f"/sites/{world.site}/tickets", sent, body)

    return take_in, lambda: held.update(cut=10_000)


def _without_the_role(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """Somebody who is given the role afterwards."""
    join(world, person("gate-keeper", Role.GATE))

    def take_in() -> Reply:
        return world.post("/tickets", "gate-keeper", PUBLIC, key="role")

    def promote() -> None:
        settle(world, stored(world, Person, "gate-keeper"), roles=(Role.DESK,))

    return take_in, promote


def _unknown(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """Somebody who joins afterwards."""

    def take_in() -> Reply:
        return world.post("/tickets", "newcomer", PUBLIC, key="new")

    return take_in, lambda: join(world, person("newcomer", Role.DESK)) and None


def _down(world: World) -> tuple[Callable[[], Reply], Callable[[], None]]:
    """A store that does not answer."""
    held = {"down": True}

    def take_in() -> Reply:
        if held["down"]:
            with failing(world, commit_fails=Unavailable("down")):
                return world.post("/tickets", "desk-chan", PUBLIC, key="down")
        return world.post("/tickets", "desk-chan", PUBLIC, key="down")

    return take_in, lambda: held.update(down=False)


@pytest.mark.clause("P-once")
@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (_too_early, 409),
        (_stale, 412),
        (_ill_filled, 422),
        (_malformed, 400),
        (_without_the_role, 403),
        (_unknown, 404),
        (_down, 503),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_refusal_is_not_remembered(estate: World, trouble: Trouble, status: int) -> None:
    send, correct = trouble(estate)
    for _ in range(2):
        with nothing_written(estate):
            assert send().status == status
    correct()
    done = send()
    assert done.status in (200, 201)
    assert said(send()) == said(done)


@pytest.mark.clause("P-once")
def test_one_key_at_two_routes_does_two_things(estate: World) -> None:
    taken_in = estate.post("/tickets", "desk-chan", PUBLIC, key="two-routes")
    found = estate.post("/people/find", "desk-chan", {"phone": "13800138001"}, key="two-routes")
    path = f"/tickets/{taken_in.ticket['id']}/cancel"
    form = {"reason": "重複"}
    gone = estate.post(path, "desk-chan", form, key="two-routes", if_match=taken_in.etag)
    assert (taken_in.status, found.status, gone.status) == (201, 200, 200)


@pytest.mark.clause("P-once")
def test_one_key_at_two_sites_does_two_things(estate: World, real: World) -> None:
    for site in (estate, real):
        world = World(real.house, real.clock, site.site)
        reply = world.post("/tickets", "desk-chan", PUBLIC, key="two-sites")
        assert reply.status == 201
        assert reply.ticket["site"] == site.site


@pytest.mark.clause("P-once")
def test_a_search_sent_again_finds_what_it_found(estate: World) -> None:
    """It answers as the first time even where the world has moved on; a fresh key looks anew."""
    phone = "139 5555 0001"

    def found(key: str) -> list[str]:
        reply = estate.post("/people/find", "desk-chan", {"phone": phone}, key=key)
        return [each["person"] for each in reply.json["items"]]

    assert found("search") == []
    join(estate, person("late", Role.OWNER), phone)
    assert found("search") == []
    assert found("search-2") == ["late"]


@pytest.mark.clause("P-once", "P-number")
def test_a_hundred_times_the_same_intake_is_one_ticket_and_one_number(estate: World) -> None:
    form = PUBLIC | {"area": "天台"}
    before = estate.post("/tickets", "desk-chan", form).ticket["forms"][0]["seq"]
    replies = {said(estate.post("/tickets", "desk-chan", form, key="100")) for _ in range(100)}
    assert len(replies) == 1
    after = estate.post("/tickets", "desk-chan", form).ticket["forms"][0]["seq"]
    assert after == before + 2


@pytest.mark.clause("P-once", "P-private")
def test_what_is_kept_of_a_request_tells_nobody_what_it_said(world: World) -> None:
    """A body may hold a telephone number: few enough to be tried out, were the salt at hand."""
    key = "7c0f3f3e-salt-of-the-client"
    body = {"phone": "13800138000"}
    assert world.post("/people/find", "desk-chan", body, key=key).status == 200
    kept = json.dumps(dump.taken(boto3.client("dynamodb")), default=str)
    assert key not in kept
    named = json.dumps(["people-find", [["site", world.site]]], separators=(",", ":")).encode()
    unsalted = sha256(named + b"\n" + json.dumps(body).encode()).hexdigest()
    assert unsalted not in kept
