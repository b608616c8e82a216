"""Whatever is typed into whatever field: it is text, or refused in words, and nothing is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from app import OPERATIONS
from chalicelib.core.site import DESKS
from chalicelib.core.words import Language
from chalicelib.core.words.labels import NAMES
from chalicelib.service.operations import Command
from local import hospital, hotel, sample
from local.demo import Desk
from tests.console import hospital as receptions
from tests.console import lodgers, papers
from tests.console.conftest import SignIn
from tests.console.person import Person

SHORT = "=1+1<script>broken=1</script><img src=x onerror=broken=1>'\"{{7}}\u202eهذا\u200b👩\u200d🚒"
"""A formula, markup with scripts, a template, right to left, of no width, emoji in one: it fits."""
SEEN = SHORT.replace("\u202e", "")
"""What is read of it: nothing turns the words beside it."""
LONG = SHORT + "\0" + "漏" * 10_000
TEXTS = (
    "form textarea, form input[type=text]:not([readonly], [disabled], [inputmode], [role=combobox])"
)
"""The fields that keep what is typed as it is typed; others make a choice or a number of it."""


ACCEPTED = 200
STALE = 412
"""What is answered to who was shown an older version."""


def share() -> dict[str, list[str]]:
    """Every form that sample people may begin, once: by the first of them who may."""
    left = [op for op in OPERATIONS if isinstance(op, Command) and op.path.count("{") == 1]
    found: dict[str, list[str]] = {}
    staff = (
        (desk, name, role)
        for desk, of in (
            ("tickets", sample.STAFF),
            ("lodging", hotel.STAFF),
            ("reception", hospital.STAFF),
        )
        for _, name, role, *_ in of
    )
    for desk, name, role in staff:
        here = [op for op in left if op.part == desk or op.part not in DESKS]
        theirs = [op for op in here if role in op.who]
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
        harmless(person)


@dataclass
class Record:
    """A record as somebody sees it who may do something with it."""

    desk: Desk
    who: str
    path: str

    @property
    def kind(self) -> str:
        kinds = self.path.split("/")[1]
        return KINDS.get(kinds, kinds.removesuffix("s"))

    @property
    def place(self) -> str:
        return f"/record/{self.kind}/{self.path.split('/')[-1]}"

    def offered(self) -> list[str]:
        """What may be done with it, what ends it last."""
        _, _, view = self.desk.call("GET", self.path, self.who)
        commands = [each["command"] for each in view["allowed_actions"]]
        return sorted((each for each in commands if each not in ELSEWHERE), key=ENDS.__contains__)


KINDS = {"passes": "pass"}
ELSEWHERE = {"files", "plan", "change"}
"""What has no dialog."""
ENDS = {"cancel", "void", "revoke", "replace", "withdraw", "dismiss", "decline"}


def matters(desk: Desk) -> Iterator[Record]:
    """What the front desk has much to do with."""
    source = {"reference": f"JT{SHORT[-20:]}", "received_at": datetime.now(UTC).isoformat()}
    group = {"source": source, "channel": "group_service_centre"}
    for path in (
        papers.ticket(desk, kind="complaint", category="noise", words=SHORT, **group),
        papers.ticket(desk, kind="help", words=SHORT),
        papers.quoted(desk, 1),
    ):
        yield Record(desk, "desk-chan", path)


def guests(desk: Desk) -> Iterator[Record]:
    """A guest to come, one who is there, and what one did."""
    house = lodgers.hotel_of(desk)
    told = {"breach": "visiting", "happened_at": datetime.now(UTC).isoformat()}
    told |= {"words": SHORT, "employee": "employee-szeto"}
    _, view = house.post("/violations", lodgers.GUARD, told)
    for path in (
        f"/stays/{house.granted('葉一')[0]}",
        f"/passes/{house.lodged('葉二').access_pass}",
        f"/violations/{view['violation']['id']}",
    ):
        yield Record(house.desk, lodgers.DORMITORY, path)


def costs(desk: Desk) -> Iterator[Record]:
    """A reception that is planned, a claim on another, and a letter."""
    house = receptions.hospital_of(desk)
    reception = house.approved(receptions.lunch(words=SHORT)).split("/")[-1]
    receipt = {"seller": SHORT, "dated": str(receptions.today()), "number": reception}
    line = {"line": "1", "words": SHORT, "fen": 3000, "receipt": receipt}
    form = {"reception": reception, "lines": [line]}
    for path in (
        house.planned(receptions.lunch(words=SHORT)),
        f"/claims/{house.post('/claims', receptions.OFFICER, form)['claim']['id']}",
        papers.letter(house.desk, 1),
    ):
        yield Record(house.desk, receptions.OFFICER, path)


WORK: dict[str, Callable[[Desk], Iterator[Record]]] = {
    "陳靜雯": matters,
    "岑美玲": guests,
    "蘇美珍": costs,
}


def harmless(person: Person) -> None:
    """Nothing of what was typed became part of the page."""
    assert person.page.evaluate("window.broken") is None
    assert person.page.locator("body :is(script:not([src]), img[src=x])").count() == 0


def answered(person: Person, record: Record, command: str) -> int:
    """The status of what comes of an action with words in each text field; 0 where it has none."""
    name = NAMES["operation"][f"{record.kind}-{command}"].say(Language.HANT)
    person.start(re.compile(f"^{name} "))
    typed = type_everywhere(person.dialog, SHORT)
    status = send(person, person.dialog).status if typed else 0
    if status == ACCEPTED:
        expect(person.dialog).to_have_count(0)
        return status
    if typed:
        wrong = person.dialog.locator("[aria-invalid=true], [role=alert]")
        expect(wrong.first).to_be_visible()
        assert {each.input_value() for each in person.dialog.locator(TEXTS).all()} >= {*typed}
    for _ in ("the choices of a wrong field", "the form"):
        person.page.keyboard.press("Escape")
    expect(person.dialog).to_have_count(0)
    return status


@pytest.mark.clause("P-private", "P-words")
@pytest.mark.parametrize("name", WORK)
def test_what_is_typed_of_a_record_is_text_or_refused_in_words(
    sign_in: SignIn, desk: Desk, name: str
) -> None:
    person = sign_in(name)
    person.page.on("dialog", lambda dialog: person.trouble.append(dialog.message))
    done: dict[str, int] = {}
    for record in WORK[name](desk):
        person.go(record.place)
        while left := [each for each in record.offered() if each not in done]:
            status = answered(person, record, left[0])
            assert status < 500, left[0]
            if status != STALE:
                done[left[0]] = status
        harmless(person)
    assert [*done.values()].count(ACCEPTED) > 1, done
    history = person.main.get_by_role("tabpanel", name="經過")
    expect(history.get_by_text(SEEN).first).to_be_visible()


@pytest.mark.clause("P-private", "T-2.0", "P-find", "P-tell", "P-history", "T-4.5")
def test_what_was_accepted_is_text_wherever_it_is_read(sign_in: SignIn, desk: Desk) -> None:
    caller = {"name": SHORT, "phone": "13800138321"}
    words = SHORT + "漏" * 900
    form = {"kind": "complaint", "category": "noise", "person": None, "caller": caller}
    path = papers.ticket(desk, **form, unit=None, area=SHORT, words=words)
    papers.step(desk, path, "dispatch", "desk-chan", department="engineering")
    urged = papers.step(desk, path, "urge", "desk-chan", channel="phone", words=SHORT)
    number = urged["ticket"]["forms"][0]["number"]
    clerk = sign_in("陳靜雯", phone=True)
    record = Record(desk, "desk-chan", path)
    for place in ("/list/ticket-list", f"/search/{number}", record.place):
        clerk.go(place)
        expect(clerk.main.get_by_text(number).filter(has_text=SEEN).first).to_be_visible()
        wide = clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, "it is wider than the phone"
        harmless(clerk)
    clerk.shoot("hostile-record")
    reporter = clerk.main.get_by_role("button", name="報事人")
    expect(reporter).to_contain_text(f"{SEEN} · 138****8321")
    history = clerk.main.get_by_role("tabpanel", name="經過")
    expect(history.get_by_text(SEEN)).to_have_count(2)
    with clerk.page.expect_popup() as paper:
        clerk.main.get_by_role("button", name="存根聯").click()
    expect(paper.value.get_by_text(words)).to_be_visible()
    harmless(Person(paper.value))
    head = sign_in("張偉")
    expect(head.main.get_by_role("button", name=number).first).to_contain_text(SEEN)
    head.shoot("hostile-home")
    harmless(head)
