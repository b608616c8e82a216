"""What operations are called in a menu or on a button, where no step of a record says it."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.operations import lodging, reception, shared, tickets

OPERATIONS: dict[str, W] = {
    **shared.OPERATIONS,
    **tickets.OPERATIONS,
    **lodging.OPERATIONS,
    **reception.OPERATIONS,
}
