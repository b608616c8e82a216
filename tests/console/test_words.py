"""What the console says itself: each word once, in three languages, and somewhere."""

import re
from collections import Counter

import pytest

from tests.console.person import ROOT

SOURCES = ROOT / "console" / "src"
SAID = re.compile(r"^  (\w+): \[", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
CHINESE = re.compile(r"[\u3400-\u9fff]+")
LANGUAGES = {"繁體中文", "简体中文"}
"""Each is called by its own name in all of them."""
PLAIN = re.compile(r"""\b(?:label|placeholder|alt|description|legend)="[^"]*[A-Za-z]{2}""")


@pytest.mark.clause("P-words")
def test_each_word_of_the_console_is_written_once_and_said() -> None:
    written = Counter(
        word for page in (SOURCES / "words").glob("*.ts") for word in SAID.findall(page.read_text())
    )
    read = "".join(
        page.read_text() for page in SOURCES.rglob("*.ts*") if page.parent.name != "words"
    )
    assert {word for word, times in written.items() if times > 1} == set()
    assert {word for word in written if f'"{word}"' not in read} == set()


@pytest.mark.clause("P-words")
def test_no_page_says_anything_in_one_language_only() -> None:
    pages = [page for page in SOURCES.rglob("*.ts*") if page.parent.name != "words"]
    written = [COMMENT.sub("", page.read_text()) for page in pages]
    assert {word for text in written for word in CHINESE.findall(text)} == LANGUAGES
    assert [said for text in written for said in PLAIN.findall(text)] == []
