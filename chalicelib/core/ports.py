"""What services ask of a store, in their own words; `store` answers, and knows no domain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from chalicelib.core.errors import Fault
from chalicelib.core.history import Entered
from chalicelib.core.numbering import Counter
from chalicelib.core.outbox import Announced
from chalicelib.core.people import Person
from chalicelib.core.record import Frozen, Hold, Instant, Record
from chalicelib.core.words import Language

R = TypeVar("R", bound=Record)


class Key(NamedTuple):
    """Names one record."""

    kind: type[Record]
    site: str
    id: str


class Answer(Frozen):
    """What a caller is told, ready to send: stored with the effect, replayed byte for byte."""

    status: int
    headers: dict[str, str]
    body: bytes


class Replay(Frozen):
    """An answer given before under an idempotency key."""

    fingerprint: str
    """Of the request that it answered."""
    answer: Answer


class NewReplay(Frozen):
    """An answer to be remembered in the transaction that it is the answer to."""

    key: str
    fingerprint: str
    answer: Answer
    now: Instant


class Loaded:
    """What one consistent read brought."""

    def __init__(
        self,
        records: dict[Key, Record],
        counters: Mapping[str, Counter],
        replay: Replay | None,
    ) -> None:
        self._records = records
        self.counters = counters
        """Form to the last number given for it."""
        self.replay = replay

    def record(self, kind: type[R], site: str, id: str | None) -> R | None:
        """The record, if it exists and was asked for."""
        found = self._records.get(Key(kind, site, id)) if id is not None else None
        assert found is None or isinstance(found, kind)
        return found

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind that was brought."""
        return tuple(each for each in self._records.values() if isinstance(each, kind))

    def __or__(self, other: "Loaded") -> "Loaded":
        return Loaded(self._records | other._records, self.counters, self.replay)


class Listing(Frozen):
    """A page of a table or index: one partition, in the order of its range key."""

    table: str
    index: str | None = None
    partition: str
    begins: str = ""
    """Only range keys that begin so."""
    first: str = ""
    """With `last`: only range keys from this one to that one, and none if it comes after."""
    last: str = ""
    newest_first: bool = False
    limit: int
    cursor: str | None = None
    consistent: bool = False
    """As it is at this moment; only a table can be read so, no index."""
    names_only: bool = False
    """Only the keys of a table's items."""
    kind: type[Record] | None = None
    """A table's items are themselves the records of this kind: they need not be read by name."""


class Page(Frozen):
    """A page of items as plain values, and where the next one begins."""

    items: tuple[dict[str, Any], ...]
    next: str | None
    records: tuple[Record, ...] = ()
    """The items, where they are records."""


class Due(Frozen):
    """A timer that fell due."""

    site: str
    kind: str
    id: str
    clause: str
    due_at: Instant


class Conflict(Exception):
    """The transaction found the world other than the decision had read it. Nothing was written."""

    def __init__(self, what: Iterable[str], holds: Sequence[Hold] = ()) -> None:
        self.what = frozenset(what)
        """Of `replay`, `record`, `counter`, `hold`, `number`, `announcement`, `busy`."""
        self.holds = tuple(holds)
        super().__init__(", ".join(sorted(self.what)))


class Unreadable(Exception):
    """What is stored under a key is not what this release knows as such a record."""


class Unavailable(Exception):
    """The store did not answer. Whether the transaction was carried out is not known."""


class Store(Protocol):
    """The store as services see it."""

    def load(
        self,
        keys: Iterable[Key],
        *,
        counters: tuple[str, Iterable[str]] | None = None,
        replay: str | None = None,
        now: datetime | None = None,
    ) -> Loaded:
        """Everything named, in one consistent read.

        `counters` is a site and its forms; a replay older than `now` is not brought.

        Raises: Unavailable, Unreadable.
        """
        ...

    def holder(self, site: str, hold: Hold) -> str:
        """`kind#id` of the site's record that has what everybody wants; "" if none of the site has.

        Raises: Unavailable.
        """
        ...

    def taken(self, site: str, holds: Iterable[Hold]) -> frozenset[Hold]:
        """Those that some record has already, of whatever site where they are everybody's.

        Raises: Unavailable.
        """
        ...

    def commit(
        self,
        entered: Sequence[Entered],
        replay: NewReplay | None = None,
        handed_over: Sequence[Announced] = (),
    ) -> None:
        """Everything, in one transaction, or nothing.

        Announcements handed over are taken away, each only if it was still there.

        Raises: Conflict, Unavailable.
        """
        ...

    def page(self, listing: Listing) -> Page:
        """A page of a listing.

        Raises: Refusal `invalid_form` for a cursor that is not of this listing; Unavailable.
        """
        ...

    def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
        """Everything of a job that is due at `as_of`, shard by shard; what is not due is not read.

        Raises: Unavailable.
        """
        ...

    def announced(self, site: str, record: str) -> list[Announced]:
        """The entries of a record (`kind#id`) still to be handed over, in the order of its history.

        Raises: Unavailable.
        """
        ...


class Target(Frozen):
    """Where a message is carried to, in clear: it is never stored so, logged or shown."""

    address: str
    secret: str = ""


class Letter(Frozen):
    """A message as it leaves the program: its words, and nothing that they do not need."""

    id: str
    """The same every time it is sent: receivers drop duplicates by it."""
    at: Instant
    site: str
    code: str
    clause: str
    record: str
    number: str
    """Of the paper form that it is about, if it is about one."""
    language: Language
    subject: str
    text: str
    correlation: str
    """Of the request that caused it."""


class Failed(Exception):
    """It was not sent, or nobody knows whether it was: it may be tried again."""

    def __init__(self, reason: str, after: float = 0) -> None:
        self.reason = reason
        """A stable code; never an address or a secret."""
        self.after = after
        """Seconds that the other side asks to be left alone."""
        super().__init__(reason)


class Undeliverable(Exception):
    """It will not be sent however often it is tried: somebody has to see to it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Misdirected(Undeliverable):
    """There is no such target, or there may be none."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        """What is wrong with `/target` or `/secret`."""
        super().__init__(fault.code)


class Carrier(Protocol):
    """One means of telling, as services see it."""

    def check(self, target: Target) -> None:
        """Whether there may be such a target.

        Raises: Misdirected; Failed where its host cannot be found now.
        """
        ...

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """Carry a letter there, within ten seconds.

        Raises: Failed, Undeliverable.
        """
        ...


class Upload(Frozen):
    """How to upload one file, once: whoever has it may, and nothing but that file."""

    method: str
    url: str
    headers: dict[str, str]
    """To be sent as they are: type, length and checksum are part of the signature."""
    expires_at: Instant


class Link(Frozen):
    """Where to fetch one file: whoever has it may, until it expires."""

    url: str
    expires_at: Instant


HEAD = 16
"""Bytes of a file that tell what it is."""


class StoredObject(Frozen):
    """What lies in object storage under a key."""

    size: int
    """Bytes."""
    media_type: str
    sha256: str | None
    """As the storage worked it out, hexadecimal; None where it did not."""
    head: bytes
    """Its first `HEAD` bytes, or as many as it has."""


class ObjectStore(Protocol):
    """Object storage, as services see it: files go to it and come from it past the program."""

    def upload(self, key: str, media_type: str, size: int, sha256: str, now: datetime) -> Upload:
        """Leave to upload `size` bytes of this type and digest (hexadecimal), for ten minutes."""
        ...

    def link(self, key: str, name: str, media_type: str, now: datetime) -> Link:
        """Leave to fetch a file, for five minutes; it is saved under `name`."""
        ...

    def keep(self, key: str, media_type: str, content: bytes) -> None:
        """Put what the program made there; the same again is no fault.

        Raises: Unavailable.
        """
        ...

    def inspect(self, key: str) -> StoredObject | None:
        """What lies there, if anything does.

        Raises: Unavailable.
        """
        ...

    def read(self, key: str) -> bytes | None:
        """What lies there, whole, if anything does.

        Raises: Unavailable.
        """
        ...

    def remove(self, key: str) -> None:
        """Whatever lies there is gone; it is no fault if nothing does.

        Raises: Unavailable.
        """
        ...


class Vault(Protocol):
    """What is private, as services see it: sealed when it comes in, opened for who needs it."""

    def index(self, site: str, phone: str) -> str:
        """Keyed hash of a number: equal within a site, unlinkable between sites."""
        ...

    def caller_id(self, site: str, phone: str) -> str:
        """The id of whoever calls from a number."""
        ...

    def caller(self, site: str, name: str, phone: str) -> Person:
        """Whoever calls from a number, as a person not stored yet."""
        ...

    def with_phone(self, person: Person, phone: str) -> Person:
        """The person with this number, sealed."""
        ...

    def phone(self, person: Person) -> str:
        """A person's number in clear."""
        ...

    def with_mail(self, person: Person, mail: str) -> Person:
        """The person with this e-mail address, sealed."""
        ...

    def mail(self, person: Person) -> str:
        """A person's e-mail address in clear."""
        ...

    def guest(self, site: str, name: str, number: str) -> Person:
        """Whoever has an identity document of this number, as a person not stored yet."""
        ...

    def identity(self, person: Person) -> str:
        """The number of a person's identity document in clear."""
        ...

    def sign(self, purpose: str, text: str) -> str:
        """The one signature of a text, by the key that is for this purpose: 86 URL-safe
        characters."""
        ...

    def public_key(self, purpose: str) -> str:
        """By what it is told that something was signed for this purpose: 43 such characters."""
        ...

    def seal(self, owner: str, value: str) -> str:
        """A site's secret, sealed for what it belongs to."""
        ...

    def unseal(self, owner: str, box: str) -> str:
        """A site's secret in clear."""
        ...
