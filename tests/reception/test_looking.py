"""Receptions in lists, found by words, and the papers that hang on them (P-find, P-files)."""

import pytest

from chalicelib.reception.receptions.model import Reception, month_key
from chalicelib.service.searching import under
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.receptions import (
    EXPERT,
    again,
    day,
    done,
    file_added,
    requested,
    submitted,
)
from tests.support.residents import stored
from tests.support.world import World


@pytest.mark.clause("P-find")
def test_receptions_are_found_by_state_number_letter_guest_and_unit(estate: World) -> None:
    unit = f"第{estate.clock().timestamp():.0f}醫院"
    reply = submitted(estate, requested(estate, {**EXPERT, "name": "司徒雯", "unit": unit}))
    id = reply.json["reception"]["id"]
    number = reply.json["reception"]["forms"][0]["number"]
    reference = reply.json["reception"]["content"]["letter"]["reference"]

    def found(query: str, who: str = OFFICER) -> list[str]:
        listed = estate.get(f"/receptions?{query}", who)
        assert listed.status == 200, listed.json
        return [each["reception"]["id"] for each in listed.json["items"]]

    assert id in found("limit=100")
    assert id in found("state=pending&order=newest&limit=100")
    assert id not in found("state=drafted&limit=100")
    for text in (number, reference, "司徒雯", "司徒", unit, "學科指導"):
        assert id in found(f"q={text}"), text
        assert id in found(f"q={text}&state=pending")
        assert id not in found(f"q={text}&state=approved")
    assert id not in found("q=歐陽")
    assert id in found("limit=100", FINANCE)
    assert id in [
        each["reception"]["id"]
        for each in estate.get("/my-receptions?limit=100", HOST).json["items"]
    ]
    assert id not in [
        each["reception"]["id"]
        for each in estate.get("/my-receptions?limit=100", OFFICER).json["items"]
    ]


@pytest.mark.clause("P-find", "P-report")
def test_however_many_guests_there_are_its_month_and_number_are_found_at_once(real: World) -> None:
    """What has no room among the hundred actions of a transaction follows with the next steps."""
    guests = [
        {**EXPERT, "name": f"{chr(0x5F20 + n)}{chr(0x6587 + n)}", "unit": f"第{n}人民醫院"}
        for n in range(60)
    ]
    reply = requested(real, *guests)
    id = reply.json["reception"]["id"]
    known = stored(real, Reception, id)
    assert not known.indexed.whole
    store = real.house.service.store
    assert [*under(store, Reception, real.site, month_key(known.content.first))] == [id]
    found = real.get(f"/receptions?q={known.number}", OFFICER).json["items"]
    assert [each["reception"]["id"] for each in found] == [id]
    for _ in range(20):
        if stored(real, Reception, id).indexed.whole:
            break
        reply = done(real, reply, "edit", HOST, **again(reply))
    found = real.get("/receptions?q=第59人民醫院", OFFICER).json["items"]
    assert [each["reception"]["id"] for each in found] == [id]


@pytest.mark.clause("P-find")
def test_a_day_selects_what_was_asked_for_on_it(real: World) -> None:
    first = requested(real)
    real.clock.tick(days=1)
    second = requested(real)

    def found(query: str) -> list[str]:
        listed = real.get(f"/receptions?{query}", OFFICER).json["items"]
        return [each["reception"]["id"] for each in listed]

    ids = [each.json["reception"]["id"] for each in (first, second)]
    assert found("state=drafted") == ids
    assert found("state=drafted&order=newest") == ids[::-1]
    assert found(f"state=drafted&from_day={day(real, 0)}") == ids[1:]
    assert found(f"q=省人民醫院&to_day={day(real, -1)}") == ids[:1]
    assert found("q=省人民醫院") == ids[::-1]
    page = real.get("/receptions?state=drafted&limit=1", OFFICER).json
    more = real.get(f"/receptions?state=drafted&limit=1&cursor={page['next']}", OFFICER).json
    assert [each["reception"]["id"] for each in (*page["items"], *more["items"])] == ids


@pytest.mark.clause("P-files", "R-2.1")
def test_the_letter_hangs_on_its_reception(estate: World) -> None:
    reply = requested(estate)
    id = reply.json["reception"]["id"]
    added = file_added(estate, reply)
    path = f"/receptions/{id}/files/{added.json['file']['id']}/attach"
    assert estate.post(path, FINANCE, {}, if_match=added.etag).status == 403
    assert estate.post(path, HOST, {}, if_match=added.etag).status == 200
    for who in (HOST, OFFICER, GM, FINANCE, OFFICE_HEAD):
        listed = estate.get(f"/receptions/{id}/files", who)
        assert len(listed.json["items"]) == 1
    done(estate, reply, "cancel", HOST, reason="x")
    answer = estate.post(
        f"/receptions/{id}/files",
        HOST,
        {"name": "x.jpg", "media_type": "image/jpeg", "bytes": 1, "sha256": "0" * 64},
    )
    assert (answer.status, answer.json["code"]) == (409, "too_late")
