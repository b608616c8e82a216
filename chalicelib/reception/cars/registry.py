"""Cars and drivers over HTTP, and the calendar of what they are booked for (R-4.3.7)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Paged
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, Page, Store
from chalicelib.core.record import Record
from chalicelib.reception.cars import fleet
from chalicelib.reception.cars.forms import AddCar, AddDriver, ChangeCar, ChangeDriver, OfDays
from chalicelib.reception.cars.model import CLAUSE, KEPT, Bookable, Car, Driver
from chalicelib.reception.cars.views import (
    CarCalendar,
    CarPage,
    CarView,
    DriverPage,
    DriverView,
    calendar,
)
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import history_of

CARS = "/sites/{site}/cars"
ONE_CAR = CARS + "/{car}"
DRIVERS = "/sites/{site}/drivers"
ONE_DRIVER = DRIVERS + "/{driver}"
SEES = fleet.KEEPS | {Role.GM, Role.FINANCE}
MOST_DAYS = 31
_PAGE = 200
B = TypeVar("B", bound=Bookable)


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything about cars and drivers."""
    return (
        CAR_LIST,
        CAR_ADD,
        CAR,
        CAR_CHANGE,
        CAR_HISTORY,
        DRIVER_LIST,
        DRIVER_ADD,
        DRIVER,
        DRIVER_CHANGE,
        DRIVER_HISTORY,
        _calendar(store),
    )


def _car_key(call: Call) -> Key:
    return Key(Car, call.site, call.params["car"])


def _driver_key(call: Call) -> Key:
    return Key(Driver, call.site, call.params["driver"])


def _there(record: Record | None, act: Act[Any]) -> Any:
    """The record that the path names, if there is one.

    Raises: Refusal `not_found`.
    """
    if record is None:
        raise Refusal("not_found", CLAUSE)
    return record


def _car_view(record: Record, act: Act[Any], call: Call) -> CarView:
    assert isinstance(record, Car)
    return CarView(version=record.version, car=record)


def _driver_view(record: Record, act: Act[Any], call: Call) -> DriverView:
    assert isinstance(record, Driver)
    return DriverView(version=record.version, driver=record)


def _all(kind: type[Bookable], call: Call, query: Paged) -> Listing:
    return Listing(
        table=kind.TABLE,
        partition=call.site,
        begins=f"{kind.KIND}#",
        kind=kind,
        limit=query.limit,
        cursor=query.cursor,
    )


def _cars(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> CarPage:
    return CarPage(items=tuple(_car_view(each, act, call) for each in records), next=page.next)


def _drivers(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> DriverPage:
    shown = tuple(_driver_view(each, act, call) for each in records)
    return DriverPage(items=shown, next=page.next)


CAR_LIST = ListOf(
    name="car-list",
    about="The cars of the house, with what they are booked for",
    path=CARS,
    clause=CLAUSE,
    who=SEES,
    query=Paged,
    answer=CarPage,
    listing=lambda call, query: _all(Car, call, query),
    show=_cars,
)
CAR_ADD = Command(
    name="car-add",
    about="Add a car 車輛",
    path=CARS,
    clause=CLAUSE,
    who=fleet.KEEPS,
    form=AddCar,
    answer=CarView,
    decide=lambda loaded, form, act, call: fleet.add_car(form, act),
    show=_car_view,
)
CAR = Read(
    name="car",
    about="A car, with what it is booked for",
    path=ONE_CAR,
    clause=CLAUSE,
    who=SEES,
    answer=CarView,
    needs=lambda call, query: (_car_key(call),),
    show=lambda loaded, query, act, call: _car_view(
        _there(loaded.record(*_car_key(call)), act), act, call
    ),
    version=lambda view: view.version,
)
CAR_CHANGE = Command(
    name="car-change",
    about="Change a car, set its odometer right, or close it for new trips",
    path=ONE_CAR + "/change",
    clause=CLAUSE,
    who=fleet.KEEPS,
    form=ChangeCar,
    answer=CarView,
    subject=_car_key,
    decide=lambda loaded, form, act, call: fleet.change_car(
        _there(loaded.record(*_car_key(call)), act), form
    ),
    show=_car_view,
)
CAR_HISTORY = history_of(
    "car-history",
    "What was changed about a car, and what it was booked for, oldest first",
    ONE_CAR + "/history",
    SEES,
    _car_key,
    _there,
)


def _person(call: Call, form: AddDriver) -> Iterable[Key]:
    return (Key(Person, call.site, form.person),) if form.person else ()


def _add_driver(loaded: Loaded, form: AddDriver, act: Act[Any], call: Call) -> Change:
    return fleet.add_driver(form, loaded.record(Person, call.site, form.person), act)


def _change_driver(loaded: Loaded, form: ChangeDriver, act: Act[Any], call: Call) -> Change:
    driver = _there(loaded.record(*_driver_key(call)), act)
    return fleet.change_driver(driver, form, loaded.record(Person, call.site, form.person))


DRIVER_LIST = ListOf(
    name="driver-list",
    about="The drivers of the house, with what they are booked for",
    path=DRIVERS,
    clause=CLAUSE,
    who=SEES,
    query=Paged,
    answer=DriverPage,
    listing=lambda call, query: _all(Driver, call, query),
    show=_drivers,
)
DRIVER_ADD = Command(
    name="driver-add",
    about="Add a driver 司機",
    path=DRIVERS,
    clause=CLAUSE,
    who=fleet.KEEPS,
    form=AddDriver,
    answer=DriverView,
    needs=_person,
    decide=_add_driver,
    show=_driver_view,
)
DRIVER = Read(
    name="driver",
    about="A driver, with what they are booked for",
    path=ONE_DRIVER,
    clause=CLAUSE,
    who=SEES,
    answer=DriverView,
    needs=lambda call, query: (_driver_key(call),),
    show=lambda loaded, query, act, call: _driver_view(
        _there(loaded.record(*_driver_key(call)), act), act, call
    ),
    version=lambda view: view.version,
)
DRIVER_CHANGE = Command(
    name="driver-change",
    about="Change a driver, or close them for new trips",
    path=ONE_DRIVER + "/change",
    clause=CLAUSE,
    who=fleet.KEEPS,
    form=ChangeDriver,
    answer=DriverView,
    needs=_person,
    subject=_driver_key,
    decide=_change_driver,
    show=_driver_view,
)
DRIVER_HISTORY = history_of(
    "driver-history",
    "What was changed about a driver, and what they were booked for, oldest first",
    ONE_DRIVER + "/history",
    SEES,
    _driver_key,
    _there,
)


def _calendar(store: Callable[[], Store]) -> Read:
    def show(loaded: Loaded, query: OfDays, act: Act[Any], call: Call) -> CarCalendar:
        _few_and_remembered(query, act)
        days = (query.from_day, query.to_day)
        return calendar(_every(store(), Car, call), _every(store(), Driver, call), days, act)

    return Read(
        name="car-calendar",
        about="Calendar of cars and drivers 用車日曆: a bar for each booking",
        path=CARS + "/calendar",
        clause=CLAUSE,
        who=SEES,
        query=OfDays,
        answer=CarCalendar,
        show=show,
    )


def _few_and_remembered(query: OfDays, act: Act[Any]) -> None:
    """See that they are not too many days, nor days of which bookings are left out by now.

    Raises: Refusal `invalid_form`.
    """
    since = act.today - KEPT + timedelta(days=1)
    if query.to_day < query.from_day:
        fault = Fault(pointer="/to_day", code="ends_before_it_begins")
    elif query.to_day - query.from_day >= timedelta(days=MOST_DAYS):
        fault = Fault(pointer="/to_day", code="too_many_days", data={"max": MOST_DAYS})
    elif query.from_day < since:
        fault = Fault(pointer="/from_day", code="too_long_ago", data={"since": str(since)})
    else:
        return
    raise Refusal("invalid_form", CLAUSE, faults=(fault,))


def _every(store: Store, kind: type[B], call: Call) -> Iterator[B]:
    query = Paged(limit=_PAGE)
    while True:
        page = store.page(_all(kind, call, query))
        for each in page.records:
            assert isinstance(each, kind)
            yield each
        if page.next is None:
            return
        query = Paged(limit=_PAGE, cursor=page.next)
