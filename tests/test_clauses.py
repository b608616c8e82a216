"""No clause that is built goes without a test."""

import subprocess
import sys


def test_every_built_clause_has_a_test() -> None:
    """In a process of its own, so that it sees every test, whichever were chosen to run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "--clauses", "-n", "0"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
