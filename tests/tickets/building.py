"""What the front desk's tests build with: a repair by the rules alone, and one over HTTP."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import parse
from chalicelib.core.history import Entered, Stamp, enter
from chalicelib.core.numbering import Counter
from chalicelib.core.people import Person
from chalicelib.core.site import Site
from chalicelib.tickets.forms import Intake
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.tickets.lives import life_of
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.intake import Scene
from chalicelib.tickets.rules.telling import dispatch_check
from chalicelib.tickets.terms import Terms, Unit
from local import sample
from tests.support.paths import PEOPLE, UNITS
from tests.support.world import MONDAY, Reply, World

OK = {"satisfaction": 5, "words": "很滿意"}
BAD = {"satisfaction": 1, "words": "仍漏水"}
LINES = [{"code": "labour-plumber", "quantity": "1.5"}, {"code": "tap-15", "quantity": "1"}]
"""120.00 for an hour and a half, 68.00 for a tap."""

FREE = ("dispatch", "take", "start", "complete", "accept", "follow-up", "review", "archive")
PAID = (
    *("dispatch", "take", "quote", "consent", "start", "complete", "pay"),
    *("accept", "follow-up", "review", "archive"),
)
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "notify": ("desk-chan", {"told": "李國強 電話"}),
    "overrule-warranty": ("desk-chan", {"covered": False, "reason": "人為損壞"}),
    "dispatch": ("desk-chan", {"department": "engineering"}),
    "take": ("engineer-lee", {"signed_name": "李國強"}),
    "return": ("engineer-lee", {"reason": "不屬本部門"}),
    "reassign": ("desk-chan", {"department": "engineering", "reason": "改派"}),
    "quote": ("engineer-lee", {"lines": LINES}),
    "consent": ("owner-lau", {"manner": "in_app", "signed_name": "劉志強"}),
    "decline": ("owner-lau", {"reason": "太貴"}),
    "start": ("engineer-lee", {}),
    "complete": ("engineer-lee", {"result": "已更換水龍頭"}),
    "pay": ("finance-ho", {"method": "cash"}),
    "accept": ("assistant-lam", {"signed_name": "林曉彤"}),
    "accept-for": (
        "desk-chan",
        {
            "name": "劉太太",
            "relation": "配偶",
            "reason": "業戶出差",
            "signed_name": "陳靜雯",
        },
    ),
    "reject": ("assistant-lam", {"reason": "仍漏水"}),
    "follow-up": ("desk-chan", {"called": "業戶", "reached": True, **OK}),
    "visit": ("assistant-lam", {"called": "業戶", "consent": True, **OK}),
    "correct": ("desk-chan", {"follow_up": "f1", "reason": "筆誤", "reached": True, **OK}),
    "improve": ("supervisor-chow", {"follow_up": "f1", "words": "已加強培訓"}),
    "review": ("supervisor-chow", {"signed_name": "周敏"}),
    "send-back": ("supervisor-chow", {"to": "follow_up", "words": "請再回訪"}),
    "archive": ("desk-chan", {}),
    "cancel": ("desk-chan", {"reason": "業戶自行處理"}),
    "reply": ("desk-chan", {"stage": "result", "channel": "fax", "words": "已處理完畢"}),
    "same-matter": ("desk-chan", {}),
    "not-same-matter": ("supervisor-chow", {"reason": "並非同一事項"}),
    "decide": ("gm-ng", {"signed_name": "吳建國", "words": "限三日內整改"}),
    "pause": ("desk-chan", {"reason": "等來源補充資料"}),
    "resume": ("desk-chan", {"reason": "資料已到"}),
    "refer": ("desk-chan", {"unit": "自來水公司", "question": "何時恢復供水"}),
    "hear": ("desk-chan", {"referral": "r1", "answer": "今晚八時"}),
    "answer": ("desk-chan", {"in_scope": True, "content": "已說明", "told": "業戶 電話"}),
    "join-incident": ("desk-chan", {"incident": sample.OUTAGE}),
    "leave-incident": ("desk-chan", {"reason": "另有原因"}),
    "urge": ("desk-chan", {"channel": "phone", "words": "業戶再次來電"}),
    "repeat-of": ("desk-chan", {"earlier": "t0"}),
    "not-repeat-of": ("supervisor-chow", {"reason": "並非同一事項"}),
    "close": ("desk-chan", {"handling": "已轉詢", "result": "今晚恢復"}),
}
"""Who usually takes a step, and how they fill in its form."""

INDOOR = {
    "kind": "repair_indoor",
    "channel": "phone",
    "person": "owner-wong",
    "unit": "A-1203",
    "item": "plumbing",
    "words": "廚房水龍頭漏水",
}
UNCOVERED = INDOOR | {"person": "owner-lau", "unit": "B-0502"}
PUBLIC = {
    "kind": "repair_public",
    "channel": "phone",
    "person": "owner-wong",
    "area": "大堂",
    "words": "大堂燈不亮",
}

COMPLAINT = {
    "kind": "complaint",
    "channel": "phone",
    "person": "owner-lau",
    "unit": "B-0502",
    "item": None,
    "category": "cleaning",
    "words": "樓道無人打掃",
}
INQUIRY = {**COMPLAINT, "kind": "inquiry", "category": None, "words": "何時恢復供水"}


def passed_on(reference: str = "GSC-1", at: datetime = MONDAY, **more: Any) -> dict[str, Any]:
    """A complaint as the group service centre passes it on."""
    source = {"reference": reference, "received_at": at.isoformat()}
    return {**COMPLAINT, "channel": "group_service_centre", "source": source, **more}


Outcome = tuple[Any, ...]
"""Code and clause of a refusal, then pointer and code of each of its faults."""


def at_site(clock: str, day: str = "2026-03-02", offset: str = "+08:00") -> datetime:
    """An instant by the clock on the site's wall."""
    return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(UTC)


class _Carried:
    """A repair on its way through its life."""

    paid: bool
    order: str
    card: str | None

    def usual(self, command: str) -> tuple[str, dict[str, Any]]:
        who, form = USUAL[command]
        if command == "complete" and self.charged:
            form = form | {"lines": LINES}
        if command == "archive":
            form = {"working_copy": self.order} | ({"card_copy": self.card} if self.card else {})
        if command == "visit":
            ended = self.now
            form = form | {
                "at": (ended - timedelta(minutes=15)).isoformat(),
                "ended_at": ended.isoformat(),
            }
        return who, form

    def do(self, command: str, who: Any, **form: Any) -> Any:
        raise NotImplementedError

    def step(self, command: str, who: Any = None, **given: Any) -> Any:
        """The step as it is usually taken, with what is given in place of the usual."""
        by, form = self.usual(command)
        return self.do(command, who or by, **(form | given))

    def steps(self, *commands: str) -> Any:
        for command in commands:
            self.step(command)
        return self

    def until(self, command: str) -> Any:
        """Through an ordinary life up to and with this step."""
        life = PAID if self.paid else FREE
        return self.steps(*life[: life.index(command) + 1])


class Filled(_Carried):
    """A ticket as it stands, to fill in the forms of its next steps."""

    def __init__(self, ticket: Ticket, now: datetime) -> None:
        self.the, self.now = ticket, now

    @property
    def charged(self) -> bool:
        quotation = self.the.quotation
        return quotation is not None and quotation.state == "consented"

    @property
    def order(self) -> str:
        form = self.the.form_in_force("work_order", "repair_order")
        return form.number if form else ""

    @property
    def card(self) -> str | None:
        form = self.the.form_in_force("complaint_card")
        return form and form.number


class Paper(_Carried):
    """A repair carried by the rules alone."""

    def __init__(
        self,
        *,
        at: datetime = MONDAY,
        site: Site | None = None,
        terms: Terms | None = None,
        units: Iterable[Unit] = (),
        who: str | Person = "desk-chan",
        **intake: Any,
    ) -> None:
        self.now = at
        self.site = site or sample.site("paths")
        self.terms = terms or sample.terms("paths")
        self.beside: Ticket | None = None
        self.history: list[Entered] = []
        self.ticket: Ticket | None = None
        given = {**INDOOR, **intake}
        form = parse(Intake, {name: each for name, each in given.items() if each is not None})
        known = UNITS | {unit.id: unit for unit in units}
        acting = self.act(who)
        reporter = PEOPLE.get(form.person, acting.person)
        scene = Scene(reporter=reporter, known=reporter, unit=known.get(form.unit))
        life = life_of(form.kind)
        self._enter("intake", life.decide("intake", scene, form, acting))

    @property
    def the(self) -> Ticket:
        assert self.ticket
        return self.ticket

    @property
    def paid(self) -> bool:
        return self.the.paid

    @property
    def charged(self) -> bool:
        quotation = self.the.quotation
        return quotation is not None and quotation.state == "consented"

    @property
    def order(self) -> str:
        form = self.the.form_in_force("work_order", "repair_order")
        assert form
        return form.number

    @property
    def card(self) -> str | None:
        form = self.the.form_in_force("complaint_card")
        return form and form.number

    def numbers(self, form: str) -> list[str]:
        """Of the forms of a kind that count."""
        return [each.number for each in self.the.forms if each.form == form and not each.void]

    def act(self, who: str | Person) -> Act[Terms]:
        return Act(
            person=who if isinstance(who, Person) else PEOPLE[who],
            now=self.now,
            site=self.site,
            terms=self.terms,
            fresh_id="t1",
            counters={
                form.form: Counter(day=form.day, last=form.seq)
                for form in (self.ticket.forms if self.ticket else ())
            },
        )

    def later(self, **by: float) -> "Paper":
        self.now += timedelta(**by)
        return self

    def do(self, command: str, who: str | Person, **form: Any) -> Change:
        life = life_of(self.the.kind)
        parsed = parse(life.steps[command].form, form)
        act = replace(self.act(who), beside=self.beside)
        return self._enter(command, life.decide(command, self.the, parsed, act))

    def check(self) -> Change:
        """What the dispatch check does when the deadline falls due."""
        return self._enter("dispatch-check", dispatch_check(self.the, self.act("desk-chan")))

    def fire(self, clause: str) -> Change:
        """What the dispatch check does when the timer of a clause falls due."""
        timer = self.the.timer(clause)
        assert timer
        assert timer.due_at <= self.now
        firing = DISPATCH_CHECK.firing(clause)
        return self._enter("dispatch-check", firing.decide(self.the, self.act("desk-chan")))

    def due_at(self, clause: str) -> datetime | None:
        timer = self.the.timer(clause)
        return timer and timer.due_at

    def refuses(self, command: str, who: str | Person | None = None, **given: Any) -> Outcome:
        """How the step, usual but for what is given, is refused; the ticket stays as it was."""
        with pytest.raises(Refusal) as caught:
            self.step(command, who, **given)
        said = caught.value
        return (said.code, said.clause, *((each.pointer, each.code) for each in said.faults))

    def may(self, command: str, who: str | Person) -> bool:
        return command in {
            step.command for step in life_of(self.the.kind).allowed(self.the, self.act(who))
        }

    def _enter(self, command: str, change: Change) -> Change:
        stamp = Stamp(by="x", name="x", at=self.now, command=command, clause="", correlation="")
        entered = enter(change, stamp)
        self.history += entered
        record = entered[0].record
        assert isinstance(record, Ticket)
        self.ticket = record
        return change


class Case(_Carried):
    """A repair over HTTP, as the last good reply shows it."""

    def __init__(self, world: World, who: str = "desk-chan", **intake: Any) -> None:
        self.world = world
        self.reply = world.intake(who, **intake)
        assert self.reply.status == 201, self.reply.json

    @property
    def now(self) -> datetime:
        return self.world.clock()

    @property
    def ticket(self) -> dict[str, Any]:
        return self.reply.ticket

    @property
    def id(self) -> str:
        id = self.ticket["id"]
        assert isinstance(id, str)
        return id

    @property
    def paid(self) -> bool:
        return bool(self.ticket["warranty"] and not self.ticket["warranty"]["covered"])

    @property
    def charged(self) -> bool:
        quotation = self.ticket["quotation"]
        return bool(quotation and quotation["state"] == "consented")

    @property
    def order(self) -> str:
        number = self.number("work_order") or self.number("repair_order")
        return number or next(str(form["number"]) for form in self.ticket["forms"])

    @property
    def card(self) -> str | None:
        return self.number("complaint_card")

    def number(self, form: str) -> str | None:
        """Of the newest form of a kind that counts."""
        valid = (e for e in self.ticket["forms"] if e["form"] == form and not e["void"])
        return max((str(each["number"]) for each in valid), default=None)

    def do(self, command: str, who: str, **form: Any) -> Reply:
        reply = self.attempt(command, who, **form)
        assert reply.status == 200, (command, who, reply.json)
        self.reply = reply
        return reply

    def attempt(self, command: str, who: str, **form: Any) -> Reply:
        return self.world.do(self.reply, command, who, **form)

    def later(self, **by: float) -> "Case":
        self.world.clock.tick(**by)
        return self

    def shown(self, who: str = "desk-chan", path: str = "", **more: Any) -> Reply:
        return self.world.get(f"/tickets/{self.id}{path}", who, **more)

    def history(self) -> list[dict[str, Any]]:
        page = self.shown(path="/history?limit=100")
        assert page.json["next"] is None
        return list(page.json["items"])

    def refuses(self, command: str, who: str | None = None, **given: Any) -> Outcome:
        """How the step, usual but for what is given, is refused; nothing of it is stored."""
        by, form = self.usual(command)
        reply = self.attempt(command, who or by, **(form | given))
        assert self.shown().ticket == self.ticket
        return outcome(reply)


def outcome(reply: Reply) -> Outcome:
    """How a request was refused: in words, naming clause and fields."""
    said = reply.json
    assert 400 <= reply.status < 500, (reply.status, said)
    assert said["title"]
    assert said["detail"]
    faults = ((each["pointer"], each["code"]) for each in said["errors"])
    return (said["code"], said["clause"], *faults)


def looked_at(now: datetime, site: Site) -> Act[Terms]:
    """Somebody of the site looks at what there is."""
    return Act(
        person=Person(site=site.id, id="somebody", name="x"),
        now=now,
        site=site,
        terms=sample.terms(site.id),
        fresh_id="t1",
    )
