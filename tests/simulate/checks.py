"""What the rulebook rules out, looked for in what is stored, by what was done.

Nothing here asks the program's rules: a case's log says who did what when, the store's items say
what is kept of it, and the two must agree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.audit.settling import settle
from chalicelib.core.ports import Listing
from chalicelib.store import tables
from tests.simulate.affair_checks import AffairChecks
from tests.simulate.auditing import forms_of
from tests.simulate.cases import Case, of_the_day, spells
from tests.simulate.estate import instant
from tests.simulate.living import FIVE
from tests.simulate.year import HEADS, Year

A_DAY = timedelta(hours=24)
SAMPLED = 10
"""Records whose whole history is verified every day."""
ENQUIRIES = ("inquiry", "suggestion", "help")
Body = dict[str, Any]


class Checks:
    """The checks of a year, with what they remember from day to day."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._open: dict[str, set[str]] = {}
        """By department, what the day before carried out."""
        self._closed_at: datetime | None = None
        self.checked: Counter[str] = Counter()
        self._affairs = AffairChecks(year, self.checked)

    def day(self, day: date) -> None:
        """Everything that must hold as a day ends."""
        year = self._year
        touched = sorted(year.touched | self._watched())
        stored = self._stored(touched)
        found = [
            *self._numbers(day, stored),
            *self._balance(day),
            *self._reports(day),
            *self._timers(stored),
            *self._ledger(),
            *self._messages(),
            *self._affairs.day(touched, stored),
        ]
        for id in touched:
            case, body = year.cases[id], stored.get(id)
            if body is None:
                found.append(f"{id} is gone")
                continue
            found += self._card(case, body)
            found += self._told(case, body, day)
            found += self._archived(case, body, day)
        found += self._histories(touched)
        for what in found:
            year.violated(what)
        year.touched.clear()
        self.checked["days"] += 1
        self.checked["cases"] += len(touched)

    def _watched(self) -> set[str]:
        """Complaints whose day may be over without anybody having touched them."""
        return {
            case.id
            for case in self._year.cases.values()
            if case.kind == "complaint" and case.ticket["state"] not in ("archived", "cancelled")
        }

    def _stored(self, ids: Iterable[str]) -> dict[str, Body]:
        site, table = self._year.world.site, tables.Tickets.Meta.table_name
        keys = {id: (table, (("site", site), ("id", f"ticket#{id}"))) for id in ids}
        items = self._year.world.house.whole.items(keys.values())
        return {id: items[key]["body"] for id, key in keys.items() if key in items}

    def _history(self, id: str) -> list[Body]:
        record = f"{self._year.world.site}#ticket#{id}"
        return [item["body"] for item in self._year.world.house.whole.history(record)]

    # P-number

    def _numbers(self, day: date, stored: dict[str, Body]) -> Iterator[str]:
        """The day's numbers run from one on without a gap, each on one record, which has it."""
        register: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for body in forms_of(self._year.world, day):
            register[body["form"]].append((body["seq"], body["number"], body["record"]))
        for form, given in register.items():
            seqs = sorted(seq for seq, _, _ in given)
            if seqs != list(range(1, len(seqs) + 1)):
                yield f"numbers of {form} on {day}: {seqs}"
        registered = {number: record for given in register.values() for _, number, record in given}
        kept = {
            form["number"]: f"ticket#{id}"
            for id, body in stored.items()
            for form in body["forms"]
            if form["day"] == str(day)
        }
        if registered != kept:
            yield f"register of {day} and records differ: {registered.items() ^ kept.items()}"
        self.checked["numbers"] += len(registered)

    # T-4.7

    def _balance(self, day: date) -> Iterator[str]:
        """What the day says of every department, ticket by ticket, is what was done in it."""
        reply = self._year.world.get(f"/days/{day}", "supervisor-chow")
        if reply.status != 200:
            yield f"{day} was not closed: {reply.status}"
            return
        until = self._year.affairs.closes_at(day)
        since, before = self._closed_at, self._open
        expected: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for case in self._year.cases.values():
            for department, what in of_the_day(case, since, until, before):
                expected[department][what].add(case.id)
        for tally in reply.json["day"]["tallies"]:
            department = tally["department"]
            gone = {each["ticket"] for each in tally["gone"]}
            said = {
                "issued": set(tally["issued"]) - set(tally["late"]),
                "completed": set(tally["completed"]),
                "open": set(tally["open"]),
                "gone": gone,
            }
            for what, ids in said.items():
                if ids != expected[department][what]:
                    differ = ids ^ expected[department][what]
                    yield f"{day} {department or 'desk'} {what}: {sorted(differ)}"
            carried = len(before.get(department, ()))
            if since is not None and tally["carried_in"] != carried:
                yield f"{day} {department or 'desk'} carried in {tally['carried_in']} for {carried}"
            left = len(said["completed"]) + len(said["open"]) + len(gone)
            if tally["carried_in"] + len(tally["issued"]) != left:
                yield f"{day} {department or 'desk'} does not balance"
        known = {tally["department"] for tally in reply.json["day"]["tallies"]}
        for department, sets in expected.items():
            if department not in known and any(sets.values()):
                yield f"{day}: nothing is said of {department}"
        self._open = {each: set(sets["open"]) for each, sets in expected.items()}
        self._closed_at = until

    def _reports(self, day: date) -> Iterator[str]:
        """Who reported, who did so late, and who did not."""
        shown = self._year.world.get(f"/days/{day}", "supervisor-chow").json
        closing = self._year.affairs.closes_at(day)
        for each in shown["reports"]:
            department = each["department"]
            if department not in HEADS:
                continue
            at = self._year.reports.get((day, department))
            said = (each["reported_at"] is not None, each["late"])
            if said != (at is not None, at is not None and at > closing):
                yield f"{day}: report of {department} {said}, handed in {at}"
            missing = at is None or at > closing
            if (department in shown["day"]["not_reported"]) != missing:
                yield f"{day}: {department} listed as missing: {not missing}"

    # T-4.2.1

    def _card(self, case: Case, body: Body) -> Iterator[str]:
        """A complaint that is open when its day is over, or after, has one file card."""
        if case.kind != "complaint":
            return
        cards = [form for form in body["forms"] if form["form"] == "complaint_card"]
        over = case.due("card_hours", case.log[0].at, self._year.midnight)
        beyond = [
            (max(since, over), until or self._year.midnight)
            for since, until in spells(case)
            if (until or self._year.midnight) > over
        ]
        longest = max((until - since for since, until in beyond), default=timedelta())
        if not beyond and cards:
            yield f"{case.id} was in time and has a card"
        if longest > FIVE and len(cards) != 1:
            yield f"{case.id} has {len(cards)} cards, its day over since {over}"
        if len(cards) > 1:
            yield f"{case.id} has {len(cards)} cards"
        self.checked["cards"] += len(cards)

    # T-4.3.2

    def _told(self, case: Case, body: Body, day: date) -> Iterator[str]:
        """Engineering was told within five minutes, or the breach is recorded, once."""
        if case.kind != "repair_indoor" or case.log[0].at < instant(day, 0) - A_DAY:
            return
        told = body["notification"]
        received = case.log[0].at
        within = timedelta(minutes=case.terms["notify_minutes"])
        until = next(
            (each.at for each in case.log if each.command == "cancel"), self._year.midnight
        )
        if "told_at" not in told:
            if until - received > within + FIVE:
                yield f"{case.id}: nobody told engineering"
            return
        late = datetime.fromisoformat(told["told_at"]) - received > within
        checked = told["told_by"].startswith("system.")
        if told.get("breached", False) != (late or checked):
            yield f"{case.id}: told after {told['told_at']}, breach {told.get('breached')}"
        breaches = [
            each for each in self._history(case.id) if each.get("facts", {}).get("breached")
        ]
        if len(breaches) != (late or checked):
            yield f"{case.id}: {len(breaches)} breaches recorded"
        first = [each for each in case.log if each.command in ("notify", "dispatch")]
        in_time = first and first[0].at - received <= within
        if in_time and first[0].form.get("department", "engineering") == "engineering" and late:
            yield f"{case.id}: told in time, and kept as late"
        self.checked["told"] += 1

    # T-4.4.4

    def _archived(self, case: Case, body: Body, day: date) -> Iterator[str]:
        """Completed, accepted, followed up, reviewed, archived: in this order, by others."""
        if body["state"] != "archived" or case.log[-1].at < instant(day, 0):
            return
        entries = self._history(case.id)
        steps = [(each["command"].removeprefix("ticket-"), each) for each in entries]
        places: dict[str, int] = {}
        for place, (command, entry) in enumerate(steps):
            if command in ("follow-up", "visit"):
                form = entry["form"]
                if form.get("reached") or form.get("consent"):
                    places["followed"] = place
            elif command in ("complete", "accept", "accept-for", "review", "archive"):
                places[command.removesuffix("-for")] = place
            elif command == "correct":
                places["followed"] = min(place, places.get("review", place))
        wanted = ["complete", "accept", "followed", "review", "archive"]
        if [places.get(each, -1) for each in wanted] != sorted(
            places.get(each, -1) for each in wanted
        ):
            yield f"{case.id} archived out of order: {[command for command, _ in steps]}"
            return
        if not all(each in places for each in wanted):
            yield f"{case.id} archived without {set(wanted) - set(places)}"
            return
        workers = {
            entry["by"]
            for command, entry in steps
            if command in ("take", "start", "complete", "quote")
        }
        acceptor = steps[places["accept"]][1]["by"]
        reviewer = steps[places["review"]][1]["by"]
        callers = {entry["by"] for command, entry in steps if command in ("follow-up", "visit")}
        if acceptor in workers or reviewer in workers | callers | {acceptor}:
            yield f"{case.id}: {acceptor} accepted and {reviewer} reviewed what they did themselves"
        for charge in body.get("charges", ()):
            if "payment" not in charge:
                yield f"{case.id} archived with something owing"
        self.checked["archived"] += 1

    # What is kept twice

    def _timers(self, stored: dict[str, Body]) -> Iterator[str]:
        """Timers lie where records say, and nowhere else; nothing is left that is long due."""
        lying: dict[str, set[tuple[str, str]]] = defaultdict(set)
        whole, site = self._year.world.house.whole, self._year.world.site
        for page in whole.pages(tables.Timers, 0, 1):
            for item in page:
                due, where, kind, id, clause = item["due"].split("#")
                if where != site:
                    continue
                if item["shard"].startswith("announce"):
                    yield f"message of {kind} {id} entry {clause} is not handed over"
                    continue
                if datetime.fromisoformat(due) < self._year.midnight - 2 * FIVE:
                    yield f"{kind} {id}: {clause} is due since {due}"
                if kind == "ticket":
                    lying[id].add((clause, due[:23]))
        others = self._stored(set(lying) - set(stored))
        for id, body in {**stored, **others}.items():
            said = {(each["clause"], _milli(each["due_at"])) for each in body.get("timers", ())}
            if said != lying.get(id, set()):
                yield f"{id}: says {said}, there lies {lying.get(id)}"
        for id in set(lying) - set(stored) - set(others):
            yield f"a timer of {id}, which is not there"
        self._year.counts["timers"] = sum(map(len, lying.values()))

    def _ledger(self) -> Iterator[str]:
        """Every journal sums to zero, and what was paid is what was charged and paid off."""
        journals: Counter[str] = Counter()
        for page in self._year.world.house.whole.pages(tables.Ledger, 0, 1):
            for item in page:
                if item["account"].startswith(f"{self._year.world.site}#"):
                    journals[item["body"]["journal"]] += item["body"]["fen"]
        for journal, fen in journals.items():
            if fen:
                yield f"journal {journal} is out by {fen} fen"
        expected = sum(
            sum(each.command in ("complete", "pay") for each in case.log)
            for case in self._year.cases.values()
            if case.paid
        )
        if len(journals) > expected:
            yield f"{len(journals)} journals for {expected} charges and payments"
        self.checked["journals"] = len(journals)

    def _messages(self) -> Iterator[str]:
        """Nothing is parked, nothing waits for long."""
        page = self._year.world.house.service.store.page(
            Listing(
                table="deliveries",
                index="in_trouble",
                partition=self._year.world.site,
                limit=100,
            )
        )
        for item in page.items:
            yield f"lane {item['id']} is in trouble"

    def _histories(self, touched: list[str]) -> Iterator[str]:
        """Of some of what moved: the chain, and that it leads to the record as it is."""
        count = min(SAMPLED, len(touched))
        for id in self._year.chance.sample(touched, count):
            name = f"{self._year.world.site}#ticket#{id}"
            for flaw in settle(self._year.world.house.whole, name, ()).flaws:
                yield f"{id}: {flaw.what} at {flaw.seq}"


def _milli(at: str) -> str:
    return datetime.fromisoformat(at).isoformat(timespec="milliseconds")[:23]
