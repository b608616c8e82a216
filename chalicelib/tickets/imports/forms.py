"""The forms of an import, and what a row of each kind says."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from chalicelib.common.people import Roles
from chalicelib.core.fields import Cursor, FileName, Id, Line, Phone, Text, When
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.files.forms import Sha256
from chalicelib.tickets.imports.model import MOST_BYTES, ImportKind, ImportState, SheetType
from chalicelib.tickets.model.matter import Channel, Kind
from chalicelib.tickets.terms import Item, PriceKind

MOST_UNITS = 20
"""Of an owner in one row: all are changed in one transaction."""


class AddImport(Form):
    """What is to be taken in 匯入, and from which file. Exactly this file can be uploaded."""

    kind: ImportKind
    name: FileName
    media_type: SheetType
    bytes: Annotated[int, Meta(ge=1, le=MOST_BYTES, examples=[48211])]
    sha256: Sha256


class ImportList(Dated):
    """Which imports to list, by the day on which they were asked for, and in which order."""

    order: Order = Order.NEWEST
    kind: ImportKind | None = None
    state: ImportState | None = None


class TryImport(Form):
    """The file is uploaded: go through it and store nothing 試匯入."""


class RunImport(Form):
    """Take it in for good 正式匯入.

    With `skip_faulty` faulty rows are left out, without it nothing is taken in while there are
    any. With `update` what a row says replaces what is known otherwise.
    """

    skip_faulty: bool = False
    update: bool = False


class CancelImport(Form):
    """Give it up; the file is removed."""


class FindingsQuery(Form):
    """Which part of what was found to show."""

    cursor: Cursor | None = None


class UnitRow(Form):
    """A flat, shop or office."""

    id: Id
    building: Line
    handover: date | None = None


class OwnerRow(Form):
    """Somebody, and what they own. Without an id they are known by their telephone number."""

    id: Id | None = None
    name: Line
    phone: Phone | None = None
    units: Annotated[tuple[Id, ...], Meta(max_length=MOST_UNITS)] = ()


class StaffRow(Form):
    """Somebody who works here; the id is the name by which they sign in."""

    id: Id
    name: Line
    roles: Roles
    department: Id | None = None
    phone: Phone | None = None


class PriceRow(Form):
    """A line of the price list. A name or unit in one language stands for all."""

    code: Id
    kind: PriceKind
    name: Line
    name_hans: Line | None = None
    name_en: Line | None = None
    unit: Line
    unit_hans: Line | None = None
    unit_en: Line | None = None
    price: Annotated[int, Meta(ge=0, le=10**8)]
    """Fen."""


class TicketRow(Form):
    """A matter that is open when the site begins here."""

    number: Line
    """Its number so far."""
    kind: Kind
    received_at: When
    words: Text
    name: Line
    phone: Phone
    unit: Id | None = None
    area: Line | None = None
    item: Item | None = None
    category: Line | None = None
    """Its key, or what the settings call it."""
    channel: Channel = Channel.PHONE
    reference: Line | None = None
    """Of whoever passed a complaint on, their own (T-4.2.2)."""
    passed_on_at: When | None = None
    """When they did; without it, when the complaint was received."""
    department: Id | None = None


ROWS: dict[ImportKind, type[Form]] = {
    ImportKind.UNITS: UnitRow,
    ImportKind.OWNERS: OwnerRow,
    ImportKind.STAFF: StaffRow,
    ImportKind.PRICES: PriceRow,
    ImportKind.TICKETS: TicketRow,
}
"""What a row says, by the kind of import."""
