"""Each permission of each function taken away in turn: there is none that it could do without."""

import contextlib
import copy
import io
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.core.ports import Due
from local import demo, sample, schedule
from local.demo import Desk
from local.stream import event
from tests.e2e import lodging, reception
from tests.e2e.deployment import STAGE, Deployment
from tests.e2e.jobs import left_untold
from tests.e2e.messages import FROM, dispatched, mails, texts
from tests.support import nobodys, sheets
from tests.support.storage import fetched

NOT_ASKED = {
    "logs:CreateLogStream": "the emulator writes the logs itself",
    "logs:PutLogEvents": "likewise",
    "sqs:SendMessage": "needed only for an event that was given up",
    "dynamodb:DescribeStream": "the emulator reads the stream itself",
    "dynamodb:GetRecords": "likewise",
    "dynamodb:GetShardIterator": "likewise",
    "dynamodb:ListStreams": "likewise",
    "kms:Decrypt": "the emulator opens secrets without asking",
    "s3:ListBucket": "the emulator says of a missing file that it is missing, whoever asks",
    "ses:SendRawEmail": "the emulator asks for ses:SendEmail alone",
}
"""What the emulator does not ask for, so that nothing can be shown here by taking it away."""

Works = Callable[[], bool]


@dataclass(frozen=True)
class Permission:
    """One action in one place, of one statement of one policy."""

    function: str
    statement: int
    action: str
    place: str

    def __str__(self) -> str:
        return f"{self.function} {self.action} {self.place.rpartition(':')[2]}"


@dataclass(frozen=True)
class Role:
    """What a deployed function may do, in our hand."""

    deployment: Deployment
    function: str
    """Its logical name."""

    @property
    def _named(self) -> dict[str, str]:
        logical = "ApiHandlerRole" if self.function == "APIHandler" else f"{self.function}Role"
        role = self.deployment.resources[logical]
        [policy] = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        return {"RoleName": role, "PolicyName": policy}

    @property
    def _iam(self) -> Any:
        return self.deployment.emulator.client("iam")

    def policy(self) -> dict[str, Any]:
        document = self._iam.get_role_policy(**self._named)["PolicyDocument"]
        return dict(json.loads(document) if isinstance(document, str) else document)

    def put(self, policy: dict[str, Any]) -> None:
        """From now on it may do this; no worker remembers what it read before."""
        self._iam.put_role_policy(**self._named, PolicyDocument=json.dumps(policy))
        emulator = self.deployment.emulator
        for worker in emulator.workers(self.deployment.resources[self.function]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        while emulator.workers(self.deployment.resources[self.function]):
            time.sleep(0.01)


def permissions(function: str, policy: dict[str, Any]) -> Iterator[Permission]:
    """Every one of a policy."""
    for number, statement in enumerate(policy["Statement"]):
        for action in statement["Action"]:
            for place in statement.get("Resource", [""]):
                yield Permission(function, number, action, place)


def without(policy: dict[str, Any], gone: Permission) -> dict[str, Any]:
    """The policy without this one permission."""
    left: dict[str, Any] = copy.deepcopy(policy)
    whole = left["Statement"].pop(gone.statement)
    others = [each for each in whole["Action"] if each != gone.action]
    if others:
        left["Statement"].append({**whole, "Action": others})
    places = [each for each in whole.get("Resource", []) if each != gone.place]
    if places:
        left["Statement"].append({**whole, "Action": [gone.action], "Resource": places})
    assert gone not in permissions(gone.function, left)
    return left


def taken_away(deployment: Deployment, desk: Desk) -> str:
    """Take each away in turn, and see that its function does not work until it is back."""
    missed, asked, began = [], 0, time.perf_counter()
    for function, works in _works(deployment, desk).items():
        role = Role(deployment, function)
        policy = role.policy()
        assert works(), f"{function} does not work with all that it may do"
        for gone in permissions(function, policy):
            if gone.action in NOT_ASKED:
                continue
            asked += 1
            role.put(without(policy, gone))
            if _did_not_fail(works):
                missed.append(str(gone))
        role.put(policy)
        assert works(), f"{function} does not work again"
        print(f"   {function}: {asked} so far, {time.perf_counter() - began:.0f} s", flush=True)
    assert not missed, f"works without: {missed}"
    return f"{asked} permissions, each of them needed; not asked for here: {', '.join(NOT_ASKED)}"


def _did_not_fail(works: Works) -> bool:
    try:
        return works()
    except (AssertionError, KeyError, SystemExit):
        return False


def _works(deployment: Deployment, desk: Desk) -> dict[str, Works]:
    """By function: something it does that takes all its permissions."""
    _unstreamed(deployment)
    nobodys.plant(deployment.emulator.client("dynamodb"), STAGE)
    dispatched(desk)
    return {
        "APIHandler": lambda: _served(deployment, desk),
        "DispatchCheck": lambda: _dispatch_checked(deployment, desk),
        "Reconciliation": lambda: _reconciled(deployment, desk),
        "Handovers": lambda: _handover_reminded(deployment, desk),
        "Plans": lambda: _planned(deployment, desk),
        "Stays": lambda: _late_charged(deployment, desk),
        "BedOffers": lambda: _bed_offered(deployment, desk),
        "Visits": lambda: _still_inside(deployment, desk),
        "Books": lambda: _books_closed(deployment, desk),
        "Receptions": lambda: _reminded(deployment, desk),
        "Retention": lambda: _erased(deployment, desk),
        "Imports": lambda: _imported(deployment, desk),
        "Orphans": lambda: _orphans_removed(deployment, desk),
        "Deliver": lambda: _delivered(deployment, desk),
        "Messages": lambda: _swept(deployment, desk),
        "Verify": lambda: _verified(deployment),
        "OpenSite": lambda: _opened(deployment),
    }


def _unstreamed(deployment: Deployment) -> None:
    """From now on messages leave only when we say so."""
    client = deployment.emulator.client("lambda")
    name = deployment.resources["Deliver"]
    for mapping in client.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]:
        client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)


ADMIN, DESK = "admin-cheng", "desk-chan"
FILE = {"name": "a.png", "media_type": "image/png", "bytes": 9, "sha256": "0" * 64}
ASKED = (
    (DESK, "/tickets"),
    (DESK, "/tickets?unit=A-1203"),
    (DESK, "/tickets?person=owner-wong"),
    (DESK, "/tickets?state=archived"),
    (DESK, "/tickets?department=engineering"),
    (DESK, "/waiting"),
    (DESK, "/follow-ups"),
    (DESK, "/incidents/none/tickets"),
    (DESK, "/inbox"),
    (DESK, "/search?q=1203"),
    (DESK, "/forms/CW-20260302-0001"),
    (DESK, "/duty-record?day=2026-03-02"),
    ("finance-ho", "/ledger/income.repair"),
    ("owner-wong", "/my/tickets"),
    ("gm-ng", "/days"),
    ("gm-ng", "/plans"),
    (ADMIN, "/desk/versions"),
    (ADMIN, "/deliveries"),
    (ADMIN, "/deliveries/none"),
    (ADMIN, "/people/engineer-wong"),
    (ADMIN, "/imports/none/trial"),
)


def _served(deployment: Deployment, desk: Desk) -> bool:
    """Everything that the API does at a store."""
    _park(deployment)
    return (
        all(_answered(desk, who, path) for who, path in ASKED)
        and _did(desk, "/people/find", DESK, {"phone": "13800138001"})
        and _renamed(desk)
        and _did(desk, "/me/telling", DESK, {"language": "en"}, etag_of="/me/telling")
        and _did(desk, "/jobs/dispatch-check", ADMIN, {})
        and _missing_file_is_missed(desk)
        and _held_by_another(desk)
        and _sent_again(desk)
        and _demonstrated(desk)
        and _handed_over(_elsewhere(deployment, desk))
        and lodging.served(lodging.opened(deployment, desk))
        and reception.served(reception.opened(deployment, desk))
    )


def _answered(desk: Desk, who: str, path: str) -> bool:
    return desk.call("GET", path, who)[0] in (200, 404)


def _did(desk: Desk, path: str, who: str, form: dict[str, Any], etag_of: str = "") -> bool:
    etag = desk.call("GET", etag_of, who)[1]["ETag"] if etag_of else None
    return desk.call("POST", path, who, form, etag)[0] in (200, 201)


def _renamed(desk: Desk) -> bool:
    """Who is found by another name than before is found by the old one no more."""
    path = "/people/engineer-wong"
    form = {"roles": ["engineer"], "department": "engineering"}
    name = f"王{time.monotonic_ns()}"
    return _did(desk, f"{path}/change", ADMIN, {"name": name, **form}, etag_of=path)


def _missing_file_is_missed(desk: Desk) -> bool:
    """A file announced and never uploaded is said to be missing."""
    path = f"/tickets/{left_untold(desk)}/files"
    _, headers, added = desk.call("POST", path, DESK, FILE)
    file = f"{path}/{added['file']['id']}/attach"
    _, _, problem = desk.call("POST", file, DESK, {}, headers["ETag"])
    return bool(problem["code"] == "file_missing")


def _park(deployment: Deployment) -> None:
    """SES refuses what waits, for want of a verified sender."""
    ses = deployment.emulator.client("sesv2")
    ses.delete_email_identity(EmailIdentity=FROM)
    deployment.invoked("Messages", _in(10))
    ses.create_email_identity(EmailIdentity=FROM)


def _sent_again(desk: Desk) -> bool:
    """What was parked is sent again by hand."""
    _, _, page = desk.call("GET", "/deliveries?state=parked", ADMIN)
    path = f"/deliveries/{page['items'][0]['id']}"
    return _did(desk, f"{path}/send-again", ADMIN, {}, etag_of=path)


def _demonstrated(desk: Desk) -> bool:
    """The demonstration goes through; what it prints is no news by now."""
    with contextlib.redirect_stdout(io.StringIO()):
        demo.paid(desk)
    return True


def _in(minutes: float) -> dict[str, Any]:
    """The event of a schedule that fires so much later."""
    return schedule.event(datetime.now(UTC) + timedelta(minutes=minutes))


def _complained(desk: Desk, reference: str) -> int:
    """Take in a complaint that the quality office passed on under its own reference."""
    form = {
        "kind": "complaint",
        "channel": "quality_office",
        "person": "owner-wong",
        "unit": "A-1203",
        "category": "noise",
        "words": "樓上夜間施工",
        "source": {"reference": reference, "received_at": datetime.now(UTC).isoformat()},
    }
    return desk.call("POST", "/tickets", DESK, form)[0]


def _held_by_another(desk: Desk) -> bool:
    """The same complaint passed on twice: the refusal says which ticket has it."""
    reference = f"QO-{time.monotonic_ns()}"
    return [_complained(desk, reference) for _ in range(2)] == [201, 409]


def _dispatch_checked(deployment: Deployment, desk: Desk) -> bool:
    """A repair that engineering was not told of, and a complaint whose card is due."""
    left_untold(desk)
    _complained(desk, f"QO-{time.monotonic_ns()}")
    return bool(deployment.invoked("DispatchCheck", _in(25 * 60)).get("fired"))


def _elsewhere(deployment: Deployment, desk: Desk) -> Desk:
    """At a site of its own, just opened."""
    name = f"site-{time.monotonic_ns()}"
    deployment.invoked("OpenSite", sample.file(datetime.now(UTC).date(), name))
    return replace(desk, site=name)


def _signed_off(desk: Desk) -> str:
    """A handover of nothing, signed off and waiting to be acknowledged; its path."""
    _, headers, handover = desk.call("POST", "/handovers", DESK, {})
    path = f"/handovers/{handover['id']}"
    form = {"signed_name": "陳靜雯"}
    assert desk.call("POST", f"{path}/sign-off", DESK, form, headers["ETag"])[0] == 200
    return path


def _handed_over(desk: Desk) -> bool:
    """What needs the desk's own table, the index of moves, and a hold to be released."""
    path = _signed_off(desk)
    form = {"signed_name": "周敏", "reason": "接班人員未能到崗"}
    ended = _did(desk, f"{path}/force", "supervisor-chow", form, etag_of=path)
    day = desk.call("POST", "/jobs/reconciliation", "supervisor-chow", {})[0]
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    drafts = [
        desk.call(
            "GET", f"/days/{today + timedelta(days=later)}/reports/engineering", "head-cheung"
        )
        for later in (0, 1)
    ]
    return ended and day == 200 and 200 in [draft[0] for draft in drafts]


def _reconciled(deployment: Deployment, desk: Desk) -> bool:
    """A site's first days, an order on the first: reminded of by one run, closed by the next."""
    there = _elsewhere(deployment, desk)
    left_untold(there)
    return all(
        deployment.invoked("Reconciliation", _in(days * 24 * 60)).get("fired") for days in (2, 4)
    )


def _handover_reminded(deployment: Deployment, desk: Desk) -> bool:
    _signed_off(_elsewhere(deployment, desk))
    return bool(deployment.invoked("Handovers", _in(20)).get("fired"))


def _planned(deployment: Deployment, desk: Desk) -> bool:
    """A plan that falls due within the day opens its order."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    form = {"words": "檢查電梯", "area": "A 座電梯", "period": "days", "at": "08:00"}
    form |= {"first": str(today)}
    assert desk.call("POST", "/plans", "supervisor-chow", form)[0] == 201
    return bool(deployment.invoked("Plans", _in(25 * 60)).get("fired"))


def _late_charged(deployment: Deployment, desk: Desk) -> bool:
    """A guest who has not left is charged to the employee's account."""
    there = lodging.opened(deployment, desk)
    lodging.overstaying(deployment.emulator.client("dynamodb"), STAGE, there)
    return bool(deployment.invoked("Stays", _in(2 * 24 * 60)).get("fired"))


def _bed_offered(deployment: Deployment, desk: Desk) -> bool:
    """A freed bed is offered to who waits."""
    lodging.freed(lodging.opened(deployment, desk))
    return bool(deployment.invoked("BedOffers", _in(1)).get("fired"))


def _still_inside(deployment: Deployment, desk: Desk) -> bool:
    """A day visitor has not left when the day is over."""
    lodging.visiting(lodging.opened(deployment, desk))
    return bool(deployment.invoked("Visits", _in(25 * 60)).get("fired"))


def _books_closed(deployment: Deployment, desk: Desk) -> bool:
    """A month of a hotel just opened is over."""
    lodging.opened(deployment, desk)
    return bool(deployment.invoked("Books", _in(40 * 24 * 60)).get("fired"))


def _reminded(deployment: Deployment, desk: Desk) -> bool:
    """Whoever is to sign a reception is late."""
    reception.submitted(reception.opened(deployment, desk))
    return bool(deployment.invoked("Receptions", _in(25 * 60)).get("fired"))


def _erased(deployment: Deployment, desk: Desk) -> bool:
    """Who called once is erased by the first run; of a guest it gives notice, the next erases."""
    there = lodging.opened(deployment, desk)
    asked = (_caller_to_erase(desk), desk, ADMIN), (lodging.to_erase(there), there, lodging.ADMIN)
    for path, at, admin in asked:
        assert _did(at, f"{path}/erase", admin, {"reason": "本人要求"}, etag_of=path)
    for _ in range(2):
        deployment.invoked("Retention", _in(3 * 60))
    return all(at.call("GET", path, admin)[2]["erased_at"] for path, at, admin in asked)


def _caller_to_erase(desk: Desk) -> str:
    """Somebody called about what is over; their path."""
    phone = f"1{time.monotonic_ns() % 10**10:010}"
    form = {"kind": "inquiry", "channel": "phone", "area": "大堂", "words": "何時恢復供水"}
    form |= {"caller": {"name": "何先生", "phone": phone}}
    _, headers, taken = desk.call("POST", "/tickets", DESK, form)
    path = f"/tickets/{taken['ticket']['id']}/cancel"
    assert desk.call("POST", path, DESK, {"reason": "x"}, headers["ETag"])[0] == 200
    return f"/people/{taken['ticket']['reporter']['person']}"


def _imported(deployment: Deployment, desk: Desk) -> bool:
    """A ticket is tried and taken in; a unit is found by another building than before; an hour
    later the files are removed.
    """
    there = _elsewhere(deployment, desk)
    tickets = [
        ["單號", "類別", "受理時間", "內容", "報修人", "電話", "地點"],
        ["WX-7", "repair_public", "2026-02-27", "燈不亮", "何", "13800138999", "大堂"],
    ]
    units = [["單元", "樓宇"], ["A-1203", f"{time.monotonic_ns()} 座"]]
    done = [
        _taken_in(deployment, there, kind, sheets.text(rows))
        for kind, rows in (("tickets", tickets), ("units", units))
    ]
    deployment.invoked("Imports", _in(2 * 60))
    return all(there.call("GET", path, ADMIN)[2]["removed_at"] for path in done)


def _taken_in(deployment: Deployment, there: Desk, kind: str, content: bytes) -> str:
    """A file of one row is tried, then taken in; its path."""
    added = there.call("POST", "/imports", ADMIN, sheets.announced(content, kind))[2]
    upload, path = added["upload"], f"/imports/{added['id']}"
    trust = deployment.emulator.trust
    fetched(upload["method"], upload["url"], upload["headers"], content, trust)
    for step, form in (("try", {}), ("run", {"update": True})):
        assert _did(there, f"{path}/{step}", ADMIN, form, etag_of=path)
        deployment.invoked("Imports", _in(0))
    assert there.call("GET", path, ADMIN)[2]["run"]["stored"] == 1
    return path


def _orphans_removed(deployment: Deployment, desk: Desk) -> bool:
    """Given up by one run, removed by the next."""
    desk.call("POST", f"/tickets/{left_untold(desk)}/files", DESK, FILE)
    return all(deployment.invoked("Orphans", _in(25 * 60)).get("fired") for _ in range(2))


def _delivered(deployment: Deployment, desk: Desk) -> bool:
    """What the stream would have brought is sent, by e-mail and by SMS."""
    number, ticket = dispatched(desk)
    news = Due(site=sample.SITE, kind="ticket", id=ticket, clause="1", due_at=datetime.now(UTC))
    answer = deployment.invoked("Deliver", event([news]))
    return answer == {"batchItemFailures": []} and _arrived(deployment, number)


def _swept(deployment: Deployment, desk: Desk) -> bool:
    """What the stream did not bring is sent."""
    number, _ = dispatched(desk)
    return "sent" in deployment.invoked("Messages", _in(10)) and _arrived(deployment, number)


def _arrived(deployment: Deployment, number: str) -> bool:
    return bool(mails(deployment, number) and texts(deployment, number))


def _verified(deployment: Deployment) -> bool:
    """It reads everything there is, and finds what we planted."""
    return str(deployment.invoked("Verify", _in(0)).get("errorMessage")).endswith(" flaws")


def _opened(deployment: Deployment) -> bool:
    today, name = datetime.now(UTC).date(), f"site-{time.monotonic_ns()}"
    return bool(deployment.invoked("OpenSite", sample.file(today, name)).get("stored"))
