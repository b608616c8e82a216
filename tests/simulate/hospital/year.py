"""The days of a hospital that receives: who asks, plans, signs, drives, spends, settles.

The function `receptions` runs at the next five minutes after something falls due; on one day of a
quarter, at every five minutes besides. What must hold, `checks` holds against what was done.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.simulate.cases import Done
from tests.simulate.estate import instant
from tests.simulate.hospital.asking import Asking
from tests.simulate.hospital.book import Book, Paper
from tests.simulate.hospital.driving import Driving
from tests.simulate.hospital.fleet import Fleet
from tests.simulate.hospital.lending import Lending
from tests.simulate.hospital.letters import Letters
from tests.simulate.hospital.neighbours import Neighbours
from tests.simulate.hospital.office import Office
from tests.simulate.hospital.people import SO, open_hospitals
from tests.simulate.hospital.planning import Planning
from tests.simulate.hospital.rulings import No
from tests.simulate.hospital.settling import Settling
from tests.simulate.hospital.signing import Signing
from tests.simulate.hospital.spending import Spending
from tests.simulate.living import TICKING, Living, Timeline, next_five, together
from tests.support.world import Reply, World

SITE = "hospital"
REMINDS, CLOSES = 16.5, 17.0
BARS = ("not_your_step", "own_approval", "signed_already", "not_your_approval", "own_case")
"""As what somebody is refused who would sign or pay what is not theirs to."""
_PHONE = re.compile(rb"138 ?0077 ?\d{4}")
"""The number of a letter's contact in clear."""


@dataclass
class HospitalYear(Living):
    """A hospital, and everybody who has to do with its guests."""

    receptions: int = 0
    """A year."""
    busy: float = 1.0
    """How many times sooner everything follows."""
    book: Book = field(default_factory=Book)
    touched: dict[str, Paper] = field(default_factory=dict)
    """Papers of which something happened since the last check, by name."""
    _due: dict[datetime, dict[str, Paper]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = Office(self)
        self.neighbours = Neighbours(self)
        self.asking = Asking(self)
        self.planning = Planning(self)
        self.signing = Signing(self)
        self.fleet = Fleet(self)
        self.driving = Driving(self)
        self.lending = Lending(self)
        self.spending = Spending(self)
        self.settling = Settling(self)
        self.letters = Letters(self)

    def lived(self) -> Any:
        """What was done about every paper, and what came to stand on the accounts."""
        papers = [(each.kind, each.id, each.state, each.log) for each in self.book.papers]
        return papers, sorted(self.book.accounts.items())

    def plan(self, day: date) -> None:
        """What a day brings."""
        self.office.plan(day)
        self.neighbours.plan(day)
        self.fleet.plan(day)
        self.letters.plan(day)
        self.asking.plan(day)
        self.at(instant(day, 13.0), self.hand_over_messages)
        for hours in REMINDS, CLOSES:  # the desk's day, at which nothing ever lies
            self.tick(instant(day, hours), "reconciliation")
        every = 1 if (day.month, day.day) in TICKING else 288  # the last sees to all that is due
        for number in range(287, -1, -every):
            self.tick(instant(day, number / 12), "receptions")

    # How people deal with it.

    def later(self, hours: float, act: Callable[[], None]) -> None:
        """Somebody does something, so many hours later on average, or sooner as more happens."""
        at = self.now + timedelta(hours=self.chance.expovariate(self.busy / hours))
        self.at(self.office_hours(at), act)

    def happens(self, often: float) -> bool:
        """Whether it is one of those times."""
        return self.chance.random() < often

    def get(self, path: str, who: str) -> Reply:
        """What somebody looks at. Without it there is nothing to go on with."""
        reply = self.world.get(path, who)
        if reply.status != 200:
            raise AssertionError(f"{path}: {reply.status} {reply.body!r}")
        return reply

    def post(
        self, path: str, who: str, form: Any, etag: str | None = None, key: str | None = None
    ) -> Reply:
        """A request; no answer shows a telephone number."""
        reply = super().post(path, who, form, etag, key)
        if _PHONE.search(reply.body):
            self.violated(f"{path} shows a telephone number")
        return reply

    def answered(self, reply: Reply, what: str, wanted: No | None) -> bool:
        """Whether it was done; and that it was done, or refused by what it has to be."""
        good = reply.status < 300
        code = None if good else reply.json["code"]
        self.counts[f"{what}: {code}" if code else what] += 1
        if wanted is None and not good:
            self.violated(f"{what} was refused: {reply.body!r}")
        if wanted and (code != wanted.code or reply.json["clause"] not in wanted.clauses):
            self.violated(
                f"{what} was not refused as {wanted.code} by {'/'.join(wanted.clauses)}:"
                f" {reply.body[:300]!r}"
            )
        return good and wanted is None

    def bars(self, reply: Reply, what: str, clause: str) -> None:
        """See that somebody could not sign, for whichever reason."""
        known = reply.json
        self.counts[f"{what.split(maxsplit=1)[1]}: {known.get('code', 'done')}"] += 1
        if known.get("code") not in BARS or known["clause"] not in (clause, "P-approve"):
            self.violated(f"{what}: {reply.body[:300]!r}")

    def begin(
        self, kind: str, who: str, form: dict[str, Any], wanted: No | None = None
    ) -> Reply | None:
        """A paper is made; what was answered, unless it has to be refused."""
        reply = self.post(f"/{kind}s", who, form)
        return reply if self.answered(reply, f"{kind} begun", wanted) else None

    def begun(self, paper: Paper, reply: Reply, form: dict[str, Any]) -> None:
        """Take down that it was."""
        paper.log.append(Done(self.now, "begin", paper.by, form))
        self.numbered(reply.json[paper.kind]["forms"])
        self._saw(paper, reply)

    def numbered(self, forms: list[dict[str, Any]]) -> None:
        """One number more of its form and day."""
        self.book.numbers[forms[-1]["form"], forms[-1]["day"]] += 1

    def step(
        self, paper: Paper, command: str, who: str, form: dict[str, Any], wanted: No | None = None
    ) -> bool:
        """Whether a step was taken that may be; who has seen an older state reads and does it
        anew.
        """
        path = f"{paper.path}/{command}"
        reply = self.post(path, who, form, paper.etag)
        if reply.status == 412:
            self.read(paper)
            reply = self.post(path, who, form, paper.etag)
        done = self.answered(reply, f"{paper.kind} {command}", wanted)
        if done:
            paper.log.append(Done(self.now, command, who, form))
        if reply.status == 200:
            self._saw(paper, reply)
        return done

    def read(self, paper: Paper) -> None:
        """The paper as it is now."""
        self._saw(paper, self.get(paper.path, SO))

    def _saw(self, paper: Paper, reply: Reply) -> None:
        """What falls due on it now has its run."""
        paper.view, paper.etag = reply.json[paper.kind], reply.etag
        self.touch(paper)
        for timer in paper.view["timers"]:
            due = datetime.fromisoformat(timer["due_at"])
            self._due.setdefault(due, {})[paper.path] = paper
            self.tick(next_five(due), "receptions")

    def touch(self, *papers: Paper) -> None:
        """Something happened to them, whether anybody looked or not."""
        for paper in papers:
            self.touched[paper.path] = paper

    # What runs by itself.

    def ran(self, at: datetime, function: str) -> None:
        """What the job had to do is looked at: letters not answered in time, numbers erased."""
        if function == "receptions":
            for due in sorted(each for each in self._due if each <= self.now):
                for paper in self._due.pop(due).values():
                    self.read(paper)
                    self.letters.looked_at(paper)


@contextmanager
def hospital(address: str, seed: int, receptions: int, busy: float = 1.0) -> Iterator[HospitalYear]:
    """A hospital that lives alone."""
    with together(address) as world:
        yield opened_hospital(world, Timeline(world.clock), seed, receptions, busy)


def opened_hospital(
    world: World, timeline: Timeline, seed: int, receptions: int, busy: float = 1.0
) -> HospitalYear:
    """A hospital with its people and the two beside it."""
    world = replace(world, site=SITE)
    year = HospitalYear(world, Random(seed), timeline, receptions=receptions, busy=busy)
    open_hospitals(world)
    return year
