"""For every operation a moment at which it is allowed, found from the declarations themselves."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app import OPERATIONS
from chalicelib.core.people import Person
from chalicelib.lodging.conduct.life import CONDUCT, VIOLATION
from chalicelib.lodging.gate.life import VISIT
from chalicelib.lodging.passes.life import PASS
from chalicelib.lodging.stays.life import STAY
from chalicelib.reception.letters.life import LETTER
from chalicelib.service.operations import Operation, Trial
from chalicelib.store.dynamo import DynamoStore
from local import sample
from tests.support import (
    cars,
    claims,
    conduct,
    delegating,
    desk,
    erasing,
    hospital,
    letters,
    lodging,
    neighbours,
    planning,
    receptions,
    settlements,
    sheets,
)
from tests.support.faults import watched
from tests.support.filling import filled
from tests.support.hospital import OFFICER
from tests.support.moments import Moment
from tests.support.paths import APART, form_of, walk, ways
from tests.support.residents import join, stored
from tests.support.station import ADMIN, GROUP, Station
from tests.support.uploads import add, announced, put
from tests.support.world import Reply, World

POSTS = tuple(op for op in OPERATIONS if op.method == "POST" and not isinstance(op, Trial))
TRIALS = tuple(op for op in OPERATIONS if isinstance(op, Trial))
LODGES = {role: id for id, role, _ in lodging.STAFF}
"""Who has what part in the reception room; they come to the site when they are needed."""
RECEIVES = {role: id for id, role, _ in hospital.STAFF if role not in LODGES}
"""Who has what part in an official reception; they come likewise."""
IN_ROLE = {role: id for id, _, role, _ in sample.STAFF} | {"owner": "owner-lau"}
IN_ROLE |= LODGES | RECEIVES
_TICKET = "ticket-"


@dataclass(frozen=True)
class Scene:
    """What a person may send now, and how."""

    op: Operation
    path: str
    who: str
    form: dict[str, Any]
    if_match: str | None = None

    def send(self, world: World, form: Any = None, who: str = "", **more: Any) -> Reply:
        """The form as it is, or another, as this person, or as another."""
        body = self.form if form is None else form
        return world.post(self.path, who or self.who, body, **{"if_match": self.if_match, **more})


def scene(world: World, op: Operation) -> Scene:
    """A POST that succeeds if it is sent now.

    Raises: KeyError for an operation that changes something to which no way was found.
    """
    if op.name in PREPARED:
        return PREPARED[op.name](world, op)
    command = op.name.removeprefix(_TICKET)
    way = {edge[0]: way for edge, way in sorted(ways().items(), reverse=True)}.get(command)
    if way is None:
        if "{" in op.path.removeprefix("/sites/{site}"):
            raise KeyError(f"no way leads to {op.name}")
        form = filled(op.form, world.clock())  # type: ignore[attr-defined]
        return Scene(op, _path(op), somebody(world, op), form)
    *before, last = way
    reply = walk(world, tuple(before))
    world.clock.at += APART
    form = form_of(last, world.clock(), reply and reply.ticket)
    if reply is None:
        return Scene(op, _path(op), last.variant.who, form)
    return Scene(op, _path(op, reply.ticket["id"]), last.variant.who, form, reply.etag)


def _filing(world: World, op: Operation) -> Scene:
    """A repair just taken in, and where the operation names a file, one that is uploaded."""
    ticket = world.intake().ticket["id"]
    if "{file}" not in op.path:
        return Scene(op, _path(op, ticket), "desk-chan", announced())
    reply = add(world, ticket)
    assert put(reply) == 200
    path = op.path.removeprefix("/sites/{site}").format(
        ticket=ticket, file=reply.json["file"]["id"]
    )
    return Scene(op, path, "desk-chan", {}, reply.etag)


def _people_find(world: World, op: Operation) -> Scene:
    return Scene(op, _path(op), somebody(world, op), {"phone": "13800138001"})


def _person_add(world: World, op: Operation) -> Scene:
    form = filled(op.form, world.clock(), id=f"new-{next(world._keys)}")  # type: ignore[attr-defined]
    return Scene(op, _path(op), somebody(world, op), form)


def _person_change(world: World, op: Operation) -> Scene:
    """Somebody leaves their department, which then tells one fewer, and has another name."""
    who = {"id": f"new-{next(world._keys)}", "name": "王志明", "roles": ["gate"]}
    known = world.post("/people", somebody(world, op), {**who, "department": "grounds"})
    form = filled(op.form, world.clock(), name="王志強")  # type: ignore[attr-defined]
    return Scene(op, _path(op, known.json["id"]), somebody(world, op), form, known.etag)


def _person_erase(world: World, op: Operation) -> Scene:
    """Somebody called once, about what is over."""
    id = erasing.caller(erasing.cancelled(world, f"139 {next(world._keys):08}"))
    etag = f'"{erasing.person(world, id).version}"'
    return Scene(op, _path(op, id), somebody(world, op), {"reason": "本人要求"}, etag)


def _telling(world: World, op: Operation) -> Scene:
    form = {"channels": [GROUP], "rules": [{"code": "ticket_dispatched", "staff": ["email"]}]}
    return Scene(op, "/telling", ADMIN, form, world.get("/telling", ADMIN).etag)


def _test(world: World, op: Operation) -> Scene:
    set_ = Station(world).setting()
    return Scene(op, "/telling/test", ADMIN, {"channel": GROUP["id"]}, set_.etag)


def _my_telling(world: World, op: Operation) -> Scene:
    """Set before, so that the version is nobody else's."""
    form, path, who = {"mail": "wong@example.com", "language": "en"}, "/me/telling", "desk-leung"
    before = world.get(path, who)
    set_ = world.post(path, who, form, if_match=before.etag)
    return Scene(op, path, who, form, set_.etag)


def _send_again(world: World, op: Operation) -> Scene:
    station = Station(world)
    station.setting()
    path = f"/deliveries/{station.park().id}"
    return Scene(op, f"{path}/send-again", ADMIN, {}, world.get(path, ADMIN).etag)


def _handover(world: World, op: Operation) -> Scene:
    """Whatever is under way is ended; with what the step needs before it."""
    match op.name.removeprefix("handover-"):
        case "open":
            before = desk.handover(world)
            path = f"/handovers/{before.json['id']}/force"
            world.post(path, desk.SUPERVISOR, desk.FORCE, if_match=before.etag)
            return Scene(op, "/handovers", "desk-chan", {})
        case "note":
            ticket = world.intake().ticket["id"]
            path = f"/handovers/{desk.handover(world).json['id']}/items/{ticket}"
            version = world.get(path, "desk-chan").etag
            return Scene(op, path, "desk-chan", {"words": "等配件"}, version)
        case "sign-off":
            before = desk.noted(world, desk.handover(world))
            return _on_handover(op, before, "desk-chan", desk.SIGNED)
        case "acknowledge":
            return _on_handover(op, desk.signed_off(world), "desk-leung", {"signed_name": "梁家敏"})
        case _:
            return _on_handover(op, desk.handover(world), desk.SUPERVISOR, desk.FORCE)


def _on_handover(op: Operation, before: Reply, who: str, form: dict[str, Any]) -> Scene:
    path = f"/handovers/{before.json['id']}/{op.path.rsplit('/', 1)[1]}"
    return Scene(op, path, who, form, before.etag)


def _settle(world: World, op: Operation) -> Scene:
    """Settings other than they are; a department that is not there yet, or is there already."""
    before = world.get("/desk", ADMIN)
    names = {"hant": "保安部", "hans": "保安部", "en": "Security"}
    days = before.json["terms"]["same_matter_days"] % 3000 + 1
    form: dict[str, Any] = {"same_matter_days": days}
    if op.name == "department-add":
        key = f"d-{next(world._keys)}"
        form = {"key": key, "name": names, "supervisor": "head-ho"}
    if op.name == "department-change":
        form = {"name": names, "supervisor": "engineer-tse"}
    return Scene(op, _path(op, "grounds"), ADMIN, form, before.etag)


def _hand_in(world: World, op: Operation) -> Scene:
    """Of the day that runs; a correction, if it was handed in before."""
    path, who = f"/days/{desk.running(world)}/reports/engineering", "head-cheung"
    form = {"signed_name": "張偉", "words": "今日工單如上", "reason": "補正"}
    return Scene(op, path, who, form, world.get(path, who).etag)


def _delegation(world: World, op: Operation) -> Scene:
    """A supervisor is away from tomorrow on; each time another day."""
    step = op.name.removeprefix("delegation-")
    if step == "give":
        days = {"first": delegating.day_after(world, 1), "last": delegating.day_after(world, 3)}
        return Scene(op, "/delegations", delegating.GIVER, delegating.offer(world, **days))
    given = delegating.given(world)
    path = f"/delegations/{given.json['delegation']['id']}/{step}"
    who = delegating.GIVER if step == "revoke" else delegating.TAKER
    return Scene(op, path, who, {}, given.etag)


def _incident(world: World, op: Operation) -> Scene:
    """An outage just announced, where one is needed; no more than there may be at a time."""
    form = {"affected": "電梯", "buildings": ["C"], "words": "電梯檢修,請走樓梯"}
    if op.name == "incident-open":
        for known in world.get("/open-incidents", desk.SUPERVISOR).json["items"][40:]:
            path = f"/incidents/{known['incident']['id']}/close"
            version = f'"{known["incident"]["version"]}"'
            world.post(path, desk.SUPERVISOR, {"result": "已恢復"}, if_match=version)
        return Scene(op, "/incidents", "desk-chan", form)
    known = world.post("/incidents", "head-cheung", form)
    path = f"/incidents/{known.json['incident']['id']}/{op.path.rsplit('/', 1)[1]}"
    form = filled(op.form, world.clock())  # type: ignore[attr-defined]
    return Scene(op, path, "desk-chan", form, known.etag)


def _plan(world: World, op: Operation) -> Scene:
    """A plan of which nothing is due yet; suspended, where it is to be resumed."""
    step, who = op.name.removeprefix("plan-"), planning.SUPERVISOR
    if step == "set-up":
        return Scene(op, "/plans", who, planning.form(world))
    known = planning.set_up(world)
    if step == "resume":
        known = planning.do(world, known, "suspend", **planning.STOP)
    forms = {"change": planning.form(world, area="B 座電梯"), "resume": {}}
    return Scene(
        op, _path(op, known.json["plan"]["id"]), who, forms.get(step, planning.STOP), known.etag
    )


def _import(world: World, op: Operation) -> Scene:
    """Of one more unit; uploaded, and where the step needs it, tried."""
    rows = [["Unit", "Building"], [f"Z-{next(world._keys)}", "Z"]]
    if op.name == "import-add":
        return Scene(op, "/imports", ADMIN, sheets.announced(sheets.text(rows), "units"))
    made = sheets.uploaded if op.name == "import-try" else sheets.tried
    reply = made(world, sheets.text(rows), "units")
    return Scene(
        op, f"/imports/{reply.json['id']}/{op.path.rsplit('/')[-1]}", ADMIN, {}, reply.etag
    )


def _reception_change(world: World, op: Operation) -> Scene:
    """Settings other than they are."""
    before = world.get("/reception", ADMIN)
    form = {"city_km": before.json["terms"]["city_km"] % 9000 + 1}
    return Scene(op, _path(op), ADMIN, form, before.etag)


def _of_room(begin: Callable[[World], Moment]) -> Callable[[World, Operation], Scene]:
    """A scene as its room sets it."""

    def made(world: World, op: Operation) -> Scene:
        now = begin(world)
        return Scene(op, now.path, now.who, now.form, now.if_match)

    return made


def _lodging(world: World, op: Operation) -> Scene:
    """Settings other than they are; a room that is not there yet, or is there already."""
    if op.name == "lodging-change":
        before = world.get("/lodging", ADMIN)
        charge = before.json["terms"]["pass_fen"] % 9000 + 1
        return Scene(op, _path(op), ADMIN, {"pass_fen": charge}, before.etag)
    number, closed = f"r{next(world._keys)}", [{"key": "A", "closed": True}]
    form: dict[str, Any] = {"number": number, "type": "standard", "floor": 2, "beds": closed}
    if op.name == "room-change":
        version = world.get("/house", ADMIN).etag
        world.post("/house/rooms", ADMIN, form, if_match=version)
        form = {"type": "standard", "floor": 3, "beds": closed}
    return Scene(op, _path(op, number), ADMIN, form, world.get("/house", ADMIN).etag)


def _relative(world: World, op: Operation) -> Scene:
    """A relative just named, or to be."""
    lodging.peopled(world)
    if op.name == "relative-claim":
        form = {**lodging.WOMAN, "document": f"H{next(world._keys)}-200300"}
        return Scene(op, _path(op), lodging.EMPLOYEE, form)
    known = lodging.claimed(world)
    form = filled(op.form, world.clock())  # type: ignore[attr-defined]
    return Scene(op, _path(op, known.json["relative"]["id"]), lodging.DORMITORY, form, known.etag)


def _stay(world: World, op: Operation) -> Scene:
    """An application, signed as far as the step needs it; with a bed offered, if it is to be."""
    lodging.settled(world, r1="A")
    first, step = lodging.ahead(world), op.name.removeprefix("stay-")
    if step == "apply":
        form = lodging.asking(world, lodging.relative(world), first=first)
        return Scene(op, "/stays", lodging.EMPLOYEE, form)
    form = {} if step in ("approve", "withdraw", "take-offer") else {"reason": "改期"}
    guest = lodging.relative(world)
    if step in ("cede", "take-ceded", "call-off"):
        return _ceding(world, op)
    if step == "take-offer":
        known = lodging.offered(world, first=first)
    elif step == "cancel":
        known = lodging.approved(world, lodging.applied(world, first=first))
    else:
        known = lodging.applied(world, lodging.EMPLOYEE, guest, first=first)
    if step == "approve":
        known = lodging.do(world, known, "approve", lodging.MANAGER)
    if step == "resubmit":
        known = lodging.do(world, known, "withdraw", lodging.EMPLOYEE)
        form = lodging.asking(world, guest, first=first, days=2)
    who = {"approve": lodging.DIRECTOR, "refuse": lodging.MANAGER}.get(step, lodging.EMPLOYEE)
    path, now = _path(op, known.json["stay"]["id"]), lodging.version(world, known)
    return Scene(op, path, who, form, now)


def _ceding(world: World, op: Operation) -> Scene:
    """A bed that is to be proposed, or was: to be taken, or called off by who would have had it."""
    if op.name == "stay-cede":
        known, waits = lodging.neighbours(world)
        guest = known.json["stay"]["asked"]["guests"][0]["guest"]
        form = {"to": waits.json["stay"]["id"], "guests": [guest]}
    else:
        giver, known = lodging.proposed(world)
        form = {"of": giver.json["stay"]["id"]} if op.name == "stay-take-ceded" else {}
    stay = known.json["stay"]
    return Scene(op, _path(op, stay["id"]), stay["employee"], form, lodging.version(world, known))


def _violation(world: World, op: Operation) -> Scene:
    """Of an employee who answers for nothing else; decided, where it is to be taken back."""
    conduct.guarded(world)
    step, who = op.name.removeprefix("violation-"), conduct.employee(world, _fresh(world))
    if step == "report":
        return Scene(op, "/violations", conduct.GATE, conduct.reporting(world, who))
    known = (conduct.upheld if step == "reverse" else conduct.reported)(world, who)
    path = f"/violations/{known.json['violation']['id']}"
    if step == "file-add":
        return Scene(op, f"{path}/files", lodging.DORMITORY, announced())
    if step == "file-attach":
        added = conduct.evidence(world, known)
        one = f"{path}/files/{added.json['file']['id']}/attach"
        return Scene(op, one, conduct.GATE, {}, added.etag)
    form = filled(op.form, world.clock())  # type: ignore[attr-defined]
    by = who if step == "explain" else lodging.DIRECTOR
    return Scene(op, f"{path}/{step}", by, form, known.etag)


def _fresh(world: World) -> str:
    return f"answers-{next(world._keys)}"


def _conduct(world: World, op: Operation) -> Scene:
    """An employee whose right to stay is to be taken, or was."""
    who = conduct.employee(conduct.guarded(world), _fresh(world))
    if op.name == "conduct-restore":
        conduct.settle(world, who, "cancel")
    version = world.get(f"/conduct/{who}", lodging.DIRECTOR).etag
    return Scene(op, _path(op, who), lodging.DIRECTOR, {"reason": "屢次違規"}, version)


def _account(world: World, op: Operation) -> Scene:
    """An employee who owes a fine, of which a part was paid; or has it back, having paid it."""
    who = conduct.employee(conduct.guarded(world), _fresh(world))
    form: dict[str, Any] = {"fen": 100, "method": "wechat"}
    if op.name == "account-refund":
        conduct.credited(world, who)
        version = world.get(f"/accounts/{who}", conduct.FINANCE).etag
        return Scene(op, _path(op, who), conduct.FINANCE, form, version)
    conduct.upheld(world, who)
    paid = conduct.paying(world, who, 1)
    if op.name == "account-undo":
        form = {"number": paid.json["receipts"][0]["number"], "reason": "打錯金額"}
    return Scene(op, _path(op, who), conduct.FINANCE, form, paid.etag)


def _guests(world: World, op: Operation) -> Scene:
    """A stay from today on, whose guest is to come, or there."""
    if op.name == "stay-check-in":
        known = lodging.today_granted(world)
        form = lodging.arriving(known.json["stay"])
    else:
        known = lodging.lodged(world)
        form = lodging.leaving(lodging.now(world, known), back=False)
    path, now = _path(op, known.json["stay"]["id"]), lodging.version(world, known)
    return Scene(op, path, lodging.DORMITORY, form, now)


def _pass(world: World, op: Operation) -> Scene:
    """The pass of a guest who is there."""
    known = lodging.access_pass(world, lodging.lodged(world))
    path, form = _path(op, known.json["access_pass"]["id"]), {}
    if op.name == "pass-revoke":
        form = {"reason": "轉借他人"}
    return Scene(op, path, lodging.DORMITORY, form, known.etag)


def _photo(world: World, op: Operation) -> Scene:
    """A photo for a pass; uploaded, if it is to be attached."""
    id = lodging.access_pass(world, lodging.lodged(world)).json["access_pass"]["id"]
    path = f"/passes/{id}/files"
    if "{file}" not in op.path:
        return Scene(op, path, lodging.DORMITORY, announced())
    reply = world.post(path, lodging.DORMITORY, announced())
    assert put(reply) == 200
    path = f"{path}/{reply.json['file']['id']}/attach"
    return Scene(op, path, lodging.DORMITORY, {}, reply.etag)


def _bed_offers(world: World, op: Operation) -> Scene:
    """When all that is free has been offered."""
    while lodging.offers(world).fired:
        world.clock.tick(seconds=1)
    return Scene(op, _path(op), ADMIN, {})


def _gate(world: World, op: Operation) -> Scene:
    """A visitor at the gate, or one who leaves or may stay."""
    lodging.peopled(world)
    if op.name == "gate-check":
        return Scene(op, _path(op), lodging.GUARD, lodging.visitor())
    known = lodging.visiting(world, **lodging.colleague(world))
    if op.name == "visit-allow-night":
        path = _path(op, known.json["visit"]["id"])
        return Scene(op, path, lodging.DIRECTOR, {"reason": "末班車已開出"}, known.etag)
    return Scene(op, _path(op, known.json["visit"]["id"]), lodging.GUARD, {}, known.etag)


def _letter(world: World, op: Operation) -> Scene:
    """One that is to be answered, where there has to be one."""
    path, form, version = letters.scene(world, op)
    return Scene(op, path, OFFICER, form, version)


PREPARED: dict[str, Callable[[World, Operation], Scene]] = {
    "ticket-file-add": _filing,
    "ticket-file-attach": _filing,
    "people-find": _people_find,
    "person-add": _person_add,
    "person-change": _person_change,
    "person-erase": _person_erase,
    "telling-set": _telling,
    "telling-test": _test,
    "my-telling-set": _my_telling,
    "delivery-send-again": _send_again,
    "handover-open": _handover,
    "handover-note": _handover,
    "handover-sign-off": _handover,
    "handover-acknowledge": _handover,
    "handover-force": _handover,
    "day-report-hand-in": _hand_in,
    "delegation-give": _delegation,
    "delegation-accept": _delegation,
    "delegation-decline": _delegation,
    "delegation-revoke": _delegation,
    "incident-open": _incident,
    "incident-update": _incident,
    "incident-close": _incident,
    "plan-set-up": _plan,
    "plan-change": _plan,
    "plan-suspend": _plan,
    "plan-resume": _plan,
    "plan-end": _plan,
    "desk-change": _settle,
    "department-add": _settle,
    "department-change": _settle,
    "import-add": _import,
    "import-try": _import,
    "import-run": _import,
    "import-cancel": _import,
    "job-bed-offers": _bed_offers,
    "reception-change": _reception_change,
    **{f"letter-{command}": _letter for command in LETTER.steps},
    "letter-file-add": _letter,
    "letter-file-attach": _letter,
    **{name: _of_room(begin) for name, begin in settlements.SCENES.items()},
    **{name: _of_room(begin) for name, begin in neighbours.SCENES.items()},
    **{name: _of_room(begin) for name, begin in cars.SCENES.items()},
    **{name: _of_room(begin) for name, begin in receptions.SCENES.items()},
    "lodging-change": _lodging,
    "room-add": _lodging,
    "room-change": _lodging,
    "relative-claim": _relative,
    "relative-verify": _relative,
    "relative-end": _relative,
    **{f"stay-{command}": _stay for command in STAY.steps},
    **{f"violation-{command}": _violation for command in VIOLATION.steps},
    "violation-file-add": _violation,
    "violation-file-attach": _violation,
    **{f"conduct-{command}": _conduct for command in CONDUCT.steps},
    **{f"account-{command}": _account for command in ("pay", "refund", "undo")},
    "stay-check-in": _guests,
    "stay-check-out": _guests,
    **{f"pass-{command}": _pass for command in PASS.steps},
    "gate-check": _gate,
    **{f"visit-{command}": _gate for command in VISIT.steps},
    **{name: _of_room(begin) for name, begin in claims.SCENES.items()},
    "pass-file-add": _photo,
    "pass-file-attach": _photo,
}
"""What is no step of a ticket, and how it comes about that it may be done."""


def somebody(world: World, op: Operation) -> str:
    """Somebody of the sample site who may do it."""
    if LODGES.keys() & op.who:
        lodging.peopled(world)
    if RECEIVES.keys() & op.who:
        hospital.peopled(world)
    return next(IN_ROLE[role] for role in sorted(op.who) if role in IN_ROLE)


def _path(op: Operation, id: str = "") -> str:
    return re.sub(r"{\w+}", id, op.path.removeprefix("/sites/{site}"))


def twin(world: World, who: str) -> str:
    """Somebody else who is all that this person is."""
    known: Person = stored(world, Person, who)
    made = Person(
        site=known.site,
        id=f"{who}-twin",
        name=known.name,
        roles=known.roles,
        department=known.department,
        units=known.units,
    )
    return join(world, made)


@contextmanager
def nothing_written(world: World) -> Iterator[None]:
    """See that nothing but reading is asked of the store meanwhile."""
    store = world.house.service.store
    assert isinstance(store, DynamoStore)
    with watched(store._connection) as calls:
        yield
    assert set(calls.made) <= {"BatchGetItem", "Query"}, calls.made
