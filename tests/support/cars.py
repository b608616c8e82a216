"""Cars, drivers and trips over HTTP, as far as a test needs them."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib.core import numbering
from chalicelib.core.approval import Chain, ChainState, Mark
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role
from chalicelib.core.record import NumberedForm
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer, Granted, LineKind, PlanLine
from chalicelib.reception.receptions.model import (
    REQUEST,
    Content,
    Guest,
    GuestKind,
    OfficialLetter,
    Reception,
    ReceptionState,
    Responsible,
)
from chalicelib.reception.terms import ReceptionTerms, rulebook, terms_key
from tests.support.delegating import ZONE, today
from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER, peopled, settle
from tests.support.moments import Moment
from tests.support.residents import inbox, join, person, stored
from tests.support.world import Reply, World

CITY, FAR = "香洲區", "廣州白雲機場"
_numbers = itertools.count(1)


def settled(world: World) -> World:
    """People, and a city with one district; once a site."""
    peopled(world)
    if world.get("/reception", OFFICER).json["terms"]["districts"] != [CITY]:
        settle(world, districts=[CITY])
    return world


def terms(world: World) -> ReceptionTerms:
    number = world.get("/reception", OFFICER).json["terms"]["id"]
    store, key = world.house.service.store, terms_key(world.site, int(number))
    return store.load([key]).record(*key) or rulebook(world.site)


def line(world: World, key: str, destination: str | None, **given: Any) -> PlanLine:
    """A line of a vehicle, at the house's cost."""
    return vehicle(today(world), key, destination, **given)


def vehicle(day: date, key: str, destination: str | None, **given: Any) -> PlanLine:
    known = {"kind": LineKind.VEHICLE, "bearer": Bearer.HOST, "fen": 10000, "words": "接送"}
    return PlanLine(key=key, day=day, destination=destination, **known | given)


def reception(world: World, *lines: PlanLine, no: tuple[str, ...] = (), **fields: Any) -> Reception:
    """An approved reception of ten days from today on, kept as it is; the GM grants what he is
    asked for, but for what is named.
    """
    settled(world)
    world.clock.tick(seconds=1)
    store, day = world.house.service.store, today(world)
    counters = store.load([], counters=(world.site, (REQUEST,))).counters
    day, seq = numbering.following(counters.get(REQUEST), day)
    form = NumberedForm(
        form=REQUEST,
        number=numbering.number("RR", day, seq),
        day=day,
        seq=seq,
        at=world.clock(),
        by=HOST,
    )
    made = granted(form, terms(world), *lines, first=today(world), no=no)
    id = world.house.service.fresh_id(world.clock())
    made = replace(made, site=world.site, id=id, **fields)
    stamp = Stamp(by=HOST, name=HOST, at=world.clock(), command="x", clause="R-2.1", correlation="")
    store.commit(enter(Change(before=None, after=made), stamp))
    return stored(world, Reception, made.id)


def granted(
    form: NumberedForm,
    known: ReceptionTerms,
    *lines: PlanLine,
    first: date,
    no: tuple[str, ...] = (),
) -> Reception:
    """The same, of a site that is none."""
    content = Content(
        kind=GuestKind.INVITED,
        purpose="學術交流",
        guests=(Guest(key="g1", name="歐陽", unit="省醫院", title="主任", rank="expert"),),
        letter=OfficialLetter(reference=form.number, unit="省醫院", dated=first),
        first=first,
        last=first + timedelta(days=9),
        lines=lines or (vehicle(first, "city", CITY, count=9), vehicle(first, "far", FAR, count=9)),
    )
    by = {"by": GM, "name": GM, "at": form.at}
    return Reception(
        site="site",
        id="reception",
        forms=(form,),
        state=ReceptionState.APPROVED,
        requested_by=HOST,
        requested_name=HOST,
        requested_at=form.at,
        content=content,
        responsible=Responsible(department="cardiology", clause="R-3.1"),
        terms=int(known.id),
        chain=Chain(applicant=HOST, digest="d", state=ChainState.APPROVED, marks=_marks(form.at)),
        granted=tuple(
            Granted(
                asks=each.asks,
                line=each.line,
                code=each.code,
                digest=each.digest,
                yes=each.asks not in no,
                **by,
            )
            for each in judging.asked(content, known)
        ),
    )


def _marks(at: datetime) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            step=step,
            person=who,
            whose=who,
            role=role,
            approves=True,
            words="",
            at=at,
            digest="d",
            version=1,
        )
        for step, (who, role) in enumerate(((OFFICE_HEAD, Role.OFFICE_HEAD), (GM, Role.GM)))
    )


def at(world: World, clock: str = "10:00", after: int = 1) -> str:
    """That time of the site's clock, so many days after today."""
    day = today(world) + timedelta(days=after)
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(ZONE)).isoformat()


def times(world: World, begins: str = "10:00", ends: str = "12:00", after: int = 1) -> Any:
    """From one time to another, of one day."""
    return {"begins": at(world, begins, after), "ends": at(world, ends, after)}


def car(world: World, **form: Any) -> str:
    """A car of six seats that nobody else knows; the id."""
    number = next(_numbers)
    form = {"name": f"商務車{number}", "plate": f"粵C·{number:05}", "seats": 6} | form
    reply = world.post("/cars", OFFICER, {"odometer": 1000, **form})
    assert reply.status == 201, reply.json
    found: str = reply.json["car"]["id"]
    return found


def driver(world: World, who: str | None = None, **form: Any) -> str:
    """A driver; a person of the site, if they are named; the id."""
    if who and not stored(world, Person, who):
        join(world, person(who, Role.EMPLOYEE, department="hospital_office"))
    reply = world.post(
        "/drivers", OFFICER, {"name": f"司機{next(_numbers)}", "person": who, **form}
    )
    assert reply.status == 201, reply.json
    found: str = reply.json["driver"]["id"]
    return found


def change(world: World, path: str, **fields: Any) -> Reply:
    """A car or a driver, with something else about it; `path` is its own."""
    shown = world.get(path, OFFICER)
    known = shown.json.get("car") or shown.json["driver"]
    names = ("name", "plate", "seats", "odometer", "person", "closed")
    form = {name: known[name] for name in names if name in known}
    return world.post(f"{path}/change", OFFICER, form | fields, if_match=shown.etag)


def asking(world: World, of: Reception | None = None, **form: Any) -> dict[str, Any]:
    """A trip within the city, for tomorrow from ten to twelve, of a reception of its own."""
    of = of or reception(world)
    asked = {
        "reception": of.id,
        "line": "city",
        "purpose": "接站",
        "passengers": 3,
        "destination": CITY,
        **times(world),
    }
    return asked | form


def far(world: World, **form: Any) -> dict[str, Any]:
    """What a trip beyond the city says otherwise."""
    return {"line": "far", "destination": FAR, "km": 300, **form}


def asked(world: World, of: Reception | None = None, *, who: str = HOST, **form: Any) -> Reply:
    """A trip just asked for: approved by what the reception was approved by, or to be signed."""
    world.clock.tick(seconds=1)
    reply = world.post("/trips", who, asking(world, of, **form))
    assert reply.status == 201, reply.json
    return reply


def to_sign(world: World, **form: Any) -> Reply:
    """One that goes elsewhere in the city than the plan has it: the office head is to sign it."""
    settled(world)
    plan = (line(world, "city", "別處", count=9),)
    return asked(world, reception(world, *plan), **form)


def far_to_sign(world: World, **form: Any) -> Reply:
    """One beyond the city, that was not granted with the reception: the GM is to sign it."""
    of = reception(world, no=("long_distance",))
    return asked(world, of, **far(world, **form))


def do(world: World, reply: Reply, command: str, who: str = OFFICER, **form: Any) -> Reply:
    """A step on the trip as it stands now."""
    path = f"/trips/{reply.json['trip']['id']}"
    etag = world.get(path, OFFICER).etag
    return world.post(f"{path}/{command}", who, form, if_match=etag)


def done(world: World, reply: Reply, command: str, who: str = OFFICER, **form: Any) -> Reply:
    """The same, and it is done."""
    answer = do(world, reply, command, who, **form)
    assert answer.status == 200, answer.json
    return answer


def arranging(world: World, **form: Any) -> dict[str, Any]:
    """A car and a driver of its own, for the time that was asked for."""
    form = {
        "car": form.get("car") or car(world),
        "driver": form.get("driver") or driver(world),
    } | form
    return {**times(world), **form}


def arranged(world: World, reply: Reply | None = None, **form: Any) -> Reply:
    """A trip with a car and a driver."""
    return done(world, reply or asked(world), "arrange", **arranging(world, **form))


def today_arranged(world: World, **form: Any) -> Reply:
    """One that begins today."""
    when = times(world, "10:00", "12:00", 0)
    return arranged(world, asked(world, **when, **form), **when)


def left(world: World, reply: Reply | None = None, odometer: int = 1000) -> Reply:
    """A trip on its way."""
    return done(world, reply or today_arranged(world), "depart", odometer=odometer)


def returned(world: World, reply: Reply | None = None, km: int = 30) -> Reply:
    """A trip that is over, after so many km."""
    reply = left(world, reply)
    odometer = reply.json["trip"]["left"]["odometer"] + km
    return done(world, reply, "return", odometer=odometer)


def moment(world: World, step: str) -> Moment:
    """When a step may be taken on a trip."""
    if step == "ask":
        return Moment("/trips", HOST, asking(world))
    reply, who, form = _BEFORE[step](world)
    path = f"/trips/{reply.json['trip']['id']}"
    return Moment(f"{path}/{step}", who, form, world.get(path, OFFICER).etag)


def fleet_moment(world: World, name: str) -> Moment:
    """When something of the fleet may be added or changed."""
    settled(world)
    number = next(_numbers)
    forms = {
        "car": {"name": f"轎車{number}", "plate": f"粵C·{number:05}", "seats": 4, "odometer": 10},
        "driver": {"name": f"司機{number}"},
    }
    kind, step = name.split("-")
    if step == "add":
        return Moment(f"/{kind}s", OFFICER, forms[kind])
    path = f"/{kind}s/{(car if kind == 'car' else driver)(world)}"
    form = {**forms[kind], "closed": True}
    return Moment(f"{path}/change", OFFICER, form, world.get(path, OFFICER).etag)


WHY = {"reason": "行程有變"}
_BEFORE: dict[str, Callable[[World], tuple[Reply, str, Any]]] = {
    "approve": lambda world: (to_sign(world), OFFICE_HEAD, {}),
    "refuse": lambda world: (to_sign(world), OFFICE_HEAD, WHY),
    "withdraw": lambda world: (to_sign(world), HOST, {}),
    "arrange": lambda world: (arranged(world), OFFICER, arranging(world)),
    "depart": lambda world: (today_arranged(world), OFFICER, {"odometer": 1000}),
    "return": lambda world: (left(world), OFFICER, {"odometer": 1150, "words": "改道"}),
    "cancel": lambda world: (arranged(world), HOST, WHY),
}
SCENES: dict[str, Callable[[World], Moment]] = {
    **{f"trip-{step}": partial(moment, step=step) for step in ("ask", *_BEFORE)},
    **{
        name: partial(fleet_moment, name=name)
        for name in ("car-add", "car-change", "driver-add", "driver-change")
    },
}
"""By the name of the operation."""


def trip(reply: Reply) -> Any:
    return reply.json["trip"]


def now(world: World, reply: Reply, who: str = OFFICER) -> Reply:
    return world.get(f"/trips/{trip(reply)['id']}", who)


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert reply.status == 422, reply.json
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def refused(reply: Reply) -> tuple[str, str]:
    assert reply.status in (403, 409), reply.json
    return reply.json["code"], reply.json["clause"]


def told(world: World, who: str, reply: Reply) -> list[str]:
    about = f"trip#{trip(reply)['id']}"
    return [each["code"] for each in reversed(inbox(world, who)) if each["record"] == about]


def marks(of: Reception, *roles: Role) -> Reception:
    """The reception with the signatures of these roles only."""
    assert of.chain
    kept = tuple(each for each in of.chain.marks if each.role in roles)
    return replace(of, chain=replace(of.chain, marks=kept))
