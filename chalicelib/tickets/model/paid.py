"""What a paid repair costs: quoted, consented to, charged, paid (T-4.3.2)."""

from enum import StrEnum

from msgspec.structs import replace

from chalicelib.core.act import Signature
from chalicelib.core.money import Fen, Money
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Words
from chalicelib.tickets.terms import PriceKind


class Line(Frozen):
    """Labour or material at a price."""

    code: str
    kind: PriceKind
    name: Words
    unit: Words
    quantity: str
    price: Fen
    total: Fen


class QuotationState(StrEnum):
    """What became of a quotation."""

    OFFERED = "offered"
    CONSENTED = "consented"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    USED = "used"


class Consent(Frozen):
    """The owner's yes to a quotation, by themselves or as the desk wrote it down."""

    given_by: str
    manner: str
    signature: Signature


class Quotation(Frozen):
    """What a paid repair will cost (T-4.3.2). Work does not start without consent to it."""

    lines: tuple[Line, ...] = ()
    total: Money
    by: str
    at: Instant
    state: QuotationState = QuotationState.OFFERED
    consent: Consent | None = None

    def withdrawn(self) -> "Quotation":
        """Open to consent no more; one that was used up or declined stays what it is."""
        if self.state in (QuotationState.OFFERED, QuotationState.CONSENTED):
            return replace(self, state=QuotationState.WITHDRAWN)
        return self


class Payment(Frozen):
    """A charge paid, once."""

    method: str
    receipt: str
    by: str
    at: Instant


class Charge(Frozen):
    """What the owner owes for finished work: the lines used, at the quoted prices."""

    lines: tuple[Line, ...] = ()
    total: Money
    at: Instant
    payment: Payment | None = None
