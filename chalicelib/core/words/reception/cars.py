"""Words of cars, drivers and trips (R-4.3.7)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {}
FAULT: dict[str, W] = {}
TOLD_OF: dict[str, W] = {}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {}
NAMES: dict[str, dict[str, W]] = {}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {}
"""States and steps by the name of the states' type."""
