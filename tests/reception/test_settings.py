"""What the official reception's settings may not be (P-history, R-4.3.3)."""

from typing import Any

import pytest

from tests.support.hospital import ADMIN, peopled
from tests.support.world import World

EAST = {"key": "east", "name": "集團東院", "group": True}
WEST = {"key": "west", "name": "集團西院", "group": True}


@pytest.mark.clause("R-4.3.3", "P-history")
@pytest.mark.parametrize(
    ("units", "at"),
    [
        ([EAST, WEST], None),
        ([EAST, WEST | {"key": "east"}], ("/units/1/key", "repeated")),
        ([EAST, WEST | {"name": "集团东院 "}], ("/units/1/name", "repeated")),  # however typed
        ([EAST | {"site": "x"}, WEST | {"site": "x"}], ("/units/1/site", "repeated")),
        ([EAST | {"site": "own"}], ("/units/0/site", "no_such")),  # nobody owes themselves
    ],
)
def test_a_unit_has_a_name_and_a_site_of_its_own(
    world: World, units: list[dict[str, Any]], at: tuple[str, str] | None
) -> None:
    peopled(world)
    given = [each | ({"site": world.site} if each.get("site") == "own" else {}) for each in units]
    etag = world.get("/reception", ADMIN).etag
    reply = world.post("/reception/change", ADMIN, {"units": given}, if_match=etag)
    if at is None:
        assert reply.status == 200, reply.json
        return
    assert (reply.status, reply.json["clause"]) == (422, "P-history")
    assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [at]
