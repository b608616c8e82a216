"""Who sees faxes and reception letters, and what of them (R-4.3.2, R-4.3.3)."""

import pytest

from chalicelib.core.people import Role
from chalicelib.reception.letters.model import Letter
from tests.support import delegating, letters, receptions
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.letters import (
    CLERK,
    PHONE,
    VOID,
    answered,
    do,
    faults,
    fax,
    letter,
    now,
    path,
    received,
    reception,
    staffed,
    written,
)
from tests.support.residents import join, person, stored
from tests.support.uploads import announced
from tests.support.world import World


@pytest.fixture
def hospital(estate: World) -> World:
    return staffed(estate)


@pytest.mark.clause("P-find")
def test_letters_are_listed_by_where_they_stand_and_whose_they_are(real: World) -> None:
    staffed(real)
    sent, other = written(real), written(real, letter(real), CLERK)
    came = written(real, received(real))
    answered(real, other)

    def listed(query: str, who: str = OFFICER) -> list[str]:
        items = real.get(f"/letters{query}", who).json["items"]
        return [each["letter"]["id"] for each in items]

    first, second, third = (each.json["letter"]["id"] for each in (sent, other, came))
    assert listed("") == [first]
    assert listed("?state=registered") == [third]
    assert listed("?state=answered", FINANCE) == [second]
    assert listed("?mine=true") == [first, third]
    assert listed("?mine=true&order=newest") == [third, first]
    assert listed("?mine=true&direction=incoming") == [third]
    assert listed("?mine=true&state=issued") == [first]
    assert listed("?mine=true", CLERK) == [second]
    assert listed("?mine=true", GM) == []
    assert listed("?from_day=2026-03-03") == []


@pytest.mark.clause("P-who")
def test_a_host_department_sees_the_letters_of_its_receptions(hospital: World) -> None:
    theirs = reception(hospital)
    others = reception(hospital, OFFICER, counterpart=None)
    linked = written(hospital, letter(hospital, reception=theirs["id"]))
    foreign = written(hospital, letter(hospital, reception=others["id"]))
    loose = written(hospital)
    assert now(hospital, linked, HOST).status == 200
    assert now(hospital, linked, HOST).actions == set()
    for each in (foreign, loose):
        assert now(hospital, each, HOST).status == 404
        assert hospital.get(f"{path(each)}/files", HOST).status == 404
    assert hospital.get(f"{path(linked)}/files", HOST).status == 200
    listed = hospital.get(f"/letters?reception={theirs['id']}", HOST).json["items"]
    assert [each["letter"]["id"] for each in listed] == [linked.json["letter"]["id"]]
    assert hospital.get(f"/letters?reception={others['id']}", HOST).status == 404
    assert hospital.get("/letters?reception=no-such", HOST).status == 404
    assert faults(hospital.get("/letters", HOST)) == {("/reception", "required")}
    for more in ("history", "print"):
        assert hospital.get(f"{path(linked)}/{more}", HOST).status == 200
        assert hospital.get(f"{path(loose)}/{more}", HOST).status == 404


@pytest.mark.clause("P-who", "P-private")
def test_who_signed_its_reception_sees_a_letter_and_reads_no_number(hospital: World) -> None:
    """Somebody of another host department, who stood in for the head of the office."""
    other = join(hospital, person("host-next-door", Role.HOST_DEPARTMENT, department="grounds"))
    delegating.accepted(hospital, OFFICE_HEAD, taker=other, role="office_head")
    signed = receptions.done(hospital, receptions.submitted(hospital), "approve", other)
    linked = written(hospital, letter(hospital, reception=signed.json["reception"]["id"]))
    assert hospital.get(f"{path(linked)}/history", other).status == 200
    printed = hospital.get(f"{path(linked)}/print", other)
    assert (printed.status, printed.json["code"]) == (403, "not_your_reception")


@pytest.mark.clause("P-files")
def test_a_scan_hangs_on_a_letter_until_it_is_void(hospital: World) -> None:
    reply = written(hospital)
    letters.with_scan(hospital, reply)
    [file] = hospital.get(f"{path(reply)}/files", FINANCE).json["items"]
    assert file["file"]["name"] == "漏水.jpg"
    assert hospital.post(f"{path(reply)}/files", OFFICE_HEAD, announced()).status == 403
    answered(hospital, reply)
    assert hospital.post(f"{path(reply)}/files", CLERK, announced()).status == 201
    do(hospital, reply, "void", **VOID)
    assert hospital.post(f"{path(reply)}/files", OFFICER, announced()).json["code"] == "too_late"
    assert hospital.get(f"{path(reply)}/files", FINANCE).status == 200


@pytest.mark.clause("P-history", "R-4.3.2")
def test_history_names_the_letters_own_clause_and_no_number(hospital: World) -> None:
    reply = written(hospital)
    answered(hospital, reply)
    entries = hospital.get(f"{path(reply)}/history", FINANCE).json["items"]
    said = [(each["command"], each["clause"]) for each in entries]
    assert said == [("letter-write", "R-4.3.2"), ("letter-answer", "R-4.3.2")]
    assert entries[0]["form"]["contact"]["phone"] == "****"


@pytest.mark.clause("P-private")
def test_the_number_is_masked_and_what_is_sealed_is_shown_to_nobody(hospital: World) -> None:
    reply = written(hospital)
    for who in (OFFICER, OFFICE_HEAD, GM, FINANCE):
        shown = now(hospital, reply, who).json["letter"]
        assert shown["contact"] == {"name": "蘇文", "phone": "138****9001"}
        assert shown["sealed"] is None
    assert stored(hospital, Letter, reply.json["letter"]["id"]).sealed


@pytest.mark.clause("P-private")
def test_printing_shows_the_number_and_is_recorded(hospital: World) -> None:
    reply = written(hospital)
    for count, who in enumerate((OFFICER, OFFICE_HEAD), 1):
        page = hospital.get(f"{path(reply)}/print", who)
        assert page.status == 200
        assert PHONE in page.body.decode()
        entry = hospital.get(f"{path(reply)}/history", OFFICER).json["items"][-1]
        assert (entry["command"], entry["by"], entry["clause"]) == (
            "letter-print",
            who,
            "P-private",
        )
        assert entry["facts"] == {"copy": count}
    for who in (GM, FINANCE):
        assert hospital.get(f"{path(reply)}/print", who).status == 403
    assert hospital.get("/letters/no-such/print", OFFICER).status == 404


@pytest.mark.clause("P-together")
def test_a_step_is_on_the_letter_as_it_was_seen(hospital: World) -> None:
    reply = written(hospital)
    hospital.get(f"{path(reply)}/print", OFFICER)
    stale = hospital.post(f"{path(reply)}/void", OFFICER, VOID, if_match=reply.etag)
    assert (stale.status, stale.json["code"]) == (412, "stale")
    assert PHONE not in stale.body.decode()


@pytest.mark.clause("P-once")
def test_the_same_form_again_is_the_same_letter(hospital: World) -> None:
    form = fax(hospital)
    first = hospital.post("/letters", OFFICER, form, key="same")
    again = hospital.post("/letters", OFFICER, form, key="same")
    assert first.body == again.body
