"""`make demo`: two indoor repairs, from the phone call to the archive, by plain HTTP calls.

One is in warranty, the other is paid for. Every line printed is a call that the server answered.
"""

import base64
import json
import os
import sys
import uuid
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from pathlib import Path
from ssl import SSLContext
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

STEP = 26
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""


@dataclass
class Desk:
    """A client of the running server, who can sign in as any of the sample people."""

    address: str
    site: str
    tokens: dict[str, str]
    engine: str = ""
    """Where the embedded engine answers, for those who look underneath."""
    trust: SSLContext | None = None
    """Whose certificates are believed, if not those that this machine believes."""

    def call(
        self, method: str, path: str, who: str, form: Any = None, if_match: str | None = None
    ) -> tuple[int, Message, Any]:
        """Status, headers and JSON of the answer."""
        request = Request(f"{self.address}/sites/{self.site}{path}", method=method)  # noqa: S310
        request.add_header("Authorization", f"Bearer {self.tokens[who]}")
        request.add_header("Accept-Language", "en")
        if method == "POST":
            request.add_header("Content-Type", "application/json")
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
            request.data = json.dumps(form).encode()
        if if_match:
            request.add_header("If-Match", if_match)
        try:
            with urlopen(request, context=self.trust) as answer:  # noqa: S310  the address is the local server's
                return answer.status, answer.headers, json.load(answer)
        except HTTPError as refused:
            return refused.code, refused.headers, json.load(refused)


@dataclass
class Case:
    """One ticket on its way."""

    desk: Desk
    id: str = ""
    etag: str | None = None

    def step(self, command: str, who: str, about: str, **form: Any) -> Any:
        """Take a step that must succeed, and print what came of it."""
        path = f"/tickets/{self.id}/{command}" if self.id else "/tickets"
        status, headers, answer = self.desk.call("POST", path, who, form, self.etag)
        if status >= 400:
            sys.exit(f"{command} by {who} was refused: {json.dumps(answer, ensure_ascii=False)}")
        ticket = answer["ticket"]
        self.id, self.etag = ticket["id"], headers["ETag"]
        print(f"  {command:{STEP}} {who:16} {ticket['state']:12} {about}")
        return ticket

    def refused(self, command: str, who: str, **form: Any) -> None:
        """Try a step that a clause forbids, and print the refusal."""
        path = f"/tickets/{self.id}/{command}"
        status, _, problem = self.desk.call("POST", path, who, form, self.etag)
        if status < 400:
            sys.exit(f"{command} by {who} should have been refused")
        print(
            f"  {command:{STEP}} {who:16} refused {status} {problem['clause']}: {problem['detail']}"
        )

    def photo(self, who: str, name: str, reader: str) -> None:
        """Attach a photo, try to pass off another under its leave, and let somebody fetch it."""
        path = f"/tickets/{self.id}/files"
        form = {
            "name": name,
            "media_type": "image/png",
            "bytes": len(PHOTO),
            "sha256": sha256(PHOTO).hexdigest(),
        }
        _, headers, announced = self.desk.call("POST", path, who, form)
        upload = announced["upload"]
        other = self._sent(upload["method"], upload["url"], upload["headers"], bytes(len(PHOTO)))[0]
        print(
            f"  {'upload':{STEP}} {who:16} refused {other} by the storage: not what was announced"
        )
        self._sent(upload["method"], upload["url"], upload["headers"], PHOTO)
        file = f"{path}/{announced['file']['id']}"
        status, _, answer = self.desk.call("POST", f"{file}/attach", who, {}, headers["ETag"])
        if status >= 400:
            sys.exit(f"the photo was refused: {json.dumps(answer, ensure_ascii=False)}")
        _, headers, shown = self.desk.call("GET", f"/tickets/{self.id}", reader)
        self.etag = headers["ETag"]
        named = shown["ticket"]["files"][0]
        print(f"  {'attach':{STEP}} {who:16} {named['name']}, {named['bytes']} bytes")
        _, _, listed = self.desk.call("GET", path, reader)
        if self._sent("GET", listed["items"][0]["link"]["url"])[1] != PHOTO:
            sys.exit("the photo that came back is another")
        print(f"  {'fetch':{STEP}} {reader:16} the same, by a link good for five minutes")

    def _sent(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> tuple[int, bytes]:
        """Status and body of what object storage answers."""
        request = Request(url, content, headers or {}, method=method)  # noqa: S310
        try:
            with urlopen(request, context=self.desk.trust) as answer:  # noqa: S310
                return answer.status, answer.read()
        except HTTPError as refused:
            return refused.code, refused.read()

    def history(self) -> None:
        """Print the ticket's chained history."""
        _, _, page = self.desk.call("GET", f"/tickets/{self.id}/history?limit=100", "desk-chan")
        print("\n  history")
        for entry in page["items"]:
            when, what = entry["at"][11:19], entry["command"].removeprefix("ticket-")
            print(f"  {entry['seq']:3} {when} {what:20} {entry['name']:6} {entry['hash'][:16]}")


def free(desk: Desk) -> None:
    """In warranty: the Customer Service Work Order 客戶服務部工作單."""
    print("\nA leaking pipe, in warranty: Customer Service Work Order 客戶服務部工作單")
    case = Case(desk)
    ticket = case.step(
        "intake",
        "desk-chan",
        "by phone",
        kind="repair_indoor",
        channel="phone",
        person="owner-wong",
        unit="A-1203",
        item="plumbing",
        words="廚房水管漏水,地板都濕了",
    )
    order = ticket["forms"][0]["number"]
    print(f"  {'':{STEP}} {order}; in warranty until {ticket['warranty']['until']}")
    case.refused("archive", "desk-chan", working_copy=order)
    case.step("notify", "desk-chan", "within five minutes", told="李國強,電話")
    case.step("dispatch", "desk-chan", "to engineering", department="engineering")
    case.step("take", "engineer-lee", "signed", signed_name="李國強")
    case.step("start", "engineer-lee", "")
    case.step("complete", "engineer-lee", "", result="已更換漏水的接頭")
    case.refused("accept", "engineer-lee", signed_name="李國強")
    _close(case, order)
    case.history()


def paid(desk: Desk) -> None:
    """Out of warranty: the Engineering Repair Order 工程維修單, paid by the owner."""
    print("\nA dripping tap, out of warranty: Engineering Repair Order 工程維修單")
    case = Case(desk)
    ticket = case.step(
        "intake",
        "owner-lau",
        "by the owner's phone",
        kind="repair_indoor",
        channel="mobile",
        unit="B-0502",
        item="plumbing",
        words="浴室水龍頭滴水",
    )
    order = ticket["forms"][0]["number"]
    print(f"  {'':{STEP}} {order}; warranty ended {ticket['warranty']['until']}")
    case.photo("owner-lau", "水龍頭.png", "desk-chan")
    case.step("dispatch", "desk-chan", "engineering is told by it", department="engineering")
    case.step("take", "engineer-lee", "signed", signed_name="李國強")
    case.refused("start", "engineer-lee")
    lines = [{"code": "labour-plumber", "quantity": "1.5"}, {"code": "tap-15", "quantity": "1"}]
    ticket = case.step("quote", "engineer-lee", "from the price list", lines=lines)
    print(f"  {'':{STEP}} ¥{ticket['quotation']['total']['fen'] / 100:.2f}")
    case.step("consent", "owner-lau", "by the owner", manner="in_app", signed_name="劉志強")
    case.step("start", "engineer-lee", "")
    case.step("complete", "engineer-lee", "charged", result="已換水龍頭", lines=lines)
    ticket = case.step("pay", "finance-ho", "ledger and receipt", method="wechat")
    print(f"  {'':{STEP}} receipt {ticket['forms'][-1]['number']}")
    _close(case, order)
    case.history()


def _close(case: Case, order: str) -> None:
    """Acceptance, follow-up, review, archive: in this order, by different people."""
    case.step("accept", "assistant-lam", "signed", signed_name="林曉彤")
    case.step("follow-up", "desk-chan", "nobody answered", called="業戶", reached=False)
    case.step(
        "follow-up",
        "desk-chan",
        "satisfied, with a criticism",
        called="業戶",
        reached=True,
        satisfaction=4,
        words="修得好",
        criticism="等了半天才有人來",
    )
    case.step("review", "supervisor-chow", "signed", signed_name="周敏")
    case.refused("archive", "desk-chan", working_copy=order)
    note = "以後先電話告知到場時間"
    case.step("improve", "supervisor-chow", "improvement note", follow_up="f2", words=note)
    case.refused("archive", "desk-chan")
    case.step("archive", "desk-chan", "the working copy is back", working_copy=order)


def main() -> None:
    """Run both cases against the server that `make run` started."""
    path = Path(os.environ.get("DATA", "data")) / "session.json"
    if not path.exists():
        sys.exit("no server has run here yet: `make run` in another terminal")
    desk = Desk(**json.loads(path.read_text()))
    try:
        free(desk)
        paid(desk)
    except URLError:
        sys.exit(f"nobody answers at {desk.address}: `make run` in another terminal")
    print("\nBoth are archived.")


if __name__ == "__main__":
    main()
