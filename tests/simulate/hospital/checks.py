"""What the rulebook rules out in a hospital, looked for in what is stored and shown.

Nothing here asks the program's rules: the book says what must be by what was done; records, ledger,
calendar, register and report say what is, and the two must agree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from chalicelib.audit.settling import settle
from chalicelib.core import sitetime
from chalicelib.core.ports import Listing
from chalicelib.store import tables
from tests.simulate.auditing import forms_of
from tests.simulate.hospital import rulings
from tests.simulate.hospital.book import (
    BOOKED,
    LIVING,
    Advance,
    Claim,
    Paper,
    Trip,
    Visit,
)
from tests.simulate.hospital.comparing import compared
from tests.simulate.hospital.fleet import bars
from tests.simulate.hospital.people import SITES, SO
from tests.simulate.hospital.reporting import month
from tests.simulate.hospital.year import HospitalYear

SAMPLED = 6
"""Records whose whole history is verified every day."""
SHOWN = 30
"""Days that the calendar shows at once, besides the first."""
LATE = timedelta(minutes=15)
Body = dict[str, Any]


class HospitalChecks:
    """The checks of a hospital, and how much was checked."""

    def __init__(self, year: HospitalYear) -> None:
        self._year = year
        self.checked: Counter[str] = Counter()
        self._anew()

    def _anew(self) -> None:
        """The ledger is read from its first posting on again."""
        self._read_until = "0"
        self._journals: Counter[str] = Counter()
        self._accounts: Counter[tuple[str, str]] = Counter()

    def day(self, day: date) -> None:
        """Everything that must hold as a day ends."""
        year = self._year
        touched = [*year.touched.values()]
        stored = self._stored(touched)
        found = [
            *self._ledger(),
            *self._calendar(day),
            *self._numbers(day),
            *self._timers(stored),
            *self._messages(),
            *self._once(),
        ]
        for paper in touched:
            found += self._paper(paper, stored[paper.path])
        found += self._histories(touched)
        for what in found:
            year.violated(what)
        year.touched.clear()
        self.checked["days"] += 1
        self.checked["papers"] += len(touched)

    def month(self) -> None:
        """Every posting and paper that there is, the month's report and register."""
        year = self._year
        self._anew()
        papers = [*year.book.papers]
        stored = self._stored(papers)
        found = [*self._ledger(), *month(year, self.checked)]
        for paper in papers:
            found += self._paper(paper, stored[paper.path])
        for what in found:
            year.violated(what)

    # Papers

    def _stored(self, papers: Iterable[Paper]) -> dict[str, Body]:
        site, table = self._year.world.site, tables.Reception.Meta.table_name
        keys = {
            each.path: (table, (("site", site), ("id", f"{each.kind}#{each.id}")))
            for each in papers
        }
        items = self._year.world.house.whole.items(keys.values())
        return {path: items[key]["body"] for path, key in keys.items()}

    def _paper(self, paper: Paper, body: Body) -> Iterator[str]:
        """It stands where it has to, and says what was done."""
        if body["state"] != paper.state:
            yield f"{paper.path} is {body['state']} and has to be {paper.state}"
        for name, has, wanted in compared(paper, body):
            if has != wanted:
                yield f"{paper.path} has {name} {has}, and has to have {wanted}"
        match paper:
            case Visit():
                yield from self._spent(paper)
            case Advance() if paper.balance < 0:
                yield f"{paper.path} is overdrawn"
            case Claim():
                yield from self._bound(paper, body)
            case Trip():
                yield from self._approved(paper, body)
        yield from self._signatures(paper, body)

    def _spent(self, visit: Visit) -> Iterator[str]:
        """Nothing is claimed beyond a line; nothing is approved that nobody may grant, or without
        a word of the GM on all that is his to.
        """
        for key in visit.lines:
            if visit.spent(key) > visit.cost(key):
                yield f"{visit.path}: more is booked on {key} than it costs"
        if visit.state in ("pending", "approved"):
            for each in rulings.forbidden(visit, [*visit.lines.values()]):
                yield f"{visit.path} is {visit.state}, and is {each.code} by {each.clauses[0]}"
        if visit.state in ("approved", "departed") and visit.granted.keys() != visit.asked.keys():
            yield f"{visit.path} is approved without a word on {visit.asked.keys()}"

    def _bound(self, claim: Claim, body: Body) -> Iterator[str]:
        """What is paid was signed by the GM, or who stands in for him, after it was last written;
        and it is paid once (R-4.3.6).
        """
        if claim.state not in ("signed", "paid"):
            return
        steps = [each.command for each in claim.log]
        done = claim.log[len(steps) - steps[::-1].index("submit") :]
        wanted = ["approve", "pay"][: 1 + (claim.state == "paid")]
        if [each.command for each in done] != wanted:
            yield f"{claim.path} is {claim.state} after {steps}"
        marks = [each for each in body["chain"]["marks"] if not each.get("void")]
        signed = [(each["person"], each["whose"], each["role"]) for each in marks]
        if signed != [(done[0].who, self._year.office.heads["gm_office"], "gm")]:
            yield f"{claim.path} is {claim.state}, signed by {signed}"
        self.checked["claims signed"] += 1

    def _approved(self, trip: Trip, body: Body) -> Iterator[str]:
        """None is arranged that nobody approved, by how far it goes (R-4.3.7)."""
        if trip.state in ("arranged", "out", "returned") and not trip.covered:
            marks = [each for each in body["chain"]["marks"] if not each.get("void")]
            roles = {each["role"] for each in marks if each["approves"]}
            if not roles or (trip.far and roles != {"gm"}):
                yield f"{trip.path} is {trip.state}, signed as {sorted(roles)}"

    def _signatures(self, paper: Paper, body: Body) -> Iterator[str]:
        """Nobody signed their own, and nobody twice (P-approve)."""
        chain = body.get("chain")
        if not chain:
            return
        counts = [each for each in chain.get("marks", ()) if not each.get("void")]
        for each in counts:
            if paper.by in (each["person"], each["whose"]):
                yield f"{paper.path} of {paper.by} is signed by {each['person']}"
        signed = [who for each in counts for who in {each["person"], each["whose"]}]
        if len(signed) != len(set(signed)):
            yield f"{paper.path} is signed twice by one of {sorted(signed)}"
        if isinstance(paper, Visit):
            said = [(each["person"], each["whose"], each["role"]) for each in counts]
            wanted = [tuple(each) for each in paper.signed]
            if paper.state in ("pending", "approved", "departed", "closed") and said != wanted:
                yield f"{paper.path} is signed by {said}, and has to be by {wanted}"
        self.checked["signatures"] += len(counts)

    def _once(self) -> Iterator[str]:
        """One letter, one reception, one settlement; each invoice of one claim (R-2.1, R-4.3.5)."""
        book = self._year.book
        letters = Counter(each.letter for each in book.visits.values() if each.state in LIVING)
        yield from (f"letter {each} has {n} receptions" for each, n in letters.items() if n > 1)
        settled = Counter(
            each.visit.id for each in book.settlements.values() if each.state != "given_up"
        )
        yield from (f"reception {each} has {n} settlements" for each, n in settled.items() if n > 1)
        used: Counter[str] = Counter()
        for claim in book.claims.values():
            if claim.state in BOOKED:
                used.update(
                    each["receipt"]["number"].replace(" ", "").upper() for each in claim.lines
                )
        yield from (f"invoice {each} is used {n} times" for each, n in used.items() if n > 1)

    # The ledger

    def _ledger(self) -> Iterator[str]:
        """Every journal sums to zero; every account is the sum of what was done, here and at the
        hospitals beside.
        """
        for site, body in self._posted():
            self._journals[body["journal"]] += body["fen"]
            self._accounts[site, body["account"]] += body["fen"]
        yield from (
            f"journal {each} is out by {fen}" for each, fen in self._journals.items() if fen
        )
        wanted = self._year.book.accounts
        for where in sorted({*self._accounts, *wanted}):
            if self._accounts[where] != wanted[where]:
                yield f"account {where}: {self._accounts[where]}, and has to be {wanted[where]}"
        self.checked["accounts"] = len(wanted)
        self.checked["journals"] = len(self._journals)

    def _posted(self) -> Iterator[tuple[str, Body]]:
        """The postings since these were read, with their site."""
        request = {
            "TableName": tables.Ledger.Meta.table_name,
            "FilterExpression": "#p >= :p",
            "ExpressionAttributeNames": {"#p": "place"},
            "ExpressionAttributeValues": {":p": {"S": self._read_until}},
            "ConsistentRead": True,
        }
        self._read_until = sitetime.text(self._year.now)
        sites = (self._year.world.site, *SITES.values())
        for page in self._year.world.house.whole._read("Scan", request):
            for item in page:
                site = item["account"].partition("#")[0]
                if site in sites:
                    yield site, item["body"]

    # Cars and numbers

    def _calendar(self, day: date) -> Iterator[str]:
        """No car and no driver is booked twice for one time, and all as was done (R-4.3.7)."""
        days = (day, day + timedelta(days=SHOWN))
        query = f"from_day={days[0]}&to_day={days[1]}"
        shown = self._year.get(f"/cars/calendar?{query}", SO).json
        book = self._year.book
        for name, booked in (("cars", book.cars), ("drivers", book.drivers)):
            said: set[tuple[str, str, datetime, datetime]] = set()
            for row in shown[name]:
                mine = sorted(
                    (_instant(each["begins"]), _instant(each["ends"]), each["trip"])
                    for each in row["bars"]
                )
                for (_, ends, _), (begins, *_) in pairwise(mine):
                    if begins < ends:
                        yield f"{name}: {row['name']} is booked twice at {begins}"
                said |= {(row["id"], trip, begins, ends) for begins, ends, trip in mine}
                self.checked["bookings"] += len(mine)
            wanted = bars(booked, days)
            if said != wanted:
                yield f"{name} are booked otherwise: {sorted(said ^ wanted)}"

    def _numbers(self, day: date) -> Iterator[str]:
        """The day's numbers run from one on without a gap, as many as were given (P-number)."""
        given: dict[str, list[int]] = defaultdict(list)
        for body in forms_of(self._year.world, day):
            given[body["form"]].append(body["seq"])
        for form, seqs in given.items():
            count = self._year.book.numbers[form, str(day)]
            if sorted(seqs) != list(range(1, count + 1)):
                yield f"numbers of {form} on {day}: {sorted(seqs)}, and {count} were given"
            self.checked["numbers"] += len(seqs)

    # What is kept twice, what is due

    def _timers(self, stored: dict[str, Body]) -> Iterator[str]:
        """Timers lie where records say, and nothing is left that is long due."""
        lying: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for page in self._year.world.house.whole.pages(tables.Timers, 0, 1):
            for item in page:
                due, where, kind, id, clause = item["due"].split("#")
                if where != self._year.world.site:
                    continue
                if item["shard"].startswith("announce"):
                    yield f"message of {kind} {id} entry {clause} is not handed over"
                    continue
                if _instant(due) < self._year.midnight - LATE:
                    yield f"{kind} {id}: {clause} is due since {due}"
                lying[f"/{kind}s/{id}"].add((clause, due[:23]))
        for path, body in stored.items():
            said = {(each["clause"], _milli(each["due_at"])) for each in body.get("timers", ())}
            if said != lying.get(path, set()):
                yield f"{path}: says {said}, there lies {lying.get(path)}"
        self._year.counts["timers"] = sum(map(len, lying.values()))

    def _messages(self) -> Iterator[str]:
        """Nothing is parked, nothing waits for long."""
        site = self._year.world.site
        store = self._year.world.house.service.store
        listing = Listing(table="deliveries", index="in_trouble", partition=site, limit=100)
        for item in store.page(listing).items:
            yield f"lane {item['id']} is in trouble"

    def _histories(self, touched: list[Paper]) -> Iterator[str]:
        """Of some of what moved: the chain, and that it leads to the record as it is."""
        year = self._year
        names = [f"{each.kind}#{each.id}" for each in touched]
        for name in year.chance.sample(names, min(SAMPLED, len(names))):
            for flaw in settle(year.world.house.whole, f"{year.world.site}#{name}", ()).flaws:
                yield f"{name}: {flaw.what} at {flaw.seq}"


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _milli(at: str) -> str:
    return _instant(at).isoformat(timespec="milliseconds")[:23]
