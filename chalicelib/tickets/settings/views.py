"""What is shown of the versions of a site's settings."""

from chalicelib.core.record import Frozen
from chalicelib.tickets.terms import Made, Terms


class VersionLine(Frozen):
    """One version: who made it and when, and what is otherwise in it than in the one before."""

    number: int
    made: Made | None
    """None of a version from before this was kept."""
    in_force: bool
    """Whether what is opened now is opened under it."""


class VersionPage(Frozen):
    """A page of versions, newest first."""

    items: tuple[VersionLine, ...]
    next: str | None


class Version(Frozen):
    """One version whole."""

    number: int
    in_force: bool
    terms: Terms
