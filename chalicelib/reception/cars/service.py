"""Trips over HTTP: ask, sign, arrange, leave, come back, look up (R-4.3.7)."""

from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Dated, Order
from chalicelib.core.people import ANY_ROLE, Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.core.versions import version_id
from chalicelib.reception.cars import rules
from chalicelib.reception.cars.forms import ArrangeTrip, AskTrip, TripsDriven, TripsIn, TripsOf
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.cars.model import CLAUSE, REQUEST, Car, Driver, Trip, TripState
from chalicelib.reception.cars.rules import Found, Wish
from chalicelib.reception.cars.signing import SIGNS
from chalicelib.reception.cars.views import TripPage, TripView, trip_view
from chalicelib.reception.receptions import rules as receptions
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms, rulebook, terms_key
from chalicelib.service import lists
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, nothing
from chalicelib.service.searching import Search
from chalicelib.service.showing import history_of

TRIPS = "/sites/{site}/trips"
ONE_TRIP = TRIPS + "/{trip}"
OF_RECEPTION = "/sites/{site}/receptions/{reception}/trips"
SEES = rules.SEES | rules.ASKS | {Role.DEPARTMENT_MANAGER, Role.GM_OFFICE_DIRECTOR}
ABOUT = {
    "approve": "Sign a trip: within the city the office head, a long distance the GM 批准用車",
    "refuse": "Refuse a trip, saying why 不批准",
    "withdraw": "Take one's request back while nobody signed it 撤回申請",
    "arrange": "Book a car and a driver, or others, or another time 派車",
    "depart": "The car leaves 出車",
    "return": "The car is back: how far it went is worked out 回場",
    "cancel": "Give a trip up: car and driver are free 取消用車",
}
MOVES_CARS = frozenset({"arrange", "depart", "return", "cancel"})
ALONE = frozenset({"approve"})
"""What the reception has no part in."""
REASKED = frozenset({"arrange", "depart"})
"""What the reception's approval, as it is now, has to cover still."""


def _key(call: Call) -> Key:
    return Key(Trip, call.site, call.params["trip"])


def _shown(record: Record, act: Act[Any], call: Call) -> TripView:
    assert isinstance(record, Trip)
    return trip_view(record, act)


def _seen(record: Record | None, act: Act[Any]) -> Trip:
    """The trip, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Trip) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _shown_to(loaded: Loaded, act: Act[Any], call: Call) -> Trip:
    """The trip, also if it is this person's to drive.

    Raises: Refusal `not_found`.
    """
    trip = loaded.record(*_key(call))
    return trip if isinstance(trip, Trip) and _drives(loaded.all(Driver), act) else _seen(trip, act)


def _drives(records: Iterable[Record], act: Act[Any]) -> bool:
    """Whether this person is a driver among the records, as the registry has it now."""
    return any(isinstance(each, Driver) and each.person == act.person.id for each in records)


def _driver(loaded: Loaded, call: Call) -> Iterable[Key]:
    """Who drives the trip, for whoever does not see all of them."""
    person = loaded.record(Person, call.site, call.person)
    if person and not person.has(rules.SEES):
        for trip in loaded.all(Trip):
            if trip.arranged:
                yield Key(Driver, call.site, trip.arranged.driver)


def _terms(loaded: Loaded, site: str, number: int) -> ReceptionTerms:
    """The settings of this number; the rulebook's own where nothing was settled yet."""
    return loaded.record(ReceptionTerms, site, version_id(number)) or rulebook(site)


def _asking(call: Call, form: AskTrip) -> Iterable[Key]:
    return (Key(Reception, call.site, form.reception),)


def _judged_by(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The settings of the reception that was read."""
    return (terms_key(call.site, each.terms) for each in loaded.all(Reception) if each.terms)


def _ask(loaded: Loaded, form: AskTrip, act: Act[Any], call: Call) -> Change:
    reception = loaded.record(Reception, call.site, form.reception)
    wish = Wish(
        reception=reception,
        terms=_terms(loaded, call.site, reception.terms) if reception else None,
    )
    return TRIP.decide("ask", wish, form, act)


ASK = Command(
    name="trip-ask",
    about="Ask for a car for guests of a reception 用車申請",
    path=TRIPS,
    clause=CLAUSE,
    who=TRIP.steps["ask"].who,
    form=TRIP.steps["ask"].form,
    answer=TripView,
    needs=_asking,
    also=_judged_by,
    counts=(REQUEST,),
    decide=_ask,
    show=_shown,
)


def _page(trips: Iterable[Trip], page: Page, query: Dated, act: Act[Any]) -> TripPage:
    """Those of the days that were asked for."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (each for each in trips if sitetime.among(each.asked_at, zone, *days))
    return TripPage(items=tuple(trip_view(each, act) for each in found), next=page.next)


def _standing(
    page: Page, records: list[Record], query: TripsIn, act: Act[Any], call: Call
) -> TripPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    state = query.state if query.q else query.state or TripState.PENDING
    found = (
        each
        for each in lists.held(page, records, query.q)
        if isinstance(each, Trip) and rules.sees(act, each) and state in (None, each.state)
    )
    return _page(found, page, query, act)


def _listing(call: Call, query: TripsIn) -> Listing | Search:
    if query.q:
        return lists.sought(Trip, call, query, query.q)
    return lists.standing(Trip, call, query.state or TripState.PENDING, query, query.order)


def _reception_key(call: Call) -> Key:
    return Key(Reception, call.site, call.params["reception"])


def _of_reception(
    page: Page, records: list[Record], query: TripsOf, act: Act[Any], call: Call
) -> TripPage:
    """Whoever may know of the reception may know of its trips."""
    known = next((each for each in records if isinstance(each, Reception)), None)
    if known is None or not receptions.sees(act, known):
        raise Refusal("not_found", "P-who")
    return _page((each for each in records if isinstance(each, Trip)), page, query, act)


IN_STATE = ListOf(
    name="trip-list",
    about="Trips by where they stand, oldest first unless asked otherwise, or by number, "
    "destination and words",
    path=TRIPS,
    clause=CLAUSE,
    who=SEES,
    seats=SIGNS,
    query=TripsIn,
    answer=TripPage,
    listing=_listing,
    record=lists.named(Trip),
    show=_standing,
)
OF_ONE = ListOf(
    name="reception-trips",
    about="The trips of a reception, oldest first unless asked otherwise",
    path=OF_RECEPTION,
    clause=CLAUSE,
    who=SEES,
    seats=SIGNS,
    query=TripsOf,
    answer=TripPage,
    listing=lambda call, query: lists.of_reception(
        Trip, call, call.params["reception"], query, query.order
    ),
    record=lists.named(Trip),
    needs=lambda call, query: (_reception_key(call),),
    show=_of_reception,
)


def _booked(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The trips that drivers are booked for, in order of time."""
    bookings = (each for driver in loaded.all(Driver) for each in driver.bookings)
    return [Key(Trip, call.site, each.trip) for each in bookings]


def _driven(
    page: Page, records: list[Record], query: TripsDriven, act: Act[Any], call: Call
) -> TripPage:
    """The index may lag: who is no driver any more drives nothing."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = [
        trip_view(trip, act)
        for trip in records
        if isinstance(trip, Trip)
        and trip.arranged
        and _drives(records, act)
        and sitetime.among(trip.arranged.begins, zone, *days)
    ]
    return TripPage(
        items=tuple(reversed(found) if query.order is Order.NEWEST else found), next=None
    )


DRIVEN = ListOf(
    name="trip-mine",
    about="Trips that one drives, those of the last two months included, in order of time 我的出車",
    path="/sites/{site}/my-trips",
    clause=CLAUSE,
    who=ANY_ROLE,
    query=TripsDriven,
    answer=TripPage,
    listing=lambda call, query: Listing(
        table=Driver.TABLE,
        index="by_person",
        partition=f"{call.site}#{call.person}",
        begins=f"{Driver.KIND}#",
        limit=1,
    ),
    record=lists.named(Driver),
    also=_booked,
    show=_driven,
)
SHOW = Read(
    name="trip",
    about="A trip, and what may be done with it now",
    path=ONE_TRIP,
    clause=CLAUSE,
    who=ANY_ROLE,
    answer=TripView,
    needs=lambda call, query: (_key(call),),
    also=_driver,
    show=lambda loaded, query, act, call: trip_view(_shown_to(loaded, act, call), act),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "trip-history",
    "Who asked, signed, arranged and drove what and when, oldest first",
    ONE_TRIP + "/history",
    SEES,
    _key,
    _seen,
)


def _named(call: Call, form: Any) -> Iterator[Key]:
    """The car and the driver that a form names."""
    if isinstance(form, ArrangeTrip):
        yield Key(Car, call.site, form.car)
        yield Key(Driver, call.site, form.driver)


def _beside(command: str, loaded: Loaded, call: Call) -> Iterator[Key]:
    """What a step looks at besides the trip, as the trip names it."""
    trip = loaded.record(Trip, call.site, call.params["trip"])
    if trip is None:
        return
    if command not in ALONE:
        yield Key(Reception, call.site, trip.reception)
    if command in MOVES_CARS and trip.arranged:
        yield Key(Car, call.site, trip.arranged.car)
        yield Key(Driver, call.site, trip.arranged.driver)
    if command == "return" and trip.terms:
        yield terms_key(call.site, trip.terms)


def _settings(command: str, loaded: Loaded, trip: Trip) -> ReceptionTerms | None:
    """Those that decide: the reception's as it is now, or those that the trip was asked under."""
    if command in REASKED:
        reception = loaded.record(Reception, trip.site, trip.reception)
        return _terms(loaded, trip.site, reception.terms) if reception else None
    return _terms(loaded, trip.site, trip.terms) if command == "return" else None


def _step(command: str) -> Command:
    step = TRIP.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        trip = _seen(loaded.record(*_key(call)), act)
        found = Found(
            form=form,
            reception=loaded.record(Reception, trip.site, trip.reception),
            terms=_settings(command, loaded, trip),
            cars={each.id: each for each in loaded.all(Car)},
            drivers={each.id: each for each in loaded.all(Driver)},
        )
        return TRIP.decide(command, trip, found, act)

    return Command(
        name=f"trip-{command}",
        about=ABOUT[command],
        path=f"{ONE_TRIP}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=TripView,
        needs=_named,
        also=lambda loaded, call: _beside(command, loaded, call),
        further=_judged_by if command in REASKED else nothing,
        contended=command in MOVES_CARS,
        subject=_key,
        sees=rules.sees,
        decide=decide,
        show=_shown,
    )


OPERATIONS: tuple[Operation, ...] = (
    ASK,
    IN_STATE,
    OF_ONE,
    DRIVEN,
    SHOW,
    HISTORY,
    *map(_step, ABOUT),
)
"""Everything about trips that is done over HTTP."""
