"""An employee's account: every line with clause, guest and stay; paid by receipt; sums to zero."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import Refusal
from chalicelib.core.money import LedgerEntry
from chalicelib.lodging.accounts.forms import StatementOf
from chalicelib.lodging.accounts.statement import MOST_LINES, statement
from tests.support import conduct
from tests.support.conduct import FINANCE, REVERSE, do
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import (
    COLLEAGUE,
    DORMITORY,
    EMPLOYEE,
    GM,
    MANAGER,
    anew,
    granted,
    relative,
    settled,
)
from tests.support.storage import fetched
from tests.support.world import MONDAY, Reply, World

pytestmark = pytest.mark.clause("L-11", "P-money")


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(conduct.guarded(estate))


@pytest.fixture
def owes(hotel: World, request: pytest.FixtureRequest) -> str:
    """An employee who owes 50.00 for a visit."""
    who = conduct.employee(hotel, f"owes-{abs(hash(request.node.name))}")
    conduct.upheld(hotel, who)
    return who


def test_a_line_names_clause_guest_and_stay_to_the_employee_too(hotel: World) -> None:
    settled(hotel, r1="AB")
    guest = relative(hotel)
    stay = granted(hotel, EMPLOYEE, guest).json["stay"]
    conduct.upheld(hotel, EMPLOYEE, stay=stay["id"], guest=guest, breach="overnight")
    shown = hotel.get(f"/accounts/{EMPLOYEE}/statement", EMPLOYEE).json
    line = shown["entries"][-1]
    assert (line["what"], line["clause"], line["fen"]) == ("lodging_fine", "L-10", 10000)
    assert (line["stay"], line["number"]) == (stay["id"], stay["forms"][0]["number"])
    assert line["guest"] == stay["asked"]["guests"][0]["guest"]
    assert line["balance"] == shown["owing"]["fen"] == conduct.owing(hotel, EMPLOYEE)


def test_finance_takes_what_is_owing_to_the_fen_and_gives_receipts(hotel: World, owes: str) -> None:
    for by in (GM, DORMITORY, MANAGER, owes):
        assert conduct.paying(hotel, owes, 1, by).status == 403
    assert conduct.paying(hotel, owes, 1999).status == 200
    more = conduct.paying(hotel, owes, 3002)
    assert (more.status, more.json["clause"]) == (422, "L-11")
    [fault] = more.json["errors"]
    assert (fault["pointer"], fault["data"]) == (
        "/fen",
        {"min": 1, "max": 3001, "unit": "fen"},
    )
    done = conduct.paying(hotel, owes, 3001)
    assert [each["form"] for each in done.json["receipts"]] == ["receipt", "receipt"]
    over = conduct.paying(hotel, owes, 1)
    assert (over.status, over.json["code"], over.json["clause"]) == (
        409,
        "account_settled",
        "L-11",
    )
    shown = hotel.get(f"/accounts/{owes}/statement", owes).json
    assert [each["balance"] for each in shown["entries"]] == [5000, 3001, 0]
    numbers = [each["number"] for each in done.json["receipts"]]
    assert [each["number"] for each in shown["entries"][1:]] == numbers
    history = hotel.get(f"/accounts/{owes}/history", owes).json["items"]
    assert [each["facts"]["owing"] for each in history] == [3001, 0]


def test_what_was_paid_and_is_taken_back_is_the_employees_credit(hotel: World) -> None:
    who = conduct.employee(hotel, "credit")
    reply = conduct.upheld(hotel, who)
    assert conduct.paying(hotel, who, 5000).status == 200
    assert do(hotel, reply, "reverse", **REVERSE).status == 200
    assert conduct.owing(hotel, who) == -5000
    assert conduct.paying(hotel, who, 1).json["code"] == "account_settled"
    conduct.upheld(hotel, who, breach="overnight")  # 100.00, of which 50.00 is paid
    assert conduct.owing(hotel, who) == 5000


def test_all_accounts_together_are_nothing(hotel: World, owes: str) -> None:
    conduct.paying(hotel, owes, 1234)
    accounts = [f"employee.{owes}", "income.lodging", "cash.cash"]
    lines = [line for each in accounts for line in conduct.postings(hotel, each)]
    journals = {line["journal"] for line in lines if line["account"] == f"employee.{owes}"}
    assert len(journals) == 2
    for journal in journals:
        assert sum(line["fen"] for line in lines if line["journal"] == journal) == 0


def test_an_account_is_its_holders_and_the_offices(hotel: World, owes: str) -> None:
    for ending in ("", "/statement", "/statement.csv", "/statement.xlsx", "/history"):
        path = f"/accounts/{owes}{ending}"
        conduct.paying(hotel, owes, 1)
        assert hotel.get(path, COLLEAGUE).status == 404
        assert hotel.get(path, MANAGER).status == 403
        for who in (owes, FINANCE, GM, DORMITORY):
            assert hotel.get(path, who).status == 200, (path, who)
    assert hotel.get("/accounts/nobody/statement", FINANCE).status == 404


def test_days_divide_the_account_and_the_balance_runs_on(hotel: World, owes: str) -> None:
    """Opening and lines make the closing, whichever days are asked for."""
    day = hotel.clock().date()
    hotel.clock.tick(days=3)
    conduct.paying(hotel, owes, 2000)
    for query, opening, fens, closing in (
        ("", 0, [5000, -2000], 3000),
        (f"?to_day={day}", 0, [5000], 5000),
        (f"?from_day={day + timedelta(days=1)}", 5000, [-2000], 3000),
        (f"?from_day={day + timedelta(days=1)}&to_day={day + timedelta(days=2)}", 5000, [], 5000),
        (f"?from_day={day + timedelta(days=4)}", 3000, [], 3000),
    ):
        shown = hotel.get(f"/accounts/{owes}/statement{query}", FINANCE).json
        assert shown["opening"]["fen"] == opening, query
        assert [each["fen"] for each in shown["entries"]] == fens, query
        assert shown["closing"]["fen"] == closing, query
        assert shown["owing"]["fen"] == 3000
    wrong = f"/accounts/{owes}/statement?from_day={day}&to_day={day - timedelta(days=1)}"
    assert hotel.get(wrong, FINANCE).json["errors"][0]["pointer"] == "/to_day"


@pytest.mark.clause("P-report")
def test_the_statement_is_a_table_and_a_workbook(hotel: World, owes: str) -> None:
    conduct.paying(hotel, owes, 2000)
    table = hotel.get(f"/accounts/{owes}/statement.csv", owes, language="zh-Hant")
    lines = table.body.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("入帳時間,所屬日期,項目,條款,來客,單號,說明,金額(元),欠款(元)")
    assert [each.rsplit(",", 2)[1:] for each in lines[1:]] == [
        ["", "0"],
        ["50", "50"],
        ["-20", "30"],
        ["", "30"],
    ]
    book = hotel.get(f"/accounts/{owes}/statement.xlsx", owes).json
    assert book["name"].endswith(f"_{owes}.xlsx")
    status, _, content = fetched("GET", book["link"]["url"])
    assert (status, content[:2], len(content)) == (200, b"PK", book["bytes"])


@pytest.mark.clause("P-once", "P-together")
def test_two_clerks_do_not_take_the_same_money_twice(real: World) -> None:
    hotel = conduct.guarded(real)
    who = conduct.employee(hotel, "paid-at-once")
    conduct.upheld(hotel, who)
    etag = hotel.get(f"/accounts/{who}", FINANCE).etag

    def take(number: int) -> Reply:
        return conduct.paying(hotel, who, 5000, if_match=etag, key=f"take-{number}")

    with conflicts(hotel, seed=3):
        done = at_once(take, 8)
    done += [take(number) for number in range(8)]
    assert {each.status for each in done} <= {200, 409, 412}
    paid = [each for each in conduct.postings(hotel, f"employee.{who}") if each["fen"] < 0]
    assert [each["fen"] for each in paid] == [-5000]
    assert len({each.body for each in done if each.status == 200}) == 1


def posting(number: int, fen: int, **said: Any) -> LedgerEntry:
    at: datetime = MONDAY + timedelta(seconds=number)
    return LedgerEntry(
        journal="j",
        account="employee.x",
        fen=fen,
        memo="lodging_fine",
        clause="L-7",
        record="violation#1",
        at=at,
        by="x",
        **said,
    )


def test_a_hundred_thousand_postings_are_folded_and_too_many_are_not_shown() -> None:
    """The balance is the sum of all, however few are shown."""
    many = [posting(n, 1 if n % 3 else -1) for n in range(100_000)]
    none = StatementOf(from_day=date(2100, 1, 1))
    assert statement("x", "x", many, none, "Asia/Shanghai").owing.fen == sum(e.fen for e in many)
    shown = statement("x", "x", many[:MOST_LINES], StatementOf(), "Asia/Shanghai")
    assert shown.entries[-1].balance == shown.closing.fen
    with pytest.raises(Refusal) as refused:
        statement("x", "x", many[: MOST_LINES + 1], StatementOf(), "Asia/Shanghai")
    assert refused.value.faults[0].code == "too_many_lines"
