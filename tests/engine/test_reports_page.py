"""What docs/reports.md says is so: its case runs as it stands."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.engine.test_readme import ROOT, blocks
from tests.engine.test_run import REPAIR, running


@pytest.mark.clause("P-report")
def test_the_reports_page_runs_as_it_stands(tmp_path: Path) -> None:
    [case] = blocks(ROOT / "docs" / "reports.md", "bash")
    environment = os.environ | {"DATA": str(tmp_path), "TZ": "Asia/Shanghai"}
    with running(tmp_path) as (desk, _):
        assert desk.call("POST", "/tickets", "desk-chan", REPAIR)[0] == 201
        ran = subprocess.run(
            ["bash", "-c", case], env=environment, capture_output=True, text=True, check=True
        )
    count, head, taken_in, *_, received = ran.stdout.splitlines()
    assert (count, head, received) == ("1", "\ufeffFigure,Clause,Value,Of,Rate", "1")
    assert taken_in == "Taken in,,1,,"
    assert "Customer service report" in (tmp_path / "report.html").read_text()
    assert zipfile.ZipFile(tmp_path / "report.xlsx").testzip() is None
