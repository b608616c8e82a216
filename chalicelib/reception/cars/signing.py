"""Who signs a trip, and who is told of it (R-4.3.7, P-approve). Pure.

Within the city the office head signs, a long distance the general manager. The office head's seat
goes up to the general manager when it is empty; nobody stands in for the general manager in what
is theirs alone, unless the settings let somebody.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import effects, signing, sitetime
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Seat, Staffing
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.record import plain
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.reception.cars.model import CLAUSE, Trip, TripKind, TripState
from chalicelib.reception.receptions.model import OFFICE
from chalicelib.reception.terms import ReceptionTerms

SIGNS = frozenset({Role.OFFICE_HEAD, Role.GM})
_SEAT = {TripKind.CITY: Role.OFFICE_HEAD, TripKind.LONG_DISTANCE: Role.GM}
_DEPARTMENTS: dict[Role, str | None] = {Role.OFFICE_HEAD: OFFICE, Role.GM: GM_OFFICE}
_ABOVE: dict[str, str] = {Role.OFFICE_HEAD: Role.GM}
_ASKED = ("reception", "line", "kind", "purpose", "passengers", "destination", "km")


def chain(trip: Trip, barred: tuple[str, ...], terms: ReceptionTerms) -> Chain:
    """The approval that a trip needs of its own."""
    role = _SEAT[trip.kind]
    seat = Seat(
        role=role,
        clause=CLAUSE,
        due_at=trip.asked_at + timedelta(hours=terms.approve_hours),
    )
    return Chain(
        applicant=trip.asked_by,
        barred=barred,
        seats=(seat,),
        personal=() if terms.gm_delegable else (Role.GM,),
        digest=_digest(trip),
    )


def _digest(trip: Trip) -> str:
    """Of all that is asked for."""
    asked = {name: getattr(trip, name) for name in (*_ASKED, "begins", "ends")}
    return f"{effects.hashed(plain(asked)):062x}"


def staffing(site: Site, person: Person | None = None) -> Staffing:
    """Who holds which seat; `person` brings along the delegations that they may sign by."""
    delegations = person.delegations if person else ()
    return signing.staffing(site, _DEPARTMENTS, _ABOVE, delegations)


def decided(trip: Trip, act: Act[Any], *, approves: bool, words: str) -> Chain:
    """The chain after the acting person's decision.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    assert trip.chain
    seats = staffing(act.site, act.person)
    return signing.decided(trip.chain, seats, act, approves=approves, words=words)


def may_sign(trip: Trip, act: Act[Any]) -> Refusal | None:
    """Guard: the signature is this person's to give."""
    assert trip.chain
    return signing.may_sign(trip.chain, staffing(act.site, act.person), act)


def is_signer(trip: Trip, act: Act[Any]) -> bool:
    """Whether the person may sign, their own seat or another's."""
    if trip.chain is None:
        return False
    seats = staffing(act.site, act.person)
    return signing.is_signer(trip.chain, seats, act.person, act.today)


def holder(trip: Trip, site: Site) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    if trip.chain is None or trip.state is not TripState.PENDING:
        return None
    return signing.holder(trip.chain, staffing(site))


def approver(trip: Trip, site: Site) -> Key | None:
    """The same, as the key of a person."""
    who = holder(trip, site)
    return Key(Person, site.id, who) if who else None


def remind(trip: Trip, act: Act[Any]) -> Change:
    """Late: the approver is reminded, and whoever stands in; tomorrow again. Nothing is decided."""
    assert trip.chain
    whom = tuple(signing.reminded(trip.chain, staffing(act.site), act.beside, act.today))
    told = tuple(news(trip, each, "trip_waits", act) for each in whom)
    return Change(
        before=trip,
        after=replace(trip, timers=signing.put_off(trip, act.now)),
        facts={"reminded": whom},
        messages=told or (signing.nobody(trip.chain, trip.number),),
    )


def news(trip: Trip, to: str, code: str, act: Act[Any], **data: str) -> Message:
    """Somebody is told of a trip."""
    begins, ends = (trip.arranged or trip).begins, (trip.arranged or trip).ends
    said = {
        "number": trip.number,
        "reception": trip.reception_number,
        "destination": trip.destination,
        "begins": shown(begins, act),
        "ends": shown(ends, act),
    }
    return Message(to=to, code=code, clause=CLAUSE, data=said | data)


def asked_for(trip: Trip, act: Act[Any]) -> tuple[Message, ...]:
    """Whoever is to sign is told so; where nobody may, whoever asked for it."""
    assert trip.chain
    who = holder(trip, act.site)
    if who:
        return (news(trip, who, "trip_to_sign", act),)
    return (signing.nobody(trip.chain, trip.number),)


def to_arrange(trip: Trip, act: Act[Any]) -> Iterator[Message]:
    """The office is told of what it is to arrange."""
    office = act.site.department(OFFICE)
    for each in office.told if office else ():
        if each != act.person.id:
            yield news(trip, each, "trip_to_arrange", act)


def shown(at: datetime, act: Act[Any]) -> str:
    """An instant as people at the site read it."""
    return f"{sitetime.local(at, act.site.time_zone):%Y-%m-%d %H:%M}"
