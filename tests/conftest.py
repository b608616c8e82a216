"""Fixtures: a world on moto for what is functional, one on the engine for what must be proven."""

import logging
import os
from collections.abc import Iterator

os.environ |= {
    "STAGE": "local",
    "AWS_DEFAULT_REGION": "ap-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "OIDC_ISSUER": "https://issuer.test",
}

import hypothesis
import pytest

from tests.support.backends import on_engine, on_its_own, on_moto
from tests.support.quick import ask_plainly, collect_seldom
from tests.support.world import MONDAY, World

pytest_plugins = ["tests.support.clauses"]
hypothesis.settings.register_profile("unhurried", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("unhurried")
logging.getLogger("chalicelib").setLevel(logging.CRITICAL)
ask_plainly()


LONG = (
    "harness/",
    "simulate/",
    "bench/",
    "bank/",
    "linear/",
    "privacy/test_roles.py",
    "reception/test_claims",
    "service/test_idempotency.py",
)
"""Where a file takes long: begun last, it would run alone."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, in whatever order they are in."""
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(LONG))


def pytest_collection_finish() -> None:
    """All modules are there, and none goes away."""
    collect_seldom()


@pytest.fixture
def world() -> Iterator[World]:
    """A site on moto: quick, and good for one thread."""
    with on_moto() as made:
        yield made


@pytest.fixture(scope="session")
def engine_address() -> Iterator[str]:
    """The embedded engine, in memory, one for each process of the test run."""
    with on_engine() as address:
        yield address


@pytest.fixture
def real(engine_address: str) -> Iterator[World]:
    """A site on the embedded engine: for concurrency, crashes and cost, where moto is wrong."""
    with on_its_own(engine_address) as made:
        yield made


@pytest.fixture(scope="module")
def _estate(engine_address: str) -> Iterator[World]:
    with on_its_own(engine_address) as made:
        yield made


@pytest.fixture
def estate(_estate: World) -> World:
    """A site on the engine that the tests of one module share, each with tickets of its own."""
    _estate.clock.at = MONDAY
    return _estate


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much the harnesses tried: they list their points themselves."""
    counts: dict[str, int] = {}
    for report in terminalreporter.getreports(""):
        if report.when != "teardown":
            continue
        for name, value in report.user_properties:
            counts[name] = counts.get(name, 0) + int(str(value))
    for name, count in counts.items():
        terminalreporter.write_line(f"{name}: {count}")
