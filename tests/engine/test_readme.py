"""What the README says is so: its commands exist, and its case by curl runs as it stands."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.engine.test_run import running

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh.md"]


def blocks(page: Path, language: str) -> list[str]:
    """The page's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_command_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", page.read_text()))
    assert {"run", "demo", "test"} <= named <= targets


def test_every_page_that_is_linked_is_there() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (ROOT / link).exists(), link


@pytest.mark.clause("T-4.3.2", "T-4.4.4", "T-4.5")
def test_the_case_by_curl_and_the_demo_run_as_they_stand(tmp_path: Path) -> None:
    """Both READMEs hold the same case; it ends with the ticket archived and its history shown."""
    [case] = blocks(PAGES[0], "bash")
    environment = os.environ | {"DATA": str(tmp_path)}
    with running(tmp_path):
        ran = subprocess.run(
            ["bash", "-c", case], env=environment, capture_output=True, text=True, check=True
        )
        assert '"code":"consent_missing"' in ran.stdout
        assert '"code":"working_copy_out"' in ran.stdout
        assert ran.stdout.count('"type":"/problems/') == 2
        assert ran.stdout.count('"command":"ticket-archive"') == 1
        demo = subprocess.run(
            ["make", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert "Both are archived." in demo.stdout
        assert "水龍頭.png" in demo.stdout


@pytest.mark.clause("P-files")
def test_the_files_page_runs_as_it_stands(tmp_path: Path) -> None:
    """A photo announced, uploaded, attached and fetched by curl, past the program."""
    [case] = blocks(ROOT / "docs" / "files.md", "bash")
    environment = os.environ | {"DATA": str(tmp_path)}
    with running(tmp_path):
        ran = subprocess.run(
            ["bash", "-c", case], env=environment, capture_output=True, text=True, check=True
        )
    assert '"state":"attached"' in ran.stdout
    assert ran.stdout.endswith("the same\n")
    assert list((tmp_path / "objects").rglob("*"))


def test_both_readmes_hold_the_same_case() -> None:
    def commands(page: Path) -> list[str]:
        [case] = blocks(page, "bash")
        lines = (re.sub(r"\s*# .*", "", line) for line in case.splitlines())
        return [line for line in lines if line]

    assert commands(PAGES[0]) == commands(PAGES[1])
