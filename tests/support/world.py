"""A house under test: a clock that stands still, a local issuer, a sample site, and clients."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pynamodb.connection import Connection

from app import app
from chalicelib import wiring
from chalicelib.service.requests import Service
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.store.vault import Vault
from chalicelib.store.whole import WholeStore
from chalicelib.web.routing import House
from chalicelib.web.tokens import KeySet, Verifier
from local import issuer, sample
from local.gateway import Gateway
from tests.support import contract, storage
from tests.support.post import recorded

ISSUER = issuer.new("https://issuer.test")
TOKENS: dict[str, str] = {}
GATEWAY = Gateway(app)
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, 9:00 at the site."""
_numbers = itertools.count(1)


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def tick(self, **by: float) -> datetime:
        self.at += timedelta(**(by or {"minutes": 1}))
        return self.at


@dataclass(frozen=True)
class Reply:
    """An answer as a client sees it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def ticket(self) -> dict[str, Any]:
        return self.json["ticket"]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def actions(self) -> set[str]:
        return {action["command"] for action in self.json["allowed_actions"]}


def token(person: str) -> str:
    """A person's token; one is enough for the whole run."""
    if person not in TOKENS:
        TOKENS[person] = ISSUER.token(person)
    return TOKENS[person]


def fetched(address: str) -> dict[str, Any]:
    """The issuer's documents, without a network."""
    return ISSUER.documents()[address.removeprefix(f"{ISSUER.address}/")]


@dataclass
class World:
    """A site, and everyone who may come to its desk."""

    house: House
    clock: Clock
    site: str
    always: dict[str, str] = field(default_factory=dict)
    """Headers that every request has."""
    _keys: Iterator[int] = field(default_factory=itertools.count)

    def load(self) -> "World":
        sample.load(self.house.service.store, self.house.vault, self.clock(), self.site)
        return self

    def send(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> Reply:
        """A request as it comes over the wire."""
        environ = {
            "REQUEST_METHOD": method,
            "RAW_URI": path,
            "QUERY_STRING": path.partition("?")[2],
            "wsgi.input": _Body(body),
            **{
                "CONTENT_TYPE"
                if name.lower() == "content-type"
                else f"HTTP_{name.upper().replace('-', '_')}": value
                for name, value in (headers or {}).items()
            },
        }
        status, answered, answer = GATEWAY.answer(environ)
        contract.check(method, path, status, answered, answer)
        return Reply(status, answered, answer)

    def call(
        self,
        method: str,
        path: str,
        who: str,
        body: Any = None,
        *,
        if_match: str | None = None,
        key: str | None = None,
        language: str = "en",
        **headers: str,
    ) -> Reply:
        """A request by a person of this site, as a well-behaved client sends it."""
        sent = {"Authorization": f"Bearer {token(who)}", "Accept-Language": language, **self.always}
        if method == "POST":
            sent["Content-Type"] = "application/json"
            sent["Idempotency-Key"] = key or f"key-{next(self._keys):06}"
        if if_match:
            sent["If-Match"] = if_match
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = b"" if body is None else json.dumps(body).encode()
        return self.send(method, f"/sites/{self.site}{path}", sent, raw)

    def get(self, path: str, who: str, **more: Any) -> Reply:
        return self.call("GET", path, who, **more)

    def post(self, path: str, who: str, body: Any = None, **more: Any) -> Reply:
        return self.call("POST", path, who, {} if body is None else body, **more)

    def intake(self, who: str = "desk-chan", **fields: Any) -> Reply:
        """A leaking tap in a flat in warranty, unless said otherwise."""
        form = {
            "kind": "repair_indoor",
            "channel": "phone",
            "person": "owner-wong",
            "unit": "A-1203",
            "item": "plumbing",
            "words": "廚房水龍頭漏水",
        } | fields
        return self.post("/tickets", who, {k: v for k, v in form.items() if v is not None})

    def do(self, reply: Reply, command: str, who: str, **form: Any) -> Reply:
        """A command on the ticket as the last reply showed it."""
        path = f"/tickets/{reply.ticket['id']}/{command}"
        return self.post(path, who, form, if_match=reply.etag)


@cache
def _connected(endpoint: str | None) -> Connection:
    """One connection to each place: to make one takes longer than most tests. It waits for an
    engine on a busy machine.
    """
    return connect("ap-east-1", endpoint, read_seconds=60)


class _Body:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def read(self, size: int) -> bytes:
        return self._raw[:size]


@contextmanager
def opened(
    endpoint: str | None, clock: Clock | None = None, site: str | None = None
) -> Iterator[World]:
    """A world with a site of its own, on an engine or, without an address, on moto."""
    with around(endpoint, clock, site) as world:
        yield world.load()


@contextmanager
def around(
    endpoint: str | None, clock: Clock | None = None, site: str | None = None
) -> Iterator[World]:
    """A world around a site that is there, or is still to be loaded."""
    clock = clock or Clock()
    site = site or f"site-{next(_numbers)}"
    connection = _connected(endpoint)
    store = DynamoStore(connection)
    house = House(
        service=Service(store=store, clock=clock, fresh_id=wiring.fresh_id, patience=60),
        verifier=Verifier(KeySet(ISSUER.address, fetch=fetched), "frontdesk", "sub"),
        vault=Vault(lambda: b"0" * 32),
        objects=storage.objects(),
        carriers=recorded(),
        whole=WholeStore(connection),
    )
    with wiring.serving(house):
        yield World(house=house, clock=clock, site=site)
