"""What a gate's device keeps, to judge passes by itself while the line is broken (L-5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.forms import Dated, Order
from chalicelib.core.ports import Page, Vault
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.lodging.gate.visits import GUARDS
from chalicelib.lodging.house.model import BedPlace
from chalicelib.lodging.passes import code
from chalicelib.lodging.passes.model import CLAUSE, AccessPass, PassState
from chalicelib.service.lists import named, standing
from chalicelib.service.operations import Call, ListOf

_LAG = timedelta(minutes=1)
"""A pass given so shortly ago may not be listed yet."""


class Carried(Frozen):
    """A pass that counts, as the gate shows it."""

    access_pass: str
    number: str
    name: str
    place: BedPlace | None
    stay: str
    """The holder's, for who comes to see them."""
    valid_until: Instant


class CarriedPage(Frozen):
    """A page of them, and how others are judged."""

    items: tuple[Carried, ...]
    next: str | None
    key: str
    """By which it is told that the site signed a code: Ed25519, URL-safe Base64."""
    as_of: Instant
    since: str
    """A pass whose id comes before this and is not listed counts no more; one whose id comes after
    was given since."""


def operation(vault: Callable[[], Vault]) -> ListOf:
    """The list of the passes that count."""

    def show(
        page: Page, records: list[Record], query: Dated, act: Act[Any], call: Call
    ) -> CarriedPage:
        """The index may lag: what has ended by now is left out."""
        found = (each for each in records if isinstance(each, AccessPass))
        return CarriedPage(
            items=tuple(
                Carried(
                    access_pass=each.id,
                    number=each.number,
                    name=each.name,
                    place=each.place,
                    stay=each.stay,
                    valid_until=each.valid_until,
                )
                for each in found
                if each.state is PassState.VALID
            ),
            next=page.next,
            key=vault().public_key(code.purpose(call.site)),
            as_of=act.now,
            since=sitetime.id_begins(act.now - _LAG),
        )

    return ListOf(
        name="gate-pass-list",
        about="The passes that count, and how others are judged while the line is broken",
        path="/sites/{site}/gate/passes",
        clause=CLAUSE,
        who=GUARDS,
        query=Dated,
        answer=CarriedPage,
        listing=lambda call, query: standing(
            AccessPass, call, PassState.VALID, query, Order.OLDEST
        ),
        record=named(AccessPass),
        show=show,
    )
