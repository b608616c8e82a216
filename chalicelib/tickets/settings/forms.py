"""The forms by which an administrator settles what the desk works with."""

from typing import TYPE_CHECKING

from chalicelib.core.fields import Id
from chalicelib.core.forms import Form
from chalicelib.core.versions import settable
from chalicelib.core.words import Name
from chalicelib.tickets.terms import MADE_HERE, Terms

if TYPE_CHECKING:

    class SetTerms(Form):
        """As it is made below: a checker of types cannot follow."""

else:
    SetTerms = settable(
        Terms,
        "SetTerms",
        "The desk's settings: each that is named as it is to be, whole; "
        "each that is left out stays as it is.",
        __name__,
        MADE_HERE,
    )


class AddDepartment(Form):
    """A department that orders may go to from now on (T-3.0)."""

    key: Id
    name: Name
    supervisor: Id


class ChangeDepartment(Form):
    """A department as it is to be, whole. One that is closed gets no more orders."""

    name: Name
    supervisor: Id
    closed: bool = False
