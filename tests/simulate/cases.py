"""A matter as those who deal with it know it, and where its order lay by what was done."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

_CLAUSES = {"card_hours": "T-4.2.1", "reply_hours": "T-4.2.2"}


@dataclass(frozen=True)
class Done:
    """A step that the server took note of."""

    at: datetime
    command: str
    who: str
    form: dict[str, Any]


@dataclass
class Case:
    """A matter as those who deal with it know it; nothing of it is worked out by the program."""

    ticket: dict[str, Any]
    etag: str
    log: list[Done] = field(default_factory=list)
    terms: dict[str, Any] = field(default_factory=dict)
    """The settings in force as it was opened, with their `number`."""
    earlier: str | None = None
    """An earlier complaint about the same matter, which the desk has still to link."""
    before: str | None = None
    """An earlier matter of the same place, which this one may be judged to repeat."""
    outage: str | None = None
    """A known outage that lasts and concerns its place."""

    @property
    def id(self) -> str:
        return str(self.ticket["id"])

    @property
    def kind(self) -> str:
        return str(self.ticket["kind"])

    @property
    def paid(self) -> bool:
        warranty = self.ticket["warranty"]
        return warranty is not None and not warranty["covered"]

    @property
    def owner(self) -> str:
        return str(self.ticket["reporter"]["person"])

    @property
    def owing(self) -> bool:
        return any(charge["payment"] is None for charge in self.ticket["charges"])

    @property
    def waits_for_source(self) -> bool:
        forwarded = self.ticket["forwarded"]
        return forwarded is not None and forwarded["reply_due_at"] is not None

    @property
    def waits_for_gm(self) -> bool:
        letter = self.ticket["letter"]
        return letter is not None and letter["decision"] is None

    @property
    def criticised(self) -> str | None:
        """A follow-up whose criticism nobody answered yet, in this entry or in one it corrects."""
        entries = {each["id"]: each for each in self.ticket["follow_ups"]}
        corrected = {each["corrects"] for each in entries.values()}
        answered = {each["follow_up"] for each in self.ticket["improvements"]}
        for each in entries.values():
            chain = [each]
            while chain[-1]["corrects"]:
                chain.append(entries[chain[-1]["corrects"]])
            said = {one["id"] for one in chain if one["criticism"] == each["criticism"]}
            if each["criticism"] and each["id"] not in corrected and not said & answered:
                return str(each["id"])
        return None

    @property
    def paused(self) -> bool:
        """Its clocks stand still, as far as they may."""
        pauses = self.ticket["pauses"]
        return bool(pauses) and pauses[-1]["ends"] is None

    @property
    def may_pause(self) -> bool:
        """Something runs on it that may stand still."""
        running = {each["clause"] for each in self.ticket["timers"]}
        return not self.paused and bool(
            running & {_CLAUSES[each] for each in self.terms["pausable"]}
        )

    @property
    def repeats(self) -> str | None:
        """The earlier matter that it is said to repeat, by what was done."""
        return _named(self.log, "repeats", "repeat-of", "earlier", "not-repeat-of")

    @property
    def same_matter(self) -> str | None:
        """The earlier complaint that it was judged the same as, by what was done."""
        return _named(self.log, "", "same-matter", "earlier", "not-same-matter")

    @property
    def hangs_on(self) -> str | None:
        """The outage that it hangs on, by what was done."""
        return _named(self.log, "incident", "join-incident", "incident", "leave-incident")

    def due(self, deadline: str, start: datetime, now: datetime) -> datetime:
        """When a term in hours is over that may be paused, by the clock."""
        due_at = start + timedelta(hours=self.terms[deadline])
        for begins, ends in pauses(self.log):
            if deadline in self.terms["pausable"] and start <= begins < due_at:
                due_at += (ends or now) - begins
        return due_at

    def number(self, *forms: str) -> str | None:
        """The newest number in force of these forms."""
        found = [
            each["number"]
            for each in self.ticket["forms"]
            if each["form"] in forms and not each["void"]
        ]
        return found[-1] if found else None


def _named(log: list[Done], field: str, says: str, its: str, corrects: str) -> str | None:
    """What a matter names by its intake's field or by a command, until that is corrected."""
    found = log[0].form.get(field)
    for done in log[1:]:
        if done.command == says:
            found = done.form[its]
        elif done.command == corrects:
            found = None
    return found


def pauses(log: list[Done]) -> list[tuple[datetime, datetime | None]]:
    """From when to when its clocks stood still, as far as they may."""
    found: list[tuple[datetime, datetime | None]] = []
    for done in log:
        if done.command == "pause":
            found.append((done.at, None))
        elif done.command in ("resume", "complete") and found and found[-1][1] is None:
            found[-1] = (found[-1][0], done.at)
    return found


def moves(case: Case) -> list[tuple[datetime, str | None, str]]:
    """Where the order lay from when on, None once nobody has it, and how it came there."""
    found: list[tuple[datetime, str | None, str]] = []
    where: str | None = ""
    for done in case.log:
        at, before = done.at, where
        match done.command:
            case "intake":
                where = "engineering" if case.kind == "repair_public" else ""
            case "dispatch" | "reassign" | "planned":
                where = done.form["department"]
            case "return":
                where = ""
            case "complete" | "close" | "cancel":
                where = None
            case "reject":
                where = _last(found)
            case "follow-up" | "visit" | "correct" if done.form.get("then") == "reopen":
                where = _last(found)
            case "send-back" if done.form["to"] == "department":
                where = _last(found)
        if not found or where != before:
            found.append((at, where, done.command))
    return found


def _last(found: list[tuple[datetime, str | None, str]]) -> str:
    return next(where for _, where, _ in reversed(found) if where is not None)


def spells(case: Case) -> list[tuple[datetime, datetime | None]]:
    """From when to when it was open."""
    found: list[tuple[datetime, datetime | None]] = []
    for at, where, _ in moves(case):
        is_open = bool(found) and found[-1][1] is None
        if where is not None and not is_open:
            found.append((at, None))
        elif where is None and is_open:
            found[-1] = (found[-1][0], at)
    return found


def of_the_day(
    case: Case, since: datetime | None, until: datetime, before: dict[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """What the case is in the day of every department that had it: a department, and as what."""
    found = moves(case)
    count = bisect_right([at for at, _, _ in found], until)
    if not count or (
        since is not None
        and found[count - 1][0] <= since
        and not any(case.id in ids for ids in before.values())
    ):
        return
    places = {where for _, where, _ in found[:count] if where is not None}
    for department in places:
        was = case.id in before.get(department, ())
        came = any(
            where == department and (since is None or at > since) for at, where, _ in found[:count]
        )
        if not was and not came:
            continue
        if not was:
            yield department, "issued"
        last = max(n for n in range(count) if found[n][1] == department)
        if last == count - 1:
            yield department, "open"
            continue
        _, _, how = found[last + 1]
        yield department, "completed" if how in ("complete", "close") else "gone"
