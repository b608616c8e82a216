"""The forms of the front desk: what a person fills in for each command."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import (
    Brief,
    Day,
    Id,
    Line,
    Phone,
    Quantity,
    Question,
    Text,
    When,
    of_kinds,
)
from chalicelib.core.forms import Dated, Form, Order, Paged, Urgency
from chalicelib.core.money import Method
from chalicelib.tickets.model.approvals import Approval
from chalicelib.tickets.model.follow_up import Then
from chalicelib.tickets.model.forwarded import Stage
from chalicelib.tickets.model.matter import Channel, Kind, State
from chalicelib.tickets.model.papers import Copy, PaperForm
from chalicelib.tickets.terms import CategoryKey, Item

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


class Source(Form):
    """How a complaint was passed on (T-4.2.2); who passed it on is the channel."""

    reference: Line
    """The source's own."""
    received_at: When


SAID_OF: dict[str, tuple[Kind, ...]] = {
    "unit": tuple(each for each in Kind if each is not Kind.REPAIR_PUBLIC),
    "item": (Kind.REPAIR_INDOOR,),
    "overrule": (Kind.REPAIR_INDOOR,),
    "category": (Kind.COMPLAINT,),
    "source": (Kind.COMPLAINT,),
}
"""What matters of these kinds say, and no others."""


class Intake(Form):
    """Take in a matter 受理: who, how to reach them, where, and their own words (T-2.0).

    Name the reporter as `person` of the directory or as `caller`; an owner reporting for
    themselves names neither. An indoor repair names unit and item, a public one its area,
    anything else one of the two. A complaint names its category, and its `source` if the group
    service centre or the quality office passed it on.
    """

    kind: Kind
    channel: Channel
    person: Id | None = None
    caller: Caller | None = None
    unit: Annotated[Id | None, of_kinds(SAID_OF["unit"])] = None
    area: Line | None = None
    item: Annotated[Item | None, of_kinds(SAID_OF["item"])] = None
    words: Text
    overrule: Annotated[Overrule | None, of_kinds(SAID_OF["overrule"])] = None
    category: Annotated[CategoryKey | None, of_kinds(SAID_OF["category"])] = None
    source: Annotated[Source | None, of_kinds(SAID_OF["source"])] = None
    incident: Id | None = None
    """The known outage that it hangs on."""
    repeats: Id | None = None
    """An earlier ticket about the same thing; it is taken in all the same."""


class JoinIncident(Form):
    """Attach it to a known outage that concerns its place 關聯已知故障 (T-2.0)."""

    incident: Id


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


class Urge(Form):
    """Record that the customer asked again 催單, or ask again for one's own (T-2.0)."""

    channel: Channel
    words: Text


class RepeatOf(Form):
    """Link the ticket to an earlier one about the same thing, which it repeats (T-2.0)."""

    earlier: Id
    words: Text | None = None


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


class Pay(Form):
    """Take the payment of everything owing 收款; a receipt is issued (T-4.3.2, P-money)."""

    method: Method


class Accept(Form):
    """Accept the finished work 驗收 (T-4.4.4), and say how satisfied one is with it (T-4.4.1)."""

    signed_name: Line
    satisfaction: Satisfaction | None = None
    words: Text | None = None


class AcceptFor(Form):
    """Take down that somebody accepted the work in the owner's place 代驗收 (T-4.4.4).

    `name` is theirs, `person` their id if they are known at the site, `relation` what they are to
    the owner, `reason` why the owner did not accept. It is never somebody who did the work.
    """

    name: Line
    person: Id | None = None
    relation: Line
    reason: Text
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
    """Archive 歸檔, with the number on the working copy 執行聯 that came back (T-4.5).

    `card_copy` likewise, where a complaint has its file card.
    """

    working_copy: Line | None = None
    card_copy: Line | None = None


class ReplyMeans(StrEnum):
    """How the source of a complaint was told."""

    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    LETTER = "letter"
    SYSTEM = "system"


class GiveReply(Form):
    """Record a reply to whoever passed the complaint on 回覆 (T-4.2.2).

    `at` is when it was given, now if left out. After the `result` no more replies are due.
    """

    stage: Stage
    channel: ReplyMeans
    at: When | None = None
    words: Text


class SameMatter(Form):
    """Judge the complaint to be about the same matter as an earlier one (T-4.2.3).

    It becomes a letter to the General Manager 總經理信箱.
    """

    earlier: Id
    """The earlier complaint: same category, same unit or person, within the days set."""
    words: Text | None = None


class Decide(Form):
    """The General Manager's decision 總經理批示 on a letter (T-4.2.3)."""

    signed_name: Line
    words: Text


class Refer(Form):
    """Ask an outside unit 轉詢 (T-4.1)."""

    unit: Line
    question: Text
    at: When | None = None
    """When it was asked, now if left out."""


class Hear(Form):
    """Record what an outside unit answered (T-4.1)."""

    referral: Id
    answer: Text


class Explain(Form):
    """Answer the owner 答覆: what is in scope is explained, and also what is not (T-4.1)."""

    in_scope: bool
    content: Text
    told: Line
    """The person answered, and how."""


class Close(Form):
    """Close 結案 with the handling and the result, once the owner was answered (T-4.1)."""

    handling: Text
    result: Text


class TicketFilters(Dated):
    """Which tickets to show, by the day of intake among others; a page may hold fewer for it."""

    state: State | None = None
    department: Id | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    category: CategoryKey | None = None
    assignee: Id | None = None
    building: Line | None = None
    paid: bool | None = None
    """Whether all that was charged is paid; what nothing was charged for is neither."""
    overdue: bool | None = None
    """Whether something on it has fallen due and was not done."""


class TicketList(TicketFilters):
    """Which tickets to list, and in which order; of one state also as they fall due."""

    order: Urgency = Urgency.NEWEST
    person: Id | None = None
    unit: Id | None = None


class TicketSearch(TicketFilters):
    """What to look for: numbers, names, a telephone number or its end, units, words."""

    q: Question


class UnitSearch(Paged):
    """What to look for: a unit or its building."""

    q: Question


class ApprovalList(TicketFilters):
    """Which signature the tickets wait for, and in which order to list them."""

    step: Approval
    order: Order = Order.OLDEST


class SameMatters(Paged):
    """Of which category the matter is, and what it is like: in words, or as a ticket has them."""

    category: CategoryKey
    words: Brief | None = None
    ticket: Id | None = None


class Mine(TicketFilters):
    """Which of one's own tickets to list: those reported, or those of a unit."""

    order: Order = Order.NEWEST
    unit: Id | None = None


class Queue(TicketFilters):
    """Which calls of the queue to list, and in which order."""

    order: Order = Order.OLDEST


class OnIncident(TicketFilters):
    """Which tickets of a known outage to list, and in which order."""

    order: Order = Order.NEWEST


class DutyDay(Paged):
    """Which day of the duty record to show, which forms of it, and in which order."""

    day: Day
    form: PaperForm | None = None
    order: Order = Order.OLDEST


class Print(Form):
    """Which copy to print, of a form that has two."""

    copy: Copy = Copy.STUB
