"""Administrators at once, on the embedded engine: nothing is overwritten or left to nobody."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.station import ADMIN
from tests.support.world import Reply, World


def shown(world: World) -> Reply:
    return world.get("/desk", ADMIN)


@pytest.mark.clause("P-together")
def test_of_two_administrators_at_once_one_is_told_that_it_is_stale(real: World) -> None:
    """Neither overwrites the other; who comes second sees what is in force now."""
    etag = shown(real).etag
    hours = shown(real).json["terms"]["card_hours"]

    def change(more: int) -> Reply:
        form = {"card_hours": (hours + more) % 700 + 1}
        return real.post("/desk/change", ADMIN, form, if_match=etag)

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(change, (1, 2)))
    assert sorted(each.status for each in replies) == [200, 412]
    won = next(each for each in replies if each.status == 200).json
    assert shown(real).json["terms"]["card_hours"] == won["terms"]["card_hours"]
    late = real.post("/desk/change", ADMIN, {"card_hours": 3}, if_match=etag)
    assert late.json["present"]["terms"]["id"] == won["terms"]["id"]


@pytest.mark.clause("P-together")
@pytest.mark.parametrize("again", range(5))
def test_who_leaves_just_as_they_are_appointed_does_one_of_the_two(real: World, again: int) -> None:
    """Both cannot be: the department would be supervised by somebody who has left."""
    form = {"name": "王志明", "roles": ["engineer"], "department": "engineering", "active": False}
    person = real.get("/people/engineer-wong", ADMIN)
    site = shown(real)
    named = {"name": site.json["departments"][2]["name"], "supervisor": "engineer-wong"}

    def leave() -> Reply:
        return real.post("/people/engineer-wong/change", ADMIN, form, if_match=person.etag)

    def rise() -> Reply:
        path = "/desk/departments/grounds/change"
        return real.post(path, ADMIN, named, if_match=site.etag)

    with ThreadPoolExecutor(2) as pool:
        both = [future.result() for future in (pool.submit(leave), pool.submit(rise))]
    now = shown(real).json["departments"][2]["supervisor"]
    active = real.get("/people/engineer-wong", ADMIN).json["active"]
    assert active or now != "engineer-wong", [each.status for each in both]
