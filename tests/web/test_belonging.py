"""Where whoever signed in belongs is asked once, and in which roles they act there."""

from urllib.parse import urlencode

import pytest

from tests.support import delegating
from tests.support.world import World, token


def belonging(world: World, who: str, *sites: str) -> list[dict[str, object]]:
    asked = urlencode([("site", each) for each in sites])
    bearer = {"Authorization": f"Bearer {token(who)}"}
    reply = world.send("GET", f"/console/belonging.json?{asked}", bearer)
    assert (reply.status, reply.headers["Cache-Control"]) == (200, "no-store")
    found: list[dict[str, object]] = reply.json["sites"]
    return found


def test_what_pages_are_drawn_from_is_kept_until_it_changes(world: World) -> None:
    bearer = {"Authorization": f"Bearer {token('desk-chan')}"}
    version = world.send("GET", "/console/belonging.json", bearer).json["version"]
    for asked, kept in ((version, "public, max-age=31536000, immutable"), ("before", "no-store")):
        reply = world.send("GET", f"/console/definitions.json?role=desk&version={asked}")
        assert (reply.status, reply.headers["Cache-Control"]) == (200, kept)
        assert reply.headers["Vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.clause("P-who")
def test_one_belongs_where_one_has_a_role(world: World) -> None:
    here = {"site": world.site, "desks": ["tickets"], "roles": ["desk"]}
    assert belonging(world, "desk-chan", "another-site", world.site, "no site#", "") == [here]
    assert belonging(world, "nobody", world.site) == []


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(("sites", "status"), [(20, 200), (21, 422)])
def test_nobody_asks_about_any_number_of_sites(world: World, sites: int, status: int) -> None:
    asked = urlencode([("site", f"site-{each}") for each in range(sites)])
    bearer = {"Authorization": f"Bearer {token('desk-chan')}"}
    reply = world.send("GET", f"/console/belonging.json?{asked}", bearer)
    assert reply.status == status
    if status == 422:
        [fault] = reply.json["errors"]
        assert (fault["pointer"], reply.json["clause"]) == ("/site", "P-who")
        assert "20" in fault["detail"]


@pytest.mark.clause("P-who")
def test_nobody_is_told_without_a_token(world: World) -> None:
    reply = world.send("GET", f"/console/belonging.json?site={world.site}")
    assert (reply.status, reply.json["code"]) == (401, "unauthenticated")


@pytest.mark.clause("P-approve")
def test_whoever_stands_in_for_another_acts_in_their_role_for_that_day(world: World) -> None:
    [own] = belonging(world, delegating.TAKER, world.site)
    delegating.accepted(world)
    [today] = belonging(world, delegating.TAKER, world.site)
    assert today["roles"] == sorted({*own["roles"], "cs_supervisor"})  # type: ignore[misc]
    world.clock.tick(days=1)
    assert belonging(world, delegating.TAKER, world.site) == [own]
