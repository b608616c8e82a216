"""The forms by which an administrator settles what the desk works with."""

from typing import TYPE_CHECKING

import msgspec

from chalicelib.core.fields import Id
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.core.record import Record
from chalicelib.core.words import Name
from chalicelib.tickets.terms import MADE_HERE, Terms

_SETTABLE = {
    each.name: each.type | None
    for each in msgspec.structs.fields(Terms)
    if each.name not in (*Record.__struct_fields__, *MADE_HERE)
}
"""Every setting there is, each of which may be left out."""

if TYPE_CHECKING:

    class SetTerms(Form):
        """As it is made below: a checker of types cannot follow."""

else:
    SetTerms = type(Form)(
        "SetTerms",
        (Form,),
        {
            "__doc__": "The desk's settings: each that is named as it is to be, whole; "
            "each that is left out stays as it is.",
            "__module__": __name__,
            "__annotations__": _SETTABLE,
            **dict.fromkeys(_SETTABLE),
        },
        forbid_unknown_fields=True,
    )


class Versions(Dated):
    """Which versions of the settings to list, by the day on which they were made; in which order.

    One from before this was kept was made on no day.
    """

    order: Order = Order.NEWEST


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
