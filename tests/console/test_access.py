"""Whoever reads with a screen reader or needs contrast: axe finds nothing on any page."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console import papers
from tests.console.conftest import SignIn
from tests.console.person import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map(each => `${each.id}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 3)}`)"""
PAGES = {
    "吳建國": ("/", "/list/ticket-list", "/reports/tickets"),
    "陳靜雯": ("/intake", "/board", "/follow-ups", "/handover", "/duty", "/day"),
    "霍志強": ("/gate",),
    "岑美玲": ("/beds",),
    "劉志強": ("/report", "/mine"),
    "蘇美珍": ("/cars", "/claims/new"),
    "甘志偉": ("/delegations",),
    "司徒健": ("/my-stay", "/my-account", "/my-violations"),
}
"""Somebody to the pages that they have open; each page of its own kind once."""
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(sign_in: SignIn, name: str) -> None:
    person = sign_in(name)
    found = {}
    person.page.evaluate(AXE.read_text())
    for place in PAGES[name]:
        person.go(place)
        person.main.get_by_role("heading", level=2).first.wait_for()
        waits = person.main.locator(".mantine-Skeleton-root").first
        expect(waits).not_to_be_in_viewport()  # what is not looked at is not loaded
        for look in LOOKS:
            person.page.emulate_media(color_scheme=look)
            expect(person.page.locator(f"html[data-mantine-color-scheme={look}]")).to_have_count(1)
            found[place, look] = person.page.evaluate(FOUND)
            person.shoot(f"axe-{name}-{place.strip('/').replace('/', '-')}-{look}")
            for button in person.main.get_by_role("button").all()[:1]:
                button.hover()
                found[place, look] += person.page.evaluate(FOUND)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.clause("P-words")
def test_nor_does_a_record_its_forms_or_a_refusal(sign_in: SignIn, desk: Desk) -> None:
    ticket = papers.quoted(desk, 1)
    clerk = sign_in("陳靜雯")
    clerk.page.evaluate(AXE.read_text())
    clerk.go(f"/record/ticket/{ticket.split('/')[-1]}")
    clerk.start("改判保修")
    clerk.send(clerk.dialog)
    expect(clerk.dialog.locator("[aria-invalid=true]").first).to_be_visible()
    found = []
    for scheme in ("light", "dark"):
        clerk.page.emulate_media(color_scheme=scheme)
        found += clerk.page.evaluate(FOUND)
        clerk.shoot(f"axe-dialog-{scheme}")
    clerk.page.keyboard.press("Escape")
    expect(clerk.dialog).to_have_count(0)
    for scheme in ("dark", "light"):
        clerk.page.emulate_media(color_scheme=scheme)
        found += clerk.page.evaluate(FOUND)
    assert found == [], "\n".join(found)
