"""The comparison runs: the side that is ours, the page that is drawn, the overhead that is left."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import beside, closing, overhead, page, pages, sides
from tests.bench.driving import Bounds

BRIEF = Bounds(4, 5)


def test_our_side_answers_everything_that_is_measured() -> None:
    with sides.ours(40) as side:
        found = beside.measure(side, 40, BRIEF)
    assert {each["requests"] for each in found["cells"].values()} == {BRIEF.requests}
    assert set(found["cells"]) == {f"{op} {n}" for op in beside.ORDER for n in beside.CLIENTS}
    assert found["mib"] > 50


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sides, "THEIR_PYTHON", tmp_path / "python")
    assert "django-helpdesk is not installed" in str(sides.missing("SQLite"))


def test_a_request_takes_longer_than_its_storage_calls(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(overhead, "KEPT", tmp_path / "kept.json")
    monkeypatch.setattr("sys.argv", ["overhead", "--calls", "50"])
    overhead.main()
    rows = json.loads(overhead.KEPT.read_text())["rows"]
    assert set(rows) == set(overhead.LIMITS)
    assert all(0 < row["bare"] < row["whole"] for row in rows.values())


def _cells(ms: float) -> dict[str, Any]:
    cell = {"requests": 1, "median_ms": ms, "per_second": 1000 / ms}
    names = [f"{op} {n}" for op in beside.ORDER for n in beside.CLIENTS]
    return {"cells": dict.fromkeys(names, cell), "mib": 99.5}


def test_the_page_says_what_is_met_and_what_is_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = {
        "ours": {"1000": _cells(2.0), "10000": _cells(2.5)},
        "SQLite": {"1000": _cells(50.0), "10000": _cells(500.0)},
    }
    kept = {
        beside: {"day": "2026-01-02", "sides": found},
        overhead: {
            "day": "2026-01-02",
            "calls": 9,
            "rows": {"get": {"whole": 1.5, "bare": 0.6}},
        },
        closing: {
            "day": "2026-01-02",
            "moved": 50,
            "rows": [dict.fromkeys(("open", *closing.COLUMNS), 1_000)],
        },
        pages: {"day": "2026-01-02", "rows": {"100": {"home": 200.0}, "100000": {"home": 250.0}}},
    }
    parts = []
    for (_, part), (module, each) in zip(page.PARTS, kept.items(), strict=True):
        path = tmp_path / module.__name__
        path.write_text(json.dumps(each))
        parts.append((path, part))
    monkeypatch.setattr(page, "PARTS", parts)
    text = page.page()
    assert "| get | 1,000 | 2 | 50 | × 25 | not measured |  |" in text
    assert "| get | SQLite | 1,000 | × 20 | × 25 | met |" in text
    assert "| get | SQLite | 10,000 | × 500 | × 200 | **missed** |" in text
    assert "| list | 1,000 → 10,000 | × 1.25 |" in text
    assert "| get | 1.50 | 0.60 | 0.90 | 1.0 |" in text
    assert "| 1,000 | 1,000 | 1,000 | 1,000 | 1,000 |" in text
    assert "| home | 200 | 250 | × 1.25 |" in text
