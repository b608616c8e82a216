"""What the rulebook rules out about an estate's affairs, and about matters that hang on them.

As in `checks`, nothing here asks the program's rules: it counts again, from what was done.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from tests.simulate.affairs import Leave, Upkeep
from tests.simulate.cases import Case, pauses
from tests.simulate.estate import instant
from tests.simulate.living import FIVE
from tests.simulate.year import Year

Body = dict[str, Any]
OVER = ("archived", "closed", "cancelled")
FOUND = 3
"""Matters of a day that are looked for by their words and by their number."""
_MOMENT = timedelta(milliseconds=1)
_DAYS = {"days": 1, "weeks": 7}


class AffairChecks:
    """The checks of everything that hangs together: repeats, outages, plans, leaves, settings."""

    def __init__(self, year: Year, checked: Counter[str]) -> None:
        self._year = year
        self._checked = checked

    def day(self, touched: list[str], stored: dict[str, Body]) -> Iterator[str]:
        """Everything of it that must hold as a day ends."""
        repeated = self._repeated()
        for id in touched:
            case, body = self._year.cases[id], stored.get(id)
            if body is None:
                continue
            yield from self._asked_again(case, body, repeated[id])
            yield from self._settled(case, body)
            yield from self._waits(case, body)
            yield from self._replies(case, body)
            yield from self._signed(case, body)
            if body.get("incident") != case.hangs_on:
                yield f"{id} hangs on {body.get('incident')}, put on {case.hangs_on}"
        yield from self._outages()
        yield from self._plans()
        yield from self._leaves()
        yield from self._findable(touched)

    # T-2.0

    def _repeated(self) -> Counter[str]:
        """How many matters name each as an earlier one."""
        return Counter(
            earlier
            for case in self._year.cases.values()
            for earlier in {case.repeats, case.same_matter} - {None}
            if earlier
        )

    def _asked_again(self, case: Case, body: Body, repeated: int) -> Iterator[str]:
        """Urgings and repeats are counted, each once."""
        urged = sum(done.command == "urge" for done in case.log)
        if body.get("urged", 0) != urged:
            yield f"{case.id} was urged {urged} times, it says {body.get('urged', 0)}"
        if body.get("repeated", 0) != repeated:
            yield f"{case.id} is repeated by {repeated}, it says {body.get('repeated', 0)}"
        said = (body.get("repeats") or {}).get("earlier")
        if said != case.repeats:
            yield f"{case.id} says it repeats {said}, said was {case.repeats}"
        self._checked["urgings"] += urged
        self._checked["repeats"] += repeated

    # P-history: settings

    def _settled(self, case: Case, body: Body) -> Iterator[str]:
        """A matter stays under the settings that it was opened under, prices included."""
        if body["terms"] != case.terms["number"]:
            yield f"{case.id}: settings {body['terms']}, opened under {case.terms['number']}"
        told = body.get("notification")
        if told:
            due_at = case.log[0].at + timedelta(minutes=case.terms["notify_minutes"])
            if datetime.fromisoformat(told["due_at"]) != due_at:
                yield f"{case.id}: to be told until {told['due_at']}, not {due_at}"
        priced = [each for each in (body.get("quotation"), *body.get("charges", ())) if each]
        for line in (line for each in priced for line in each["lines"]):
            if line["price"] != case.terms["fen"][line["code"]]:
                yield f"{case.id}: {line['code']} was priced at {line['price']}"
            self._checked["prices"] += 1

    # T-4.2, P-approve: what is still to fall due

    def _waits(self, case: Case, body: Body) -> Iterator[str]:
        """Whatever is still to fall due has its timer, and nothing else has one."""
        state, is_open = (
            body["state"],
            body["state"] in ("reported", "dispatched", "taken", "working"),
        )
        still = case.terms["pausable"] if any(not ends for _, ends in pauses(case.log)) else ()
        told = body.get("notification")
        letter = body.get("letter")
        asked = (
            "review"
            if state == "followed_up"
            else letter and "decision" not in letter and state not in ("cancelled", "completed")
        )
        wanted = {
            "T-4.3.2": bool(told and "told_at" not in told and state != "cancelled"),
            "T-4.2.1": case.kind == "complaint"
            and is_open
            and not any(form["form"] == "complaint_card" for form in body["forms"])
            and "card_hours" not in still,
            "T-4.2.2": bool((body.get("forwarded") or {}).get("reply_due_at"))
            and "reply_hours" not in still,
            "P-approve": bool(asked),
        }
        expected = sorted(clause for clause, runs in wanted.items() if runs)
        timers = sorted(each["clause"] for each in body.get("timers", ()))
        if timers != expected:
            yield f"{case.id} ({state}): timers {timers}, still to fall due {expected}"
        if state in OVER and timers:
            yield f"{case.id} is over, and has {timers}"

    def _replies(self, case: Case, body: Body) -> Iterator[str]:
        """Each time that a reply was due to the source and not given is recorded, once."""
        source = case.log[0].form.get("source")
        if source is None or case.terms["counts"] != "clock":
            return
        now = self._year.midnight
        certain, missed = _missed(case, now - FIVE, timedelta(0)), _missed(case, now, _MOMENT)
        said = [datetime.fromisoformat(each) for each in body["forwarded"].get("missed", ())]
        if not set(certain) <= set(said) <= set(missed) or len(set(said)) < len(said):
            yield f"{case.id}: replies missed {said}, counted {missed}"
        self._checked["missed replies"] += len(said)

    # P-approve: who stands in

    def _signed(self, case: Case, body: Body) -> Iterator[str]:
        """Who signs for another was asked to on that day, and neither did the work."""
        worked = {done.who for done in case.log if done.command in ("start", "complete", "quote")}
        decision = (body.get("letter") or {}).get("decision")
        for name, verdict in (
            ("acceptance", body.get("acceptance")),
            ("review", body.get("review")),
            ("decision", decision),
        ):
            if verdict is None:
                continue
            signature = verdict["signature"]
            person, whose = signature["person"], signature.get("whose")
            if worked & {person, whose}:
                yield f"{case.id}: {name} signed by {person} for {whose}, who worked on it"
            day = (datetime.fromisoformat(signature["at"]) + timedelta(hours=8)).date()
            on_leave = [
                each
                for each in self._year.affairs.leaves
                if (each.giver, each.taker, each.id) == (whose, person, signature.get("delegation"))
                and (each.accepted or each.revoked)
                and each.first <= day <= each.last
            ]
            if whose and not on_leave:
                yield f"{case.id}: {name} signed by {person} for {whose} on {day}"
            if not whose and any(
                each.taker == person and not _may(name, person, body)
                for each in self._year.affairs.leaves
            ):
                yield f"{case.id}: {name} signed by {person} in no role"
            self._checked["signed by substitutes"] += bool(whose)

    def _leaves(self) -> Iterator[str]:
        """Both parties are shown the delegations that there are, and no other."""
        today, leaves = self._year.today, self._year.affairs.leaves
        for person in sorted({each.giver for each in leaves} | {each.taker for each in leaves}):
            shown = self._year.world.get("/delegations", person).json
            for side, party in (("given", "giver"), ("taken", "taker")):
                said = {each["delegation"]["id"]: each["in_force"] for each in shown[side]}
                known = {
                    each.id: each.accepted and each.first <= today
                    for each in leaves
                    if getattr(each, party) == person and _lasts(each, today)
                }
                if said != known:
                    yield f"{person} has {side} {said}, known are {known}"
        self._checked["delegations"] = len(leaves)

    # T-4.1: outages

    def _outages(self) -> Iterator[str]:
        """The outages that last are put up, and what hangs on them is listed with them."""
        world, outages = self._year.world, self._year.affairs.outages
        shown = {
            each["incident"]["id"]
            for each in world.get("/open-incidents", "desk-chan").json["items"]
        }
        known = {each.id for each in outages if each.is_open}
        if shown != known:
            yield f"outages put up {shown}, lasting {known}"
        hanging: dict[str, set[str]] = defaultdict(set)
        for case in self._year.cases.values():
            if case.hangs_on:
                hanging[case.hangs_on].add(case.id)
        for id in known:
            page = world.get(f"/incidents/{id}/tickets?limit=100", "desk-chan").json
            listed = {each["ticket"]["id"] for each in page["items"]}
            if page["next"] is None and listed != hanging[id]:
                yield f"outage {id}: listed {listed}, hanging {hanging[id]}"
        self._checked["outages"] = len(outages)
        self._checked["hanging on outages"] = sum(map(len, hanging.values()))

    # T-4.3.1: plans

    def _plans(self) -> Iterator[str]:
        """Each occurrence has one order, opened by now; what fell into a suspension has none."""
        now = self._year.midnight
        found = Counter((plan.id, day) for plan in self._year.affairs.plans for day in plan.orders)
        by_body: Counter[tuple[str, str]] = Counter()
        for case in self._year.cases.values():
            planned = case.ticket["plan"]
            if planned:
                by_body[planned["plan"], planned["day"]] += 1
        if by_body != found or any(count > 1 for count in by_body.values()):
            yield f"plans' orders {by_body - found} {found - by_body}"
        for plan in self._year.affairs.plans:
            certain, latest = occurrences(plan, now - FIVE), occurrences(plan, now)
            if not certain <= set(plan.orders) <= latest:
                yield f"plan {plan.id}: {sorted(latest ^ set(plan.orders))} of {sorted(latest)}"
            if len(plan.orders) != plan.opened:
                yield f"plan {plan.id} opened {plan.opened}, known are {len(plan.orders)}"
        self._checked["plans' orders"] = len(found)

    # P-find

    def _findable(self, touched: list[str]) -> Iterator[str]:
        """What is stored is found: by its words, by its number, by its unit."""
        for id in self._year.chance.sample(touched, min(FOUND, len(touched))):
            case = self._year.cases[id]
            words = case.ticket["words"].split()[-1]
            place = case.ticket["place"]
            questions = [
                case.ticket["forms"][0]["number"],
                f"{words} {place['unit'] or ''}".strip(),
            ]
            for asked in questions[: 2 if words.isdigit() else 1]:
                path = f"/search?q={asked.replace(' ', '%20')}&limit=100"
                reply = self._year.world.get(path, "supervisor-chow")
                if id not in {each["ticket"]["id"] for each in reply.json["items"]}:
                    yield f"{id} is not found by {asked!r}: {reply.body[:200]!r}"
                self._checked["found"] += 1


_SIGN = {
    "acceptance": ("assistant-lam", "desk-chan"),
    "review": ("supervisor-chow",),
    "decision": ("gm-ng",),
}
"""Who signs in a role of their own; an owner accepts their own."""


def _may(name: str, person: str, body: Body) -> bool:
    owners = body["place"].get("owners", ())
    return person in (*_SIGN[name], body["reporter"]["person"], *owners)


def _lasts(leave: Leave, today: date) -> bool:
    """Whether it is neither over nor ended: offered and not answered yet, or accepted."""
    declined = leave.etag != '"1"' and not leave.accepted and not leave.revoked
    return bool(leave.id) and leave.last >= today and not leave.revoked and not declined


def occurrences(plan: Upkeep, until: datetime) -> set[str]:
    """The days on which it has opened an order by then, counted by hand."""
    found: set[str] = set()
    gap: set[str] = set()
    rhythm, since, running = plan.log[0].form, plan.log[0].at, True
    for done in (*plan.log[1:], None):
        upto = min(done.at, until) if done else until
        passed = {str(day) for day, at in _fall(rhythm, upto) if since < at}
        if running:
            found |= passed
        else:
            gap |= passed
        if done is None or done.at > until:
            break
        if done.command == "resume":
            found |= gap if rhythm["missed"] == "catch_up" else set()
            gap, running = set(), True
        elif done.command == "change":
            rhythm = done.form
        else:
            running = False
        since = done.at
    return found


def _fall(rhythm: dict[str, Any], until: datetime) -> Iterator[tuple[date, datetime]]:
    """The days on which a rhythm falls until then, and when on each."""
    first, every = date.fromisoformat(rhythm["first"]), rhythm["every"]
    hours, minutes = map(int, rhythm["at"].split(":"))
    for number in range(400):
        if rhythm["period"] == "months":
            months = first.month - 1 + number * every
            year, month = first.year + months // 12, months % 12 + 1
            day = date(year, month, min(first.day, monthrange(year, month)[1]))
        else:
            day = first + timedelta(days=number * every * _DAYS[rhythm["period"]])
        at = instant(day, hours + minutes / 60)
        if at > until:
            return
        yield day, at


def _missed(case: Case, until: datetime, just: timedelta) -> list[datetime]:
    """When a reply was due to the source of a complaint and none given, until then.

    `just`: also where it was given so soon after; the check may come first in the same moment.
    """
    term = timedelta(hours=case.terms["reply_hours"])
    stops = "reply_hours" in case.terms["pausable"]
    taken_in = case.log[0]
    received_at = datetime.fromisoformat(taken_in.form["source"]["received_at"])
    due: datetime | None = max(received_at + term, taken_in.at)
    paused_at: datetime | None = None
    found: list[datetime] = []
    for done in (*case.log[1:], None):
        at = min(done.at, until) if done else until
        while due and paused_at is None and due < at + just:
            found.append(due)
            due += term
        if done is None or done.at > until:
            break
        reopens = done.form.get("then") == "reopen" or done.form.get("to") == "department"
        if done.command == "reply":
            due = None if done.form["stage"] == "result" else done.at + term
            paused_at = paused_at and done.at
        elif done.command == "reject" or reopens:
            due = due or done.at + term
            paused_at = paused_at and done.at
        elif done.command == "pause" and stops:
            paused_at = done.at
        elif done.command == "resume" and stops and paused_at:
            due = due and due + (done.at - paused_at)
            paused_at = None
        elif done.command == "complete":  # its source had the result, and nothing is due
            paused_at = None
    return found
