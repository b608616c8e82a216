"""No clause that is built goes without a test."""

import subprocess
import sys

import pytest

from tests.support import clauses


def test_every_built_clause_has_a_test(request: pytest.FixtureRequest) -> None:
    """Of all tests, whichever were chosen to run: then a process of its own sees them."""
    config = request.config
    if config.args == config.getini("testpaths") and not config.getoption("keyword"):
        found = clauses.tests_by_clause(request.session.items)
        built = (clause for clause, (_, built) in clauses.CLAUSES.items() if built)
        assert not [clause for clause in built if clause not in found]
        return
    command = [sys.executable, "-m", "pytest", "--collect-only", "--clauses", "-n", "0"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
