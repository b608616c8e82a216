"""What is filled in when guests come and leave."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Id, IdentityNumber, Text
from chalicelib.core.forms import Form
from chalicelib.lodging.staying.model import Document
from chalicelib.lodging.stays.model import MOST_GUESTS

MOST_DAMAGES = 20


class Arrival(Form):
    """A guest who comes, by the identity document that is seen."""

    guest: Id
    """Person id, as the stay names its guests."""
    document: Document
    number: IdentityNumber
    """As it stands on the document; it has to be the guest's."""


class CheckIn(Form):
    """Guests come 入住: whose identity documents were seen (L-3). Others may come later."""

    guests: Annotated[tuple[Arrival, ...], Meta(min_length=1, max_length=MOST_GUESTS)]


class Leaving(Form):
    """A guest who leaves."""

    guest: Id
    pass_returned: bool
    """No: it is lost, and its replacement is charged (L-6)."""


class Damage(Form):
    """Something soiled or damaged, at the price list's price (L-4)."""

    guest: Id
    code: Id
    """Of the price list."""
    count: Annotated[int, Meta(ge=1, le=99, examples=[1])] = 1
    words: Text | None = None


class CheckOut(Form):
    """Guests leave 退房: passes handed back, beds inspected (L-4, L-6)."""

    guests: Annotated[tuple[Leaving, ...], Meta(min_length=1, max_length=MOST_GUESTS)]
    clean: bool
    words: Text | None = None
    damages: Annotated[tuple[Damage, ...], Meta(max_length=MOST_DAMAGES)] = ()
