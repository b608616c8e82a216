"""Departments that come, go and get another supervisor."""

from typing import Any

from tests.support.hospital import ADMIN, HOST_MANAGER
from tests.support.world import World


def department(
    world: World, key: str, *, closed: bool = False, supervisor: str = HOST_MANAGER
) -> None:
    """A department of this key, as it is to be."""
    known = {each["key"] for each in world.get("/desk", ADMIN).json["departments"]}
    names = {"hant": "科室", "hans": "科室", "en": key}
    form: dict[str, Any] = {"name": names, "supervisor": supervisor}
    if key not in known:
        path, form = "/desk/departments", {"key": key, **form}
    else:
        path, form = f"/desk/departments/{key}/change", {"closed": closed, **form}
    reply = world.post(path, ADMIN, form, if_match=world.get("/desk", ADMIN).etag)
    assert reply.status == 200, reply.json
