"""Lists of records by whose they are and by where they stand, of any domain (P-find)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import finding, sitetime
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Dated, Order, Urgency
from chalicelib.core.ports import Key, Listing, Page
from chalicelib.core.record import Record
from chalicelib.service.operations import Call
from chalicelib.service.searching import Search, exact


class OnesOwn(Dated):
    """Which of one's own to list, by the day on which they were made, and in which order."""

    order: Order = Order.NEWEST


def own(kind: type[Record], call: Call, query: OnesOwn) -> Listing:
    """What is the asking person's own, of those days."""
    return listing(kind, "by_person", f"{call.site}#{call.person}", query, query.order)


def standing(
    kind: type[Record], call: Call, state: str, query: Dated, order: Order | Urgency
) -> Listing:
    """What stands where it is asked for, of those days."""
    return in_state(kind, f"{call.site}#{kind.KIND}#{state}", state, query, order)


def in_state(
    kind: type[Record], partition: str, state: str, query: Dated, order: Order | Urgency
) -> Listing:
    """What lies in the partition of a state: what somebody waits for may be had as it falls due.

    In that order a day is no range of keys; whoever shows the records holds them against the days.
    """
    if order is Urgency.DUE and state in kind.WAITS:
        return Listing(
            table=kind.TABLE,
            index="by_due",
            partition=partition,
            limit=query.limit,
            cursor=query.cursor,
        )
    return listing(kind, "by_state", partition, query, order)


def ordered(state: str | None, order: Urgency, clause: str) -> None:
    """What is listed as it falls due stands in one state.

    Raises: Refusal `invalid_form`.
    """
    if order is Urgency.DUE and state is None:
        raise Refusal("invalid_form", clause, faults=(Fault(pointer="/state", code="required"),))


def of_reception(
    kind: type[Record], call: Call, reception: str, query: Dated, order: Order | Urgency
) -> Listing:
    """What belongs to an official reception, of those days."""
    return listing(kind, "by_reception", f"{call.site}#{reception}", query, order)


def sought(kind: type[Record], call: Call, query: Dated, text: str) -> Search:
    """What is found by these words, of those days, newest first."""
    first, last = sitetime.ids_between(query.from_day, query.to_day)
    return Search(
        site=call.site,
        kind=kind.KIND,
        asked=finding.asked(text),
        limit=query.limit,
        cursor=query.cursor,
        first=first,
        last=last,
    )


def held(page: Page, records: Iterable[Record], text: str | None) -> Iterable[Record]:
    """The records of a page; where it was looked for words, those that say them."""
    return exact(finding.asked(text), page, records) if text else records


def named(kind: type[Record]) -> Callable[[dict[str, Any], Call], Key]:
    """The record that an item of such a list names."""
    return lambda item, call: Key(kind, call.site, item["id"].removeprefix(f"{kind.KIND}#"))


def listing(
    kind: type[Record], index: str, partition: str, query: Dated, order: Order | Urgency
) -> Listing:
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
        newest_first=order == Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    )
