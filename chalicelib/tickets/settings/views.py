"""What is shown of a version of the desk's settings."""

from chalicelib.core.record import Frozen
from chalicelib.tickets.terms import Terms


class Version(Frozen):
    """One version whole."""

    number: int
    in_force: bool
    terms: Terms
