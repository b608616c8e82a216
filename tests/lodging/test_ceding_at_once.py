"""A bed is ceded while everything else happens to it: exactly one of them has its effect (L-2)."""

from collections.abc import Callable
from contextlib import nullcontext

import pytest

from chalicelib.lodging.house.model import Night, Queue
from chalicelib.service import requests
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MANAGER,
    applied,
    approved,
    arriving,
    at,
    came,
    ceding,
    day,
    do,
    granted,
    leaving,
    neighbours,
    now,
    offers,
    over,
    settled,
    taking,
)
from tests.support.residents import stored
from tests.support.world import Reply, World

Rival = Callable[[World, Reply, Reply], Reply]
AGAIN = (409, 412)


def _cancels(world: World, giver: Reply, receiver: Reply) -> Reply:
    return do(world, giver, "cancel", EMPLOYEE, reason="改期")


def _calls_off(world: World, giver: Reply, receiver: Reply) -> Reply:
    return do(world, giver, "call-off", EMPLOYEE)


def _gives_up(world: World, giver: Reply, receiver: Reply) -> Reply:
    return do(world, receiver, "cancel", COLLEAGUE, reason="改期")


def _comes(world: World, giver: Reply, receiver: Reply) -> Reply:
    return do(world, giver, "check-in", DORMITORY, **arriving(giver.json["stay"]))


def _takes(world: World, giver: Reply, receiver: Reply) -> Reply:
    return taking(world, giver, receiver)


RIVALS: dict[str, Rival] = {
    "the giver cancels": _cancels,
    "the giver calls it off": _calls_off,
    "the receiver gives up": _gives_up,
    "the giver's guest comes": _comes,
    "the receiver is twice as eager": _takes,
}


@pytest.mark.clause("L-2", "L-10", "P-once")
@pytest.mark.parametrize("seed", [3, 11])
@pytest.mark.parametrize("what", RIVALS)
def test_a_bed_is_ceded_once_or_not_at_all(
    real: World, monkeypatch: pytest.MonkeyPatch, what: str, seed: int
) -> None:
    """At once with it the jobs run twice, and somebody else gets their last signature."""
    world = real
    giver, receiver = neighbours(world, first=0)
    assert ceding(world, giver, receiver).status == 200
    third = do(world, applied(world, COLLEAGUE, first=0), "approve", MANAGER)
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    done: dict[str, Reply] = {}

    def act(number: int) -> None:
        name, step = [
            ("take", _takes),
            ("rival", RIVALS[what]),
            ("sign", lambda *_: do(world, third, "approve", DIRECTOR)),
            ("offers", None),
            ("over", None),
        ][number]
        if step is None:
            (offers if name == "offers" else over)(world)
            return
        for _ in range(40):
            done[name] = step(world, giver, receiver)
            code = done[name].json.get("code")
            if done[name].status not in AGAIN or code not in ("busy", "stale"):
                return

    with conflicts(world, seed=seed):
        at_once(act, 5)
    world.clock.tick(seconds=1)
    for _ in range(3):
        offers(world)
        over(world)
    states = [now(world, each)["state"] for each in (giver, receiver, third)]
    night: Night = stored(world, Night, str(day(world, 0)))
    assert len(night.lodgers) <= 1
    holders = [
        each.json["stay"]["id"]
        for each, state in zip((giver, receiver, third), states, strict=True)
        if state in ("granted", "offered", "staying")
    ]
    assert [each.stay for each in night.lodgers] == holders, states
    queue: Queue = stored(world, Queue, world.site)
    waiting = [each.stay for each in queue.waiting]
    for each, state in zip((giver, receiver, third), states, strict=True):
        assert (each.json["stay"]["id"] in waiting) is (state == "waiting"), states
    takers = [done["take"], *([done["rival"]] if RIVALS[what] is _takes else [])]
    taken = [each.status for each in takers].count(200)
    assert taken == (states[0] == "ceded"), (states, [each.json for each in takers])
    assert done["sign"].status == 200


@pytest.mark.clause("L-2", "L-6", "P-once")
def test_the_guest_checks_out_while_their_bed_is_taken(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is first: the bed is the receiver's, or is offered to who waits."""
    world = settled(real, r1="A")
    giver = granted(world, first=0, days=3)
    receiver = approved(world, applied(world, COLLEAGUE, first=1))
    came(world, giver)
    assert ceding(world, giver, receiver).status == 200
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    at(world, day(world, 1), "09:00:00")
    form = leaving(now(world, giver))
    done: dict[int, Reply] = {}

    def act(number: int) -> None:
        for _ in range(40):
            if number:
                done[number] = do(world, giver, "check-out", DORMITORY, **form)
            else:
                done[number] = taking(world, giver, receiver)
            if done[number].json.get("code") not in ("busy", "stale"):
                return

    with conflicts(world, seed=5):
        at_once(act, 2)
    world.clock.tick(seconds=1)
    offers(world)
    assert done[1].status == 200
    taken = done[0].status == 200
    assert taken or done[0].json["code"] in ("ceding_over", "beds_on_offer")
    states = [now(world, each)["state"] for each in (giver, receiver)]
    assert states == ["left", "granted" if taken else "offered"]
    night: Night = stored(world, Night, str(day(world, 0)))
    assert [each.stay for each in night.lodgers] == [receiver.json["stay"]["id"]]
