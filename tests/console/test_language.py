"""Three languages: what is read is in the one that was chosen, and none of another."""

import re

import pytest
from playwright.sync_api import expect

from chalicelib.core.words import Language
from chalicelib.core.words.labels import NAMES, named
from local import sample
from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.person import Person
from tests.console.test_line import taken_in
from tests.console.test_upkeep import ANNOUNCED

ALL = [each for codes in NAMES.values() for each in codes.values()]
TRADITIONAL = {*"".join(each.hant for each in ALL)} - {*"".join(each.hans for each in ALL)}
STRANGE = {
    Language.HANS: re.compile(f"[{''.join(sorted(TRADITIONAL))}]+"),
    Language.EN: re.compile(r"[\u3400-\u9fff\uff00-\uffef]+"),
}
"""What nobody reads in a language."""
NAMED = [name for _, name, *_ in (*sample.STAFF, *sample.OWNERS)]
"""People are called as they are called."""
CHOSEN = {
    Language.HANS: ("简体中文", "待办与通知", "确认提交"),
    Language.EN: ("English", "Inbox", "Submit"),
}
WORDS = "No light in the hall"

LONG = 40
"""Characters of what somebody wrote that are shown whole, wherever it stands."""


def strange(person: Person, language: Language, written: set[str]) -> set[str]:
    """What one sees that is of another language, but for names and what somebody has written."""
    seen = person.page.locator("body").inner_text()
    known = (*written, *NAMED, *(name[0] for name in NAMED))
    for each in sorted(known, key=len, reverse=True):
        seen = seen.replace(each, "")
    cut = "\n".join(each for each in written if len(each) > LONG)
    return {each for each in STRANGE[language].findall(seen) if each not in cut}


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", CHOSEN)
def test_everything_is_said_in_the_language_that_was_chosen(
    sign_in: SignIn, desk: Desk, language: Language
) -> None:
    ticket, _ = taken_in(desk, WORDS)
    _, _, matters = desk.call("GET", "/tickets?limit=50", "desk-chan")
    told = [each["ticket"] for each in matters["items"]]
    written = {text for each in told for text in (each["words"], each["place"]["area"]) if text}
    written |= {each["reporter"]["name"] for each in told} | {*ANNOUNCED}
    _, _, outages = desk.call("GET", "/incidents", "desk-chan")
    written |= {each["incident"][key] for each in outages["items"] for key in ("words", "affected")}
    name, home, submit = CHOSEN[language]
    clerk = sign_in("陳靜雯")
    clerk.page.get_by_role("button", name="語言").click()
    clerk.page.get_by_role("menuitem", name=name).click()
    expect(clerk.main.get_by_role("heading", name=home)).to_be_visible()
    found = {"home": strange(clerk, language, written)}
    clerk.go("/list/ticket-list")
    expect(clerk.main.get_by_text(WORDS).first).to_be_visible()
    found["list"] = strange(clerk, language, written)
    clerk.go(f"/record/ticket/{ticket}")
    dispatch = named(language)["operation"]["ticket-dispatch"]
    begins = clerk.main.get_by_role("button", name=re.compile(f"^{dispatch} "))
    expect(begins).to_be_visible()
    found["record"] = strange(clerk, language, written)
    begins.click()
    sends = clerk.dialog.get_by_role("button", name=submit)
    expect(sends).to_be_visible()
    found["form"] = strange(clerk, language, written)
    sends.click()
    expect(clerk.dialog.locator("[aria-invalid=true], [role=alert]").first).to_be_visible()
    found["refusal"] = strange(clerk, language, written)
    clerk.shoot(f"language-{language}")
    clerk.page.reload()
    expect(clerk.page.locator("html")).to_have_attribute("lang", str(language))
    expect(begins).to_be_visible()
    found["again"] = strange(clerk, language, written)
    assert {place: what for place, what in found.items() if what} == {}
