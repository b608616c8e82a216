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
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).parents[2]
COMMIT = Path("chalicelib/store/commit.py")
SUITES = {
    "rules of the store": ["tests/store"],
    "crashes": [
        f"tests/harness/test_{each}.py" for each in ("crashes", "job_crashes", "message_crashes")
    ],
    "concurrency": ["tests/engine/test_concurrency.py"],
}
_CONDITION = 2
"""Which argument of `put` and `delete` the condition is."""


def unguarded(source: str) -> Iterator[tuple[str, str]]:
    """What lost its guard, and the source without: each write alone, each kind of write, all.

    A write alone may be caught by the guard of another in its transaction; a kind hardly.
    """
    tree = ast.parse(source)
    puts = [call for call in ast.walk(tree) if _guarded_write(call)]
    kinds: dict[str, list[ast.Call]] = defaultdict(list)
    for call in puts:
        kinds[ast.literal_eval(call.args[0])].append(call)
    yield from ((ast.unparse(call), _without(tree, [call])) for call in puts)
    for kind, calls in kinds.items():
        if len(calls) > 1:
            yield f"every guard of a {kind}", _without(tree, calls)
    yield "every guard", _without(tree, puts)


def _guarded_write(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("put", "delete")
        and len(node.args) > _CONDITION
    )


def _without(tree: ast.Module, calls: list[ast.Call]) -> str:
    guards = [call.args[_CONDITION] for call in calls]
    for call in calls:
        call.args[_CONDITION] = ast.Constant(None)
    source = ast.unparse(tree)
    for call, guard in zip(calls, guards, strict=True):
        call.args[_CONDITION] = guard
    return source


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
        left_out = shutil.ignore_patterns(
            ".git", ".venv", ".*_cache", ".hypothesis", "build", "data*", "node_modules"
        )
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
