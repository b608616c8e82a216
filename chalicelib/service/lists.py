"""Lists of records by whose they are and by where they stand, of any domain (P-find)."""

from collections.abc import Callable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.forms import Dated, Order
from chalicelib.core.ports import Key, Listing
from chalicelib.core.record import Record
from chalicelib.service.operations import Call


class OnesOwn(Dated):
    """Which of one's own to list, by the day on which they were made, and in which order."""

    order: Order = Order.NEWEST


def own(kind: type[Record], call: Call, query: OnesOwn) -> Listing:
    """What is the asking person's own, of those days."""
    return listing(kind, "by_person", f"{call.site}#{call.person}", query, query.order)


def standing(kind: type[Record], call: Call, state: str, query: Dated, order: Order) -> Listing:
    """What stands where it is asked for, of those days."""
    return listing(kind, "by_state", f"{call.site}#{kind.KIND}#{state}", query, order)


def of_reception(
    kind: type[Record], call: Call, reception: str, query: Dated, order: Order
) -> Listing:
    """What belongs to an official reception, of those days."""
    return listing(kind, "by_reception", f"{call.site}#{reception}", query, order)


def named(kind: type[Record]) -> Callable[[dict[str, Any], Call], Key]:
    """The record that an item of such a list names."""
    return lambda item, call: Key(kind, call.site, item["id"].removeprefix(f"{kind.KIND}#"))


def listing(kind: type[Record], index: str, partition: str, query: Dated, order: Order) -> Listing:
    """What lies in a partition of an index, of those days.

    Ids begin with the instant at which they were given, so that days are a range of them.
    """
    first, last = sitetime.ids_between(query.from_day, query.to_day)
    return Listing(
        table=kind.TABLE,
        index=index,
        partition=partition,
        first=f"{kind.KIND}#{first}",
        last=f"{kind.KIND}#{last}",
        newest_first=order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    )
