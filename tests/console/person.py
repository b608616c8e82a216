"""Somebody at a browser: signs in, opens pages, fills in forms, by what is written on them."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from re import Pattern
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from local import hospital

ROOT = Path(__file__).parent.parent.parent
SCREENS = ROOT / "build" / "screens"
OVER = """() => {
  const kept = JSON.parse(sessionStorage["frontdesk.signed-in"]);
  sessionStorage["frontdesk.signed-in"] = JSON.stringify({ ...kept, until: 0 });
}"""
"""The token of who is signed in has ended."""


def hence(hours: float) -> str:
    """An instant as one types it at a sample site: all are in one time zone."""
    at = datetime.now(UTC) + timedelta(hours=hours)
    return f"{at.astimezone(ZoneInfo(hospital.ZONE)):%Y-%m-%dT%H:%M}"


@dataclass
class Person:
    """One person, one browser of their own."""

    page: Page
    trouble: list[str] = field(default_factory=list)
    """What went wrong beneath what one sees: errors of scripts, breaches of the page's policy,
    readings that were refused."""

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        """What Chromium says of every answer that is no success, `_answered` judges."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.trouble.append(message.text)

    def _answered(self, answer: Response) -> None:
        """Whoever has to name their department is told which it is."""
        path = urlsplit(answer.url).path
        refused = answer.status >= 400 and answer.request.method == "GET"
        if refused and not path.endswith("/tickets"):
            self.trouble.append(f"{answer.status} {path}")

    @property
    def main(self) -> Locator:
        """What stands on the page beside the menu."""
        return self.page.get_by_role("main")

    @property
    def dialog(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    def sign_in(self, address: str, name: str) -> "Person":
        """Choose a sample person; they land on what waits for them."""
        self.page.goto(f"{address}/console")
        self.page.get_by_role("button", name=name).click()
        expect(self.page.get_by_role("heading", name="待辦與通知")).to_be_visible()
        return self

    def open(self, name: str) -> None:
        """An entry of the menu, which a phone folds away."""
        burger = self.page.get_by_role("button", name="選單")
        if burger.is_visible():
            burger.click()
        menu = self.page.get_by_role("navigation", name="選單")
        entry = menu.get_by_role("button", name=name, exact=True)
        if not entry.is_visible():
            menu.get_by_role("button", name="設定與維護").click()
        entry.click()

    def go(self, place: str) -> None:
        """The page of a record, as a link to it opens it."""
        self.page.evaluate("place => { location.hash = place }", place)

    def start(self, action: str | Pattern[str]) -> None:
        """Press what begins a form."""
        self.main.get_by_role("button", name=action).first.click()
        expect(self.dialog.get_by_role("button", name="確認送出")).to_be_visible()

    def choose(self, form: Locator, label: str, choice: str) -> None:
        """One of a field's choices, whatever is said of it besides."""
        form.get_by_role("combobox", name=label, exact=True).click()
        called = self.page.get_by_text(choice, exact=True)
        self.page.get_by_role("option").filter(has=called).click()

    def pick(self, form: Locator, label: str, text: str, choice: str | Pattern[str]) -> None:
        """What is found by what is typed."""
        form.get_by_role("combobox", name=label, exact=True).fill(text)
        self.page.get_by_role("option", name=choice, exact=True).click()

    def send(self, form: Locator) -> None:
        """Send a form, without waiting for what comes of it."""
        form.get_by_role("button", name="確認送出").click()

    def do(self, action: str, **fields: str) -> None:
        """An action whose form has these texts and choices in it, from its button to the end."""
        self.start(action)
        for label, text in fields.items():
            if self.dialog.get_by_role("combobox", name=label, exact=True).count():
                self.choose(self.dialog, label, text)
            else:
                self.dialog.get_by_label(label).fill(text)
        self.send(self.dialog)
        expect(self.dialog).to_have_count(0)

    def shoot(self, name: str) -> None:
        """Keep what one sees now, for people to look at, unless nobody will: SCREENS=none."""
        if os.environ.get("SCREENS") == "none":
            return
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
