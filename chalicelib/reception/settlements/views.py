"""What is shown of settlements: who owes what, and what may be done now (R-4.3.3)."""

from collections.abc import Iterable
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.reception.settlements.model import Settlement, Share, Statement
from chalicelib.reception.settlements.rules import OF_UNITS, of_unit
from chalicelib.service.showing import Action, actions


class Owes(Frozen):
    """What a unit owes still, and what this person may do about it now."""

    unit: str
    fen: int
    allowed_actions: tuple[Action, ...]


class SettlementView(Frozen):
    """A settlement, and what this person may do with it now."""

    version: int
    settlement: Settlement
    fen: int
    """What was advanced in all."""
    owing: int
    """What is owed still; 0: it is closed."""
    owes: tuple[Owes, ...]
    """By whom."""
    allowed_actions: tuple[Action, ...]


class SettlementPage(Frozen):
    """A page of settlements."""

    items: tuple[SettlementView, ...]
    next: str | None


class StatementView(Frozen):
    """What another site asks of us, and what this person may do with it now."""

    version: int
    statement: Statement
    allowed_actions: tuple[Action, ...]


class StatementPage(Frozen):
    """A page of statements."""

    items: tuple[StatementView, ...]
    next: str | None


def settlement_view(settlement: Settlement, act: Act[Any]) -> SettlementView:
    """The settlement as this person sees it."""
    base = f"/sites/{settlement.site}/settlements/{settlement.id}"
    allowed = actions(SETTLING, settlement, act, base)
    return SettlementView(
        version=settlement.version,
        settlement=settlement,
        fen=settlement.fen,
        owing=settlement.owing,
        owes=tuple(_owes(each, allowed) for each in settlement.shares if each.owing),
        allowed_actions=allowed,
    )


def _owes(share: Share, allowed: Iterable[Action]) -> Owes:
    return Owes(
        unit=share.unit,
        fen=share.owing,
        allowed_actions=tuple(
            each
            for each in allowed
            if each.command in OF_UNITS and of_unit(each.command, share) is None
        ),
    )


def statement_view(statement: Statement, act: Act[Any]) -> StatementView:
    """The statement as this person sees it."""
    base = f"/sites/{statement.site}/statements/{statement.id}"
    return StatementView(
        version=statement.version,
        statement=statement,
        allowed_actions=actions(ANSWERING, statement, act, base),
    )
