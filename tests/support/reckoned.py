"""What must hold of money spent on receptions, whatever was done: read from the store as it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from chalicelib.core.record import Record
from chalicelib.reception.claims.model import (
    EXPENSE,
    Advance,
    AdvanceState,
    ClaimState,
    ExpenseClaim,
    held_by,
    owed_by,
    till,
)
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.settlements.model import Settlement
from chalicelib.store import tables
from tests.support.world import World

R = TypeVar("R", bound=Record)
BOOKED = frozenset({ClaimState.PENDING, ClaimState.SIGNED, ClaimState.PAID})
OUT = frozenset({AdvanceState.PENDING, AdvanceState.APPROVED, AdvanceState.PAID})
"""Of these a reception says what they hold."""


def items(world: World, table: Any) -> Iterator[dict[str, Any]]:
    """Everything in a table."""
    for page in world.house.whole.pages(table, 0, 1):
        yield from page


def records(world: World, kind: type[R]) -> dict[str, R]:
    """Every record of a kind at the site, by its id."""
    found = (
        msgspec.convert(each["body"], kind)
        for each in items(world, tables.Reception)
        if each["site"] == world.site and each["id"].startswith(f"{kind.KIND}#")
    )
    return {each.id: each for each in found}


def accounts(world: World) -> Counter[str]:
    """Every account of the site that is not at nothing, as the fold of its postings; each journal
    of them sums to zero.
    """
    journals: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for each in items(world, tables.Ledger):
        site, _, account = each["account"].partition("#")
        if site == world.site:
            journals[each["body"]["journal"]] += each["body"]["fen"]
            found[account] += each["body"]["fen"]
    assert not any(journals.values())
    return Counter({name: fen for name, fen in found.items() if fen})


def expected(
    claims: dict[str, ExpenseClaim],
    advances: dict[str, Advance],
    settlements: dict[str, Settlement],
) -> Counter[str]:
    """The accounts, as advances, claims and settlements say what became of them."""
    found: Counter[str] = Counter()
    for share in (share for each in settlements.values() for share in each.shares):
        for sent in share.transferred:
            found[till(sent.method)] += sent.fen
            found[owed_by(share.unit)] -= sent.fen
        for waived in share.waived:
            found[EXPENSE] += waived.fen
            found[owed_by(share.unit)] -= waived.fen
    for advance in advances.values():
        if advance.paid_at:
            assert advance.method
            found[held_by(advance.person)] += advance.fen
            found[till(advance.method)] -= advance.fen
        for each in advance.returned:
            found[held_by(advance.person)] -= each.fen
            found[till(each.method)] += each.fen
    for claim in claims.values():
        if claim.state is not ClaimState.PAID:
            continue
        found[held_by(claim.person)] -= claim.from_advance
        if claim.method:
            found[till(claim.method)] -= claim.rest
        for line in claim.lines:
            if line.bearer is Bearer.HOST:
                found[EXPENSE] += line.fen
            for share in line.shares:
                found[owed_by(share.unit)] += share.fen
    return Counter({name: fen for name, fen in found.items() if fen})


def reckoned(world: World) -> None:
    """What is stored of a site's money holds."""
    claims = f"{world.site}#{ExpenseClaim.KIND}#"
    Reckoning(
        claims=records(world, ExpenseClaim),
        advances=records(world, Advance),
        settlements=records(world, Settlement),
        receptions=records(world, Reception),
        accounts=accounts(world),
        held={
            each["key"].removeprefix("*#")
            for each in items(world, tables.Holds)
            if each["record"].startswith(claims)
        },
    ).check()


@dataclass(frozen=True)
class Reckoning:
    """Everything that there is of it."""

    claims: dict[str, ExpenseClaim]
    advances: dict[str, Advance]
    settlements: dict[str, Settlement]
    receptions: dict[str, Reception]
    accounts: Counter[str]
    held: set[str]
    """Receipts."""

    def check(self) -> None:
        """Nothing is booked beyond the plan or drawn beyond an advance, nothing half; claims and
        what is in hand keep within the budget; no receipt is used twice; every account is what
        advances, claims and settlements say.
        """
        assert self.accounts == expected(self.claims, self.advances, self.settlements)
        booked = {id: each for id, each in self.claims.items() if each.state in BOOKED}
        for advance in self.advances.values():
            _as_drawn(advance, booked)
        for reception in self.receptions.values():
            _as_booked(reception, booked, self.advances)
        kept = [each for each in self.claims.values() if each.reversal and not each.reversal.anew]
        held = [each.hold.key for claim in (*booked.values(), *kept) for each in claim.lines]
        assert len(set(held)) == len(held)
        assert set(held) == self.held


def _as_drawn(advance: Advance, claims: dict[str, ExpenseClaim]) -> None:
    assert advance.balance >= 0
    settled = bool(advance.paid_at and advance.accounted)
    assert (advance.state is AdvanceState.SETTLED) == settled
    drawn = {each.claim: (each.fen, each.paid) for each in advance.drawn}
    assert drawn == {
        id: (each.from_advance, each.state is ClaimState.PAID)
        for id, each in claims.items()
        if each.advance == advance.id
    }


def _as_booked(
    reception: Reception, claims: dict[str, ExpenseClaim], advances: dict[str, Advance]
) -> None:
    taken: Counter[tuple[str, str, bool]] = Counter()
    for claim in claims.values():
        for line in claim.lines:
            if claim.reception == reception.id:
                taken[claim.id, line.line, claim.state is ClaimState.PAID] += line.fen
    said = {(each.claim, each.line, each.paid): each.fen for each in reception.booked}
    assert said == taken
    for line in reception.content.lines:
        assert reception.spent(line.key) <= judging.cost(line, reception.content)
    held = sum(each.fen for each in reception.in_hand)
    assert sum(said.values()) + held <= judging.budget(reception.content)
    assert {each.advance: each.fen for each in reception.in_hand} == {
        id: each.balance
        for id, each in advances.items()
        if each.reception == reception.id and each.state in OUT
    }
