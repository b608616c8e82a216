"""The form by which an administrator settles what the official reception works under."""

from typing import TYPE_CHECKING

from chalicelib.core.forms import Form
from chalicelib.core.versions import settable
from chalicelib.reception.terms import ReceptionTerms

if TYPE_CHECKING:

    class SetReception(Form):
        """As it is made below: a checker of types cannot follow."""

else:
    SetReception = settable(
        ReceptionTerms,
        "SetReception",
        "The official reception's settings: each that is named as it is to be, whole; "
        "each that is left out stays as it is.",
        __name__,
    )
