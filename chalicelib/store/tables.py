"""The tables: their names, keys and indexes, as PynamoDB models.

The CloudFormation that deploys them and the tables that `make run` creates both come from here.
Indexes hold keys only: a list reads its records by key, in the one round trip that it needs for
the person's roles anyway, so an index costs a write only when its own key changes.
"""

import os
from typing import Any

from pynamodb.attributes import (
    Attribute,
    BinaryAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection, Projection
from pynamodb.models import Model

from chalicelib.store.attributes import BodyAttribute

PREFIX = f"frontdesk-{os.environ.get('STAGE', 'local')}-"


def _index(
    name: str, hash_name: str, range_name: str, projection: Projection
) -> GlobalSecondaryIndex[Any]:
    meta = type("Meta", (), {"index_name": name, "projection": projection})
    attributes: dict[str, Attribute[str]] = {
        hash_name: UnicodeAttribute(hash_key=True),
        range_name: UnicodeAttribute(range_key=True),
    }
    made = type(f"Index_{name}", (GlobalSecondaryIndex,), {"Meta": meta, **attributes})
    index: GlobalSecondaryIndex[Any] = made()
    return index


class RecordTable(Model):
    """A table of records: one partition a site, one item a record."""

    site = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    body = BodyAttribute()


class Tickets(RecordTable):
    """Tickets 受理事項."""

    class Meta:
        table_name = PREFIX + "tickets"

    state_key = UnicodeAttribute()
    due = UnicodeAttribute(null=True)
    department_key = UnicodeAttribute(null=True)
    person_key = UnicodeAttribute()
    unit_key = UnicodeAttribute(null=True)
    queue_key = UnicodeAttribute(null=True)
    queue_order = UnicodeAttribute(null=True)
    moved_key = UnicodeAttribute(null=True)
    moved_order = UnicodeAttribute(null=True)
    incident_key = UnicodeAttribute(null=True)

    by_state = _index("by_state", "state_key", "id", KeysOnlyProjection())
    by_due = _index("by_due", "state_key", "due", KeysOnlyProjection())
    by_department = _index("by_department", "department_key", "id", KeysOnlyProjection())
    by_person = _index("by_person", "person_key", "id", KeysOnlyProjection())
    by_unit = _index("by_unit", "unit_key", "id", KeysOnlyProjection())
    queue = _index("queue", "queue_key", "queue_order", KeysOnlyProjection())
    moved = _index("moved", "moved_key", "moved_order", KeysOnlyProjection())
    by_incident = _index("by_incident", "incident_key", "id", KeysOnlyProjection())


class Desk(RecordTable):
    """Handovers with their notes, reports, days, known outages; listed by kind: no index."""

    class Meta:
        table_name = PREFIX + "desk"


class Lodging(RecordTable):
    """Houses with their nights and queues, relatives, stays, and how employees keep the rules."""

    class Meta:
        table_name = PREFIX + "lodging"

    person_key = UnicodeAttribute(null=True)
    state_key = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)

    by_person = _index("by_person", "person_key", "id", KeysOnlyProjection())
    by_state = _index("by_state", "state_key", "id", KeysOnlyProjection())
    by_due = _index("by_due", "state_key", "due", KeysOnlyProjection())


class Reception(RecordTable):
    """Receptions, letters, cars and trips, advances, claims and settlements 公務接待."""

    class Meta:
        table_name = PREFIX + "reception"

    person_key = UnicodeAttribute(null=True)
    state_key = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    reception_key = UnicodeAttribute(null=True)

    by_person = _index("by_person", "person_key", "id", KeysOnlyProjection())
    by_state = _index("by_state", "state_key", "id", KeysOnlyProjection())
    by_due = _index("by_due", "state_key", "due", KeysOnlyProjection())
    by_reception = _index("by_reception", "reception_key", "id", KeysOnlyProjection())


class Files(RecordTable):
    """Attachments 附件. A record's own files are found through the record: there is no index."""

    class Meta:
        table_name = PREFIX + "files"


class Directory(RecordTable):
    """Sites, people, units and versioned settings; the id begins with the kind."""

    class Meta:
        table_name = PREFIX + "directory"

    phone_key = UnicodeAttribute(null=True)

    by_phone = _index("by_phone", "phone_key", "id", KeysOnlyProjection())


class Deliveries(RecordTable):
    """Lanes: what a channel has still to be told of a record; only those in trouble are listed."""

    class Meta:
        table_name = PREFIX + "deliveries"

    trouble_key = UnicodeAttribute(null=True)
    trouble_since = UnicodeAttribute(null=True)

    in_trouble = _index("in_trouble", "trouble_key", "trouble_since", KeysOnlyProjection())


class History(Model):
    """One item an entry; written once, never updated, never deleted."""

    class Meta:
        table_name = PREFIX + "history"

    record = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)
    body = BodyAttribute()


class Timers(Model):
    """What falls due, spread over shards by job; one item a record and clause."""

    class Meta:
        table_name = PREFIX + "timers"

    shard = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class Holds(Model):
    """What only one record may have."""

    class Meta:
        table_name = PREFIX + "holds"

    key = UnicodeAttribute(hash_key=True)
    record = UnicodeAttribute()


class Finding(Model):
    """The records that a term finds: those that begin alike together, oldest first."""

    class Meta:
        table_name = PREFIX + "finding"

    term = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class Ledger(Model):
    """Postings, by account in order of time; written once, never updated, never deleted."""

    class Meta:
        table_name = PREFIX + "ledger"

    account = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)
    body = BodyAttribute()


class Outbox(Model):
    """Messages, by the record that they are about, in the order of its history.

    Its stream keeps that order. A person's inbox is an index of it.
    """

    class Meta:
        table_name = PREFIX + "outbox"

    record = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)
    person = UnicodeAttribute()
    at = UnicodeAttribute()
    body = BodyAttribute()

    inbox = _index("inbox", "person", "at", AllProjection())


class Replays(Model):
    """The answers already given, by idempotency key; each is kept for a day."""

    class Meta:
        table_name = PREFIX + "replays"

    key = UnicodeAttribute(hash_key=True)
    fingerprint = UnicodeAttribute()
    answer = BinaryAttribute(legacy_encoding=False)
    expires = NumberAttribute()


class Counters(Model):
    """The last number given, by site and form."""

    class Meta:
        table_name = PREFIX + "counters"

    key = UnicodeAttribute(hash_key=True)
    day = UnicodeAttribute()
    last = NumberAttribute()


class Forms(Model):
    """The register of numbered forms; by day it is the duty record 值班記錄."""

    class Meta:
        table_name = PREFIX + "forms"

    key = UnicodeAttribute(hash_key=True)
    day_key = UnicodeAttribute()
    place = UnicodeAttribute()
    body = BodyAttribute()

    duty = _index("duty", "day_key", "place", AllProjection())


RECORDS: dict[str, type[RecordTable]] = {
    "tickets": Tickets,
    "desk": Desk,
    "lodging": Lodging,
    "reception": Reception,
    "files": Files,
    "directory": Directory,
    "deliveries": Deliveries,
}
ALL: tuple[type[Model], ...] = (
    Tickets,
    Desk,
    Lodging,
    Reception,
    Files,
    Directory,
    Deliveries,
    History,
    Timers,
    Holds,
    Finding,
    Ledger,
    Outbox,
    Replays,
    Counters,
    Forms,
)
EXPIRING = {Replays: "expires"}
"""Tables whose items DynamoDB deletes by itself, and the attribute with the time in seconds."""
BY_NAME: dict[str, type[Model]] = {
    table.Meta.table_name.removeprefix(PREFIX): table for table in ALL
}


def key_names(model: type[Model], index: str | None) -> tuple[str, str]:
    """Names of partition and range key of a table or of one of its indexes."""
    meta = model._get_connection().get_meta_table()
    if index is None:
        return meta.hash_keyname, meta.range_keyname or ""
    return meta.get_index_hash_keyname(index), meta.get_index_range_keyname(index)  # type: ignore[no-untyped-call]


def all_key_names(model: type[Model], index: str | None) -> tuple[str, ...]:
    """Names of all attributes that say where in a table or index an item stands."""
    names = (*key_names(model, None), *(key_names(model, index) if index else ()))
    return tuple(dict.fromkeys(filter(None, names)))
