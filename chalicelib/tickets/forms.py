"""The forms of the front desk: what a person fills in for each command."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Phone, Quantity, Text, When
from chalicelib.core.forms import Form, Order, Paged
from chalicelib.tickets.model import Channel, Kind, State, Then
from chalicelib.tickets.terms import Item

Satisfaction = Annotated[int, Meta(ge=1, le=5, examples=[5])]
"""1 very dissatisfied to 5 very satisfied; 2 and less is dissatisfied (T-4.4.1)."""


class Caller(Form):
    """Someone who is not in the directory yet."""

    name: Line
    phone: Phone


class Overrule(Form):
    """The desk's own judgement of the warranty, with its reason (T-4.3.2)."""

    covered: bool
    reason: Text


class Intake(Form):
    """Take in a repair 報修: who, how to reach them, where, and their own words (T-2.0).

    Name the reporter as `person` of the directory or as `caller`; an owner reporting for
    themselves names neither. An indoor repair names unit and item, a public one its area.
    """

    kind: Kind
    channel: Channel
    person: Id | None = None
    caller: Caller | None = None
    unit: Id | None = None
    area: Line | None = None
    item: Item | None = None
    words: Text
    overrule: Overrule | None = None


class Notify(Form):
    """Record that engineering was told of an indoor repair 知會 (T-4.3.2)."""

    told: Line
    """The person told, and how."""


class Dispatch(Form):
    """Dispatch 派單 to the department responsible, to a person of it if known (T-3.0)."""

    department: Id
    assignee: Id | None = None


class Reassign(Form):
    """Give the order to another department or person, with the reason (T-3.0)."""

    department: Id
    assignee: Id | None = None
    reason: Text


class Reason(Form):
    """A step that needs nothing but its reason."""

    reason: Text


class Signed(Form):
    """A step confirmed by typing one's own name (T-4.5)."""

    signed_name: Line


class QuantityOf(Form):
    """So much of a line of the price list."""

    code: Id
    quantity: Quantity


class Quote(Form):
    """Quotation 報價 for a repair out of warranty, from the price list (T-4.3.2)."""

    lines: Annotated[tuple[QuantityOf, ...], Meta(min_length=1, max_length=30)]


class Manner(StrEnum):
    """How an owner's consent was given."""

    IN_APP = "in_app"
    PAPER = "paper"
    PHONE = "phone"
    IN_PERSON = "in_person"


class GiveConsent(Form):
    """The owner's consent to the quotation 業戶同意 (T-4.3.2).

    The owner gives it `in_app`; for any other manner the desk writes down who gave it.
    """

    manner: Manner
    given_by: Line | None = None
    signed_name: Line


class Start(Form):
    """Start the work."""


class Complete(Form):
    """Report the work finished 完工; for a paid repair with the lines really used (T-4.3.2)."""

    result: Text
    lines: Annotated[tuple[QuantityOf, ...], Meta(max_length=30)] = ()


class Method(StrEnum):
    """How a charge is paid."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"


class Pay(Form):
    """Take the payment of everything owing 收款; a receipt is issued (T-4.3.2, P-money)."""

    method: Method


class Accept(Form):
    """Accept the finished work 驗收 (T-4.4.4)."""

    signed_name: Line
    words: Text | None = None


class Call(Form):
    """Record a follow-up call 電話回訪 (T-4.4.1).

    Reached: satisfaction and words. Dissatisfied (2 or less): `then` says whether the order is
    reopened or a door visit asked for. `at` is when the call was made, now if left out.
    """

    called: Line
    reached: bool
    at: When | None = None
    satisfaction: Satisfaction | None = None
    words: Text | None = None
    criticism: Text | None = None
    then: Then | None = None


class Visit(Form):
    """Record a door visit 上門回訪: knock three times, enter with consent (T-4.4.2).

    Without consent there is no result. Shorter than 10 or longer than 20 minutes is kept and
    flagged, and its reason asked for.
    """

    called: Line
    consent: bool
    at: When
    ended_at: When
    satisfaction: Satisfaction | None = None
    words: Text | None = None
    criticism: Text | None = None
    time_reason: Text | None = None
    then: Then | None = None


class Correct(Form):
    """Correct a call or visit by a new entry that names the old one (T-4.4.3)."""

    follow_up: Id
    reason: Text
    reached: bool
    satisfaction: Satisfaction | None = None
    words: Text | None = None
    criticism: Text | None = None
    time_reason: Text | None = None
    then: Then | None = None


class Improve(Form):
    """The supervisor's improvement note 改進措施 on a criticism (T-4.4.3)."""

    follow_up: Id
    words: Text


class Review(Form):
    """The customer-service supervisor's review 審核 (T-4.4.4)."""

    signed_name: Line
    words: Text | None = None


class BackTo(StrEnum):
    """Who has to look at it again."""

    DEPARTMENT = "department"
    FOLLOW_UP = "follow_up"


class SendBack(Form):
    """Review refused: back to the department, or back to the follow-up queue (T-4.4.4)."""

    to: BackTo
    words: Text


class Archive(Form):
    """Archive 歸檔, with the number on the working copy 執行聯 that came back (T-4.5)."""

    working_copy: Line | None = None


class TicketList(Paged):
    """Which tickets to list; each filter narrows the list, and a page may hold fewer for it."""

    order: Order = Order.NEWEST
    state: State | None = None
    department: Id | None = None
    person: Id | None = None
    unit: Id | None = None
    kind: Kind | None = None


class Mine(Paged):
    """Which of one's own tickets to list: those reported, or those of a unit."""

    order: Order = Order.NEWEST
    unit: Id | None = None


class DutyDay(Paged):
    """Which day of the duty record to show."""

    day: Day


class Copy(StrEnum):
    """The two copies of an order (T-4.5)."""

    STUB = "stub"
    WORKING = "working"


class Print(Form):
    """Which copy to print."""

    copy: Copy = Copy.STUB
