"""The only writer in the program: one change, one transaction.

It is guarded by the version of every record that it changes or rests on, by the idempotency key,
and by every number and hold still being free. It knows nothing of tickets, beds or claims.
"""

from collections.abc import Sequence

from botocore.exceptions import ClientError
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.core.history import Entered
from chalicelib.core.outbox import Announced, announcement
from chalicelib.core.ports import Conflict, NewReplay, Unavailable
from chalicelib.core.record import Hold, NumberedForm, Record
from chalicelib.store import tables
from chalicelib.store.items import (
    announcement_item,
    counter_key,
    entry_item,
    finding_item,
    form_item,
    hold_item,
    ledger_items,
    message_items,
    record_item,
    replay_item,
    timer_item,
)

PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)
"""Answers of DynamoDB that say nothing about the request: it may be sent again."""


def commit(
    connection: Connection,
    entered: Sequence[Entered],
    replay: NewReplay | None = None,
    handed_over: Sequence[Announced] = (),
) -> None:
    """Write everything or nothing.

    Raises: Conflict where the world is not what the decision had read; Unavailable where the
    store did not answer, and it is not known whether the transaction was carried out.
    """
    transaction = _Transaction(connection)
    for each in entered:
        _write(transaction, each)
    for record in _rested_on(entered):
        item = tables.RECORDS[record.TABLE](site=record.site, id=record.name_in_history)
        transaction.check("record", item, _as_read(record))
    if replay is not None:
        known, expires = tables.Replays.key, tables.Replays.expires
        unused = known.does_not_exist() | (expires <= int(replay.now.timestamp()))
        transaction.put("replay", replay_item(replay), unused)
    for announced in handed_over:
        waiting = tables.Timers.shard.exists()
        transaction.delete("announcement", announcement_item(announced), waiting)
    transaction.send()


def _rested_on(entered: Sequence[Entered]) -> list[Record]:
    """What the changes rest on and none of them writes, once each."""
    written = {(each.record.site, each.record.name_in_history) for each in entered}
    rested_on = {
        (record.site, record.name_in_history): record
        for each in entered
        for record in each.change.rests_on
    }
    return [record for name, record in rested_on.items() if name not in written]


def _as_read(record: Record) -> Condition:
    """The record is as it was read; one that never was stored is still not there."""
    table = tables.RECORDS[record.TABLE]
    return table.version == record.version if record.version else table.site.does_not_exist()


def _write(transaction: "_Transaction", entered: Entered) -> None:
    change, record = entered.change, entered.record
    new = tables.RECORDS[record.TABLE].site.does_not_exist()
    unchanged = _as_read(change.before) if change.before else new
    transaction.put("record", record_item(record), unchanged)
    transaction.put("record", entry_item(entered.entry), tables.History.record.does_not_exist())
    for timer in change.timers_cleared:
        transaction.delete("record", timer_item(record, timer))
    for timer in change.timers_set:
        transaction.put("record", timer_item(record, timer))
    for hold in change.holds_released:
        transaction.delete("record", hold_item(record, hold))
    for hold in change.holds_taken:
        free = tables.Holds.key.does_not_exist()
        transaction.put("hold", hold_item(record, hold), free, hold)
    for term in entered.terms_removed:
        transaction.delete("record", finding_item(record, term))
    for term in entered.terms_added:
        transaction.put("record", finding_item(record, term))
    for form in change.forms_issued:
        _count(transaction, record.site, form)
        transaction.put("number", form_item(record, form), tables.Forms.key.does_not_exist())
    for form in change.forms_voided:
        transaction.put("number", form_item(record, form), tables.Forms.key.exists())
    for number, journal in enumerate(change.journals):
        for posting in ledger_items(entered, number, journal):
            transaction.put("record", posting, tables.Ledger.account.does_not_exist())
    for message in message_items(entered):
        transaction.put("record", message, tables.Outbox.record.does_not_exist())
    if change.messages:
        entry = entered.entry
        announced = announcement(entry.site, entry.record, entry.seq, entry.at)
        transaction.put("record", announcement_item(announced))


def _count(transaction: "_Transaction", site: str, form: NumberedForm) -> None:
    """Advance the form's counter, from the number before: no gap, and none twice."""
    day, last = tables.Counters.day, tables.Counters.last
    before = (
        (day == str(form.day)) & (last == form.seq - 1)
        if form.seq > 1
        else tables.Counters.key.does_not_exist() | (day < str(form.day))
    )
    item = tables.Counters(key=counter_key(site, form.form), day=str(form.day), last=form.seq)
    transaction.put("counter", item, before)


class _Transaction:
    """A DynamoDB transaction that can say which of its parts the world refused."""

    def __init__(self, connection: Connection) -> None:
        self._write = TransactWrite(connection=connection)
        self._checks: list[tuple[str, Hold | None]] = []
        self._deletes: list[tuple[str, Hold | None]] = []
        self._puts: list[tuple[str, Hold | None]] = []

    def put(
        self,
        what: str,
        item: Model,
        condition: Condition | None = None,
        hold: Hold | None = None,
    ) -> None:
        self._write.save(item, condition=condition)
        self._puts.append((what, hold))

    def delete(self, what: str, item: Model, condition: Condition | None = None) -> None:
        self._write.delete(item, condition=condition)
        self._deletes.append((what, None))

    def check(self, what: str, item: Model, condition: Condition) -> None:
        key, place = item.attribute_values.values()
        self._write.condition_check(type(item), key, place, condition)
        self._checks.append((what, None))

    def send(self) -> None:
        try:
            with self._write:
                pass
        except TransactWriteError as error:
            raise self._explained(error) from error

    def _explained(self, error: TransactWriteError) -> Exception:
        """PynamoDB sends checks, then deletes, then puts; the reasons come in the order sent."""
        if not isinstance(error.cause, ClientError):
            return Unavailable(str(error.cause))
        parts = [*self._checks, *self._deletes, *self._puts]
        refused = [
            (reason.code, what, hold)
            for reason, (what, hold) in zip(error.cancellation_reasons, parts, strict=False)
            if reason is not None
        ]
        if refused:
            return Conflict(
                {what if code == "ConditionalCheckFailed" else "busy" for code, what, _ in refused},
                [hold for code, _, hold in refused if hold and code == "ConditionalCheckFailed"],
            )
        if error.cause.response["Error"]["Code"] in PASSING:
            return Unavailable(str(error.cause))
        return error
