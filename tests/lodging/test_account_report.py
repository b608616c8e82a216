"""Employees' accounts in a period: what was posted, who owes what since when."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import LedgerEntry, Method
from chalicelib.core.people import Person, Role
from chalicelib.lodging import jobs
from chalicelib.lodging.books.folding import after, folded
from chalicelib.lodging.books.model import Books, Owing, Unpaid
from tests.core.making import LAW
from tests.support import conduct
from tests.support.conduct import FINANCE, REVERSE, do, paying, postings, upheld
from tests.support.lodging import (
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    MANAGER,
    at,
    left,
    over,
    run,
    settled,
    staying,
)
from tests.support.residents import join, person, settle, stored
from tests.support.storage import fetched
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("P-report", "L-11", "P-money")

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
ACCOUNTS = ("income.lodging", *(f"cash.{each}" for each in Method))
DAY = date(2026, 3, 2)


@pytest.fixture
def hotel(real: World) -> World:
    return settled(conduct.guarded(real), r1="AB")


def asked(world: World, first: date = FIRST, last: date = LAST, **query: str) -> Reply:
    who, path = query.pop("who", FINANCE), query.pop("path", "/reports/accounts")
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return world.get(f"{path}?first={first}&last={last}{more}", who)


def shown(world: World, first: date = FIRST, last: date = LAST, **query: str) -> Any:
    reply = asked(world, first, last, **query)
    assert reply.status == 200, reply.json
    return reply.json


def fen(amounts: dict[str, Any]) -> dict[str, int]:
    return {name: each["fen"] for name, each in amounts.items()}


def sums(world: World, first: date = FIRST, last: date = LAST) -> tuple[int, ...]:
    """Opening, charged, taken back, paid, closing."""
    return tuple(fen(shown(world, first, last)["total"]).values())


def closed(world: World) -> Any:
    return run(world, jobs.books(world.house.service.store))


def test_what_is_reported_is_what_the_ledger_says(hotel: World) -> None:
    """A fine taken back, one paid in part, a late guest and a lost pass: four kinds, two people."""
    other = conduct.employee(hotel, "owes-lai")
    assert do(hotel, upheld(hotel, other), "reverse", **REVERSE).status == 200
    upheld(hotel, other, breach="overnight")
    assert paying(hotel, other, 3000).status == 200
    reply = staying(hotel)
    at(hotel, date(2026, 3, 4), "12:00:01")
    over(hotel)
    left(hotel, reply, back=False)
    report = shown(hotel)
    assert [
        (each["what"], each["clause"], each["count"], each["fen"]) for each in report["movements"]
    ] == [
        ("lodging_fine", "L-10", 1, 10000),
        ("lodging_fine", "L-7", 1, 5000),
        ("lodging_late", "L-6", 1, 5000),
        ("lodging_paid", "L-11", 1, -3000),
        ("lodging_pass", "L-6", 1, 2000),
        ("lodging_reversed", "L-7", 1, -5000),
    ]
    assert fen(report["total"]) == {
        "opening": 0,
        "charged": 22000,
        "taken_back": 5000,
        "paid": 3000,
        "closing": 14000,
    }
    by_ledger = {
        who: sum(each["fen"] for each in postings(hotel, f"employee.{who}"))
        for who in (EMPLOYEE, other)
    }
    assert {
        each["employee"]: each["sums"]["closing"]["fen"] for each in report["employees"]
    } == by_ledger
    assert by_ledger == {EMPLOYEE: 7000, other: 7000}
    assert sum(fen["fen"] for each in ACCOUNTS for fen in postings(hotel, each)) == -14000
    [dining] = report["departments"]
    assert (dining["department"], fen(dining["sums"])) == ("dining", fen(report["total"]))


def test_what_is_posted_after_a_period_does_not_change_it(hotel: World) -> None:
    who = conduct.employee(hotel, "owes-kot")
    at(hotel, LAST, "23:59:58.999")  # the fine is reported a second later, on the last day
    upheld(hotel, who)
    at(hotel, LAST + timedelta(days=1), "00:00:00")
    before = shown(hotel, by="week")
    assert before["total"]["closing"]["fen"] == 5000
    at(hotel, LAST, "23:59:59")  # it is paid at the very instant at which the month is over
    paying(hotel, who, 5000)
    hotel.clock.tick(days=200)
    closed(hotel)
    assert shown(hotel, by="week") | {"made_at": before["made_at"]} == before
    assert sums(hotel, date(2026, 4, 1), date(2026, 4, 30)) == (5000, 0, 0, 5000, 0)
    assert shown(hotel, date(2026, 5, 1), date(2026, 5, 1))["employees"] == []


def test_every_part_opens_with_what_the_one_before_closed_with(hotel: World) -> None:
    who = conduct.employee(hotel, "owes-sin")
    for days, amount in ((0, 0), (8, 2500), (30, 2500)):
        at(hotel, DAY + timedelta(days=days), "10:00:00")
        paying(hotel, who, amount) if amount else upheld(hotel, who)
    months = shown(hotel, date(2026, 3, 2), date(2026, 4, 2), by="month")["groups"]
    assert [(each["key"], fen(each["sums"])) for each in months] == [
        (
            "2026-03",
            {"opening": 0, "charged": 5000, "taken_back": 0, "paid": 2500, "closing": 2500},
        ),
        ("2026-04", {"opening": 2500, "charged": 0, "taken_back": 0, "paid": 2500, "closing": 0}),
    ]


@pytest.mark.clause("P-once")
def test_a_month_is_closed_once_and_what_was_missed_is_caught_up(hotel: World) -> None:
    who = conduct.employee(hotel, "owes-pun")
    upheld(hotel, who)
    at(hotel, date(2026, 4, 1), "00:59:59")
    assert closed(hotel).due == 0
    hotel.clock.tick(seconds=1)
    assert (closed(hotel).fired, closed(hotel).fired) == (1, 0)
    upheld(hotel, who)
    at(hotel, date(2026, 7, 1), "12:00:00")
    assert closed(hotel).fired == 3
    march, june, july = (stored(hotel, Books, f"2026-0{each}") for each in (3, 6, 7))
    assert march.owing == {who: Owing(unpaid=(Unpaid(day=DAY, fen=5000),))}
    assert june.owing[who].fen == 10000
    assert (july.closed, len(july.timers)) == (False, 1)


def test_closed_books_say_what_the_ledger_says(hotel: World) -> None:
    """Made before and after the months are closed a report of a later one is the same."""
    who = conduct.employee(hotel, "owes-yim")
    upheld(hotel, who)
    at(hotel, date(2026, 4, 15), "10:00:00")
    upheld(hotel, who, breach="overnight")
    at(hotel, date(2026, 6, 10), "10:00:00")
    paying(hotel, who, 6000)
    open_ = shown(hotel, date(2026, 6, 5), date(2026, 6, 30))
    assert closed(hotel).fired == 3
    assert shown(hotel, date(2026, 6, 5), date(2026, 6, 30)) == open_
    assert fen(open_["total"])["opening"] == 15000
    [mine] = open_["employees"]
    assert fen(mine["ages"]) == {
        "up_to_30": 0,
        "up_to_60": 9000,  # of 15 April; the older fine is paid
        "up_to_90": 0,
        "older": 0,
        "credit": 0,
    }


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (30, "up_to_30"),
        (31, "up_to_60"),
        (60, "up_to_60"),
        (61, "up_to_90"),
        (90, "up_to_90"),
        (91, "older"),
    ],
)
def test_what_is_owing_has_an_age(hotel: World, day: int, part: str) -> None:
    upheld(hotel, conduct.employee(hotel, "owes-age"))
    last = DAY + timedelta(days=day)
    at(hotel, last, "10:00:00")
    ages = fen(shown(hotel, last, last)["ages"])
    assert {name for name, each in ages.items() if each} == {part}


def test_a_credit_is_shown_as_such(hotel: World) -> None:
    who = conduct.employee(hotel, "owes-tse")
    reply = upheld(hotel, who)
    paying(hotel, who, 5000)
    do(hotel, reply, "reverse", **REVERSE)
    report = shown(hotel)
    assert sums(hotel) == (0, 5000, 5000, 5000, -5000)
    assert fen(report["ages"])["credit"] == 5000


def test_an_empty_period_is_nothing(hotel: World) -> None:
    report = shown(hotel, date(2025, 1, 1), date(2025, 1, 31))
    assert (report["movements"], report["employees"]) == ([], [])
    assert set(fen(report["total"]).values()) == {0}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (FINANCE, 200),
        (DIRECTOR, 200),
        (GM, 200),
        (DORMITORY, 403),
        (MANAGER, 403),
        (EMPLOYEE, 403),  # their own statement they see
    ],
)
@pytest.mark.clause("P-who")
def test_who_may_read_it(hotel: World, who: str, status: int) -> None:
    for ending in ("", ".csv", ".xlsx"):
        assert asked(hotel, who=who, path=f"/reports/accounts{ending}").status == status


def test_a_name_like_a_formula_is_none_in_a_file(hotel: World) -> None:
    join(hotel, person("owes-eve", Role.EMPLOYEE, department="dining"))
    known = stored(hotel, Person, "owes-eve")
    assert isinstance(known, Person)
    settle(hotel, known, name='=HYPERLINK("http://x")')
    upheld(hotel, "owes-eve")
    for language, heading in (("en", "Employee"), ("zh-Hant", "員工"), ("zh-Hans", "员工")):
        path = f"/reports/accounts.csv?first={FIRST}&last={LAST}&table=employees"
        text = hotel.get(path, FINANCE, language=language).body.decode()
        head, line = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert head[0] == heading
        assert line[0] == '\'=HYPERLINK("http://x")'
    book = shown(hotel, path="/reports/accounts.xlsx", by="month")
    assert fetched("GET", book["link"]["url"])[2][:2] == b"PK"
    assert asked(hotel, path="/reports/accounts.csv", table="groups").status == 422


Steps = list[tuple[int, int]]
STEPS = st.lists(st.tuples(st.integers(0, 120), st.integers(-9000, 9000).filter(bool)), max_size=30)


def entries(steps: Steps) -> Sequence[LedgerEntry]:
    """So many fen charged or, below zero, paid after so many days, in order."""
    return [
        LedgerEntry(
            journal=f"{number:03}",
            account="income.lodging",
            fen=-fen,
            memo="lodging_fine",
            clause="L-7",
            record="violation#x",
            at=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days),
            by="x",
            about={"employee": "e"},
        )
        for number, (days, fen) in enumerate(sorted(steps, key=lambda each: each[0]))
    ]


@given(STEPS, st.integers(0, 30))
@LAW
def test_books_closed_anywhere_make_no_difference(steps: Steps, cut: int) -> None:
    whole = entries(steps)
    now = folded(folded({}, whole[:cut], "Asia/Shanghai"), whole[cut:], "Asia/Shanghai")
    assert now == folded({}, whole, "Asia/Shanghai")


@given(STEPS)
@LAW
def test_what_is_owed_is_the_sum_of_all_and_the_newest_is_unpaid(steps: Steps) -> None:
    """By another way: what is unpaid of the sum lies with the last charges."""
    whole = entries(steps)
    owing = folded({}, whole, "Asia/Shanghai").get("e", Owing())
    balance = -sum(each.fen for each in whole)
    assert owing.fen == balance
    assert owing.credit == max(-balance, 0)
    assert all(each.fen > 0 for each in owing.unpaid)
    days = [each.day for each in owing.unpaid]
    assert days == sorted(set(days))
    for back, known in enumerate(reversed(list(accumulate(each.fen for each in owing.unpaid)))):
        assert known <= balance, back


@pytest.mark.parametrize(
    ("unpaid", "credit", "amount", "expected"),
    [
        ([], 0, 5000, ([5000], 0)),
        ([5000], 0, -2000, ([3000], 0)),
        ([5000], 0, -5000, ([], 0)),
        ([5000], 0, -5001, ([], 1)),
        ([], 700, 500, ([], 200)),  # the credit covers it
        ([], 700, 900, ([200], 0)),
        ([100, 200], 0, -250, ([50], 0)),  # the oldest first
    ],
)
def test_a_posting_charges_or_settles(
    unpaid: list[int], credit: int, amount: int, expected: tuple[list[int], int]
) -> None:
    days = [DAY + timedelta(days=each) for each in range(len(unpaid))]
    before = Owing(
        unpaid=tuple(Unpaid(day=day, fen=each) for day, each in zip(days, unpaid, strict=True)),
        credit=credit,
    )
    found = after(before, DAY + timedelta(days=9), amount)
    assert ([each.fen for each in found.unpaid], found.credit) == expected
