"""A site opens from its file: checked whole, stored once, and what is there stays as it is."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import open_site
from chalicelib.core import forms
from chalicelib.core.people import Person
from chalicelib.core.site import Site
from chalicelib.opening import SiteFile, records
from chalicelib.tickets.terms import Terms, Unit
from local import sample
from tests.support.residents import settle, stored
from tests.support.scenes import nothing_written
from tests.support.world import MONDAY, World


class Context:
    """What Lambda tells a function of its call."""

    aws_request_id = "request-1"


def file(id: str) -> dict[str, Any]:
    return sample.file(MONDAY.date(), id)


def handed_in(raw: Any) -> dict[str, Any]:
    return open_site(raw, Context())  # type: ignore[no-any-return]


@pytest.mark.clause("P-who", "P-private")
def test_a_site_that_was_opened_works(world: World) -> None:
    before = handed_in(file("hill"))
    opened = World(world.house, world.clock, "hill")
    assert before == {"site": "hill", "stored": 24, "known": 0}
    assert opened.get("/me", "desk-chan").json["site_name"]["en"] == "Jade Garden"
    assert opened.intake().status == 201
    assert opened.get("/desk", "desk-chan").status == 200
    owner: Person = stored(opened, Person, "owner-wong")
    assert opened.house.vault.phone(owner) == "13800138001"
    terms = stored(opened, Terms, "000001")
    assert terms.prices == sample.terms("hill").prices
    assert terms.warranty == sample.terms("hill").warranty


@pytest.mark.clause("P-once")
def test_the_same_file_again_changes_nothing_and_fills_what_is_missing(world: World) -> None:
    handed_in(file("hill"))
    opened = World(world.house, world.clock, "hill")
    settle(opened, stored(opened, Person, "gm-ng"), name="吳總")
    more = file("hill")
    more["units"].append({"id": "D-0001", "building": "D"})
    assert handed_in(more) == {"site": "hill", "stored": 1, "known": 24}
    assert stored(opened, Person, "gm-ng").name == "吳總"
    assert stored(opened, Unit, "D-0001").building == "D"


@pytest.mark.clause("P-who")
def test_a_site_answers_nobody_before_it_is_whole(world: World) -> None:
    """The site comes last: whatever stops the opening leaves a site that is not there."""
    parsed = forms.parse(SiteFile, file("hill"))
    kinds = [type(each) for each in records(parsed, world.house.vault, world.clock())]
    assert kinds[-1] is Site
    assert kinds.count(Site) == 1


WRONG: list[tuple[str, Any, str, str]] = [
    ("no people", lambda f: f.update(people=[]), "/people", "no_admin"),
    ("nobody administers", lambda f: f["people"].pop(12), "/people", "no_admin"),
    ("zone unknown", lambda f: f.update(time_zone="Asia/Nowhere"), "/time_zone", "no_such"),
    ("zone a path", lambda f: f.update(time_zone="../etc/passwd"), "/time_zone", "no_such"),
    ("supervisor unknown", lambda f: f["departments"][0].update(supervisor="x"), "", "no_such_one"),
    ("desk settings odd", lambda f: f["desk"].update(prices=7), "/desk", "invalid"),
    ("owner unknown", lambda f: f["units"][0].update(owners=["x"]), "", "no_such_one"),
    ("unit unknown", lambda f: f["people"][13].update(units=["x"]), "", "no_such_one"),
    ("department unknown", lambda f: f["people"][0].update(department="x"), "", "no_such"),
    ("role unknown", lambda f: f["people"][0].update(roles=["x"]), "", "not_a_choice"),
    ("phone odd", lambda f: f["people"][0].update(phone="call me"), "", "not_in_form"),
    ("field unknown", lambda f: f.update(colour="red"), "/colour", "unknown"),
    ("id with a slash", lambda f: f.update(id="a/b"), "/id", "not_in_form"),
]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("what", "spoil", "pointer", "code"), WRONG, ids=[each[0] for each in WRONG]
)
def test_a_file_with_a_fault_opens_nothing_and_says_where(
    estate: World, what: str, spoil: Any, pointer: str, code: str
) -> None:
    wrong = copy.deepcopy(file("hill"))
    spoil(wrong)
    with nothing_written(estate):
        refused = handed_in(wrong)
    assert (refused["code"], refused["clause"]) == ("invalid_form", "P-who")
    found = [(each["pointer"], each["code"]) for each in refused["errors"]]
    assert any(at.startswith(pointer) and said == code for at, said in found), found


@given(raw=st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_whatever_is_no_file_is_refused(raw: Any) -> None:
    assert handed_in(raw)["code"] == "invalid_form"
