"""What is filled in when beds are ceded (L-2)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Id
from chalicelib.core.forms import Form
from chalicelib.lodging.stays.model import MOST_GUESTS


class Cede(Form):
    """Offer the beds of one's guests to an application that waits 讓床 (L-2).

    From the first night that both are there for: of it and of all later ones the guests have none.
    """

    to: Id
    """The other's application, as its employee has given it."""
    guests: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=MOST_GUESTS)]
    """Person ids, as the stay names its guests."""


class TakeCeded(Form):
    """Take the beds that another cedes 接受讓床 (L-2)."""

    of: Id
    """The stay that cedes them, as the proposal names it."""


class CallOff(Form):
    """Call a proposal off, as either of the two 作罷 (L-2)."""
