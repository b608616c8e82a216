"""What is shown of advances and claims, and what may be done with them now."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.money import Money
from chalicelib.core.record import Frozen
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.service.showing import Action, actions


class AdvanceView(Frozen):
    """An advance, and what this person may do with it now."""

    version: int
    advance: Advance
    balance: Money
    """What no claim has taken and nobody has brought back."""
    signs: str | None
    """Person id of whoever's signature is waited for."""
    allowed_actions: tuple[Action, ...]


class AdvancePage(Frozen):
    """A page of advances."""

    items: tuple[AdvanceView, ...]
    next: str | None


class ClaimView(Frozen):
    """A claim with its totals, and what this person may do with it now."""

    version: int
    claim: ExpenseClaim
    total: Money
    rest: Money
    """What is paid out, beyond what its advance covers."""
    signs: str | None
    """Person id of whoever's signature is waited for."""
    allowed_actions: tuple[Action, ...]


class ClaimPage(Frozen):
    """A page of claims."""

    items: tuple[ClaimView, ...]
    next: str | None


def advance_view(advance: Advance, act: Act[Any]) -> AdvanceView:
    """The advance as this person sees it."""
    base = f"/sites/{advance.site}/advances/{advance.id}"
    return AdvanceView(
        version=advance.version,
        advance=advance,
        balance=Money(fen=advance.balance),
        signs=signing.holder(advance, act.site),
        allowed_actions=actions(ADVANCES, advance, act, base),
    )


def claim_view(claim: ExpenseClaim, act: Act[Any]) -> ClaimView:
    """The claim as this person sees it."""
    base = f"/sites/{claim.site}/claims/{claim.id}"
    return ClaimView(
        version=claim.version,
        claim=claim,
        total=Money(fen=claim.total),
        rest=Money(fen=claim.rest),
        signs=signing.holder(claim, act.site),
        allowed_actions=actions(CLAIMS, claim, act, base),
    )
