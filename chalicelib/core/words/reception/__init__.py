"""Words of the official reception 公務接待, room by room."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.reception import (
    cars,
    claims,
    letters,
    plans,
    receptions,
    registers,
    settlements,
)

REFUSED: dict[str, tuple[W, W]] = {
    **cars.REFUSED,
    **claims.REFUSED,
    **letters.REFUSED,
    **plans.REFUSED,
    **receptions.REFUSED,
    **registers.REFUSED,
    **settlements.REFUSED,
}
FAULT: dict[str, W] = {
    **cars.FAULT,
    **claims.FAULT,
    **letters.FAULT,
    **plans.FAULT,
    **receptions.FAULT,
    **registers.FAULT,
    **settlements.FAULT,
}
TOLD_OF: dict[str, W] = {
    **cars.TOLD_OF,
    **claims.TOLD_OF,
    **letters.TOLD_OF,
    **plans.TOLD_OF,
    **receptions.TOLD_OF,
    **registers.TOLD_OF,
    **settlements.TOLD_OF,
}
MEMO: dict[str, W] = {
    **cars.MEMO,
    **claims.MEMO,
    **letters.MEMO,
    **plans.MEMO,
    **receptions.MEMO,
    **registers.MEMO,
    **settlements.MEMO,
}
PAPER: dict[str, W] = {
    **cars.PAPER,
    **claims.PAPER,
    **letters.PAPER,
    **plans.PAPER,
    **receptions.PAPER,
    **registers.PAPER,
    **settlements.PAPER,
}
NAMES: dict[str, dict[str, W]] = {
    **cars.NAMES,
    **claims.NAMES,
    **letters.NAMES,
    **plans.NAMES,
    **receptions.NAMES,
    **registers.NAMES,
    **settlements.NAMES,
}
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {
    **cars.LIVES,
    **claims.LIVES,
    **letters.LIVES,
    **plans.LIVES,
    **receptions.LIVES,
    **registers.LIVES,
    **settlements.LIVES,
}
