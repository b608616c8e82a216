"""Whatever is typed into whatever field: it is text, or refused in words, and nothing is lost."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from app import OPERATIONS
from chalicelib.service.operations import Command
from local import hospital, hotel, sample
from tests.console.conftest import SignIn
from tests.console.person import Person

SHORT = (
    "=CMD()|' /C calc'!A0<script>broken=1</script><img src=x onerror=broken=1>"
    "\"'{{7*7}}\u202eهذا\u200b\u200d👩\u200d🚒🧯\0"
)
"""Markup with scripts, a formula, a template, right to left, of no width, emoji in one, NUL."""
LONG = SHORT + "漏" * 10_000
TEXTS = (
    "form textarea, form input[type=text]:not([readonly], [disabled], [inputmode], [role=combobox])"
)
"""The fields that keep what is typed as it is typed; others make a choice or a number of it."""


def share() -> dict[str, list[str]]:
    """Every form that sample people may begin, once: by the first of them who may."""
    left = [op for op in OPERATIONS if isinstance(op, Command) and op.path.count("{") == 1]
    found: dict[str, list[str]] = {}
    for _, name, role, *_ in (*sample.STAFF, *hotel.STAFF, *hospital.STAFF):
        theirs = [op for op in left if role in op.who]
        left = [op for op in left if op not in theirs]
        if theirs:
            found[name] = [op.name for op in theirs]
    return found


SHARE = share()


def type_everywhere(form: Locator, words: str) -> list[str]:
    """Into every text field there is; what then stands in them."""
    fields = [each for each in form.locator(TEXTS).all() if each.is_visible()]
    for field in fields:
        field.fill(words)
    return [field.input_value() for field in fields]


def unfold(form: Locator) -> None:
    """Every part that may be added to the form, once: from below, as each moves the rest."""
    for each in reversed(form.get_by_role("button", name="新增").all()):
        each.click()


def send(person: Person, form: Locator) -> Any:
    """Send it; the answer."""
    with person.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        person.send(form)
    return answered.value


@pytest.mark.clause("P-private", "P-words")
@pytest.mark.parametrize("name", SHARE)
def test_what_is_typed_is_text_or_refused_in_words(sign_in: SignIn, name: str) -> None:
    person = sign_in(name)
    person.page.on("dialog", lambda dialog: person.trouble.append(dialog.message))
    for form_of in SHARE[name]:
        person.go(f"/do/{form_of}")
        expect(person.main.get_by_role("button", name="確認送出")).to_be_visible()
        unfold(person.main)
        for words in (LONG, SHORT):
            typed = type_everywhere(person.main, words)
            if not typed:
                break
            answer = send(person, person.main)
            assert answer.status < 500, form_of
            if answer.ok:
                break
            wrong = person.main.locator("[aria-invalid=true], [role=alert]")
            expect(wrong.first, form_of).to_be_visible()
            stand = [each.input_value() for each in person.main.locator(TEXTS).all()]
            assert set(typed) <= set(stand), f"{form_of} lost what was typed"
        assert person.page.evaluate("window.broken") is None, form_of
        assert person.page.locator("main :is(script, img[src=x])").count() == 0, form_of
