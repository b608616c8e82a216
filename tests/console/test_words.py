"""What the console says itself: each word once, in three languages, and somewhere."""

import re
from collections import Counter

import pytest

from tests.console.person import ROOT

SOURCES = ROOT / "console" / "src"
SAID = re.compile(r"^  (\w+): \[", re.MULTILINE)


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
