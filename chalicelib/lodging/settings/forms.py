"""The form by which an administrator settles what the reception room works under."""

from typing import TYPE_CHECKING

from chalicelib.core.forms import Form
from chalicelib.core.versions import settable
from chalicelib.lodging.terms import LodgingTerms

if TYPE_CHECKING:

    class SetLodging(Form):
        """As it is made below: a checker of types cannot follow."""

else:
    SetLodging = settable(
        LodgingTerms,
        "SetLodging",
        "The reception room's settings: each that is named as it is to be, whole; "
        "each that is left out stays as it is.",
        __name__,
    )
