"""Access passes: signed, personal, lost and replaced, taken back (L-5, L-6)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import convert

from chalicelib.lodging.passes import code
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.store.vault import Vault
from tests.support.lodging import (
    COLLEAGUE,
    DORMITORY,
    EMPLOYEE,
    GUARD,
    access_pass,
    lodged,
    now,
    photographed,
    posted,
)
from tests.support.residents import stored
from tests.support.uploads import announced
from tests.support.world import World

KNOWN = AccessPass(
    site="site-1",
    id="p1",
    number="LA-1-1",
    holder="guest-0f",
    name="葉秀英",
    employee="employee-yip",
    stay="s1",
    terms=0,
    valid_from=datetime(2026, 3, 2, tzinfo=UTC),
    valid_until=datetime(2026, 3, 4, 16, tzinfo=UTC),
)
SIGN = Vault(lambda: b"0" * 32).sign
CODE = code.written(KNOWN, SIGN)


def altered(place: int, by: str) -> str:
    """The code with one of its parts another."""
    parts = CODE.split(":")
    return ":".join([*parts[:place], by, *parts[place + 1 :]])


@pytest.mark.clause("L-5")
def test_a_code_says_pass_holder_and_expiry_to_who_has_the_key() -> None:
    claims = code.read(CODE, "site-1", SIGN)
    assert claims == code.Claims(
        access_pass="p1",
        holder="guest-0f",
        expires_at=KNOWN.valid_until,
    )


@pytest.mark.clause("L-5")
@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(altered(2, "p2"), id="another pass"),
        pytest.param(altered(3, "guest-1f"), id="another holder"),
        pytest.param(altered(4, "1900000000"), id="a later expiry"),
        pytest.param(altered(4, "soon"), id="no expiry"),
        pytest.param(altered(5, "A" * 86), id="another signature"),
        pytest.param(altered(5, ""), id="no signature"),
        pytest.param(altered(5, "簽"), id="not ASCII"),
        pytest.param(altered(0, "FD2"), id="another kind"),
        pytest.param(CODE + ":", id="a part more"),
        pytest.param("", id="nothing"),
        pytest.param(code.written(KNOWN, Vault(lambda: b"1" * 32).sign), id="another key"),
    ],
)
def test_what_the_site_did_not_sign_is_no_code(forged: str) -> None:
    assert code.read(forged, "site-1", SIGN) is None


@pytest.mark.clause("L-5")
def test_a_code_of_another_site_is_none_even_under_its_name() -> None:
    assert code.read(CODE, "site-2", SIGN) is None
    assert code.read(altered(1, "site-2"), "site-2", SIGN) is None


@pytest.mark.clause("L-5", "L-6", "L-11")
def test_a_lost_pass_is_revoked_replaced_and_charged(estate: World) -> None:
    reply = lodged(estate)
    known = access_pass(estate, reply)
    path = f"/passes/{known.json['access_pass']['id']}"
    first = estate.get(f"{path}/code", DORMITORY).json
    assert first["svg"].startswith("<svg")
    assert estate.get(f"{path}/code", EMPLOYEE).json == first
    assert estate.get(f"{path}/code", COLLEAGUE).status == 404
    assert estate.post(f"{path}/replace", EMPLOYEE, {}, if_match=known.etag).status == 403
    lost = estate.post(f"{path}/replace", DORMITORY, {"words": "遺失"}, if_match=known.etag)
    assert (lost.status, lost.json["access_pass"]["state"], lost.actions) == (200, "lost", set())
    assert estate.get(f"{path}/code", DORMITORY).json == {"code": None, "svg": None}
    another = access_pass(estate, reply)
    assert another.json["access_pass"]["id"] == lost.json["access_pass"]["replaced_by"]
    assert another.json["access_pass"]["number"] == f"{known.json['access_pass']['number']}.2"
    line = now(estate, reply)["lines"][0]
    assert (line["what"], line["clause"], line["fen"]) == ("lodging_pass", "L-6", 2000)
    assert posted(estate, reply) == 2000
    assert code_of(estate, another.json["access_pass"]) != first["code"]
    again = estate.post(f"{path}/replace", DORMITORY, {}, if_match=lost.etag)
    assert (again.status, again.json["code"]) == (409, "too_late")


def code_of(world: World, known: Any) -> str:
    """The code as it is printed; it reads as the pass that it is of."""
    said: str = world.get(f"/passes/{known['id']}/code", DORMITORY).json["code"]
    claims = code.read(said, world.site, world.house.vault.sign)
    assert claims
    assert (claims.access_pass, claims.holder) == (known["id"], known["holder"])
    assert claims.expires_at == convert(known["valid_until"], datetime)
    return said


@pytest.mark.clause("L-5")
def test_a_revoked_pass_has_no_code(estate: World) -> None:
    known = access_pass(estate, lodged(estate))
    path = f"/passes/{known.json['access_pass']['id']}"
    assert known.actions == {"replace", "revoke"}
    form = {"reason": "轉借他人"}
    revoked = estate.post(f"{path}/revoke", DORMITORY, form, if_match=known.etag)
    assert revoked.json["access_pass"]["state"] == "revoked"
    assert estate.get(f"{path}/code", DORMITORY).json == {"code": None, "svg": None}
    photo = estate.post(f"{path}/files", DORMITORY, announced())
    assert (photo.status, photo.json["code"], photo.json["clause"]) == (409, "pass_ended", "L-5")
    listed = estate.get("/passes?state=revoked&limit=50", DORMITORY).json["items"]
    assert known.json["access_pass"]["id"] in {each["access_pass"]["id"] for each in listed}


@pytest.mark.clause("L-5", "P-files")
def test_a_photo_of_the_guest_hangs_on_the_pass(estate: World) -> None:
    known = access_pass(estate, lodged(estate)).json["access_pass"]
    file = photographed(estate, known["id"])
    assert [each.id for each in stored(estate, AccessPass, known["id"]).files] == [file]
    assert estate.get(f"/passes/{known['id']}/files", EMPLOYEE).status == 200
    assert estate.get(f"/passes/{known['id']}/files", COLLEAGUE).status == 404
    assert estate.get(f"/passes/{known['id']}/files", GUARD).status == 200  # to compare
    assert estate.get(f"/passes/{known['id']}", GUARD).status == 403
    assert estate.get(f"/passes/{known['id']}/code", GUARD).status == 403
