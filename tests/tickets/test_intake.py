"""Taking a repair in: who, how to reach them, where, their own words (T-2.0, T-4.3.1)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.tickets.forms import SAID_OF
from chalicelib.tickets.model.matter import Channel, Kind
from chalicelib.tickets.model.warranty import WarrantyReason
from tests.support.paths import PEOPLE
from tests.support.residents import join, person, told
from tests.support.world import MONDAY, World
from tests.tickets.building import INDOOR, PUBLIC, Case, Outcome, Paper

BY_SELF = {"channel": "web", "person": None}
HALL = {"unit": None, "item": None, **PUBLIC}
REACHABLE = replace(PEOPLE["desk-chan"], phone=PEOPLE["owner-wong"].phone)
CALLER = {"name": "陳大文", "phone": "138 0013 8000"}


def refused(who: str | Person = "desk-chan", **fields: Any) -> Outcome:
    with pytest.raises(Refusal) as caught:
        Paper(who=who, **fields)
    said = caught.value
    return (said.code, said.clause, *((each.pointer, each.code) for each in said.faults))


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    ("who", "fields", "faults"),
    [
        # who reported
        (REACHABLE, {"person": None}, [("/person", "one_of")]),
        ("desk-chan", {"caller": CALLER}, [("/person", "one_of")]),
        ("owner-wong", {**BY_SELF, "person": "owner-lau"}, [("/person", "desk_only")]),
        ("owner-wong", {**BY_SELF, "caller": CALLER}, [("/caller", "desk_only")]),
        # where: indoors a unit and an item, one's own unless the desk takes it in
        ("desk-chan", {"unit": None}, [("/unit", "required")]),
        ("desk-chan", {"item": None}, [("/item", "required")]),
        (
            "desk-chan",
            {"unit": None, "item": None},
            [("/unit", "required"), ("/item", "required")],
        ),
        ("desk-chan", {"unit": "Z-9999"}, [("/unit", "no_such")]),
        ("owner-wong", {**BY_SELF, "unit": "B-0502"}, [("/unit", "no_such")]),
        ("owner-wong", {**BY_SELF, "unit": "Z-9999"}, [("/unit", "no_such")]),
        # in public its area, and nothing that only a flat has
        ("desk-chan", {**HALL, "area": None}, [("/area", "required")]),
        ("desk-chan", {**HALL, "unit": "A-1203"}, [("/unit", "indoor_only")]),
        ("desk-chan", {**HALL, "item": "plumbing"}, [("/item", "indoor_only")]),
        (
            "desk-chan",
            {**HALL, "overrule": {"covered": True, "reason": "x"}},
            [("/overrule", "indoor_only")],
        ),
        # how: owners come by web or mobile, and do not judge their own warranty
        *(
            ("owner-wong", {**BY_SELF, "channel": channel}, [("/channel", "not_a_choice")])
            for channel in ("phone", "walk_in", "group_service_centre", "quality_office")
        ),
        (
            "owner-wong",
            {**BY_SELF, "overrule": {"covered": True, "reason": "x"}},
            [("/overrule", "desk_only")],
        ),
        # every fault is said at once
        (
            "owner-wong",
            {"channel": "phone", "person": "owner-lau", "unit": "B-0502", "item": None},
            [
                ("/channel", "not_a_choice"),
                ("/person", "desk_only"),
                ("/item", "required"),
                ("/unit", "no_such"),
            ],
        ),
    ],
)
def test_what_no_ticket_is_taken_in_with(
    who: str | Person, fields: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert refused(who, **fields) == ("invalid_form", "T-2.0", *faults)


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("who", ["desk-chan", "supervisor-chow"])
def test_the_desk_takes_in_over_every_channel(who: str, channel: Channel) -> None:
    assert Paper(who=who, channel=channel).the.channel is channel


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("fields", [BY_SELF, {**BY_SELF, "person": "owner-wong"}])
@pytest.mark.parametrize("channel", ["web", "mobile"])
def test_owners_report_for_themselves(fields: dict[str, Any], channel: str) -> None:
    ticket = Paper(who="owner-wong", **{**fields, "channel": channel}).the
    assert (ticket.reporter.person, ticket.received_by) == ("owner-wong", "owner-wong")


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    "roles", [(Role.ENGINEER,), (Role.DEPARTMENT_HEAD,), (Role.PROPERTY_ASSISTANT,), (Role.ADMIN,)]
)
def test_nobody_else_takes_a_report_in(roles: tuple[Role, ...]) -> None:
    assert refused(person("x", *roles)) == ("not_your_step", "T-2.0")


@pytest.mark.clause("T-2.0")
def test_someone_of_the_desk_who_owns_a_flat_takes_in_for_all() -> None:
    both = person("x", Role.OWNER, Role.DESK, units=("A-1203",))
    assert Paper(who=both, unit="B-0502").the.place.unit == "B-0502"


@pytest.mark.clause("T-2.0")
def test_a_way_to_reach_them_is_asked_for() -> None:
    unreachable = replace(PEOPLE["owner-wong"], phone=None)
    assert refused(unreachable, **BY_SELF) == ("invalid_form", "T-2.0", ("/person", "no_phone"))


@pytest.mark.clause("T-4.3.1")
def test_a_public_repair_goes_to_engineering_at_once() -> None:
    paper = Paper(**HALL)
    ticket = paper.the
    assert (ticket.state, ticket.department, ticket.notification) == (
        "dispatched",
        "engineering",
        None,
    )
    assert [form.form for form in ticket.forms] == ["work_order"]
    told = [(each.to, each.code) for each in paper.history[0].change.messages]
    assert told == [
        ("head-cheung", "ticket_dispatched"),
        ("engineer-lee", "ticket_dispatched"),
        ("engineer-wong", "ticket_dispatched"),
    ]


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("minutes", "due"), [(1, "01:01:00"), (5, "01:05:00"), (1440, "01:00:00")])
def test_the_deadline_counts_from_the_intake(minutes: int, due: str) -> None:
    terms = replace(Paper().terms, notify_minutes=minutes)
    ticket = Paper(terms=terms).the
    [timer] = ticket.timers
    assert f"{timer.due_at:%H:%M:%S}" == due
    assert ticket.notification
    assert ticket.notification.due_at == timer.due_at
    assert timer.due_at - MONDAY == timedelta(minutes=minutes)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("covered", "form"), [(True, "work_order"), (False, "repair_order")])
def test_the_desk_may_judge_the_warranty_as_it_takes_the_call(covered: bool, form: str) -> None:
    ticket = Paper(overrule={"covered": covered, "reason": "現場判斷"}).the
    assert ticket.warranty
    assert (ticket.warranty.reason, ticket.warranty.words, ticket.warranty.by) == (
        WarrantyReason.OVERRULED,
        "現場判斷",
        "desk-chan",
    )
    assert [each.form for each in ticket.forms] == [form]


@pytest.mark.clause("T-2.0", "T-4.3.2", "P-number")
def test_an_indoor_repair_is_taken_in_with_its_number(estate: World) -> None:
    reply = estate.intake()
    assert reply.status == 201
    assert reply.headers["Location"].endswith(f"/tickets/{reply.ticket['id']}")
    shown = estate.get(f"/tickets/{reply.ticket['id']}", "desk-chan").ticket
    assert shown == reply.ticket
    assert shown["reporter"].pop("phone_index")
    assert shown["reporter"] == {
        "person": "owner-wong",
        "name": "黃麗華",
        "phone": "138****8001",
    }
    place = shown["place"]
    assert (place["unit"], place["building"], place["area"]) == ("A-1203", "A", None)
    assert (shown["words"], shown["state"]) == ("廚房水龍頭漏水", "reported")
    assert shown["forms"][0]["number"].startswith("CW-20260302-")
    assert shown["notification"]["due_at"] == "2026-03-02T01:05:00Z"


@pytest.mark.clause("T-2.0", "P-who")
@pytest.mark.parametrize(
    ("who", "form", "status", "code"),
    [
        ("engineer-lee", INDOOR, 403, "not_your_step"),
        ("finance-ho", INDOOR, 403, "not_your_step"),
        ("admin-cheng", INDOOR, 403, "not_your_step"),
        ("nobody", INDOOR, 404, "not_found"),
        ("owner-wong", {**INDOOR, "unit": "B-0502", "channel": "web"}, 422, "invalid_form"),
        ("desk-chan", {**INDOOR, "unit": "Z-1"}, 422, "invalid_form"),
        ("desk-chan", {**INDOOR, "person": "nobody"}, 422, "invalid_form"),
        ("desk-chan", {**INDOOR, "kind": "complaint"}, 422, "invalid_form"),
    ],
)
def test_a_refused_intake_leaves_no_ticket_and_takes_no_number(
    estate: World, who: str, form: dict[str, Any], status: int, code: str
) -> None:
    before = estate.intake().ticket["forms"][0]["seq"]
    refused = estate.post("/tickets", who, form)
    assert (refused.status, refused.json["code"]) == (status, code)
    assert estate.intake().ticket["forms"][0]["seq"] == before + 1


@pytest.mark.clause("T-4.3.1", "P-tell")
def test_engineering_is_told_of_a_public_repair_by_its_dispatch(estate: World) -> None:
    case = Case(estate, **HALL)
    assert case.ticket["forms"][0]["form"] == "work_order"
    for who in ("head-cheung", "engineer-lee", "engineer-wong"):
        assert told(estate, who, case.id) == ["ticket_dispatched"]
    assert told(estate, "engineer-tse", case.id) == []


@pytest.mark.clause("T-2.0")
def test_a_new_caller_becomes_known_with_the_ticket(estate: World) -> None:
    phone = "139 1234 0001"
    case = Case(estate, person=None, caller={"name": "陳大文", "phone": phone})
    found = estate.post("/people/find", "desk-chan", {"phone": phone}).json["items"]
    assert [(each["person"], each["name"]) for each in found] == [
        (case.ticket["reporter"]["person"], "陳大文")
    ]


@pytest.mark.clause("T-2.0")
def test_a_known_caller_is_the_same_person_under_the_name_given_now(estate: World) -> None:
    phone = "139 1234 0002"
    first = Case(estate, person=None, caller={"name": "陳大文", "phone": phone})
    again = Case(estate, person=None, caller={"name": "陳太", "phone": phone})
    assert again.ticket["reporter"]["person"] == first.ticket["reporter"]["person"]
    assert again.ticket["reporter"]["name"] == "陳太"


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    "words",
    [
        "𠮷屋漏水 🚰",  # beyond the basic plane
        "\u202eevil\u202c",  # right to left
        "漏" * 1000,
        "第一行\n第二行\t\r\n",
        "ﷺ e\u0301 \ufeff.",
        '"; drop {words} #[\\',
    ],
)
def test_words_are_kept_as_they_were_spoken(estate: World, words: str) -> None:
    case = Case(estate, words=words)
    assert case.shown().ticket["words"] == words
    assert case.history()[0]["form"]["words"] == words


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("words", ["漏" * 1001, "", " \u3000\u00a0\n", "a\x00b"])
def test_words_that_are_none_are_refused(estate: World, words: str) -> None:
    reply = estate.intake(words=words)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/words")


@pytest.mark.clause("T-2.0")
def test_half_a_character_is_no_text(estate: World) -> None:
    reply = estate.intake(words="\ud800")
    assert (reply.status, reply.json["code"]) == (400, "malformed")


@pytest.mark.clause("T-2.0", "P-who")
def test_a_caller_may_own_a_flat_of_another_name(estate: World) -> None:
    """Relatives call too: the desk takes the unit as they name it."""
    case = Case(estate, person="owner-wong", unit="B-0502")
    assert case.ticket["reporter"]["person"] == "owner-wong"
    assert case.shown("owner-lau").status == 200


@pytest.mark.clause("P-who")
def test_who_left_reports_nothing(estate: World) -> None:
    gone = replace(person("gone", Role.DESK), active=False)
    assert estate.intake(join(estate, gone)).status == 404


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 2, 15, 59, 59, 999000, UTC), "20260302"),
        (datetime(2026, 3, 2, 16, 0, tzinfo=UTC), "20260303"),  # midnight at the site
    ],
)
def test_the_number_bears_the_sites_day(at: datetime, day: str) -> None:
    assert Paper(at=at).order == f"CW-{day}-0001"


SAID = {
    "unit": "A-1203",
    "item": "plumbing",
    "overrule": {"covered": True, "reason": "開發商遺留問題"},
    "category": "noise",
    "source": {"reference": "GSC-7", "received_at": MONDAY.isoformat()},
}


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("field", SAID_OF)
def test_a_client_is_told_of_which_kinds_each_field_is_said(field: str) -> None:
    """Of the others it is refused, so nobody need be asked."""
    for kind in set(Kind) - set(SAID_OF[field]):
        faults = refused(**{**HALL, "kind": kind, field: SAID[field]})[2:]
        assert f"/{field}" in [pointer for pointer, _ in faults], kind
