"""What is filled in about rooms and beds."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id
from chalicelib.core.forms import Form
from chalicelib.lodging.house.model import Beds


class AddRoom(Form):
    """A room of the reception room 家屬接待室, with its beds."""

    number: Id
    type: Id
    """Key of its rate in the settings."""
    floor: Annotated[int, Meta(ge=-9, le=99, examples=[2])]
    beds: Beds


class ChangeRoom(Form):
    """A room as it is to be, whole. What is closed is given to nobody anew; nobody is moved."""

    type: Id
    floor: Annotated[int, Meta(ge=-9, le=99, examples=[2])]
    beds: Beds
    closed: bool = False


class OfNights(Form):
    """Which nights to show, by the days on whose evenings they begin: 31 at most."""

    from_day: Day
    to_day: Day
