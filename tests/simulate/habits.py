"""What people do about a matter: by its state, how often, how soon, and how they fill in the form.

A new command is a new row. What is tried although a clause forbids it names the refusal it gets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from local import sample
from tests.simulate.cases import Case
from tests.simulate.estate import instant, local

NAMES = {id: name for id, name, _, _ in sample.STAFF}
WORKERS = {
    "engineering": ("engineer-lee", "engineer-wong", "head-cheung"),
    "grounds": ("engineer-tse", "head-ho"),
    "customer_service": ("desk-leung",),
}
OFFICE = (9.0, 17.5, 5)
DESK = (7.0, 22.0, 7)
WORK = (8.5, 18.0, 6)
"""From, to, and on how many days of the week somebody is there."""
HOURS = {"desk-chan": DESK, "assistant-lam": DESK, "supervisor-chow": (8.5, 18.0, 6)} | {
    id: WORK for workers in WORKERS.values() for id in workers if id.startswith(("eng", "head"))
}
QUOTE = [{"code": "labour-plumber", "quantity": "1.5"}, {"code": "tap-15", "quantity": "1"}]
CHEAPER = [{"code": "visit", "quantity": "1"}]

Fill = Callable[[Case, Random, datetime], dict[str, Any]]
Who = Callable[[Case, Random], str]


def always(case: Case) -> bool:
    """Whatever else is so."""
    return True


@dataclass(frozen=True)
class Habit:
    """Something that somebody does about a matter in a state."""

    command: str
    who: Who
    fill: Fill
    weight: float = 1.0
    hours: float = 1.0
    """How long it takes on average until they do it."""
    when: Callable[[Case], bool] = always
    refused: str | None = None
    """The code of the refusal that they get."""


SIGNED = {
    "accept": "property_assistant",
    "reject": "property_assistant",
    "review": "cs_supervisor",
    "send-back": "cs_supervisor",
    "decide": "gm",
}
"""What may be signed by whoever stands in, and the role that it is delegated in."""


def by(*people: str) -> Who:
    """One of these."""
    return lambda case, chance: chance.choice(people)


def worker(case: Case, chance: Random) -> str:
    """Who has the order, or somebody of the department that it lies with."""
    assignee = case.ticket["assignee"]
    return str(assignee) if assignee else chance.choice(WORKERS[case.ticket["department"]])


def owner(case: Case, chance: Random) -> str:
    """Who reported it."""
    return case.owner


def given(**form: Any) -> Fill:
    """The same form every time."""
    return lambda case, chance, now: form


def signed(**more: Any) -> Fill:
    """A form with the name of who is there typed in; `_who` is put in by the year."""
    return lambda case, chance, now: {"signed_name": "_who", **more}


_CATEGORY = {"cleaning": "grounds", "noise": "grounds", "facilities": "engineering"}


def _where(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    if case.kind == "complaint":
        return {"department": _CATEGORY.get(case.ticket["category"], "customer_service")}
    return {"department": "engineering" if chance.random() < 0.95 else "grounds"}


def _elsewhere(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    others = sorted(set(WORKERS) - {case.ticket["department"]})
    if case.kind != "complaint":
        others = [each for each in others if each != "customer_service"]
    return {"department": chance.choice(others), "reason": "改派"}


def _done(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    if not case.paid or not _priced(case):
        return {"result": "已處理"}
    lines = [{"code": each["code"], "quantity": each["quantity"]} for each in _quoted(case)]
    return {"result": "已處理", "lines": lines}


def _quoted(case: Case) -> list[dict[str, Any]]:
    return list(case.ticket["quotation"]["lines"])


def _visit(**result: Any) -> Fill:
    def fill(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
        minutes = chance.choice((12, 15, 18))
        at = now - timedelta(minutes=minutes)
        form = {"called": "業戶", "at": at.isoformat(), "ended_at": now.isoformat()}
        return form | result

    return fill


def _archive(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    copies = {
        "working_copy": case.number("work_order", "repair_order"),
        "card_copy": case.number("complaint_card"),
    }
    return {name: number for name, number in copies.items() if number}


def _corrected(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    last = case.ticket["follow_ups"][-1]
    form = {"follow_up": last["id"], "reason": "記錯", "reached": True}
    return form | {"satisfaction": 4, "words": "尚可"}


def _heard(case: Case, chance: Random, now: datetime) -> dict[str, Any]:
    [asked] = [each for each in case.ticket["referrals"] if each["answer"] is None]
    return {"referral": asked["id"], "answer": "已答覆"}


WELL = {"called": "業戶", "reached": True, "satisfaction": 5, "words": "滿意"}
BADLY = {"called": "業戶", "reached": True, "satisfaction": 1, "words": "仍未修好"}
_DESK = by("desk-chan")
_CASHIER = by("finance-ho", "desk-chan")


def _told(case: Case) -> bool:
    notification = case.ticket["notification"]
    return notification is None or notification["told_at"] is not None


def _priced(case: Case) -> bool:
    quotation = case.ticket["quotation"]
    return quotation is not None and quotation["state"] == "consented"


def _to_price(case: Case) -> bool:
    """Reworking it is free of charge."""
    return case.paid and not _priced(case) and not case.ticket["reopened"]


def _free_or_priced(case: Case) -> bool:
    return not _to_price(case)


def _ready(case: Case) -> bool:
    return not case.waits_for_source and not case.waits_for_gm


def _settled(case: Case) -> bool:
    return not case.owing and case.criticised is None


def _called(case: Case) -> bool:
    followed = case.ticket["follow_ups"]
    return bool(followed) and followed[-1]["contact"] == "call" and followed[-1]["reached"]


def _is_enquiry(case: Case) -> bool:
    return case.kind in ("inquiry", "suggestion", "help")


def _is_work(case: Case) -> bool:
    return not _is_enquiry(case)


def _begun(case: Case) -> bool:
    return bool(case.ticket["begun"] or case.ticket["reopened"])


def _withdrawn(case: Case) -> bool:
    return not _begun(case) and _ready(case)


REPLY = Habit(
    "reply",
    _DESK,
    given(stage="progress", channel="phone", words="已派人查看"),
    weight=0.5,
    hours=8,
    when=lambda case: case.waits_for_source,
)
RESULT = Habit(
    "reply",
    _DESK,
    given(stage="result", channel="fax", words="已處理完畢"),
    weight=3,
    hours=4,
    when=lambda case: case.waits_for_source,
)
LINK = Habit(
    "same-matter",
    _DESK,
    lambda case, chance, now: {"earlier": case.earlier},
    weight=20,
    hours=0.3,
    when=lambda case: case.earlier is not None and case.ticket["letter"] is None,
)
DECIDE = Habit(
    "decide",
    by("gm-ng"),
    signed(words="從速辦理"),
    weight=2,
    hours=10,
    when=lambda case: case.waits_for_gm,
)
UNLINK = Habit(
    "not-same-matter",
    by("supervisor-chow"),
    given(reason="並非同一事項"),
    weight=0.2,
    when=lambda case: case.waits_for_gm,
)
PAY = Habit("pay", _CASHIER, given(method="wechat"), weight=2, hours=5, when=lambda c: c.owing)
IMPROVE = Habit(
    "improve",
    by("supervisor-chow"),
    lambda case, chance, now: {"follow_up": case.criticised, "words": "以後先致電"},
    weight=2,
    hours=6,
    when=lambda case: case.criticised is not None,
)
CANCEL = Habit("cancel", _DESK, given(reason="業戶撤回"), 0.02, 3, when=_withdrawn)
TOO_SOON = Habit("archive", _DESK, _archive, 0.03, when=_is_work, refused="out_of_order")
RETURN = Habit("return", worker, given(reason="不屬本部門"), 0.03, 1)
REASSIGN = Habit("reassign", _DESK, _elsewhere, 0.03, 2)
AGAIN = (
    Habit(
        "urge",
        lambda case, chance: case.owner if case.owner.startswith("owner") else "desk-chan",
        given(channel="mobile", words="請盡快"),
        0.06,
        6,
    ),
    Habit(
        "repeat-of",
        _DESK,
        lambda case, chance, now: {"earlier": case.before},
        0.3,
        1,
        when=lambda case: case.before is not None and case.ticket["repeats"] is None,
    ),
    Habit(
        "not-repeat-of",
        by("supervisor-chow"),
        given(reason="另一事項"),
        0.2,
        3,
        when=lambda case: case.ticket["repeats"] is not None,
    ),
    Habit(
        "repeat-of",
        _DESK,
        given(earlier="nothing"),
        0.01,
        when=lambda case: case.ticket["repeats"] is None,
        refused="invalid_form",
    ),
)
OUTAGES = (
    Habit(
        "join-incident",
        _DESK,
        lambda case, chance, now: {"incident": case.outage},
        2,
        0.3,
        when=lambda case: case.outage is not None and case.ticket["incident"] is None,
    ),
    Habit(
        "leave-incident",
        _DESK,
        given(reason="與停水無關"),
        0.1,
        2,
        when=lambda case: case.ticket["incident"] is not None,
    ),
)
PAUSES = (
    Habit("pause", _DESK, given(reason="等待業戶資料"), 0.3, 1, when=lambda case: case.may_pause),
    Habit("resume", _DESK, given(reason="資料已到"), 2, 10, when=lambda case: case.paused),
)
OVERRULE = Habit(
    "overrule-warranty",
    _DESK,
    lambda case, chance, now: {"covered": case.paid, "reason": "人為損壞另計"},
    0.04,
    2,
    when=lambda case: case.kind == "repair_indoor" and not _begun(case),
)
COMPLAINED = (REPLY, LINK, DECIDE, UNLINK, *PAUSES)
UNDONE = (*AGAIN, *OUTAGES)

HABITS: dict[str, tuple[Habit, ...]] = {
    "reported": (
        Habit(
            "notify", _DESK, given(told="李國強 電話"), 1.5, 0.04, when=lambda case: not _told(case)
        ),
        Habit("dispatch", _DESK, _where, 1, 0.08, when=_is_work),
        Habit(
            "answer",
            _DESK,
            given(in_scope=True, content="已說明", told="業戶 電話"),
            1.5,
            0.5,
            when=_is_enquiry,
        ),
        Habit(
            "refer", _DESK, given(unit="自來水公司", question="何時恢復供水?"), 0.5, 1, _is_enquiry
        ),
        CANCEL,
        TOO_SOON,
        *COMPLAINED,
        *UNDONE,
    ),
    "dispatched": (
        Habit("take", worker, signed(), 1, 2),
        Habit(
            "take",
            by("engineer-tse"),
            signed(),
            0.02,
            when=lambda case: case.ticket["department"] == "engineering",
            refused="not_found",
        ),
        RETURN,
        REASSIGN,
        CANCEL,
        *COMPLAINED,
        *UNDONE,
        OVERRULE,
    ),
    "taken": (
        Habit("quote", worker, given(lines=QUOTE), 1, 1, when=_to_price),
        Habit("start", worker, given(), 0.05, when=_to_price, refused="consent_missing"),
        Habit("start", worker, given(), 1, 1.5, when=_free_or_priced),
        RETURN,
        REASSIGN,
        CANCEL,
        *COMPLAINED,
        *UNDONE,
        OVERRULE,
    ),
    "quoted": (
        Habit("consent", owner, signed(manner="in_app"), 1, 4),
        Habit("consent", _DESK, signed(manner="phone", given_by="業戶"), 0.5, 3),
        Habit("decline", owner, given(reason="太貴"), 0.2, 6),
        Habit("quote", worker, given(lines=CHEAPER), 0.1, 2),
        *UNDONE,
        OVERRULE,
    ),
    "consented": (
        Habit("start", worker, given(), 1, 2),
        Habit("quote", worker, given(lines=CHEAPER), 0.03, 2),
        *UNDONE,
    ),
    "working": (
        Habit("complete", worker, _done, 3, 3, when=_ready),
        Habit(
            "complete",
            worker,
            given(result="已處理"),
            0.05,
            when=lambda case: case.waits_for_source,
            refused="result_missing",
        ),
        Habit(
            "complete",
            worker,
            given(result="已處理"),
            0.05,
            when=lambda case: case.waits_for_gm and not case.waits_for_source,
            refused="gm_undecided",
        ),
        Habit("quote", worker, given(lines=QUOTE), 0.05, 1, when=lambda case: case.paid),
        RESULT,
        *COMPLAINED,
        *UNDONE,
    ),
    "completed": (
        Habit("accept", owner, signed(), 1, 6, when=lambda case: case.kind != "repair_public"),
        Habit("accept", by("assistant-lam"), signed(), 1, 5),
        Habit(
            "accept-for",
            _DESK,
            signed(name="鄰居王太", relation="鄰居", reason="業戶出差"),
            0.1,
            6,
            when=lambda case: case.kind != "repair_public",
        ),
        Habit("reject", by("assistant-lam"), given(reason="仍漏水"), 0.08, 4),
        TOO_SOON,
        PAY,
        *AGAIN,
    ),
    "accepted": (
        Habit("follow-up", _DESK, given(**WELL), 2, 8),
        Habit("follow-up", _DESK, given(**WELL, criticism="來得太慢"), 0.3, 8),
        Habit("follow-up", _DESK, given(called="業戶", reached=False), 0.6, 3),
        Habit("follow-up", _DESK, given(**BADLY, then="reopen"), 0.08, 8),
        Habit("follow-up", _DESK, given(**BADLY, then="visit"), 0.1, 8),
        Habit("follow-up", _DESK, given(**BADLY), 0.03, refused="dissatisfied_left_open"),
        PAY,
        *AGAIN,
    ),
    "visit_due": (
        Habit(
            "visit", by("assistant-lam"), _visit(consent=True, satisfaction=5, words="滿意"), 2, 12
        ),
        Habit("visit", by("assistant-lam"), _visit(consent=False), 0.3, 12),
        Habit(
            "visit",
            by("assistant-lam"),
            _visit(consent=True, satisfaction=2, words="未修好", then="reopen"),
            0.2,
            12,
        ),
        PAY,
        *AGAIN,
    ),
    "followed_up": (
        Habit("review", by("supervisor-chow"), signed(), 2, 10),
        Habit("send-back", by("supervisor-chow"), given(to="follow_up", words="補充"), 0.06, 8),
        Habit("send-back", by("supervisor-chow"), given(to="department", words="重做"), 0.03, 8),
        Habit("correct", _DESK, _corrected, 0.05, 3, when=_called),
        PAY,
        IMPROVE,
        *AGAIN,
    ),
    "reviewed": (
        Habit("archive", _DESK, _archive, 3, 6, when=_settled),
        Habit("archive", _DESK, given(), 0.1, when=_settled, refused="working_copy_out"),
        PAY,
        IMPROVE,
        *AGAIN,
    ),
    "referred": (Habit("hear", _DESK, _heard, 1, 20), *UNDONE),
    "answered": (
        Habit("close", _DESK, given(handling="已說明", result="業戶理解"), 1, 2),
        *UNDONE,
    ),
}


def at_work(who: str, at: datetime) -> datetime:
    """When somebody comes to it who would like to do it then."""
    first, last, days = HOURS.get(who, OFFICE if not who.startswith("owner") else (7.0, 23.0, 7))
    while True:
        wall = local(at)
        day: date = wall.date()
        hours = wall.hour + wall.minute / 60 + wall.second / 3600
        if wall.weekday() < days and first <= hours < last:
            return at
        at = instant(day, first) if hours < first else instant(day + timedelta(days=1), first)
        if local(at).weekday() >= days:
            at = instant(local(at).date() + timedelta(days=1), first)
