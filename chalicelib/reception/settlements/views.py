"""What is shown of settlements: who owes what, and what may be done now (R-4.3.3)."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.reception.settlements.model import Settlement, Statement
from chalicelib.service.showing import Action, actions


class Owes(Frozen):
    """What a unit owes still."""

    unit: str
    fen: int


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
    return SettlementView(
        version=settlement.version,
        settlement=settlement,
        fen=settlement.fen,
        owing=settlement.owing,
        owes=tuple(
            Owes(unit=each.unit, fen=each.owing) for each in settlement.shares if each.owing
        ),
        allowed_actions=actions(SETTLING, settlement, act, base),
    )


def statement_view(statement: Statement, act: Act[Any]) -> StatementView:
    """The statement as this person sees it."""
    base = f"/sites/{statement.site}/statements/{statement.id}"
    return StatementView(
        version=statement.version,
        statement=statement,
        allowed_actions=actions(ANSWERING, statement, act, base),
    )
