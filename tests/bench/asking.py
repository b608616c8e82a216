"""Who asks for what, by which address: every place in it is there."""

import itertools
from urllib.parse import urlencode

from chalicelib.lodging import routes as lodging_routes
from chalicelib.service.operations import Operation
from local import sample
from tests.bench import official
from tests.support import conduct, delegating, desk, letters, lodging, planning, sheets
from tests.support.station import Station
from tests.support.uploads import attached
from tests.support.world import Reply, World

LODGING = frozenset(op.name for op in lodging_routes.OPERATIONS)
ASKERS = {
    **dict.fromkeys(
        ("house", "house-history", "house-nights", "house-queue", "lodging", "lodging-version"),
        lodging.ADMIN,
    ),
    **dict.fromkeys(
        ("stay", "stay-history", "stay-list", "stay-place", "stay-print"), lodging.DIRECTOR
    ),
    **dict.fromkeys(
        ("relative", "relative-document", "relative-history", "stay-owed"), lodging.DORMITORY
    ),
    **dict.fromkeys(
        ("gate-check-list", "gate-pass-list", "visit", "visit-history", "visit-list"), lodging.GUARD
    ),
    "lodging-versions": lodging.ADMIN,
    "relative-list": lodging.DORMITORY,
    "relative-mine": lodging.EMPLOYEE,
    "stay-mine": lodging.EMPLOYEE,
    "violation-mine": lodging.EMPLOYEE,
    **dict.fromkeys(
        (
            "violation",
            "violation-print",
            "violation-list",
            "violation-history",
            "violation-files",
            "violation-file-show",
            "conduct",
            "conduct-history",
        ),
        lodging.DIRECTOR,
    ),
    **dict.fromkeys(
        (
            "account",
            "account-history",
            "account-statement",
            "account-table",
            "account-workbook",
            "account-print",
        ),
        conduct.FINANCE,
    ),
    **dict.fromkeys(
        ("pass", "pass-code", "pass-files", "pass-file-show", "pass-history", "pass-list"),
        lodging.DORMITORY,
    ),
    **dict.fromkeys(
        ("report-lodging", "report-lodging-table", "report-lodging-workbook"), lodging.DORMITORY
    ),
    **dict.fromkeys(
        ("report-accounts", "report-accounts-table", "report-accounts-workbook"), conduct.FINANCE
    ),
    **official.ASKERS,
    "desk-version": "admin-cheng",
    "desk-versions": "admin-cheng",
    "import-list": "admin-cheng",
    "import-run-findings": "admin-cheng",
    "import-show": "admin-cheng",
    "import-trial-findings": "admin-cheng",
    "ledger-account": "finance-ho",
    "person": "admin-cheng",
    "person-history": "admin-cheng",
    "telling": "admin-cheng",
    "ticket-mine": "owner-wong",
}


def places(world: World, op: Operation, ticket: Reply) -> dict[str, str]:
    """What may be named in an operation's path, all of it there."""
    return {
        **(_lodged(world) if op.name in LODGING else {}),
        "lane": _lane(world) if "{lane}" in op.path else "",
        "handover": desk.handover(world).json["id"] if "{handover}" in op.path else "",
        "item": ticket.ticket["id"],
        "day": desk.closed(world) if "{day}" in op.path else "",
        "department": "engineering",
        "delegation": _delegation(world) if "{delegation}" in op.path else "",
        "incident": sample.OUTAGE,
        "plan": planning.set_up(world).json["plan"]["id"] if "{plan}" in op.path else "",
        "ticket": ticket.ticket["id"],
        "terms": "1",
        "number": ticket.ticket["forms"][0]["number"],
        "account": "income.repair",
        "unit": "A-1203",
        "person": "owner-lau" if op.name.startswith("same-matters") else "engineer-wong",
        "import": sheets.tried(world, sheets.text(SHEET), "units").json["id"],
        "file": attached(world, ticket.ticket["id"]).json["file"]["id"],
        **(_answered_for(world) if op.name in OF_CONDUCT else {}),
        **(_carried(world) if "{pass}" in op.path else {}),
        "visit": _visit(world) if "{visit}" in op.path else "",
        **(_letter(world) if "{letter}" in op.path or op.name == "letter-list" else {}),
        **official.places(world, op),
    }


def asked_of(op: Operation) -> str:
    """The query by which an operation is asked."""
    if op.name.startswith("same-matters"):
        return "category=cleaning"
    if op.name.startswith("report-"):
        return "first=2026-03-02&last=2026-03-02"
    return QUERIES.get(op.name, "")


def _delegation(world: World) -> str:
    given: str = delegating.accepted(world).json["delegation"]["id"]
    return given


_days = itertools.count(62)


def _lodged(world: World) -> dict[str, str]:
    """A stay that waits, of a relative, on a day that no other scene asks for beds of; settings of
    a version of their own.
    """
    lodging.peopled(world)
    if world.get("/lodging/versions", lodging.ADMIN).json["items"] == []:
        etag = world.get("/lodging", lodging.ADMIN).etag
        world.post("/lodging/change", lodging.ADMIN, {"ahead_days": 366}, if_match=etag)
    reply = lodging.freed(world, first=next(_days))
    stay = reply.json["stay"]
    return {"stay": stay["id"], "relative": stay["asked"]["guests"][0]["relative"], "room": "1"}


OF_CONDUCT = frozenset(
    op.name
    for op in lodging_routes.OPERATIONS
    if "{violation}" in op.path or "{employee}" in op.path
)


def _answered_for(world: World) -> dict[str, str]:
    """An employee with a fine, a payment, a violation still to be decided, and one with evidence
    and a slip.
    """
    who = conduct.employee(conduct.guarded(world), f"answers-{next(world._keys)}")
    conduct.upheld(world, who)
    conduct.settle(world, who, "cancel")
    receipt = conduct.paying(world, who, 100).json["receipts"][0]["number"]
    conduct.reported(world, who)
    reply = conduct.reported(world, who, breach="dormitory")
    added = conduct.evidence(world, reply)
    file, violation = added.json["file"]["id"], reply.json["violation"]["id"]
    path = f"/violations/{violation}/files/{file}/attach"
    assert world.post(path, conduct.GATE, if_match=added.etag).status == 200
    conduct.do(world, reply, "uphold")
    return {"violation": violation, "employee": who, "file": file, "number": receipt}


def _carried(world: World) -> dict[str, str]:
    """A pass with a photo on it."""
    known = lodging.access_pass(world, lodging.lodged(world)).json["access_pass"]
    return {"pass": known["id"], "file": lodging.photographed(world, known["id"])}


def _letter(world: World) -> dict[str, str]:
    """A letter with a scan on it."""
    known = letters.written(world)
    return {"letter": known.json["letter"]["id"], "file": letters.with_scan(world, known)}


def _visit(world: World) -> str:
    visit: str = lodging.visiting_employee(world).json["visit"]["id"]
    return visit


SHEET = [["Unit", "Building"], ["A-1203", "another"]]
"""With something to be said of it."""


def _lane(world: World) -> str:
    station = Station(world)
    station.setting()
    return station.park().id


def asker(op: Operation) -> str:
    return ASKERS.get(op.name, "supervisor-chow")


QUERIES = {
    "duty-record": "day=2026-03-02",
    "ticket-list": "unit=A-1203",
    "ticket-search": urlencode({"q": "A-1203 漏水"}),
    "intake": "phone_tail=8001",
    "people-search": urlencode({"q": "黃麗華"}),
    "unit-search": "q=1203",
    "names": "people=desk-chan,engineer-lee",
    "ticket-approvals": "step=decide",
    "car-calendar": "from_day=2026-03-02&to_day=2026-03-08",
    "house-nights": "from_day=2026-03-02&to_day=2026-04-01",
}
"""What is asked for where something has to be."""
