"""Search: what each question must find and must not, page by page, and who may find it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core import finding
from chalicelib.service import searching
from tests.core.making import LAW
from tests.support.world import World, opened
from tests.tickets.test_lists import Shelf

CALLER = {"name": "歐陽震華", "phone": "+852 9123 4567"}
HALL: dict[str, Any] = {"kind": "repair_public", "unit": None, "item": None}
KEPT: dict[str, dict[str, Any]] = {
    "A": {"words": "廚房水管漏水,請盡快處理"},
    "B": {"words": "厨房漏电,很危险"},
    "C": HALL | {"area": "A座12樓電梯間", "words": "天花漏水"},
    "D": HALL | {"area": "B座大堂", "words": "電梯壞了"},
    "E": {"words": "浴室有滲漏,水管爆裂"},
    "F": {"words": "漏水。管道生鏽"},
    "G": {"person": "owner-lau", "unit": "B-0502", "words": "Kitchen pipe leaking near Room 12/F"},
    "H": HALL | {"area": "平臺", "words": "單位A1203門鎖"},
    "I": {"person": None, "caller": CALLER, "words": "冷氣滴水"},
    "J": HALL | {"area": "A座2樓", "words": "漏水"},
}


@pytest.fixture(scope="module")
def shelf(_estate: World) -> Iterator[Shelf]:
    with opened(None, _estate.clock) as world:
        letters = {}
        for letter, fields in KEPT.items():
            world.clock.tick(seconds=1)
            reply = world.intake(**fields)
            assert reply.status == 201, reply.json
            letters[reply.ticket["id"]] = letter
        yield Shelf(world, letters)


def find(shelf: Shelf, q: str, who: str = "desk-chan", more: str = "") -> str:
    reply = shelf.world.get(f"/search?q={quote(q)}{more}", who)
    assert reply.status == 200, reply.json
    assert reply.json["next"] is None
    return shelf.of(reply)


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("90412007", "ML"),  # a meter's, which might be a telephone number as well
        ("9041 2007", ""),  # written otherwise
        ("202603010012", "N"),  # another's letter
        ("2026-03-01", "L"),
        ("13800138002", "ONL"),  # somebody's telephone number: it is they who are looked for
        ("90412008", ""),
    ],
)
def test_a_long_number_is_found_that_is_nobodys_telephone_number(
    shelf: Shelf, question: str, found: str
) -> None:
    with opened(None, shelf.world.clock) as world:
        letters = {}
        lau = {"person": "owner-lau", "unit": "B-0502"}
        complaint = {"kind": "complaint", "item": None, "category": "noise"}
        passed_on = {"reference": "202603010012", "received_at": str(world.clock.at)}
        for letter, fields in {
            "L": lau | {"words": "電錶 90412007 自 2026-03-01 起跳錶"},
            "M": {"words": "電錶90412007壞了,回電 13800138002"},
            "N": lau | complaint | {"channel": "quality_office", "source": passed_on},
            "O": lau,
        }.items():
            world.clock.tick(seconds=1)
            reply = world.intake(**fields)
            assert reply.status == 201, reply.json
            letters[reply.ticket["id"]] = letter
        assert find(Shelf(world, letters), question) == found


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("漏水", "JFCA"),  # not the leaking current, nor 滲漏,水管 across a comma
        ("漏電", "B"),  # written 漏电
        ("漏电", "B"),
        ("電梯", "DC"),  # the lift, and the room before it
        ("电梯间", "C"),
        ("電梯間", "C"),  # not the lift
        ("廚房", "BA"),  # 厨房 as well
        ("厨房漏电", "B"),
        ("漏水管", ""),  # 漏水 and 水管 are both in A, but not so
        ("水管漏水", "A"),
        ("漏水,請", "A"),  # a question's own comma parts it: both must be there
        ("請漏水", ""),
        (
            "\uff21座\uff11\uff12樓\u3000漏水",
            "C",
        ),  # full width, and two words: all of it must be there
        ("A座12樓 漏水", "C"),
        ("A座2樓", "J"),  # not 12樓
        ("12樓", "C"),
        ("2樓", "J"),
        ("A-1203", "IHFEBA"),  # as a unit, and where the words have it
        ("a1203", "IHFEBA"),
        ("1203", "IFEBA"),  # the number alone is no word of A1203
        ("\uff11\uff12\uff10\uff13", "IFEBA"),
        ("0502", "G"),
        ("B-0502", "G"),
        ("LEAKING kitchen", "G"),
        ("leak", ""),  # words are found whole
        ("12f", "G"),
        ("12/F", "G"),
        ("黃麗華 漏水", "JFCA"),  # who reported, and what
        ("歐陽", "I"),
        ("欧阳震华", "I"),
        ("+852 9123 4567", "I"),
        ("0085291234567", "I"),
        ("4567", "I"),  # as the mask shows it
        ("9123", ""),  # which the mask hides
        ("13800138001", "JHFEDCBA"),
        ("13800138009", ""),
        ("8001", "JHFEDCBA"),
        ("CW-20260302-0001", "A"),
        ("cw-20260302-0001", "A"),
        ("CW202603020001", "A"),
        ("CW-20260302-0099", ""),
        ("漏", "JFEDCBA"[:2] + "ECBA"),  # one character alone: wherever it is, each once
        ("鏽", "F"),
        ("滴", "I"),
        ("漏 滴", ""),
        ("水 電梯", "C"),
        ("電", "BDC"),
        ("貓", ""),
        ("😀漏水", "JFCA"),
        ("tel:0", ""),
        ("#", None),
        ("ticket#1", ""),
    ],
)
def test_a_question_finds_what_says_it_and_nothing_else(
    shelf: Shelf, question: str, found: str | None
) -> None:
    if found is None:
        reply = shelf.world.get(f"/search?q={quote(question)}", "desk-chan")
        assert [each["pointer"] for each in reply.json["errors"]] == ["/q"]
    else:
        shown = find(shelf, question)
        alone = len(question) == 1
        assert (sorted(shown) if alone else list(shown)) == (
            sorted(found) if alone else list(found)
        )


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("question", ["漏水", "漏", "8001", "A-1203 水"])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_the_pages_of_a_search_make_the_whole(shelf: Shelf, question: str, limit: int) -> None:
    pages = shelf.pages(f"/search?q={quote(question)}", "desk-chan", limit)
    assert "".join(pages) == find(shelf, question)
    assert all(len(page) <= limit for page in pages)
    assert len("".join(pages)) == len(set("".join(pages)))


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("kind=repair_public", "JC"),
        ("kind=complaint", ""),
        ("state=reported", "FA"),
        ("department=engineering", "JC"),
        ("from_day=2026-03-02", "JFCA"),
        ("to_day=2026-03-02", "JFCA"),
        ("from_day=2026-03-03", ""),
        ("to_day=2026-03-01", ""),
        ("from_day=0001-01-01&to_day=9999-12-31", "JFCA"),
    ],
)
def test_filters_narrow_a_search(shelf: Shelf, more: str, found: str) -> None:
    assert find(shelf, "漏水", more=f"&{more}") == found


@pytest.mark.clause("P-find", "P-who")
@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("desk-chan", "JFCA"),
        ("gm-ng", "JFCA"),
        ("engineer-lee", "JC"),  # what lies with the department
    ],
)
def test_each_finds_what_they_may_see(shelf: Shelf, who: str, found: str) -> None:
    assert find(shelf, "漏水", who) == found


@pytest.mark.clause("P-find", "P-who")
def test_another_site_finds_nothing_of_this_one(shelf: Shelf) -> None:
    with opened(None, shelf.world.clock) as other:
        for q in ("漏水", "A-1203", "+852 9123 4567", "CW-20260302-0001", "漏"):
            assert other.get(f"/search?q={quote(q)}", "desk-chan").json["items"] == []


@pytest.mark.parametrize("cursor", ["x", "YWZ0ZXI6Iw", "5ryP", "AAAA" * 100])
@pytest.mark.parametrize("question", ["漏水", "漏"])
def test_a_cursor_that_was_not_given_out(shelf: Shelf, question: str, cursor: str) -> None:
    reply = shelf.world.get(f"/search?q={quote(question)}&cursor={cursor}", "desk-chan")
    assert reply.status == 422
    assert [each["pointer"] for each in reply.json["errors"]] == ["/cursor"]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("黃麗華", ["owner-wong"]),
        ("黄丽", ["owner-wong"]),
        ("8001", ["owner-wong"]),
        ("13800138001", []),  # a whole number is looked for in a body
        ("B-0502", ["owner-lau"]),
        ("歐陽震華", ["caller"]),
        ("黃 B-0502", []),
    ],
)
def test_people_are_found_by_name_end_of_number_and_unit(
    shelf: Shelf, q: str, found: list[str]
) -> None:
    reply = shelf.world.get(f"/people?q={quote(q)}", "desk-chan")
    assert [
        each["person"].partition("-")[0] if "caller" in found else each["person"]
        for each in reply.json["items"]
    ] == found


@pytest.mark.clause("P-find", "P-private")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("李國強", ["engineer-lee"]),
        ("黃麗華", []),  # an owner
        ("歐陽震華", []),  # somebody who called
        ("8001", []),  # the end of a number is the desk's to look for
        ("B-0502", []),
    ],
)
def test_who_is_not_of_the_desk_finds_colleagues_by_name_only(
    shelf: Shelf, q: str, found: list[str]
) -> None:
    for who in ("admin-cheng", "finance-ho"):
        items = shelf.world.get(f"/people?q={quote(q)}", who).json["items"]
        assert [each["person"] for each in items] == found
        assert all(each["phone"] is None and each["department"] for each in items)
    assert shelf.world.get(f"/people?q={quote(q)}", "owner-wong").status == 403


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("A-1203", ["A-1203"]),
        ("1203", ["A-1203"]),
        ("a1203", ["A-1203"]),
        ("A座1203室", ["A-1203"]),
        ("9", []),
    ],
)
def test_units_are_found_by_their_number(shelf: Shelf, q: str, found: list[str]) -> None:
    reply = shelf.world.get(f"/units?q={quote(q)}", "desk-chan")
    assert [each["unit"]["id"] for each in reply.json["items"]] == found


def test_a_search_that_has_asked_often_enough_goes_on_from_there(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few queries a page may make, no ticket is lost and none is shown twice."""
    monkeypatch.setattr(searching, "_BLOCK", 2)
    for calls in (5, 6, 9):
        monkeypatch.setattr(searching, "MOST_CALLS", calls)
        for question in ("漏水", "A-1203 漏水", "黃麗華 漏水 水管"):
            expected = "".join(each for each in "JIHGFEDCBA" if _says(each, question))
            pages = shelf.pages(f"/search?q={quote(question)}", "desk-chan", 2)
            assert "".join(pages) == expected


def _says(letter: str, question: str) -> bool:
    fields = KEPT[letter]
    unit = None if "area" in fields else fields.get("unit", "A-1203")
    who = "" if fields.get("caller") or fields.get("person") else "黃麗華"
    texts = (fields["words"], who, *((unit,) if unit else ()))
    return finding.matches(finding.asked(question), texts)


UNITS = st.text(alphabet="漏水電a1-, ", min_size=1, max_size=12)


@pytest.mark.clause("P-find")
@settings(LAW, max_examples=400)
@given(st.lists(UNITS, min_size=1, max_size=2), UNITS)
def test_the_index_proposes_whatever_says_what_was_asked(texts: list[str], question: str) -> None:
    asked = finding.asked(question)
    terms = [each.partition(" ") for each in finding.terms(texts)]
    if asked.runs and finding.matches(asked, texts):
        for first, second in finding.lists(asked):
            assert any(one == first and second in (None, two) for one, _, two in terms)


@pytest.mark.clause("P-find")
@settings(LAW)
@given(UNITS, st.data())
def test_whatever_is_part_of_a_text_is_found_by_it(text: str, data: st.DataObject) -> None:
    """Any characters that touch, cut where a word ends, are found."""
    runs = list(finding.runs(text))
    if runs:
        run = data.draw(st.sampled_from(runs))
        start = data.draw(st.integers(0, len(run) - 1))
        end = data.draw(st.integers(start + 1, len(run)))
        question = "".join(unit.whole for unit in run[start:end])
        assert finding.matches(finding.asked(question), [text])


@pytest.mark.clause("T-4.2.3")
@settings(LAW)
@given(UNITS, UNITS)
def test_likeness_is_mutual_and_whole_for_the_same(one: str, other: str) -> None:
    assert finding.likeness(one, one) == 1
    assert finding.likeness(one, other) == finding.likeness(other, one)
    assert 0 <= finding.likeness(one, other) <= 1
