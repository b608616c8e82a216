"""What a guest owes stands on the employee's account, naming guest and stay (L-11)."""

from datetime import date

import pytest

from chalicelib.core.words.messages import MEMOS
from chalicelib.lodging.accounts.model import INCOME, Line, What, charged, taken_back

pytestmark = pytest.mark.clause("L-11", "P-money")
LINE = Line(
    what=What.LATE,
    clause="L-6",
    fen=5000,
    guest="guest-1",
    name="葉秀英",
    stay="s1",
    number="LA-1",
    day=date(2026, 3, 4),
)


def test_a_line_debits_the_employee_and_names_guest_and_stay() -> None:
    made = charged("employee-yip", LINE)
    assert [(each.account, each.fen) for each in made.postings] == [
        ("employee.employee-yip", 5000),
        (INCOME, -5000),
    ]
    assert (made.memo, made.clause) == ("lodging_late", "L-6")
    assert made.about == {
        "employee": "employee-yip",
        "guest": "guest-1",
        "name": "葉秀英",
        "stay": "s1",
        "number": "LA-1",
        "day": "2026-03-04",
    }


def test_a_line_is_taken_back_by_a_later_one_to_nothing() -> None:
    made, back = charged("employee-yip", LINE), taken_back("employee-yip", LINE, "誤記")
    both = [*made.postings, *back.postings]
    for account in {each.account for each in both}:
        assert sum(each.fen for each in both if each.account == account) == 0
    assert (back.clause, back.about["words"], back.about["stay"]) == ("L-6", "誤記", "s1")


def test_every_kind_of_line_has_words() -> None:
    assert set(What) <= set(MEMOS)
