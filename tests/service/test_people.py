"""People and roles, as an administrator keeps them: a role holds from the next request (P-who)."""

from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.core.site import MOST_STAFF, Site
from tests.support.residents import join, person, stored
from tests.support.world import Reply, World

ADMIN = "admin-cheng"
ENGINEER = {"name": "王志明", "roles": ["engineer"], "department": "engineering"}


def change(world: World, who: str, **fields: Any) -> Reply:
    """An administrator changes somebody, whose other fields stay as they are."""
    known = world.get(f"/people/{who}", ADMIN)
    now = {name: known.json[name] for name in ("name", "roles", "department", "active")}
    return world.post(f"/people/{who}/change", ADMIN, now | fields, if_match=known.etag)


def newcomer(world: World, *roles: Role, department: str | None = None) -> str:
    return join(world, person(f"new-{next(world._keys)}", *roles, department=department))


@pytest.mark.clause("P-who")
def test_a_role_given_holds_from_the_next_request_and_a_role_taken_does_not(estate: World) -> None:
    who = newcomer(estate, Role.GATE)
    assert estate.get("/desk", who).status == 403
    assert change(estate, who, roles=["desk"]).status == 200
    assert estate.get("/desk", who).status == 200
    assert change(estate, who, roles=["gate"]).status == 200
    assert estate.get("/desk", who).status == 403
    assert change(estate, who, active=False).status == 200
    assert estate.get("/me", who).status == 404
    assert change(estate, who, active=True, roles=["desk", "gate"]).status == 200
    assert estate.get("/me", who).json["roles"] == ["desk", "gate"]


@pytest.mark.clause("P-who", "P-private")
def test_somebody_added_may_sign_in_and_their_number_is_sealed(estate: World) -> None:
    form = {"id": "engineer-new", "phone": "137 0013 7001", **ENGINEER}
    added = estate.post("/people", ADMIN, form)
    assert added.status == 201
    here = f"/sites/{estate.site}/people/engineer-new"
    assert added.json == {
        "id": "engineer-new",
        "version": 1,
        "name": "王志明",
        "roles": ["engineer"],
        "department": "engineering",
        "units": [],
        "phone": "137****7001",
        "active": True,
        "erasure": None,
        "erased_at": None,
        "allowed_actions": [{"command": "change", "clause": "P-who", "href": f"{here}/change"}],
    }
    assert estate.get("/me", "engineer-new").json["department"] == "engineering"
    kept: Person = stored(estate, Person, "engineer-new")
    assert kept.phone
    assert estate.house.vault.phone(kept) == "13700137001"
    assert estate.get("/people/engineer-new", ADMIN).json == added.json
    gone = change(estate, "engineer-new", active=False)
    assert [each["command"] for each in gone.json["allowed_actions"]] == ["change", "erase"]


@pytest.mark.clause("P-who", "P-tell", "T-3.0")
def test_whoever_joins_a_department_is_told_of_its_orders_until_they_leave(world: World) -> None:
    def told() -> bool:
        ticket = world.intake()
        before = len(world.get("/inbox", "engineer-new").json.get("items", ()))
        assert world.do(ticket, "dispatch", "desk-chan", department="engineering").status == 200
        return len(world.get("/inbox", "engineer-new").json.get("items", ())) > before

    assert world.post("/people", ADMIN, {"id": "engineer-new", **ENGINEER}).status == 201
    assert told()
    ticket = world.intake()
    form = {"department": "engineering", "assignee": "engineer-new"}
    assert world.do(ticket, "dispatch", "desk-chan", **form).status == 200
    assert change(world, "engineer-new", department="grounds").status == 200
    assert not told()
    assert change(world, "engineer-new", department="engineering").status == 200
    assert told()
    assert change(world, "engineer-new", active=False).status == 200
    site: Site = stored(world, Site, world.site)
    assert [each for each in site.departments if "engineer-new" in each.told] == []


@pytest.mark.clause("P-who", "P-history")
def test_a_department_changes_only_with_who_is_in_it(world: World) -> None:
    before: Site = stored(world, Site, world.site)
    assert change(world, "engineer-lee", name="李國強先生").status == 200
    gone = change(world, "head-cheung", active=False)  # whoever supervises it is replaced first
    assert (gone.status, gone.json["code"]) == (409, "supervises")
    assert stored(world, Site, world.site) == before


@pytest.mark.clause("P-approve", "T-3.0")
def test_a_department_notes_in_which_roles_its_supervisor_signs(world: World) -> None:
    def noted() -> tuple[Role, ...] | None:
        site: Site = stored(world, Site, world.site)
        department = site.department("engineering")
        assert department
        return department.roles

    roles = [Role.DEPARTMENT_HEAD, Role.ENGINEER]
    assert change(world, "head-cheung", roles=roles).status == 200
    assert noted() == tuple(roles)
    form = {"name": {"hant": "工程", "hans": "工程", "en": "E"}, "supervisor": "engineer-lee"}
    etag = world.get("/desk", ADMIN).etag
    path = "/desk/departments/engineering/change"
    assert world.post(path, ADMIN, form, if_match=etag).status == 200
    assert noted() == (Role.ENGINEER,)


@pytest.mark.clause("P-who", "P-tell")
def test_a_department_has_no_more_than_can_be_told_at_once(world: World) -> None:
    for number in range(MOST_STAFF - 2):
        form = {"id": f"more-{number}", **ENGINEER}
        assert world.post("/people", ADMIN, form).status == 201
    full = world.post("/people", ADMIN, {"id": "one-too-many", **ENGINEER})
    assert [(each["pointer"], each["code"]) for each in full.json["errors"]] == [
        ("/department", "department_full")
    ]
    assert world.do(world.intake(), "dispatch", "desk-chan", department="engineering").status == 200


@pytest.mark.clause("P-who")
def test_an_id_is_given_once(estate: World) -> None:
    for form in (
        {"id": "desk-chan", "name": "陳靜雯", "roles": ["gm"]},
        {"id": "engineer-lee", **ENGINEER},
    ):
        reply = estate.post("/people", ADMIN, form)
        assert (reply.status, reply.json["code"]) == (409, "known_already")
    assert estate.get("/me", "desk-chan").json["roles"] == ["desk"]


@pytest.mark.clause("P-who", "P-history")
def test_nobody_takes_the_programs_name(estate: World) -> None:
    """History says by whom a thing was done: the program, or somebody who signed in."""
    reply = estate.post("/people", ADMIN, {"id": "system.messages", **ENGINEER})
    assert reply.status == 422
    assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [
        ("/id", "reserved")
    ]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"roles": []}, "/roles", "too_short"),
        ({"roles": ["king"]}, "/roles/0", "not_a_choice"),
        ({"department": "no-such"}, "/department", "no_such"),
        ({"roles": ["engineer"], "department": None}, "/department", "required"),
        ({"roles": ["desk", "department_head"], "department": None}, "/department", "required"),
        ({"name": " "}, "/name", "not_in_form"),
    ],
)
def test_a_place_at_the_site_is_whole(
    estate: World, fields: dict[str, Any], pointer: str, code: str
) -> None:
    who = newcomer(estate, Role.ENGINEER, department="engineering")
    replies = [
        change(estate, who, **fields),
        estate.post("/people", ADMIN, {"id": "nobody-yet", **ENGINEER, **fields}),
    ]
    for reply in replies:
        assert (reply.status, reply.json["clause"]) == (422, "P-who")
        assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [
            (pointer, code)
        ]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "fields",
    [
        {"roles": ["admin", "gm"]},  # nobody promotes themselves
        {"roles": ["gm"]},
        {"active": False},  # nor locks everybody out
    ],
)
def test_nobody_changes_what_they_are_themselves(estate: World, fields: dict[str, Any]) -> None:
    reply = change(estate, ADMIN, **fields)
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (403, "own_roles", "P-who")
    assert estate.get("/me", ADMIN).json["roles"] == ["admin"]


@pytest.mark.clause("P-who", "P-together")
@pytest.mark.parametrize("fields", [{"roles": ["gm"]}, {"roles": ["admin"], "active": False}])
def test_two_administrators_cannot_take_each_other_out_at_once(
    estate: World, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]
) -> None:
    one, other = newcomer(estate, Role.ADMIN), newcomer(estate, Role.ADMIN)

    def out(whom: str, by: str) -> Reply:
        return estate.post(f"/people/{whom}/change", by, {"name": "丙", **fields}, if_match='"1"')

    store = estate.house.service.store
    commit = store.commit

    def overtaken(*args: Any) -> None:
        monkeypatch.undo()
        assert out(one, by=other).status == 200
        commit(*args)

    monkeypatch.setattr(store, "commit", overtaken)
    assert out(other, by=one).status in (403, 404)
    assert estate.get("/me", other).json["roles"] == ["admin"]


@pytest.mark.clause("P-who")
def test_ones_own_name_may_be_put_right(estate: World) -> None:
    assert change(estate, ADMIN, name="鄭思遠(行政)").status == 200
    assert change(estate, ADMIN, name="鄭思遠").status == 200


@pytest.mark.clause("P-who", "P-history")
def test_who_changed_what_somebody_is_can_be_read(estate: World) -> None:
    join(estate, person("engineer-told", Role.ENGINEER, department="grounds"))
    assert change(estate, "engineer-told", name="丙").status == 200
    entries = estate.get("/people/engineer-told/history", ADMIN).json["items"]
    assert [(each["command"], each["by"]) for each in entries][-1] == ("person-change", ADMIN)
    assert estate.get("/people/engineer-told/history", "desk-chan").status == 403


@pytest.mark.clause("P-who")
def test_who_is_not_there_is_not_found(estate: World) -> None:
    for reply in (
        estate.get("/people/nobody", ADMIN),
        estate.get("/people/nobody/history", ADMIN),
        estate.post("/people/nobody/change", ADMIN, ENGINEER, if_match='"1"'),
    ):
        assert (reply.status, reply.json["code"]) == (404, "not_found")
