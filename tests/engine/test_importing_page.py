"""What the page on importing says is so: its commands run as they stand."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.engine.test_readme import ROOT, blocks
from tests.engine.test_run import running


@pytest.mark.clause("P-who", "P-files")
def test_the_importing_page_runs_as_it_stands(tmp_path: Path) -> None:
    """One sheet is taken in twice: as units with a faulty row, and as owners of these units."""
    [case] = blocks(ROOT / "docs" / "importing.md", "bash")
    environment = os.environ | {"DATA": str(tmp_path)}
    with running(tmp_path):
        ran = subprocess.run(
            ["bash", "-c", case], env=environment, capture_output=True, text=True, check=True
        )
    trial, units, absent, owners = ran.stdout.splitlines()
    assert "'row': 4, 'column': '交付日期'" in trial
    assert "须为日期" in trial
    assert "'stored': 2, 'known': 0, 'differing': 0, 'faulty': 1" in units
    assert "没有 E-0103" in absent
    assert "'stored': 2, 'known': 0, 'differing': 0, 'faulty': 1" in owners
