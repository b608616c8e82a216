"""People, sites, refusals and acts: the small things that every rule leans on."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.numbering import Counter
from chalicelib.core.people import ANY_ROLE, Person, Role, Sealed, program
from chalicelib.core.ports import Conflict, Key, Loaded
from chalicelib.core.record import Hold, NumberedForm
from chalicelib.core.site import Department, Site
from chalicelib.core.words import Words

NAME = Words(hant="翠湖花園", hans="翠湖花园", en="Jade Garden")
SITE = Site(site="jade", id="jade", name=NAME)
CHAN = Person(site="jade", id="desk-chan", name="陳靜雯", roles=(Role.DESK, Role.GATE))
LATE = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
"""One in the morning of the second, at the site."""


def act(**given: object) -> Act[None]:
    made: Act[None] = Act(person=CHAN, now=LATE, site=SITE, terms=None, fresh_id="t1")
    return replace(made, **given)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("roles", "asked", "has"),
    [
        ((Role.DESK,), {Role.DESK, Role.GM}, True),
        ((Role.DESK, Role.GM), {Role.GM}, True),
        ((Role.DESK,), {Role.GM}, False),
        ((Role.DESK,), set(), False),
        ((), ANY_ROLE, False),  # somebody known, who is nothing here
    ],
)
def test_a_person_has_a_role_or_has_not(
    roles: tuple[Role, ...], asked: set[Role], has: bool
) -> None:
    assert replace(CHAN, roles=roles).has(frozenset(asked)) is has


@pytest.mark.clause("P-who")
def test_the_rulebook_names_the_roles_and_no_others() -> None:
    assert sorted(Role) == [
        "admin",
        "cs_supervisor",
        "department_head",
        "department_manager",
        "desk",
        "dormitory",
        "employee",
        "engineer",
        "finance",
        "gate",
        "gm",
        "gm_office_director",
        "host_department",
        "office",
        "office_head",
        "owner",
        "property_assistant",
    ]


def test_the_program_itself_is_nobody_with_a_role() -> None:
    runs = program("jade", "dispatch-check")
    assert (runs.id, runs.roles) == ("system.dispatch-check", ())
    assert not runs.has(ANY_ROLE)


@pytest.mark.clause("P-private")
def test_a_person_is_found_by_the_hash_of_their_number_within_the_site() -> None:
    sealed = Sealed(box="b", index="i", mask="m")
    assert replace(CHAN, phone=sealed).index() == {"phone_key": "jade#i"}
    assert CHAN.index() == {"phone_key": None}


@pytest.mark.clause("T-3.0")
def test_a_department_tells_each_of_its_people_once_its_supervisor_first() -> None:
    department = Department(key="e", name=NAME, supervisor="head", staff=("lee", "head", "wong"))
    assert department.told == ("head", "lee", "wong")
    site = replace(SITE, departments=(department,))
    assert site.department("e") == department
    assert site.department("grounds") is None


def test_a_refusal_carries_its_code_clause_and_data() -> None:
    fault = Fault(pointer="/at", code="in_the_future")
    refusal = Refusal("tries_used", "T-4.4.1", faults=(fault,), tries=3, day="2026-03-03")
    assert (refusal.code, refusal.clause) == ("tries_used", "T-4.4.1")
    assert refusal.data == {"tries": 3, "day": "2026-03-03"}
    assert refusal.faults == (fault,)
    assert Refusal("malformed").data == {}
    assert Refusal("malformed").clause == ""


def test_a_conflict_says_what_it_was_about() -> None:
    hold = Hold(key="bed#1", code="taken", clause="L-2")
    conflict = Conflict(["record", "hold", "record"], [hold])
    assert conflict.what == {"record", "hold"}
    assert conflict.holds == (hold,)
    assert str(conflict) == "hold, record"


def test_today_is_the_sites_day() -> None:
    assert act().today == date(2026, 3, 2)
    assert act(site=replace(SITE, time_zone="UTC")).today == date(2026, 3, 1)


@pytest.mark.clause("P-approve")
def test_a_signature_says_who_when_and_which_version() -> None:
    signature = act().sign("abc")
    assert (signature.person, signature.name) == ("desk-chan", "陳靜雯")
    assert (signature.at, signature.digest) == (LATE, "abc")


@pytest.mark.clause("P-number")
@pytest.mark.parametrize(
    ("counters", "number", "day", "seq"),
    [
        ({}, "CW-20260302-0001", date(2026, 3, 2), 1),
        (
            {"work_order": Counter(day=date(2026, 3, 2), last=41)},
            "CW-20260302-0042",
            date(2026, 3, 2),
            42,
        ),
        (
            {"receipt": Counter(day=date(2026, 3, 2), last=41)},  # another form's counter
            "CW-20260302-0001",
            date(2026, 3, 2),
            1,
        ),
        (
            {"work_order": Counter(day=date(2026, 3, 3), last=1)},  # somebody's clock is ahead
            "CW-20260303-0002",
            date(2026, 3, 3),
            2,
        ),
    ],
)
def test_a_form_is_issued_under_the_next_number_of_the_sites_day(
    counters: dict[str, Counter], number: str, day: date, seq: int
) -> None:
    assert act(counters=counters).issue("work_order", "CW") == NumberedForm(
        form="work_order", number=number, day=day, seq=seq, at=LATE, by="desk-chan"
    )


def test_what_was_loaded_is_found_by_kind_site_and_id() -> None:
    loaded = Loaded({Key(Person, "jade", "desk-chan"): CHAN}, {}, None)
    assert loaded.record(Person, "jade", "desk-chan") == CHAN
    assert loaded.record(Person, "lake", "desk-chan") is None
    assert loaded.record(Site, "jade", "desk-chan") is None
    assert loaded.record(Person, "jade", None) is None


def test_a_second_read_adds_records_and_keeps_what_the_first_brought() -> None:
    counter = {"work_order": Counter(day=date(2026, 3, 2), last=1)}
    first = Loaded({Key(Person, "jade", "desk-chan"): CHAN}, counter, None)
    both = first | Loaded({Key(Site, "jade", "jade"): SITE}, {}, None)
    assert both.record(Person, "jade", "desk-chan") == CHAN
    assert both.record(Site, "jade", "jade") == SITE
    assert both.counters == counter
