"""Words of the reception room 家屬接待室, by what changes together."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.lodging import beds, families, staying, stays

REFUSED: dict[str, tuple[W, W]] = {
    **families.REFUSED,
    **stays.REFUSED,
    **beds.REFUSED,
    **staying.REFUSED,
}
FAULT: dict[str, W] = {**families.FAULT, **stays.FAULT, **beds.FAULT, **staying.FAULT}
TOLD_OF: dict[str, W] = {
    **families.TOLD_OF,
    **stays.TOLD_OF,
    **beds.TOLD_OF,
    **staying.TOLD_OF,
}
