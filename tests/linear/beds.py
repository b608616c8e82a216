"""What must hold of the beds, whatever eight clients do at once (L-2, L-10, P-once).

What was seen while they worked is held against one bed after the other: some order explains it.
What is stored once they rest is held against the rules, worked out here by trying everything, not
by the program's own placing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import permutations, product
from typing import Any, NamedTuple

from chalicelib.audit.verification import Audit
from chalicelib.core import sitetime
from chalicelib.core.ports import Listing
from chalicelib.lodging.house.model import BED_OFFERS, InLine, Lodger, Night, Queue, nights
from chalicelib.lodging.house.placing import order, overlap
from chalicelib.lodging.stays.model import OCCUPIES, STAYS, Bedded, Stay, StayState
from tests.linear.clients import ZONE, Play
from tests.linear.histories import Operation, unexplained
from tests.support.network import Commit

JOBS = frozenset({STAYS, BED_OFFERS})
Bed = tuple[str, str]
"""Room and bed."""


class Had(NamedTuple):
    """One night of a bed, and whose it is."""

    night: date
    stay: str
    guest: str


Holding = frozenset[Had]
"""All nights of a bed that somebody has."""


@dataclass(frozen=True)
class Take:
    """These nights were free, and are somebody's now."""

    had: Holding

    def after(self, state: Holding) -> Holding | None:
        taken = {each.night for each in state}
        return None if any(each.night in taken for each in self.had) else state | self.had


@dataclass(frozen=True)
class Free:
    """These nights were somebody's, and are free now."""

    had: Holding

    def after(self, state: Holding) -> Holding | None:
        return state - self.had if self.had <= state else None


@dataclass(frozen=True)
class Holds:
    """These nights are somebody's: a command was carried out that rests on it."""

    had: Holding

    def after(self, state: Holding) -> Holding | None:
        return state if self.had <= state else None


@dataclass(frozen=True)
class Seen:
    """Whose a night was when somebody looked: nobody's, if it is not said."""

    night: date
    had: Holding

    def after(self, state: Holding) -> Holding | None:
        return state if {each for each in state if each.night == self.night} == self.had else None


BedStep = Take | Free | Holds | Seen
Done = Mapping[Bed, Iterable[BedStep]]


class Beds:
    """What was done to each bed, as those who did it saw it."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._given: dict[str, dict[str, Bed]] = {}
        """Stay to guest to bed: no stay is given beds twice."""
        self._left: dict[str, set[str]] = defaultdict(set)
        """Extension to the guests who left while it was granted: their beds went with them."""
        self._beds = [(room, bed) for room, beds in play.rooms.items() for bed in beds]

    def unexplained(self) -> Iterator[str]:
        """The beds of which no order explains what was seen."""
        for bed, operations in self.operations.items():
            found = unexplained(operations, frozenset())
            if found:
                about = {each.night for each in found.step.had} | {
                    getattr(found.step, "night", None)
                }
                before = [
                    each for each in operations if _on(each, about) and each.called < found.answered
                ]
                before.sort(key=lambda each: each.answered)
                told = "\n    ".join(map(str, before[-12:]))
                yield f"not linearizable: bed {'/'.join(bed)} {found}, after\n    {told}"

    @cached_property
    def operations(self) -> dict[Bed, list[Operation[Holding]]]:
        found: dict[Bed, list[Operation[Holding]]] = {each: [] for each in self._beds}
        for called, answered, steps in self._all():
            for bed, step in steps:
                found[bed].append(Operation(called, answered, step))
        return found

    def _all(self) -> Iterator[tuple[int, int, Sequence[tuple[Bed, BedStep]]]]:
        commits = [each for each in self._play.network.commits if _by_job(each)]
        for commit in commits:
            for entered in commit.entered:
                if isinstance(entered.record, Stay):
                    self._remember(entered.record)
        for each in self._play.answered:
            if each.stay["state"] == "granted":
                self._given.setdefault(each.stay["id"], _given(each.stay))
            if each.command == "check-out":
                for extension in each.seen.moved:
                    self._left[extension.stay] |= _gone(each)
        for each in self._play.answered:
            yield each.called, each.answered, list(self._command(each))
        for commit in commits:
            yield commit.sent, commit.answered, list(_moved_by(commit))
        for look in self._play.looked:
            yield look.called, look.answered, list(self._look(look.nights))

    def _remember(self, stay: Stay) -> None:
        if stay.beds:
            places = {each.guest: (each.place.room, each.place.bed) for each in stay.beds}
            self._given.setdefault(stay.id, places)

    def _command(self, done: Any) -> Iterator[tuple[Bed, BedStep]]:
        stay, seen = done.stay, done.seen
        asked = nights(*(date.fromisoformat(stay["asked"][each]) for each in ("first", "last")))
        match done.command:
            case "approve" if stay["state"] == "granted":
                yield from self._steps(Take, {stay["id"]: asked})
            case "take-offer":
                yield from self._steps(Holds, {stay["id"]: asked})
            case "check-in" if seen.state is StayState.GRANTED:
                yield from self._steps(Holds, {stay["id"]: asked})
            case "cancel" if seen.state in OCCUPIES:
                there = {each.guest for each in seen.asked.guests} - self._left[seen.id]
                yield from self._steps(Free, {stay["id"]: asked, **_extended(stay, seen)}, there)
            case "check-out":
                last = stay["inspections"][-1]
                today = sitetime.day(sitetime.datetime.fromisoformat(last["at"]), ZONE)
                whole = {stay["id"]: asked, **_extended(stay, seen)}
                tonight = {id: [each for each in of if each >= today] for id, of in whole.items()}
                yield from self._steps(Free, tonight, _gone(done))

    def _steps(
        self,
        kind: type[Take | Free | Holds],
        stays: Mapping[str, Iterable[date]],
        guests: set[str] | None = None,
    ) -> Iterator[tuple[Bed, BedStep]]:
        found: dict[Bed, set[Had]] = defaultdict(set)
        for id, during in stays.items():
            for guest, bed in self._given[id].items():
                if guests is None or guest in guests:
                    found[bed] |= {Had(night, id, guest) for night in during}
        yield from ((bed, kind(frozenset(had))) for bed, had in found.items() if had)

    def _look(self, seen: Mapping[date, list[Lodger]]) -> Iterator[tuple[Bed, BedStep]]:
        for night, lodgers in seen.items():
            had: dict[Bed, set[Had]] = defaultdict(set)
            for each in lodgers:
                had[each.room, each.bed].add(Had(night, each.stay, each.guest))
            yield from ((bed, Seen(night, frozenset(had[bed]))) for bed in self._beds)


def _on(operation: Operation[Holding], nights: set[date | None]) -> bool:
    step = operation.step
    return bool(nights & ({each.night for each in step.had} | {getattr(step, "night", None)}))


def _by_job(commit: Commit) -> bool:
    return commit.entered[0].entry.command in JOBS


def _given(stay: Mapping[str, Any]) -> dict[str, Bed]:
    return {each["guest"]: (each["place"]["room"], each["place"]["bed"]) for each in stay["beds"]}


def _gone(done: Any) -> set[str]:
    """Whose beds are given back by a check-out: with the last one, of all who had not left."""
    if done.stay["state"] != "left":
        return set(done.stay["inspections"][-1]["guests"])
    before = {each.guest for each in done.seen.present if each.left_at}
    return {each.guest for each in done.seen.asked.guests} - before


def _extended(stay: Mapping[str, Any], seen: Stay) -> dict[str, tuple[date, ...]]:
    """The nights of the extensions that it had."""
    return {each.stay: nights(each.first, each.last) for each in seen.moved}


def _moved_by(commit: Commit) -> Iterator[tuple[Bed, BedStep]]:
    """What a job took and freed, in one transaction."""
    taken: dict[Bed, set[Had]] = defaultdict(set)
    freed: dict[Bed, set[Had]] = defaultdict(set)
    for each in commit.entered:
        night, before = each.record, each.change.before
        if isinstance(night, Night):
            had = set(before.lodgers) if isinstance(before, Night) else set()
            for lodgers, into in (
                (set(night.lodgers) - had, taken),
                (had - {*night.lodgers}, freed),
            ):
                for lodger in lodgers:
                    day = date.fromisoformat(night.id)
                    into[lodger.room, lodger.bed].add(Had(day, lodger.stay, lodger.guest))
    yield from ((bed, Free(frozenset(had))) for bed, had in freed.items())
    yield from ((bed, Take(frozenset(had))) for bed, had in taken.items())


class Version(NamedTuple):
    """One version of a record: it came to be between two instants."""

    sent: int
    answered: int
    record: Any


class Versions:
    """The versions of nights and queue, in order: which may have been current when."""

    def __init__(self, commits: Iterable[Commit]) -> None:
        self._of: dict[str, list[Version]] = defaultdict(list)
        for commit in commits:
            for each in commit.entered:
                if isinstance(each.record, Night | Queue):
                    known = self._of[each.record.name_in_history]
                    known.append(Version(commit.sent, commit.answered, each.record))
        for versions in self._of.values():
            versions.sort(key=lambda each: each.record.version)

    def unseen(self) -> Iterator[str]:
        """Versions that came to be and that no client saw carried out."""
        for name, known in self._of.items():
            seen = {each.record.version for each in known}
            for version in sorted({*range(1, max(seen))} - seen):
                yield f"not seen: {name}, version {version}"

    def during(self, name: str, sent: int, answered: int) -> list[Any]:
        """Each that may have been current at an instant between these; None for none yet."""
        known = [Version(-1, -1, None), *self._of.get(name, [])]
        ends = [each.answered for each in known[1:]] + [answered]
        return [
            each.record
            for each, end in zip(known, ends, strict=True)
            if each.sent <= answered and end >= sent
        ]


def overtaken(play: Play) -> Iterator[str]:
    """Who was passed over: they had registered before, waited all the time that somebody else was
    given beds, and could have had some.
    """
    versions = Versions(play.network.commits)
    for commit in play.network.commits:
        for stay in filter(None, map(_is_given, commit.entered)):
            given = {
                each.record.id: each.change.before
                for each in commit.entered
                if isinstance(each.record, Night)
            }
            for other in _surely_waiting(play, versions, commit, stay.wanted):
                if _surely_fits(play, versions, commit.sent, commit.answered, given, other):
                    yield f"overtaken: {other.stay} waited when {stay.id} was {stay.state}"


def forgotten(play: Play) -> Iterator[str]:
    """Who waited though there was a bed for them, and nothing was to look at the queue; and what
    cannot be told for want of a version.

    What was decided on one day may be carried out days later, as others count them.
    """
    versions = Versions(play.network.commits)
    yield from versions.unseen()
    told, today = set[str](), date.min
    for commit in play.network.commits:
        at, today = commit.answered, max(today, sitetime.day(commit.entered[0].entry.at, ZONE))
        queues = versions.during(f"queue#{play.world.site}", at, at)
        if len(queues) > 1 or queues[0] is None or queues[0].timers:
            continue
        for each in queues[0].waiting:
            known = each.stay in told or each.first <= today
            if not known and _surely_fits(play, versions, at, at, {}, each):
                told.add(each.stay)
                yield (
                    f"forgotten: {each.stay} waits beside a bed at {at}, {today}, from {each.first}"
                    f" in queue {queues[0].version} of {queues[0].waiting}"
                )


def _is_given(entered: Any) -> Stay | None:
    stay, before = entered.record, entered.change.before
    if isinstance(stay, Stay) and before and not before.beds and stay.beds:
        return stay
    return None


def _surely_waiting(
    play: Play, versions: Versions, commit: Commit, wanted: InLine
) -> Iterator[InLine]:
    queues = versions.during(f"queue#{play.world.site}", commit.sent, commit.answered)
    lines = [set(each.waiting) if each else set() for each in queues]
    today = sitetime.day(commit.entered[0].entry.at, ZONE)
    for each in set.intersection(*lines):
        if overlap(each, wanted) and order(each) < order(wanted) and each.first >= today:
            yield each


def _surely_fits(
    play: Play,
    versions: Versions,
    sent: int,
    answered: int,
    given: Mapping[str, Night | None],
    wanted: InLine,
) -> bool:
    choices: list[list[Night | None]] = []
    for night in map(str, wanted.nights):
        if night in given:
            choices.append([given[night]])
        else:
            choices.append(versions.during(f"night#{night}", sent, answered))
    return all(fits(play.rooms, during, wanted) for during in product(*choices))


def fits(rooms: Mapping[str, str], during: Sequence[Night | None], wanted: InLine) -> bool:
    """Whether there is any way to give these guests a bed each, the same for all their nights.

    Who overstays has the bed, but for an extension of their own; their room is of their sex.
    """
    guests = {each.guest for each in wanted.guests}
    nights = [each for each in during if each]
    if any(each.guest in guests for night in nights for each in night.lodgers):
        return False
    there = [each for night in nights for each in night.everyone]
    taken = {(each.room, each.bed) for each in there if each.guest not in guests}
    free = [(room, bed) for room, of in rooms.items() for bed in of if (room, bed) not in taken]
    for beds in permutations(free, len(wanted.guests)):
        mine = {(room, each.sex) for (room, _), each in zip(beds, wanted.guests, strict=True)}
        sexes = mine | {(each.room, each.sex) for each in there}
        if all(len([sex for of, sex in sexes if of == room]) == 1 for room, _ in mine):
            return True
    return False


class AtRest:
    """What is stored once everybody rests and whatever was due is done."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self.stays = {each.id: each for each in self._records(Stay)}
        self.nights = {date.fromisoformat(each.id): each for each in self._records(Night)}
        self.queue = next(iter(self._records(Queue)), Queue(site="", id=""))

    def _records(self, kind: type[Any]) -> Iterator[Any]:
        store, cursor = self._play.world.house.service.store, None
        while True:
            listing = Listing(
                table="lodging",
                partition=self._play.world.site,
                begins=f"{kind.KIND}#",
                limit=100,
                cursor=cursor,
                kind=kind,
            )
            page = store.page(listing)
            yield from page.records
            cursor = page.next
            if cursor is None:
                return

    def flaws(self) -> Iterator[str]:
        """Everything that does not hold."""
        yield from self._once()
        yield from self._lodgers()
        yield from self._whose()
        yield from self._waiting()

    def _once(self) -> Iterator[str]:
        """Every application that was acknowledged is stored, once, and no other is."""
        known = {each.stay["id"] for each in self._play.answered if each.command == "apply"}
        if known != set(self.stays):
            yield f"lost or doubled: applications {known ^ set(self.stays)}"

    def _lodgers(self) -> Iterator[str]:
        """No bed twice a night, no guest in two, no room mixed."""
        for day, night in self.nights.items():
            for what, count in Counter(each.place for each in night.lodgers).items():
                if count > 1:
                    yield f"double night: {day} {what}"
            for guest, count in Counter(each.guest for each in night.lodgers).items():
                if count > 1:
                    yield f"in two beds: {day} {guest}"
            sexes = {(each.room, each.sex) for each in night.lodgers}
            for room, count in Counter(room for room, _ in sexes).items():
                if count > 1:
                    yield f"mixed room: {day} {room}"

    def _whose(self) -> Iterator[str]:
        """Every night that is held is a stay's that says so, and the other way round."""
        held = {
            (day, each.room, each.bed, each.stay, each.guest)
            for day, night in self.nights.items()
            for each in night.lodgers
        }
        given = _given_beds(self._play.network.commits)
        said = {
            (day, bed.place.room, bed.place.bed, stay.id, bed.guest)
            for stay in self.stays.values()
            for bed in (given[stay.id] if stay.over and stay.granted_at else stay.beds)
            for day in self._had(stay, bed.guest)
        }
        for each in sorted(held - said, key=str):
            yield f"orphan night: {each}"
        for each in sorted(said - held, key=str):
            yield f"night of a stay that is not held: {each}"

    def _had(self, stay: Stay, guest: str) -> Iterator[date]:
        """The nights that a guest of a stay has, or had until they left or were not to come."""
        begun = self.stays[stay.asked.begins] if stay.asked.begins else stay
        left = [each.left_at for each in begun.present if each.guest == guest and each.left_at]
        if stay.over:
            left = [stay.over.at]
        elif begun.state is StayState.LEFT and not left:
            left = [begun.inspections[-1].at]
        gone = left and stay.state is not StayState.OFFERED
        end = sitetime.day(left[0], ZONE) if gone else date.max
        yield from (each for each in stay.asked.nights if each < end)

    def _waiting(self) -> Iterator[str]:
        """Who waits is in the queue, in order; and nobody waits who could have a bed."""
        line = [each.stay for each in self.queue.waiting]
        waiting = [each for each in self.stays.values() if each.state is StayState.WAITING]
        if sorted(line) != sorted(each.id for each in waiting):
            yield f"queue: {line} and not {[each.id for each in waiting]}"
        if list(self.queue.waiting) != sorted(self.queue.waiting, key=order):
            yield f"queue out of order: {line}"
        for each in self.queue.waiting:
            during = [self.nights.get(day) for day in each.nights]
            in_time = each.first >= self._play.clock.today
            if in_time and fits(self._play.rooms, during, each):
                yield f"waits though there is a bed: {each.stay}"


def _given_beds(commits: Iterable[Commit]) -> dict[str, tuple[Bedded, ...]]:
    """Stay to the beds that it was given, once and for all, though they may be another's now."""
    records = (each.record for commit in commits for each in commit.entered)
    return {each.id: each.beds for each in records if isinstance(each, Stay) and each.beds}


def audited(play: Play) -> Iterator[str]:
    """What the audit finds in everything stored: histories, numbers, messages, postings."""
    with ThreadPoolExecutor(2) as readers:
        findings = Audit(lambda: play.world.house.whole, readers).run()
    yield from (f"audit: {each}" for each in findings.flaws)
    if findings.imbalance:
        yield f"audit: imbalance {findings.imbalance}"
