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
    me = opened.get("/me", "desk-chan").json
    assert (me["site_name"]["en"], me["desks"]) == ("Jade Garden", ["tickets"])
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


DESK, FORM, RANGE, UNKNOWN = "/desk/", "not_in_form", "out_of_range", "unknown"
HOURS, MOST, TERM = "hours_out_of_order", "least_above_most", "years_or_seasons"
WHOLE = "not_a_whole_number"
NO_DAY = {"first": [2, 29], "last": [3, 15]}
"""Three years out of four there is no such day."""


def term(file: dict[str, Any], **fields: Any) -> None:
    file["desk"]["warranty"]["heating"] = fields


WRONG: list[tuple[str, Any, str, str]] = [
    ("no people", lambda f: f.update(people=[]), "/people", "no_admin"),
    ("nobody administers", lambda f: f["people"].pop(12), "/people", "no_admin"),
    ("zone unknown", lambda f: f.update(time_zone="Asia/Nowhere"), "/time_zone", "no_such"),
    ("zone a path", lambda f: f.update(time_zone="../etc/passwd"), "/time_zone", "no_such"),
    ("supervisor unknown", lambda f: f["departments"][0].update(supervisor="x"), "", "no_such_one"),
    ("desk settings odd", lambda f: f["desk"].update(prices=7), "/desk/prices", "not_a_list"),
    ("owner unknown", lambda f: f["units"][0].update(owners=["x"]), "", "no_such_one"),
    ("unit unknown", lambda f: f["people"][13].update(units=["x"]), "", "no_such_one"),
    ("department unknown", lambda f: f["people"][0].update(department="x"), "", "no_such"),
    ("role unknown", lambda f: f["people"][0].update(roles=["x"]), "", "not_a_choice"),
    ("phone odd", lambda f: f["people"][0].update(phone="call me"), "", "not_in_form"),
    ("field unknown", lambda f: f.update(colour="red"), "/colour", "unknown"),
    ("id with a slash", lambda f: f.update(id="a/b"), "/id", "not_in_form"),
    ("person twice", lambda f: f["people"].append(f["people"][0]), "/people/16/id", "repeated"),
    ("unit twice", lambda f: f["units"].append(f["units"][0]), "/units/5/id", "repeated"),
    ("key twice", lambda f: f["departments"][2].update(key="engineering"), "", "repeated"),
    ("key with a #", lambda f: f["departments"][2].update(key="a#b"), "", "not_in_form"),
    ("department misspelt", lambda f: f["departments"][2].update(staf=[]), "", "unknown"),
    ("no role", lambda f: f["people"][0].update(roles=[]), "/people/0/roles", "too_short"),
    ("engineer of none", lambda f: f["people"][7].update(department=None), "", "required"),
    ("the program", lambda f: f["people"][11].update(id="system.messages"), "", "reserved"),
    ("owner without it", lambda f: f["people"][13].pop("units"), "/units/0", "says_otherwise"),
    ("handed over never", lambda f: f["units"][0].update(handover="9999-12-31"), "", RANGE),
    ("site nameless", lambda f: f["name"].update(en=""), "/name/en", "too_short"),
    ("name of two lines", lambda f: f["name"].update(en="a\nb"), "/name/en", "not_in_form"),
    ("department nameless", lambda f: f["departments"][0]["name"].update(en=" "), "", FORM),
    ("desk misspelt", lambda f: f["desk"].update(notify_minute=3), DESK + "notify_minute", UNKNOWN),
    ("desk's own number", lambda f: f["desk"].update(version=7), DESK + "version", UNKNOWN),
    ("warranty misspelt", lambda f: term(f, year=2), DESK + "warranty/heating/year", UNKNOWN),
    ("price wrong", lambda f: f["desk"]["prices"][1].update(fen="8"), DESK + "prices/1/fen", WHOLE),
    ("price twice", lambda f: f["desk"]["prices"].append(f["desk"]["prices"][0]), "", "repeated"),
    ("price no form can name", lambda f: f["desk"]["prices"][0].update(code="a b"), "", FORM),
    ("warranty without end", lambda f: term(f, years=9999), DESK + "warranty", RANGE),
    ("warranty below zero", lambda f: term(f, years=-1), DESK + "warranty", RANGE),
    ("no such season", lambda f: term(f, seasons=2, season=NO_DAY), DESK + "warranty", "not_a_day"),
    ("seasons of none", lambda f: term(f, seasons=2), DESK + "warranty/heating", TERM),
    ("a week of one day", lambda f: f["desk"]["calendar"].update(week=[[]]), DESK, "not_a_week"),
    ("hours backwards", lambda f: f["desk"]["calendar"]["week"][0][0].update(last=1), DESK, HOURS),
    ("visits backwards", lambda f: f["desk"].update(visit_minutes=[20, 10]), DESK, MOST),
    ("desk no object", lambda f: f.update(desk=[]), "/desk", "not_an_object"),
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


@pytest.mark.parametrize("text", ["\ud800", "翠\udfff"])
def test_what_is_no_text_is_refused(estate: World, text: str) -> None:
    wrong = file("hill")
    wrong["people"][0]["name"] = text
    with nothing_written(estate):
        assert handed_in(wrong)["code"] == "malformed"


@pytest.mark.usefixtures("_estate")
@given(raw=st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_whatever_is_no_file_is_refused(raw: Any) -> None:
    assert handed_in(raw)["code"] == "invalid_form"
