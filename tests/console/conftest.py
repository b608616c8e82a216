"""One server and one browser for all of these tests; a browser's context for each person."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from local.demo import Desk
from tests.console.lodgers import COLLEAGUE, DIRECTOR, EMPLOYEE, hotel_of
from tests.console.person import SCREENS, Person
from tests.support.served import running

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PATIENCE = 20_000
"""Milliseconds for which a page is waited for."""

SignIn = Callable[..., Person]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """What `make run` starts, and a client of its API."""
    with running(tmp_path_factory.mktemp("console")) as (desk, _):
        yield desk


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as Debian has it; where it is not there, nothing is tested unless it must be."""
    if not CHROMIUM.exists():
        missing = f"no Chromium at {CHROMIUM} (on Debian: apt install chromium)"
        pytest.fail(missing) if "CHROMIUM" in os.environ else pytest.skip(missing)
    SCREENS.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(browser: Browser, desk: Desk) -> Iterator[SignIn]:
    """Signs somebody in; that nothing went wrong beneath what they saw is asked at the end."""
    people: list[Person] = []

    def sign_in(
        name: str, *, phone: bool = False, dark: bool = False, by: Browser = browser
    ) -> Person:
        context = by.new_context(
            locale="zh-TW",
            timezone_id="Asia/Shanghai",
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        people.append(Person(context.new_page()))
        return people[-1].sign_in(desk.address, name)

    yield sign_in
    for person in people:
        person.page.context.close()
    assert [person.trouble for person in people if person.trouble] == []


@pytest.fixture
def entitled(desk: Desk) -> None:
    """Both employees of the hotel may apply for beds, whatever they answered for before."""
    hotel = hotel_of(desk)
    for path in (f"/conduct/{EMPLOYEE}", f"/conduct/{COLLEAGUE}"):
        actions = hotel.get(path, DIRECTOR)["allowed_actions"]
        if "restore" in (each["command"] for each in actions):
            hotel.do(path, "restore", DIRECTOR, reason="已改正")
