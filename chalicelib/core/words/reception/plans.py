"""Words of plans: kinds, findings and what the GM is asked for (R-2.4, R-4.1, R-4.2, R-4.3.4)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {}
FAULT: dict[str, W] = {}
TOLD_OF: dict[str, W] = {}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {}
NAMES: dict[str, dict[str, W]] = {
    "standard": {
        "travel": W(hant="出差標準", hans="出差标准", en="travel standard"),
        "outside": W(
            hant="外賓接待標準", hans="外宾接待标准", en="standard for guests from outside"
        ),
    },
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {}
"""States and steps by the name of the states' type."""
