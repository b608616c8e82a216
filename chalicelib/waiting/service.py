"""What waits for whoever asks, the soonest due first (P-find).

Every list keeps what stands in a state in the order in which it falls due. Those orders are merged,
and of the merged order records are read until enough of them ask something of this person: what is
not due sooner than what is shown is never read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.fields import Count
from chalicelib.core.forms import Form, Urgency
from chalicelib.core.people import ANY_ROLE
from chalicelib.core.ports import Key, Listing, Loaded, Page, Store
from chalicelib.core.record import Frozen, Record
from chalicelib.lodging.conduct.views import ViolationView
from chalicelib.lodging.families.service import RelativeView
from chalicelib.lodging.stays.views import StayView
from chalicelib.reception.cars.views import TripView
from chalicelib.reception.claims.views import AdvanceView, ClaimView
from chalicelib.reception.receptions.views import ReceptionItem
from chalicelib.reception.settlements.views import SettlementView, StatementView
from chalicelib.service.operations import Call, Operation, Read
from chalicelib.tickets.incidents.views import IncidentView
from chalicelib.tickets.shifts.views import HandoverView
from chalicelib.tickets.views import TicketView
from chalicelib.waiting.sources import SOURCES, Source

CLAUSE = "P-find"
_NAMES = 100
"""Names read at once of a list."""
_PAGES = 20
"""Pages of names that are gone through of a list, at most."""
_RECORDS = 25
"""Records read at once."""
_LOOKS = 16
"""How often records are read for one answer, at most."""


class HowMuch(Form):
    """How much of what waits to show."""

    limit: Count = 12


class WaitingItem(Frozen, omit_defaults=True):
    """Something that waits, as its list shows it: one of these, and nothing else."""

    list: str
    """The operation that lists it."""
    ticket: TicketView | None = None
    handover: HandoverView | None = None
    incident: IncidentView | None = None
    stay: StayView | None = None
    relative: RelativeView | None = None
    violation: ViolationView | None = None
    reception: ReceptionItem | None = None
    trip: TripView | None = None
    advance: AdvanceView | None = None
    claim: ClaimView | None = None
    settlement: SettlementView | None = None
    statement: StatementView | None = None


class WaitingPage(Frozen):
    """What waits, the soonest due first; what has no deadline comes last."""

    items: tuple[WaitingItem, ...]
    more: bool
    """Whether more may wait than is shown."""


class _Place(NamedTuple):
    """Where a record stands in the order in which everything falls due."""

    due: str
    id: str
    source: Source


class _Asking(NamedTuple):
    """A record that asks something of this person."""

    due: str
    id: str
    item: WaitingItem


_SOONEST = attrgetter("due", "id")


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """What everybody lands on."""
    return (
        Read(
            name="waiting",
            about="What waits for whoever asks, of all lists, the most urgent first 待辦",
            path="/sites/{site}/waiting",
            clause=CLAUSE,
            who=ANY_ROLE,
            query=HowMuch,
            answer=WaitingPage,
            gathers=True,
            also=_settings,
            show=lambda loaded, query, act, call: _waiting(store(), loaded, query, act, call),
        ),
    )


def _settings(loaded: Loaded, call: Call) -> list[Key]:
    """The settings under which the lists show what they have."""
    return [key for source in SOURCES if (key := source.listed.terms(loaded, call))]


def _waiting(
    store: Store, loaded: Loaded, query: HowMuch, act: Act[Any], call: Call
) -> WaitingPage:
    look = _Look(store, loaded, act, call)
    sources = [source for source in SOURCES if source.open_to(act)]
    few = {each.id: each for source in sources for each in look.newest(source)}
    lists = (places for source in sources for places in look.standing(source))
    places = merge(*lists, key=_SOONEST)
    urgent: dict[str, _Asking] = {}
    for _ in range(_LOOKS):
        unread = [*islice(places, _RECORDS)]
        if not unread or len(urgent) >= query.limit:
            break
        urgent |= {each.id: each for each in look.asking(unread)}
    found = sorted((urgent | few).values(), key=_SOONEST)
    more = len(found) > query.limit or bool(unread)
    return WaitingPage(items=tuple(each.item for each in found[: query.limit]), more=more)


@dataclass(frozen=True)
class _Look:
    """Somebody's look at the lists."""

    store: Store
    loaded: Loaded
    act: Act[Any]
    call: Call

    def newest(self, source: Source) -> Iterator[_Asking]:
        """What asks something among the newest of a list that is not gone through by states."""
        if source.lives:
            return
        page = self.store.page(self._listing(source, limit=source.newest))
        for record in page.records:
            yield from self._asking(source, record)
        yield from self.asking([_Place("", item["id"], source) for item in page.items])

    def standing(self, source: Source) -> Iterator[Iterator[_Place]]:
        """What stands in each state in which this person may be asked for something."""
        for state in source.states(self.act):
            yield self._places(
                source, self._listing(source, state=state, order=Urgency.DUE, limit=_NAMES)
            )

    def asking(self, places: Iterable[_Place]) -> Iterator[_Asking]:
        """Those that this person may see and that ask something of them."""
        keys = [(place.source, self._key(place)) for place in places]
        read = self.store.load(key for _, key in keys)
        for source, key in keys:
            record = read.record(*key)
            if record:
                yield from self._asking(source, record)

    def _key(self, place: _Place) -> Key:
        named = place.source.listed.record
        assert named is not None
        return named({"id": place.id}, self.call)

    def _places(self, source: Source, listing: Listing) -> Iterator[_Place]:
        """A list in its order, page after page as far as somebody goes through it."""
        within = source.within(self.act)
        for _ in range(_PAGES):
            page = self.store.page(listing)
            for item in page.items:
                due, _id, department = item["due"].split("#")
                if within in (None, department):
                    yield _Place(due, item["id"], source)
            if page.next is None:
                break
            listing = replace(listing, cursor=page.next)

    def _asking(self, source: Source, record: Record) -> Iterator[_Asking]:
        """The record as its list shows it to this person, if it asks something of them."""
        query = self._query(source, state=getattr(record, "state", None))
        act = replace(self.act, terms=source.listed.settings(self.loaded, self.call))
        page = Page(items=(), next=None)
        shown: Any = source.listed.show(page, [record], query, act, self.call)
        for view in shown.items:
            if any(each.asked for each in view.allowed_actions):
                item = WaitingItem(list=source.listed.name, **{source.name: view})
                yield _Asking(record.first_due, record.name_in_history, item)

    def _listing(self, source: Source, **asked: Any) -> Listing:
        listing = source.listed.listing(self.call, self._query(source, **asked))
        assert isinstance(listing, Listing)
        return listing

    def _query(self, source: Source, **asked: Any) -> Any:
        """A question of the list, as this person would have to put it."""
        asked |= {**source.asking, "department": source.within(self.act)}
        known = source.listed.query.__struct_fields__
        return source.listed.query(**{name: asked[name] for name in known if name in asked})
