"""A hospital's official reception settled over HTTP: its people, departments and settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.core.people import Person, Role
from tests.support.residents import join, person, stored
from tests.support.world import Reply, World

HOST, HOST_MANAGER = "host-mak", "host-manager-au"
OFFICER, OFFICE_HEAD = "office-so", "office-head-kam"
FINANCE, GM, ADMIN = "finance-ho", "gm-ng", "admin-cheng"
STAFF = (
    (HOST, Role.HOST_DEPARTMENT, "cardiology"),
    (HOST_MANAGER, Role.DEPARTMENT_MANAGER, "cardiology"),
    (OFFICER, Role.OFFICE, "hospital_office"),
    (OFFICE_HEAD, Role.OFFICE_HEAD, "hospital_office"),
)
DEPARTMENTS = {
    "cardiology": ("心內科", "心内科", "Cardiology", HOST_MANAGER),
    "hospital_office": ("院辦", "院办", "Hospital office", OFFICE_HEAD),
}


def peopled(world: World) -> World:
    """The staff and departments that an official reception needs; once a site."""
    if stored(world, Person, HOST):
        return world
    for id, role, department in STAFF:
        join(world, person(id, role, department=department))
    for key, (hant, hans, en, supervisor) in DEPARTMENTS.items():
        name = {"hant": hant, "hans": hans, "en": en}
        form = {"key": key, "name": name, "supervisor": supervisor}
        version = world.get("/desk", ADMIN).etag
        reply = world.post("/desk/departments", ADMIN, form, if_match=version)
        assert reply.status == 200, reply.json
    return world


def settle(world: World, **terms: Any) -> Reply:
    """The official reception's settings, as they are to be."""
    version = world.get("/reception", ADMIN).etag
    reply = world.post("/reception/change", ADMIN, terms, if_match=version)
    assert reply.status == 200, reply.json
    return reply


@contextmanager
def under(world: World, **terms: Any) -> Iterator[None]:
    """The settings are others meanwhile."""
    before = world.get("/reception", ADMIN).json["terms"]
    others = {name: each for name, each in terms.items() if before[name] != each}
    if others:
        settle(world, **others)
    yield
    if others:
        settle(world, **{name: before[name] for name in others})
