"""What the rulebook rules out in a house, looked for in what is stored and shown.

Nothing here asks the program's rules: the book says what must be by what was done, the house's
calendar, queue, ledger and records say what is, and the two must agree.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.audit.settling import settle
from chalicelib.core import sitetime
from chalicelib.core.ports import Listing
from chalicelib.store import tables
from tests.simulate.house.book import DAY, MINUTE, Stay
from tests.simulate.house.owed import Charge, late
from tests.simulate.house.people import DIRECTOR, FINANCE, SHUM
from tests.simulate.house.year import HouseYear

SAMPLED = 10
"""Records whose whole history is verified every day."""
_LAST = timedelta(milliseconds=1)
SHOWN = 31
"""Nights that the calendar shows at once."""
_CLEAR = re.compile(r"K\d{8}")
_PARTS = (["half"], ["half", "rest"], ["whole"])
NEVER_CAME = ("no_show", "cancelled", "ceded")
"""Nights that are over may still name them."""
Held = set[tuple[str, str, str, str]]
Late = tuple[str, str, date]
"""Stay, guest, and day."""
Body = dict[str, Any]


class HouseChecks:
    """The checks of a house, and how much was checked."""

    def __init__(self, year: HouseYear) -> None:
        self._year = year
        self.checked: Counter[str] = Counter()
        self._anew()

    def _anew(self) -> None:
        """The ledger is read from its first posting on again, and everybody's standing."""
        self._read_until = "0"
        self._journals: Counter[str] = Counter()
        self._accounts: dict[str, Counter[Charge]] = defaultdict(Counter)
        self._late: Counter[Late] = Counter()
        """What stands on the accounts for being late."""
        self._year.conduct.moved |= self._year.conduct.standing.keys()

    def day(self, day: date) -> None:
        """Everything that must hold as a day ends."""
        year = self._year
        touched = list(year.touched.values())
        stored = self._stored(each.id for each in touched)
        found = [
            *self._nights(day),
            *self._queue(),
            *self._ledger(),
            *self._conduct(),
            *self._timers(stored),
            *self._messages(),
        ]
        for stay in touched:
            found += self._stay(stay, stored[stay.id])
        found += self._histories(touched)
        for what in found:
            year.violated(what)
        year.touched.clear()
        for stay in year.book.open.values():
            if stay.here:  # what is charged may grow without anybody having touched it
                year.touched[stay.id] = stay
        self.checked["days"] += 1
        self.checked["stays"] += len(touched)

    def month(self) -> None:
        """Every posting, standing, statement and night there was, and no number in clear."""
        self._anew()
        found = (
            *self._ledger(),
            *self._conduct(),
            *self._statements(),
            *self._whole_year(),
            *self._masks(),
        )
        for what in found:
            self._year.violated(what)

    # Beds

    def _nights(self, day: date) -> Iterator[str]:
        """Tonight and the nights to come: no bed twice, no guest twice, no room mixed; and they
        are just those of the stays that have beds.
        """
        nights: list[Body] = []
        for first in (day, day + SHOWN * DAY):
            query = f"from_day={first}&to_day={first + (SHOWN - 1) * DAY}"
            nights += self._year.get(f"/house/nights?{query}", SHUM).json["nights"]
        shown = {each["night"]: each["lodgers"] for each in nights}
        yield from self._unmixed(shown)
        yield from self._same(shown)
        yield from self._overstaying(day, nights[0])

    def _unmixed(self, nights: dict[str, list[Body]]) -> Iterator[str]:
        for night, lodgers in nights.items():
            beds = Counter((each["room"], each["bed"]) for each in lodgers)
            guests = Counter(each["guest"] for each in lodgers)
            sexes: dict[str, set[str]] = defaultdict(set)
            for each in lodgers:
                sexes[each["room"]].add(each["sex"])
            yield from (f"{night}: bed {bed} twice" for bed, count in beds.items() if count > 1)
            yield from (f"{night}: {who} has two beds" for who, n in guests.items() if n > 1)
            yield from (f"{night}: {room} is mixed" for room, of in sexes.items() if len(of) > 1)
            self.checked["beds"] += len(lodgers)

    def _same(self, nights: dict[str, list[Body]], *, over: bool = False) -> Iterator[str]:
        """They are the beds of the stays; of nights that are over, of those that began."""
        held: dict[str, Held] = defaultdict(set)
        for stay in self._year.book.stays.values():
            if stay.beds and str(stay.last) > min(nights):
                for day, (room, bed), guest in stay.held():
                    held[str(day)].add((room, bed, guest.guest, stay.id))
        stays = self._year.book.stays
        for night, lodgers in nights.items():
            said = {
                (each["room"], each["bed"], each["guest"], each["stay"])
                for each in lodgers
                if not (over and stays[each["stay"]].state in NEVER_CAME)
            }
            if said != held[night]:
                yield f"{night}: beds differ by {sorted(said ^ held[night])}"

    def _overstaying(self, day: date, night: Body) -> Iterator[str]:
        """Who should have left has the bed of the night that begins (L-6)."""
        said = {(each["room"], each["bed"], each["guest"]) for each in night["overstaying"]}
        book = self._year.book
        wanted = {(*bed, who.guest) for _, bed, who in book.overstaying([day])}
        wanted -= {(*bed, who.guest) for _, bed, who in book.given([day])}
        if said != wanted:
            yield f"{day}: {sorted(said)} should have left, by the book {sorted(wanted)}"
        self.checked["overstaying"] += len(said)

    def _whole_year(self) -> Iterator[str]:
        """Every night that is kept, those that are over too."""
        nights: dict[str, list[Body]] = {}
        for page in self._year.world.house.whole.pages(tables.Lodging, 0, 1):
            for item in page:
                kind, _, id = item["id"].partition("#")
                if item["site"] == self._year.world.site and kind == "night":
                    nights[id] = item["body"].get("lodgers", [])
        if nights:
            yield from self._unmixed(nights)
            yield from self._same(nights, over=True)
        self.checked["nights"] = len(nights)

    def _queue(self) -> Iterator[str]:
        """In order of registration, and nobody waits who could have a bed (L-2)."""
        book = self._year.book
        said = [each["stay"] for each in self._year.get("/house/queue", SHUM).json["waiting"]]
        wanted = [each.id for each in book.waiting]
        if said != wanted:
            yield f"{said} wait, and have to be {wanted}"
        for each in book.waiting:
            not_yet = each.first < self._year.today or self._year.to_offer
            if not not_yet and book.fits(each):
                yield f"stay {each.id} waits and could have a bed"
        self.checked["waiting"] += len(said)

    # Stays

    def _stored(self, ids: Iterable[str]) -> dict[str, Body]:
        site, table = self._year.world.site, tables.Lodging.Meta.table_name
        keys = {id: (table, (("site", site), ("id", f"stay#{id}"))) for id in ids}
        items = self._year.world.house.whole.items(keys.values())
        return {id: items[key]["body"] for id, key in keys.items() if key in items}

    def _stay(self, stay: Stay, body: Body) -> Iterator[str]:
        """It stands where it has to; each guest and late day is charged once, by the rate at
        which the bed was given (L-6).
        """
        if body["state"] != stay.state:
            yield f"stay {stay.id} is {body['state']} and has to be {stay.state}"
        parts: dict[tuple[str, date], list[tuple[str, int]]] = defaultdict(list)
        for line in body.get("lines", ()):
            if line["what"] == "lodging_late":
                parts[line["guest"], _day(line["day"])].append((line["part"], line["fen"]))
        wanted = {
            (guest, day): fen
            for guest in stay.came
            for day, fen in late(stay, guest, self._year.midnight - _LAST).items()
        }
        said = {key: sum(fen for _, fen in lines) for key, lines in parts.items()}
        if said != wanted:
            yield f"stay {stay.id} is charged {said} for being late, and has to be {wanted}"
        for (guest, day), fen in wanted.items():
            if self._late[stay.id, guest, day] != fen:
                yield f"stay {stay.id}: {fen} for {day} are not what stands on the account"
        for (guest, day), lines in parts.items():
            if [part for part, _ in lines] not in _PARTS:
                yield f"stay {stay.id}: {guest} is charged {lines} for {day}"
        self.checked["late days"] += len(wanted)

    # Accounts

    def _ledger(self) -> Iterator[str]:
        """Every journal sums to zero; every account is the sum of what was done, line by line.

        What was read before is not read again until the month is over.
        """
        for body in self._posted():
            self._journals[body["journal"]] += body["fen"]
            who = body["account"].removeprefix("employee.")
            about = body.get("about", {})
            if who == body["account"]:
                continue
            if body["memo"] == "lodging_late":
                self._late[about["stay"], about["guest"], _day(about["day"])] += body["fen"]
            else:
                key = Charge(body["memo"], about.get("stay"), about.get("guest"), body["fen"])
                self._accounts[who][key] += 1
        yield from (
            f"journal {each} is out by {fen}" for each, fen in self._journals.items() if fen
        )
        charges = self._year.accounts.charges
        for who in sorted({*self._accounts, *charges}):
            wanted = Counter(charges.get(who, ()))
            if self._accounts[who] != wanted:
                more, less = self._accounts[who] - wanted, wanted - self._accounts[who]
                yield f"account of {who}: {dict(more)} too much, {dict(less)} missing"
        self.checked["journals"] = len(self._journals)

    def _posted(self) -> Iterator[Body]:
        """The postings since these were read, by the time that their journals are named by."""
        request = {
            "TableName": tables.Ledger.Meta.table_name,
            "FilterExpression": "begins_with(#a, :a) AND #p >= :p",
            "ExpressionAttributeNames": {"#a": "account", "#p": "place"},
            "ExpressionAttributeValues": {
                ":a": {"S": f"{self._year.world.site}#"},
                ":p": {"S": self._read_until},
            },
            "ConsistentRead": True,
        }
        self._read_until = sitetime.text(self._year.now)
        for page in self._year.world.house.whole._read("Scan", request):
            yield from (item["body"] for item in page)

    def _statements(self) -> Iterator[str]:
        """What an employee is told that they owe is the sum of all that was done."""
        for who, fen in sorted(self._year.owing().items()):
            reply = self._year.get(f"/accounts/{who}/statement", FINANCE).json
            if reply["owing"]["fen"] != fen:
                yield f"{who} is said to owe {reply['owing']['fen']} fen, and owes {fen}"
            self.checked["statements"] += 1

    # The right to stay

    def _conduct(self) -> Iterator[str]:
        """Who may apply is who may by what was upheld, cancelled and given back (L-7).

        Whoever is not suspended, nor was a day ago, and of whom nothing was done is looked at as
        the month ends.
        """
        conduct, lately = self._year.conduct, self._year.now - 2 * DAY
        barred = {
            who for who, each in conduct.standing.items() if each.until and each.until > lately
        }
        for who in sorted((conduct.moved | barred) & conduct.standing.keys()):
            said = self._year.get(f"/conduct/{who}", DIRECTOR).json
            if said["eligible"] != (conduct.barred(who) is None):
                yield f"{who} is eligible: {said['eligible']}, by the book {conduct.barred(who)}"
            until = said["barred"] and said["barred"]["until"]
            known = conduct.standing[who].until
            if until and (known is None or datetime.fromisoformat(until) != known):
                yield f"{who} is suspended until {until}, by the book until {known}"
            self.checked["standings"] += 1
        conduct.moved.clear()

    # What is kept twice, what nobody may read, what is due

    def _timers(self, stored: dict[str, Body]) -> Iterator[str]:
        """Timers lie where records say, and nothing is left that is long due."""
        lying: dict[str, set[tuple[str, str]]] = defaultdict(set)
        count = 0
        for page in self._year.world.house.whole.pages(tables.Timers, 0, 1):
            for item in page:
                due, where, kind, id, clause = item["due"].split("#")
                if where != self._year.world.site:
                    continue
                if item["shard"].startswith("announce"):
                    yield f"message of {kind} {id} entry {clause} is not handed over"
                    continue
                count += 1
                if datetime.fromisoformat(due) < self._year.midnight - 2 * MINUTE:
                    yield f"{kind} {id}: {clause} is due since {due}"
                if kind == "stay":
                    lying[id].add((clause, due[:23]))
        for id, body in stored.items():
            said = {(each["clause"], _milli(each["due_at"])) for each in body.get("timers", ())}
            if said != lying.get(id, set()):
                yield f"stay {id}: says {said}, there lies {lying.get(id)}"
        self._year.counts["timers"] = count

    def _messages(self) -> Iterator[str]:
        """Nothing is parked, nothing waits for long."""
        site = self._year.world.site
        store = self._year.world.house.service.store
        listing = Listing(table="deliveries", index="in_trouble", partition=site, limit=100)
        for item in store.page(listing).items:
            yield f"lane {item['id']} is in trouble"

    def _histories(self, touched: list[Stay]) -> Iterator[str]:
        """Of some of what moved: the chain, and that it leads to the record as it is."""
        year = self._year
        names = [f"stay#{each.id}" for each in touched]
        names += [f"access_pass#{id}" for each in touched for id in each.passes.values()]
        names += [f"conduct#{who}" for who in year.conduct.standing]
        for name in year.chance.sample(names, min(SAMPLED, len(names))):
            for flaw in settle(year.world.house.whole, f"{year.world.site}#{name}", ()).flaws:
                yield f"{name}: {flaw.what} at {flaw.seq}"

    def _masks(self) -> Iterator[str]:
        """No number of a document is kept in clear, in whichever table."""
        whole = self._year.world.house.whole
        for table in tables.ALL:
            for page in whole.pages(table, 0, 1):
                for item in page:
                    self.checked["items without a number"] += 1
                    if _CLEAR.search(str(item)):
                        yield f"a document's number is in clear in {table.Meta.table_name}"


def _day(said: str) -> date:
    return date.fromisoformat(said)


def _milli(at: str) -> str:
    return datetime.fromisoformat(at).isoformat(timespec="milliseconds")[:23]
