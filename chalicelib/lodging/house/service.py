"""The house over HTTP: rooms, the calendar of beds, who waits (L-2, L-10)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Store
from chalicelib.core.record import Frozen, Record
from chalicelib.lodging.house import calendar, gathering, rules
from chalicelib.lodging.house.calendar import Span, Today
from chalicelib.lodging.house.forms import AddRoom, ChangeRoom, OfNights
from chalicelib.lodging.house.model import (
    CLAUSE,
    House,
    InLine,
    Lodger,
    Night,
    Queue,
    Room,
    house_key,
    night_key,
    nights,
    queue_key,
)
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.stays.model import Stay, StayState
from chalicelib.lodging.terms import rulebook
from chalicelib.service.operations import Call, Command, Operation, Read
from chalicelib.service.searching import everything
from chalicelib.service.showing import history_of

HOUSE = "/sites/{site}/house"
ROOMS = HOUSE + "/rooms"
KEEPS = frozenset({Role.DORMITORY, Role.ADMIN})
"""Who settles rooms and beds."""
SEES = KEEPS | {Role.EMPLOYEE, Role.DEPARTMENT_MANAGER, Role.GM_OFFICE_DIRECTOR, Role.GM}
WATCHES = KEEPS | {Role.GM_OFFICE_DIRECTOR, Role.GM}
"""Who sees who has which bed, and who waits."""
MOST_NIGHTS = 31
_PAGE = 1000


class HouseView(Frozen):
    """The rooms of the house."""

    version: int
    rooms: tuple[Room, ...]


class NightView(Frozen):
    """One night: every bed that somebody has. The others are free, unless they are closed."""

    night: date
    """The day on whose evening it begins."""
    lodgers: tuple[Lodger, ...]
    overstaying: tuple[Lodger, ...] = ()
    """Who should have left and is still in a bed."""


class NightsView(Frozen):
    """A calendar of beds: the rooms, night by night and bar by bar who has what, and today."""

    rooms: tuple[Room, ...]
    """As they are now, with what is closed."""
    nights: tuple[NightView, ...]
    spans: tuple[Span, ...]
    """The same as bars: by room and bed, in order of time."""
    today: Today


class QueueView(Frozen):
    """Who waits, in order of registration."""

    version: int
    waiting: tuple[InLine, ...]


def _key(call: Call) -> Key:
    return house_key(call.site)


def _view(record: Record, act: Act[Any], call: Call) -> HouseView:
    assert isinstance(record, House)
    return HouseView(version=record.version, rooms=record.rooms)


def _shown(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> HouseView:
    return _view(gathering.house_of(loaded, call.site), act, call)


SHOW = Read(
    name="house",
    about="The rooms and beds of the reception room 家屬接待室",
    path=HOUSE,
    clause=CLAUSE,
    who=SEES,
    answer=HouseView,
    needs=lambda call, query: (_key(call),),
    show=_shown,
    version=lambda view: view.version,
)


HISTORY = history_of(
    "house-history",
    "What was changed about rooms and beds, by whom and when, oldest first",
    HOUSE + "/history",
    WATCHES,
    _key,
    lambda record, act: record,
)


def _asked(query: OfNights) -> tuple[date, ...]:
    """The nights asked for.

    Raises: Refusal `invalid_form`.
    """
    if query.to_day < query.from_day:
        fault = Fault(pointer="/to_day", code="ends_before_it_begins")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    if query.to_day - query.from_day >= timedelta(days=MOST_NIGHTS):
        fault = Fault(pointer="/to_day", code="too_many_days", data={"max": MOST_NIGHTS})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    return (*nights(query.from_day, query.to_day), query.to_day)


def _calendar_keys(call: Call, query: OfNights) -> Iterable[Key]:
    few = timedelta() <= query.to_day - query.from_day < timedelta(days=MOST_NIGHTS)
    days = _asked(query) if few else ()
    return (_key(call), *gathering.night_keys(call.site, days))


def _nights(store: Callable[[], Store]) -> Read:
    def show(loaded: Loaded, query: OfNights, act: Act[Any], call: Call) -> NightsView:
        found = gathering.nights_of(loaded, call.site, _asked(query))
        tonight, stays, here = _around(store(), found, act)
        return NightsView(
            rooms=gathering.house_of(loaded, call.site).rooms,
            nights=tuple(
                NightView(night=day, lodgers=night.lodgers, overstaying=night.ungranted)
                for day, night in found.items()
            ),
            spans=calendar.spans(found, stays, act.person),
            today=Today(
                day=act.today,
                coming=tuple(calendar.coming(tonight, stays, act.person)),
                leaving=tuple(calendar.leaving(here, stays, act.today, act.person)),
            ),
        )

    return Read(
        name="house-nights",
        about="Calendar of beds: who has which on which night, who comes and leaves today",
        path=HOUSE + "/nights",
        clause=CLAUSE,
        who=WATCHES,
        query=OfNights,
        answer=NightsView,
        needs=_calendar_keys,
        show=show,
    )


def _around(
    store: Store, nights: Mapping[date, Night], act: Act[Any]
) -> tuple[Night, dict[str, Stay], list[Stay]]:
    """Tonight, every stay that it and these nights name or go on from, and those with guests."""
    site = act.site.id
    staying = Listing(
        table=Stay.TABLE,
        index="by_state",
        partition=f"{site}#{Stay.KIND}#{StayState.STAYING}",
        limit=_PAGE,
    )
    wanted = {item["id"].removeprefix(f"{Stay.KIND}#") for item in everything(store, staying)}
    wanted |= {each.stay for night in nights.values() for each in night.lodgers}
    stays: dict[str, Stay | None] = {}
    tonight_key = night_key(site, act.today)
    loaded = store.load([tonight_key, *(Key(Stay, site, each) for each in wanted)])
    tonight = gathering.nights_of(loaded, site, (act.today,))[act.today]
    while True:
        stays |= {each: loaded.record(Stay, site, each) for each in wanted}
        wanted = {each.stay for each in tonight.lodgers}
        for known in filter(None, stays.values()):
            wanted |= {known.asked.begins or known.id, *(each.stay for each in known.moved)}
        wanted -= stays.keys()
        if not wanted:
            break
        loaded = store.load(Key(Stay, site, each) for each in wanted)
    found = {id: each for id, each in stays.items() if each}
    here = [each for each in found.values() if each.state is StayState.STAYING]
    return tonight, found, here


def _queue(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> QueueView:
    queue: Queue = gathering.queue_of(loaded, call.site)
    return QueueView(version=queue.version, waiting=queue.waiting)


QUEUE = Read(
    name="house-queue",
    about="Who waits for a bed, in order of registration 輪候",
    path=HOUSE + "/queue",
    clause=CLAUSE,
    who=WATCHES,
    answer=QueueView,
    needs=lambda call, query: (queue_key(call.site),),
    show=_queue,
)


def _add(loaded: Loaded, form: AddRoom, act: Act[Any], call: Call) -> Change:
    house, queue = gathering.house_of(loaded, call.site), gathering.queue_of(loaded, call.site)
    return rules.add_room(house, form, queue, act)


def _named(loaded: Loaded, act: Act[Any], call: Call) -> Room:
    """The room that the path names.

    Raises: Refusal `not_found`.
    """
    room = gathering.house_of(loaded, call.site).room(call.params["room"])
    if room is None:
        raise Refusal("not_found", CLAUSE)
    return room


def _change(loaded: Loaded, form: ChangeRoom, act: Act[Any], call: Call) -> Change:
    house, queue = gathering.house_of(loaded, call.site), gathering.queue_of(loaded, call.site)
    return rules.change_room(house, _named(loaded, act, call), form, queue, act)


def _settles(name: str, about: str, path: str, form: type[Form], **more: Any) -> Command:
    return Command(
        name=name,
        about=about,
        path=path,
        clause=CLAUSE,
        who=KEEPS,
        form=form,
        answer=HouseView,
        terms=terms_of,
        unset_terms=rulebook,
        subject=_key,
        unset=lambda call: House(site=call.site, id=call.site),
        around=lambda call: (queue_key(call.site),),
        show=_view,
        **more,
    )


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything about rooms, the calendar of beds and the queue."""
    return (SHOW, HISTORY, _nights(store), QUEUE, ADD, CHANGE)


ADD = _settles("room-add", "Add a room with its beds 房間", ROOMS, AddRoom, decide=_add)
CHANGE = _settles(
    "room-change",
    "Change a room, or close it or a bed of it for new guests",
    ROOMS + "/{room}/change",
    ChangeRoom,
    within=_named,
    decide=_change,
)
