"""What is filled in about a known outage."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Line, Text, When
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.tickets.incidents.model import IncidentState

Places = Annotated[tuple[Line, ...], Meta(max_length=50)]


class OpenIncident(Form):
    """Announce a known outage 已知故障: where, what, and the words for the desk to say (T-4.1).

    It is of the whole estate, or of the buildings and public areas named. `words` is said where
    a language has none of its own. `since` is now if left out, in the future if it is announced.
    """

    affected: Line
    whole_estate: bool = False
    buildings: Places = ()
    """As the units have them."""
    areas: Places = ()
    words: Text
    words_hant: Text | None = None
    words_hans: Text | None = None
    words_en: Text | None = None
    since: When | None = None
    expected_end: When | None = None


class IncidentList(Dated):
    """Which outages to list, by the day on which they were announced, and in which order."""

    order: Order = Order.NEWEST
    state: IncidentState | None = None


class UpdateIncident(Form):
    """Say otherwise from now on, whole: the words, and when it is expected to end (T-4.1)."""

    words: Text
    words_hant: Text | None = None
    words_hans: Text | None = None
    words_en: Text | None = None
    expected_end: When | None = None


class CloseIncident(Form):
    """The outage is over 解除, with what came of it. Its tickets go on, each by itself (T-4.1)."""

    result: Text
