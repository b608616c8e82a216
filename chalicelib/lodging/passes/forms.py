"""What is filled in about access passes."""

from chalicelib.core.fields import Text
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.lodging.passes.model import PassState


class Replace(Form):
    """A pass is lost 掛失補辦: it is revoked, and another one given at a charge (L-5, L-6)."""

    words: Text | None = None


class PassesIn(Dated):
    """Which passes to list, by where they stand and the day of giving; in which order."""

    state: PassState = PassState.VALID
    order: Order = Order.OLDEST
