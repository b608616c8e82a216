"""Proof that the suite can fail: `make planted` takes each condition out of `commit` in turn.

In a copy of the program one guarded write loses its guard, and the tests are run over it. The
conditions are found in the source, so that one added next year is taken out as well.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMIT = Path("chalicelib/store/commit.py")
SUITES = {
    "rules of the store": ["tests/store"],
    "crashes": ["tests/harness/test_crashes.py"],
    "concurrency": ["tests/engine/test_concurrency.py"],
}
_CONDITION = 2
"""Which argument of `put` the condition is."""


def unguarded(source: str) -> Iterator[tuple[str, str]]:
    """What each guarded write of the source is, and the source with that guard taken out."""
    tree = ast.parse(source)
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr == "put" and len(call.args) > _CONDITION:
            written, guard = ast.unparse(call), call.args[_CONDITION]
            call.args[_CONDITION] = ast.Constant(None)
            yield written, ast.unparse(tree)
            call.args[_CONDITION] = guard


def red(suite: list[str], program: Path) -> list[str]:
    """The tests of a suite that fail over a program."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-rfE", "--tb=no", *suite]
    run = subprocess.run(
        command, cwd=program, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, text=True
    )
    return [
        line.split(" - ")[0].partition(" ")[2]
        for line in run.stdout.splitlines()
        if line.startswith(("FAILED", "ERROR"))
    ]


def tried(program: Path) -> int:
    """Run the suites over a program and say what is red; how many tests that is."""
    failed = 0
    for name, suite in SUITES.items():
        tests = red(suite, program)
        failed += len(tests)
        first = f", for one {tests[0]}" if tests else ""
        print(f"    {name}: {len(tests)} red{first}", flush=True)
    return failed


def main() -> None:
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", "data*", "node_modules")
        shutil.copytree(ROOT, program, ignore=left_out)
        (program / "node_modules").symlink_to(ROOT / "node_modules")
        print("as it is", flush=True)
        if tried(program):
            sys.exit("the suites are red before anything is taken out")
        for guard, source in unguarded((ROOT / COMMIT).read_text()):
            (program / COMMIT).write_text(source)
            print(guard, flush=True)
            missed += not tried(program)
    sys.exit(f"{missed} conditions can be taken out unnoticed" if missed else 0)


if __name__ == "__main__":
    main()
