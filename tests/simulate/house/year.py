"""The days of a reception room: who applies, stays, visits and leaves, and who sees to it.

Scheduled functions run at the next minute after something falls due; on one day of a quarter, at
every five minutes besides. What nobody may see otherwise, `checks` holds against what was done.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.simulate.cases import Done
from tests.simulate.estate import instant
from tests.simulate.house.applying import Applying
from tests.simulate.house.book import MINUTE, Book, Stay, whole_minute
from tests.simulate.house.ceding import Agreements
from tests.simulate.house.conduct import Conduct
from tests.simulate.house.families import Families
from tests.simulate.house.gate import Gate, Pass
from tests.simulate.house.lodging import Lodging
from tests.simulate.house.office import Office
from tests.simulate.house.owed import Accounts, late
from tests.simulate.house.people import SHUM, open_hotel
from tests.simulate.living import TICKING, Living, Timeline, together
from tests.support.world import Reply, World

SITE = "house"
EVERY_MINUTE = ("stays", "bed_offers", "visits")
REMINDS, CLOSES = 16.5, 17.0
EMPLOYEES = 2
"""A bed."""
_DOCUMENT = re.compile(rb"K\d{8}")
"""The number of a document in clear: masked it has four digits."""


@dataclass
class HouseYear(Living):
    """A house, and everybody who has to do with it."""

    beds: int = 0
    busy: float = 1.0
    book: Book = field(default_factory=Book)
    accounts: Accounts = field(default_factory=Accounts)
    touched: dict[str, Stay] = field(default_factory=dict)
    """Stays of which something happened since the last check."""
    _settled: dict[str, int] = field(default_factory=dict)
    """Of stays that are over, what was charged for being late, in fen."""
    _due: dict[datetime, dict[str, Stay]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        self.book.clock = self.world.clock
        self.employees = self.beds * EMPLOYEES
        self.families = Families(self)
        self.office = Office(self)
        self.applying = Applying(self)
        self.lodging = Lodging(self)
        self.gate = Gate(self)
        self.conduct = Conduct(self)
        self.ceding = Agreements(self)

    def lived(self) -> Any:
        """What was done about every stay, every visit, and what was charged and paid."""
        return (
            [(id, stay.log, stay.state, stay.beds) for id, stay in self.book.stays.items()],
            [(id, visit.out) for id, visit in self.gate.visits.items()],
            self.accounts.charges,
        )

    def plan(self, day: date) -> None:
        """What a day brings."""
        self.office.plan(day)
        self.families.plan(day)
        self.applying.plan(day)
        self.gate.plan(day)
        self.conduct.plan(day)
        self.at(instant(day, 13.0), self.hand_over_messages)
        self.tick(instant(day, 2), "books")
        self.tick(instant(day, 4), "retention")
        for hours in REMINDS, CLOSES:  # the desk's day, at which nothing ever lies
            self.tick(instant(day, hours), "reconciliation")
        every = 1 if (day.month, day.day) in TICKING else 288  # the last sees to all that is due
        for number in range(287, -1, -every):
            for function in EVERY_MINUTE:
                self.tick(instant(day, number / 12), function)

    # How people deal with it.

    def later(self, stay: Stay, hours: float, act: Callable[[], None]) -> None:
        """Somebody does something about a stay, so many hours later on average, or so much sooner
        as more happens.
        """
        at = self.now + timedelta(hours=self.chance.expovariate(self.busy / hours))
        self.at(self.office_hours(at), act)

    def step(
        self, stay: Stay, command: str, who: str, form: dict[str, Any], refused: str | None = None
    ) -> bool:
        """Whether a step on a stay was taken; who has seen an older state reads and tries anew."""
        path = f"/stays/{stay.id}/{command}"
        reply = self.post(path, who, form, stay.etag)
        if reply.status == 412:
            self.read(stay)
            reply = self.post(path, who, form, stay.etag)
        self.counts[f"{command} {reply.status}"] += 1
        code = None if reply.status == 200 else reply.json["code"]
        if code != refused:
            wanted = f"refused as {refused}" if refused else "done"
            self.violated(
                f"{command} of stay {stay.id} ({stay.state}) by {who}: {reply.body!r}, not {wanted}"
            )
        if reply.status == 200:
            self.seen(stay, reply, command, who, form)
        else:
            self.read(stay)
        return reply.status == 200

    def seen(self, stay: Stay, reply: Reply, command: str, who: str, form: dict[str, Any]) -> None:
        """A step on a stay was taken."""
        stay.log.append(Done(self.now, command, who, form))
        self._saw(stay, reply)

    def read(self, stay: Stay) -> None:
        """The stay as it is now."""
        self._saw(stay, self.get(f"/stays/{stay.id}", SHUM))

    def _saw(self, stay: Stay, reply: Reply) -> None:
        """What falls due on it now has its run."""
        stay.view, stay.etag = reply.json["stay"], reply.etag
        self.touched[stay.id] = stay
        for timer in stay.view["timers"]:
            at = whole_minute(datetime.fromisoformat(timer["due_at"]))
            self._due[at][stay.id] = stay
            self.tick(at, "stays")

    def on_pass(self, known: Pass, command: str, who: str, form: dict[str, Any]) -> Reply:
        """A step on a pass as it is now."""
        path = f"/passes/{known.id}"
        return self.post(f"{path}/{command}", who, form, self.get(path, SHUM).etag)

    def refused(self, reply: Reply, code: str, what: str) -> None:
        """See that it was refused, and as what."""
        said = reply.json["code"] if reply.status >= 400 else None
        self.counts[f"{what}: {said}"] += 1
        if said != code:
            self.violated(f"{what} was not refused as {code}: {reply.body!r}")

    def charge(self, stay: Stay, memo: str, fen: int, guest: str) -> None:
        """A line on the employee's account for a guest of theirs."""
        self.accounts.charge(stay.employee, memo, fen, (stay.begins or stay).id, guest)

    def owing(self) -> dict[str, int]:
        """What every employee owes by all that was done."""
        owed: dict[str, int] = defaultdict(int)
        for who, charges in self.accounts.charges.items():
            owed[who] += sum(each.fen for each in charges)
        for stay in self.book.stays.values():
            owed[stay.employee] += self._late(stay)
        return owed

    def _late(self, stay: Stay) -> int:
        """What stands on the account for late guests; nothing more once they have left."""
        if stay.id in self._settled:
            return self._settled[stay.id]
        fen = sum(sum(late(stay, each, self.now).values()) for each in stay.came)
        if stay.state == "left":
            self._settled[stay.id] = fen
        return fen

    def post(
        self, path: str, who: str, form: Any, etag: str | None = None, key: str | None = None
    ) -> Reply:
        """A request; no answer shows a document's number."""
        reply = super().post(path, who, form, etag, key)
        if _DOCUMENT.search(reply.body):
            self.violated(f"{path} shows a document's number")
        return reply

    def get(self, path: str, who: str) -> Reply:
        """What somebody looks at. Without it there is nothing to go on with."""
        reply = self.world.get(path, who)
        if reply.status != 200:
            raise AssertionError(f"{path}: {reply.status} {reply.body!r}")
        return reply

    # What runs by itself.

    def freed(self) -> None:
        """Something may be free: it is offered within the minute."""
        if self.book.waiting:
            self.tick(whole_minute(self.now), "bed_offers")

    @property
    def to_offer(self) -> bool:
        """Whether something was freed that the next minute's run is to offer."""
        return any(function == "bed_offers" for _, function in self._ticks)

    def ran(self, at: datetime, function: str) -> None:
        """What the job had to do is looked at."""
        if function == "stays":
            for due in sorted(each for each in self._due if each <= at):
                for stay in self._due.pop(due).values():
                    self.applying.over(stay)
        if function == "bed_offers":
            self._offered()
        if function == "visits":
            self.gate.ran(at)

    def _offered(self) -> None:
        """In order of registration everybody has been offered a bed who could have one.

        Each is looked at a millisecond after the one before: what falls due after the run is due
        by that is seen to by the next.
        """
        offered = 0
        for stay in self.book.waiting:
            if stay.first < self.today or not self.book.fits(stay):
                continue
            self.read(stay)
            if stay.ends_with and stay.view["state"] == "lapsed":
                self.book.ended(stay, "lapsed")
                offered += 1
                continue
            if stay.view["state"] == "offered":
                self.applying.offered(stay)
                offered += 1
            elif offered:
                self.tick(self.now + MINUTE, "bed_offers")
                break
            else:
                self.violated(f"stay {stay.id} could have a bed and is {stay.view['state']}")
        self.counts["offered"] += offered


@contextmanager
def house(address: str, seed: int, beds: int, busy: float = 1.0) -> Iterator[HouseYear]:
    """A house that lives alone."""
    with together(address) as world:
        yield opened_house(world, Timeline(world.clock), seed, beds, busy)


def opened_house(
    world: World, timeline: Timeline, seed: int, beds: int, busy: float = 1.0
) -> HouseYear:
    """A house with its people, which builds its rooms on the first day."""
    world = replace(world, site=SITE)
    year = HouseYear(world, Random(seed), timeline, beds=beds, busy=busy)
    open_hotel(world, year.employees)
    return year
