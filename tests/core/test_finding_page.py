"""What `docs/finding.md` says of questions is what they find."""

from pathlib import Path

import pytest

from chalicelib.core import finding
from chalicelib.service.searching import MOST_CALLS

PAGE = (Path(__file__).parents[2] / "docs" / "finding.md").read_text()
ROWS = [
    [each.strip() for each in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| question")
]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(("question", "found", "others"), ROWS)
def test_a_question_of_the_page(question: str, found: str, others: str) -> None:
    asked = finding.asked(question)
    assert all(finding.matches(asked, [each]) for each in found.split(" / "))
    assert not any(finding.matches(asked, [each]) for each in others.split(" / "))


def test_the_page_says_how_often_the_store_is_asked() -> None:
    assert MOST_CALLS + 1 == 13
    assert "at most thirteen times" in PAGE
