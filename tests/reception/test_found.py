"""What the official reception writes is found by what somebody remembers of it (P-find, P-who)."""

import pytest

from chalicelib.core.people import Role
from tests.support import cars, claims, letters, settlements
from tests.support.claims import ADVANCED, claimed, id_of, receipt
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.residents import join, person
from tests.support.world import World

HOST_ELSEWHERE = "host-of-surgery"


def found(world: World, of: str, query: str, who: str = OFFICER) -> list[str]:
    """Ids of the letters, claims, trips and so on that are listed."""
    listed = world.get(f"/{of}s?{query}&limit=100", who)
    assert listed.status == 200, listed.json
    return [each[of]["id"] for each in listed.json["items"]]


@pytest.mark.clause("P-find", "P-who")
def test_a_claim_is_found_by_number_invoice_seller_claimant_and_words(real: World) -> None:
    reception = claims.received(real)
    bought = receipt("0440-77120001", seller="得月樓")
    known = claims.booked(real, reception, claimed(100, receipt=bought, words="會場茶歇,歇場費"))
    changed = claims.drafted(real, reception, claimed(1, words="鮮花"))
    claims.done(real, changed, "change", OFFICER, lines=[claimed(1, words="橫幅")])
    id, number = id_of(known), known.json["claim"]["forms"][0]["number"]
    for text in (number, "0440-77120001", "77120001", "得月樓", "得月楼", "茶歇", "會場 得月"):
        assert found(real, "claim", f"q={text}") == [id], text
    assert found(real, "claim", "q=茶歇場") == [], "what touches in the question touches there"
    both = found(real, "claim", f"q={known.json['claim']['person_name']}")
    assert both == [id_of(changed), id], "newest first"
    assert found(real, "claim", "q=橫幅") == [id_of(changed)]
    assert found(real, "claim", "q=鮮花") == [], "it says so no more"
    assert found(real, "claim", "q=得月樓&state=pending", GM) == [id]
    assert found(real, "claim", "q=得月樓&state=paid") == []
    assert found(real, "claim", f"q=得月樓&reception={reception.id}", HOST) == [id]
    assert found(real, "claim", "q=得月樓&reception=another") == []
    elsewhere = join(real, person(HOST_ELSEWHERE, Role.HOST_DEPARTMENT, department="surgery"))
    assert found(real, "claim", "q=得月樓", elsewhere) == [], "not theirs to see"


@pytest.mark.clause("P-find", "P-who")
def test_a_settlement_is_found_by_number_reception_and_unit(real: World) -> None:
    reception = claims.received(settlements.moneyed(real), units=("省骨科醫院", "市衛生局"))
    claims.paid(real, reception, claimed(10_000, ADVANCED))
    settlements.gone(real, reception)
    drawn = settlements.drawn(real, reception)
    sent = settlements.sent(real)
    id, number = (drawn.json["settlement"][each] for each in ("id", "forms"))
    for text in (number[0]["number"], reception.number, "省骨科醫院", "骨科"):
        assert found(real, "settlement", f"q={text}", GM) == [id], text
    assert found(real, "settlement", "q=市衛生局") == [sent.json["settlement"]["id"], id]
    assert found(real, "settlement", "q=市衛生局&state=drawn") == [id]
    assert found(real, "settlement", "state=sent") == [sent.json["settlement"]["id"]]
    assert found(real, "settlement", "order=oldest") == [id], "those to be sent"
    assert real.get("/settlements?q=骨科", HOST).status == 403


@pytest.mark.clause("P-find", "P-who")
def test_a_letter_is_found_by_number_reference_unit_names_and_words(real: World) -> None:
    linked = letters.reception(letters.staffed(real))["id"]
    form = letters.received(real, reference="渝函〔2026〕88號", unit="重慶附屬醫院", words="觀摩")
    known = letters.written(real, form | {"reception": linked})
    other = letters.written(real)
    id, number = (known.json["letter"][each] for each in ("id", "forms"))
    for text in (number[0]["number"], "渝函〔2026〕88號", "重庆附属", "歐陽教授", "觀摩"):
        assert found(real, "letter", f"q={text}", FINANCE) == [id], text
    assert found(real, "letter", "q=蘇文") == [other.json["letter"]["id"], id], "whom to call"
    assert found(real, "letter", "q=蘇文&direction=incoming") == [id]
    assert found(real, "letter", f"q=蘇文&reception={linked}") == [id]
    assert found(real, "letter", "q=蘇文&state=issued") == [other.json["letter"]["id"]]
    assert found(real, "letter", f"q={letters.PHONE[-4:]}") == [], "the number is sealed"
    assert found(real, "letter", "q=蘇文", HOST) == [id], "of the reception that they carry out"
    elsewhere = join(real, person(HOST_ELSEWHERE, Role.HOST_DEPARTMENT, department="surgery"))
    assert found(real, "letter", "q=蘇文", elsewhere) == []


@pytest.mark.clause("P-find", "P-who")
def test_an_advance_is_found_by_number_reception_person_and_reason(real: World) -> None:
    reception = claims.received(real)
    form = claims.asking(reception, fen=100, reason="高鐵購票")
    known = real.post("/advances", OFFICER, form).json["advance"]
    other = claims.asked(real, reception, 200).json["advance"]["id"]
    id, number = known["id"], known["forms"][0]["number"]
    for text in (number, "高铁购票", f"購票 {reception.number}"):
        assert found(real, "advance", f"q={text}") == [id], text
    assert found(real, "advance", f"q={reception.number}") == [other, id]
    assert found(real, "advance", f"q={known['person_name']}&state=pending", GM) == [other, id]
    assert found(real, "advance", "q=購票&state=paid") == []
    assert found(real, "advance", "q=購票&reception=another") == []
    elsewhere = join(real, person(HOST_ELSEWHERE, Role.HOST_DEPARTMENT, department="surgery"))
    assert found(real, "advance", "q=購票", elsewhere) == [], "not theirs to see"


@pytest.mark.clause("P-find", "P-who")
def test_a_trip_is_found_by_number_reception_way_and_purpose(real: World) -> None:
    known = cars.asked(real, purpose="迎接評審").json["trip"]
    id, number = known["id"], known["forms"][0]["number"]
    of = known["reception_number"]
    for text in (number, of, "迎接评审", f"{known['destination']} 迎接", known["asked_name"]):
        assert found(real, "trip", f"q={text}") == [id], text
    assert found(real, "trip", f"q={of}&state={known['state']}") == [id]
    assert found(real, "trip", f"q={of}&state=returned") == []
    elsewhere = join(real, person(HOST_ELSEWHERE, Role.HOST_DEPARTMENT, department="surgery"))
    assert found(real, "trip", f"q={of}", elsewhere) == [], "not theirs to see"
