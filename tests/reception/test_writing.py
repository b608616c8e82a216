"""What may be asked for, and that one letter has one reception (R-2)."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import claims
from tests.support.hospital import HOST, OFFICE_HEAD, OFFICER, peopled
from tests.support.receptions import (
    COLLEAGUE,
    DINNER,
    EXPERT,
    LUNCH,
    again,
    approved,
    asking,
    day,
    departed,
    do,
    done,
    letter,
    line,
    requested,
    submitted,
)
from tests.support.world import World


@pytest.mark.clause("R-2.1", "R-2.2", "R-2.3")
@pytest.mark.parametrize("kind", ["superior", "invited", "group_staff"])
def test_each_kind_of_guest_has_its_clause(estate: World, kind: str) -> None:
    reply = requested(estate, kind=kind)
    [entry] = estate.get(f"/receptions/{reply.json['reception']['id']}/history", OFFICER).json[
        "items"
    ]
    clauses = {"superior": "R-2.1", "invited": "R-2.2", "group_staff": "R-2.3"}
    assert entry["facts"]["received_by"] == clauses[kind]


@pytest.mark.clause("R-2.1")
@pytest.mark.parametrize("missing", ["kind", "purpose", "guests", "letter", "first", "last"])
def test_a_request_names_purpose_guests_letter_and_days(estate: World, missing: str) -> None:
    form = asking(peopled(estate))
    del form[missing]
    reply = estate.post("/receptions", HOST, form)
    assert reply.status == 422
    assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [
        (f"/{missing}", "required")
    ]


@pytest.mark.clause("R-2.1")
@pytest.mark.parametrize("missing", ["name", "unit", "title", "rank"])
def test_a_guest_has_name_unit_title_and_rank(estate: World, missing: str) -> None:
    guest = {name: each for name, each in EXPERT.items() if name != missing}
    reply = estate.post("/receptions", HOST, asking(peopled(estate), guest))
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, f"/guests/0/{missing}")


@pytest.mark.clause("R-2.1")
@pytest.mark.parametrize(
    ("form", "at", "code"),
    [
        ({"first": -1}, "/first", "in_the_past"),
        ({"first": 0, "last": 0}, None, None),  # today, and only today
        ({"first": 3, "last": 2}, "/last", "ends_before_it_begins"),
        ({"first": -3, "last": -2}, "/last", "in_the_past"),
        ({"last": 730}, None, None),  # as far ahead as the settings have it
        ({"last": 731}, "/last", "out_of_range"),
        ({"first": 731, "last": 2_900_000}, "/last", "out_of_range"),  # in 9966
        ({"dated": 1}, "/letter/dated", "in_the_future"),
        ({"dated": 0}, None, None),
        ({"dated": -400}, None, None),
        ({"guests": [{**EXPERT, "rank": "emperor"}]}, "/guests/0/rank", "no_such"),
        ({"guests": [{**EXPERT, "key": "1"}]}, "/guests/0/key", "no_such"),
        ({"guests": [EXPERT, COLLEAGUE, EXPERT]}, "/guests/2", "repeated"),
        ({"guests": [EXPERT, {**EXPERT, "name": "钟教授\u200b "}]}, "/guests/1", "repeated"),
        ({"guests": [EXPERT, {**EXPERT, "rank": "staff"}]}, "/guests/1", "repeated"),
        ({"guests": [EXPERT, {**EXPERT, "title": "護士"}]}, None, None),  # another of that name
        ({"guests": []}, "/guests", "too_short"),
        ({"guests": [{**EXPERT, "title": f"第{n}"} for n in range(60)]}, None, None),
        ({"guests": [{**EXPERT, "title": f"第{n}"} for n in range(61)]}, "/guests", "too_long"),
    ],
)
def test_a_request_that_cannot_be_is_refused_field_by_field(
    estate: World, form: dict[str, Any], at: str | None, code: str | None
) -> None:
    peopled(estate)
    given = dict(form)
    dated = given.pop("dated", 0)
    asked = asking(estate, letter=letter(estate, dated=str(day(estate, dated))))
    for name in ("first", "last"):
        if name in given:
            given[name] = str(day(estate, given[name]))
    reply = estate.post("/receptions", HOST, asked | given)
    if at is None:
        assert reply.status == 201, reply.json
        return
    assert (reply.status, reply.json["code"]) == (422, "invalid_form")
    assert (at, code) in {(each["pointer"], each["code"]) for each in reply.json["errors"]}


@pytest.mark.clause("R-2.1", "P-number")
def test_each_request_has_a_number_of_its_own_day(estate: World) -> None:
    first, second = requested(estate), requested(estate)
    numbers = [each.json["reception"]["forms"][0]["number"] for each in (first, second)]
    assert int(numbers[1][-4:]) == int(numbers[0][-4:]) + 1
    assert numbers[0][:-4] == numbers[1][:-4] == f"RR-{day(estate, 0):%Y%m%d}-"


ONE = {"unit": "省衛生健康委員會", "reference": "衛函〔2026〕88號"}


@pytest.mark.clause("R-2.1")
@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"reference": "衛函[2026]88號"}, True),  # other brackets
        ({"reference": "衛函(2026)88號"}, True),
        ({"reference": " 衛函〔2026〕 88 號"}, True),  # spaces
        ({"reference": "衛函〔２０２６〕88號"}, True),  # wide digits
        ({"reference": "衛函〔2026〕8\U000e00418\u3164號"}, True),  # what nobody sees
        ({"reference": "卫函〔2026〕88号", "unit": "省卫生健康委员会"}, True),  # simplified
        ({"reference": "衛函〔2026〕89號"}, False),
        ({"reference": "衛函〔20268〕8號"}, False),  # the same digits elsewhere
        ({"unit": "市衛生健康局"}, False),  # another's letter of that number
    ],
)
def test_one_letter_has_one_reception_however_it_is_typed(
    real: World, other: dict[str, str], *, same: bool
) -> None:
    requested(real, letter=letter(real, **ONE))
    reply = real.post("/receptions", HOST, asking(real, letter=letter(real, **ONE | other)))
    if same:
        assert (reply.status, reply.json["code"]) == (409, "letter_used")
        assert reply.json["clause"] == "R-2.1"
    else:
        assert reply.status == 201


@pytest.mark.clause("R-2.1")
@pytest.mark.parametrize("end", ["refuse", "withdraw", "cancel", "close", "approve"])
def test_a_letter_is_free_again_when_its_reception_is_over(estate: World, end: str) -> None:
    paper = letter(estate)
    reply = requested(estate, letter=paper, first=0, days=0)
    match end:
        case "refuse":
            done(estate, submitted(estate, reply), "refuse", OFFICE_HEAD, reason="x")
        case "withdraw":
            done(estate, submitted(estate, reply), "withdraw", HOST)
        case "cancel":
            done(estate, reply, "cancel", HOST, reason="x")
        case "close":
            done(estate, departed(estate, approved(estate, reply)), "close", OFFICER)
        case "approve":
            approved(estate, reply)
    other = estate.post("/receptions", OFFICER, asking(estate, letter=paper))
    assert other.status == (409 if end in ("close", "approve") else 201)


@pytest.mark.clause("R-2.1", "R-4.3.5")
def test_a_letter_stays_with_a_refused_reception_on_which_something_was_spent(
    estate: World,
) -> None:
    paper = letter(estate)
    reply = approved(estate, requested(estate, letter=paper))
    of: Any = SimpleNamespace(id=reply.json["reception"]["id"])
    claim = claims.booked(estate, of, claims.claimed(4000, "1"))
    lines = [line(reply, {**DINNER, "key": "1", "words": "便飯"})]
    done(estate, reply, "plan", HOST, lines=lines)
    done(estate, submitted(estate, reply), "refuse", OFFICE_HEAD, reason="x")
    other = estate.post("/receptions", HOST, asking(estate, letter=paper))
    assert (other.status, other.json["code"]) == (409, "letter_used")
    done(estate, reply, "plan", HOST, lines=lines)  # or it could never be put in order
    claims.done(estate, claim, "withdraw", OFFICER)


@pytest.mark.clause("R-2.1", "P-approve")
@pytest.mark.parametrize("command", ["edit", "plan"])
def test_what_is_written_again_takes_its_letter_again_or_another(
    estate: World, command: str
) -> None:
    paper = letter(estate)
    reply = done(estate, submitted(estate, requested(estate, letter=paper)), "withdraw", HOST)
    form = again(reply) if command == "edit" else {"lines": [line(reply, LUNCH)]}
    reply = done(estate, reply, command, HOST, **form)
    assert len(reply.json["reception"]["holds"]) == 1
    reply = done(estate, reply, "submit", HOST)
    reply = done(estate, reply, "refuse", OFFICE_HEAD, reason="x")
    requested(estate, letter=paper)
    form = again(reply) if command == "edit" else {"lines": [line(reply, DINNER)]}
    answer = do(estate, reply, command, HOST, **form)
    assert (answer.status, answer.json["code"]) == (409, "letter_used")
    form = again(reply, letter=letter(estate))
    assert done(estate, reply, "edit", HOST, **form).json["reception"]["state"] == "drafted"


@pytest.mark.clause("R-2.1")
def test_an_edit_gives_the_letter_that_it_drops_back(estate: World) -> None:
    paper = letter(estate)
    reply = requested(estate, letter=paper)
    done(estate, reply, "edit", HOST, **again(reply, letter=letter(estate)))
    requested(estate, letter=paper)
