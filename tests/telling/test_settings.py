"""Who is told what by which channel is a setting per site and person, sealed and never shown."""

import json
from typing import Any

import pytest

from chalicelib.core.errors import Fault
from chalicelib.core.means import Means
from chalicelib.core.ports import Failed, Misdirected
from chalicelib.core.site import Desk, Site
from chalicelib.telling.model import CODES
from tests.support.dump import taken
from tests.support.residents import settle, stored
from tests.support.station import ADMIN, GROUP, HOOK, Station
from tests.support.world import Reply

pytestmark = pytest.mark.clause("P-tell")

MAIL_TO_STAFF = {"code": "ticket_dispatched", "staff": ["email", "sms"]}


def own(station: Station, who: str, **form: Any) -> Reply:
    etag = station.world.get("/me/telling", who).etag
    return station.world.post("/me/telling", who, form, if_match=etag)


def told(station: Station, means: Means) -> list[tuple[str, str]]:
    letters = station.carrier(means).letters
    return [(target.address, str(letter.language)) for target, letter in letters]


def test_a_group_hears_a_thing_once_however_many_are_told(station: Station) -> None:
    station.setting([GROUP])
    ticket = station.dispatched()
    assert len(station.world.house.service.store.announced(station.world.site, "x#1")) == 0
    station.bring(ticket)
    assert len(station.carrier(Means.WECOM).letters) == 1


@pytest.mark.parametrize(
    ("narrowed", "heard"),
    [
        ({}, 1),
        ({"codes": ["ticket_dispatched"]}, 1),
        ({"codes": ["visit_asked"]}, 0),
        ({"departments": ["engineering"]}, 1),
        ({"departments": ["grounds", "engineering"]}, 1),
        ({"departments": ["grounds"]}, 0),
        ({"codes": ["ticket_dispatched"], "departments": ["grounds"]}, 0),
    ],
)
def test_a_channel_hears_what_it_is_set_to(
    station: Station, narrowed: dict[str, Any], heard: int
) -> None:
    station.setting([GROUP | narrowed])
    station.bring(station.dispatched())
    assert len(station.carrier(Means.WECOM).letters) == heard


def test_people_are_told_by_what_the_site_allows_and_they_want(station: Station) -> None:
    station.setting([], [MAIL_TO_STAFF])
    assert own(station, "head-cheung", mail="cheung@example.com", language="en").status == 200
    only_mail = [{"code": "ticket_dispatched", "by": ["email"]}]
    assert own(station, "engineer-lee", mail="lee@example.com", choices=only_mail).status == 200
    nothing = [{"code": "ticket_dispatched", "by": []}]
    assert own(station, "engineer-wong", mail="w@example.com", choices=nothing).status == 200
    station.bring(station.dispatched())
    assert sorted(told(station, Means.EMAIL)) == [
        ("cheung@example.com", "en"),
        ("lee@example.com", "zh-Hant"),
    ]
    [(number, language)] = told(station, Means.SMS)
    assert (number[-4:], language) == ("9005", "en")


def test_what_is_not_optional_reaches_everyone(station: Station) -> None:
    station.setting([], [MAIL_TO_STAFF | {"optional": False}])
    nothing = [{"code": "ticket_dispatched", "by": []}]
    refused = own(station, "engineer-lee", choices=nothing)
    assert refused.status == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["/choices/0/code"]


def test_owners_are_told_as_owners(station: Station) -> None:
    station.setting([], [{"code": "ticket_dispatched", "owners": ["sms"]}])
    station.bring(station.dispatched())
    assert told(station, Means.SMS) == []  # engineering is staff


def test_an_address_forgotten_is_gone(station: Station) -> None:
    assert own(station, "engineer-lee", mail="lee@example.com").json["mail"] == "l****@example.com"
    assert own(station, "engineer-lee").json["mail"] == "l****@example.com"
    assert own(station, "engineer-lee", forget_mail=True).json["mail"] is None
    both = own(station, "engineer-lee", mail="lee@example.com", forget_mail=True)
    assert both.status == 422


@pytest.mark.clause("P-private")
def test_no_target_secret_or_address_is_shown_or_stored_in_clear(depot: Station) -> None:
    shown = depot.setting([GROUP, HOOK])
    own(depot, "engineer-lee", mail="canary.lee@example.com")
    again = depot.world.get("/telling", ADMIN)
    client = depot.world.house.service.store._connection.client  # type: ignore[attr-defined]
    everything = json.dumps(taken(client), ensure_ascii=False, default=str)
    hidden = ("0123456789", "token=hidden", HOOK["secret"], HOOK["secret"][6:], "canary.lee")
    for text in (shown.body.decode(), again.body.decode(), everything):
        assert [each for each in hidden if each in text] == []
    assert [each["target"] for each in again.json["channels"]] == [
        "https://qyapi.weixin.qq.com/****",
        "https://hooks.example.com/****",
    ]


def test_what_is_left_out_stays_what_it_is(station: Station) -> None:
    station.setting([HOOK])
    bare = {name: HOOK[name] for name in ("id", "means")}
    station.setting([bare | {"codes": ["ticket_dispatched"]}])
    station.bring(station.dispatched())
    [(target, _)] = station.carrier(Means.WEBHOOK).letters
    assert (target.address, target.secret) == (HOOK["target"], HOOK["secret"])


def test_every_fault_of_the_settings_is_named_at_once(station: Station) -> None:
    del station.world.house.carriers[Means.SMS]  # type: ignore[attr-defined]
    wrong_target = Fault(pointer="/target", code="private_target")
    station.carrier(Means.WEBHOOK).wrong = Misdirected(wrong_target)
    station.carrier(Means.WECOM).wrong = Failed("no_such_host")
    form = {
        "channels": [
            GROUP,
            HOOK | {"codes": ["no_such_code"], "departments": ["no-such"]},
            HOOK,
            {"id": "new", "means": "feishu"},
            {"id": "text", "means": "sms", "target": "13800138000"},
        ],
        "rules": [{"code": "nothing", "owners": ["sms"]}, {"code": "nothing"}],
    }
    etag = station.world.get("/telling", ADMIN).etag
    refused = station.world.post("/telling", ADMIN, form, if_match=etag)
    assert refused.status == 422
    found = {(each["pointer"], each["code"]) for each in refused.json["errors"]}
    assert found == {
        ("/channels/0/target", "no_such_host"),
        ("/channels/1/codes/0", "not_a_choice"),
        ("/channels/1/departments/0", "not_a_choice"),
        ("/channels/1/target", "private_target"),
        ("/channels/2/id", "repeated"),
        ("/channels/2/target", "private_target"),
        ("/channels/3/target", "required"),
        ("/channels/4/means", "not_available_here"),
        ("/rules/0/code", "not_a_choice"),
        ("/rules/0/owners/0", "not_available_here"),
        ("/rules/1/code", "repeated"),
        ("/rules/1/code", "not_a_choice"),
    }


@pytest.mark.parametrize("code", ["channel_test", "repair_paid"])
def test_only_what_people_are_told_can_be_set(station: Station, code: str) -> None:
    """A test goes to the one channel that it tries, and a memo of the ledger to nobody."""
    etag = station.world.get("/telling", ADMIN).etag
    form = {"channels": [GROUP | {"codes": [code]}], "rules": [{"code": code, "staff": ["email"]}]}
    refused = station.world.post("/telling", ADMIN, form, if_match=etag)
    found = {(each["pointer"], each["code"]) for each in refused.json["errors"]}
    assert found == {("/channels/0/codes/0", "not_a_choice"), ("/rules/0/code", "not_a_choice")}


def test_a_means_is_named_once(station: Station) -> None:
    """Named twice it would have every message waiting twice."""
    etag = station.world.get("/telling", ADMIN).etag
    twice = {"code": "ticket_dispatched", "staff": ["email", "email"], "owners": ["sms", "sms"]}
    refused = station.world.post("/telling", ADMIN, {"rules": [twice]}, if_match=etag)
    found = {(each["pointer"], each["code"]) for each in refused.json["errors"]}
    assert found == {("/rules/0/staff/1", "repeated"), ("/rules/0/owners/1", "repeated")}


def test_a_test_goes_to_one_channel_the_way_that_every_message_goes(station: Station) -> None:
    etag = station.setting([GROUP | {"codes": ["visit_asked"]}, HOOK]).etag
    sent = station.world.post("/telling/test", ADMIN, {"channel": "group"}, if_match=etag)
    assert sent.status == 200
    station.stream(f"telling#{station.world.site}")
    assert [letter.code for _, letter in station.carrier(Means.WECOM).letters] == ["channel_test"]
    assert station.carrier(Means.WEBHOOK).letters == []
    absent = station.world.post("/telling/test", ADMIN, {"channel": "no"}, if_match=sent.etag)
    assert absent.status == 422


def test_a_site_is_offered_the_messages_of_its_desks(station: Station) -> None:
    """What is said of everybody, as that somebody stands in for another, at every site."""
    there = {
        desks: {each["code"] for each in offered(station, desks)}
        for desks in ((), (Desk.TICKETS,), (Desk.LODGING,), (Desk.RECEPTION, Desk.TICKETS))
    }
    assert there[()] == set(CODES)
    shared = there[(Desk.TICKETS,)] & there[(Desk.LODGING,)]
    assert {"ticket_dispatched", "quotation_offered"} <= there[(Desk.TICKETS,)] - shared
    assert {"bed_offered", "visit_late", "stay_charged"} <= there[(Desk.LODGING,)] - shared
    assert there[(Desk.TICKETS,)] < there[(Desk.RECEPTION, Desk.TICKETS)]
    assert {"delegation_offered", "nobody_signs"} <= shared


def offered(station: Station, desks: tuple[Desk, ...]) -> list[dict[str, Any]]:
    """What a setting may name at a site with these desks."""
    world = station.world
    settle(world, stored(world, Site, world.site), desks=desks)
    return list(world.get("/telling", ADMIN).json["notices"])
