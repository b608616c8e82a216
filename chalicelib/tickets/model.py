"""What the front desk keeps of a matter: the ticket 受理事項, and whose it is."""

from datetime import date
from enum import StrEnum
from itertools import chain
from typing import ClassVar

from msgspec.structs import replace

from chalicelib.core import finding, sitetime
from chalicelib.core.act import Signature
from chalicelib.core.clock import Pause
from chalicelib.core.money import Fen, Money
from chalicelib.core.people import Role
from chalicelib.core.private import shown_end
from chalicelib.core.record import Frozen, Instant, NumberedForm
from chalicelib.core.words import Words
from chalicelib.files.model import Filed
from chalicelib.tickets.terms import Item, PriceKind

ENGINEERING = "engineering"
CUSTOMER_SERVICE = "customer_service"


class Kind(StrEnum):
    """What was reported (T-2.0)."""

    REPAIR_PUBLIC = "repair_public"
    REPAIR_INDOOR = "repair_indoor"
    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    HELP = "help"


ENQUIRIES = (Kind.INQUIRY, Kind.SUGGESTION, Kind.HELP)
"""What is answered, not worked on (T-4.1)."""


class Channel(StrEnum):
    """How it reached the desk (T-2.0)."""

    PHONE = "phone"
    WALK_IN = "walk_in"
    WEB = "web"
    MOBILE = "mobile"
    GROUP_SERVICE_CENTRE = "group_service_centre"
    QUALITY_OFFICE = "quality_office"


SELF_SERVICE = (Channel.WEB, Channel.MOBILE)
"""The channels by which owners report for themselves."""
FORWARDING = (Channel.GROUP_SERVICE_CENTRE, Channel.QUALITY_OFFICE)
"""Who passes complaints on, and is told what became of them (T-4.2.2)."""


class State(StrEnum):
    """Where a ticket stands. How it gets from one to the next is in `life` and `lives`."""

    REPORTED = "reported"
    DISPATCHED = "dispatched"
    TAKEN = "taken"
    QUOTED = "quoted"
    CONSENTED = "consented"
    WORKING = "working"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    VISIT_DUE = "visit_due"
    FOLLOWED_UP = "followed_up"
    REVIEWED = "reviewed"
    ARCHIVED = "archived"
    REFERRED = "referred"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


OPEN = (State.REPORTED, State.DISPATCHED, State.TAKEN, State.WORKING)
"""Until a complaint is completed."""


class PaperForm(StrEnum):
    """The paper forms that a ticket issues; `PREFIX` numbers them."""

    WORK_ORDER = "work_order"
    """Customer Service Work Order 客戶服務部工作單, two copies."""
    REPAIR_ORDER = "repair_order"
    """Engineering Repair Order 工程維修單, two copies."""
    RECEIPT = "receipt"
    """Receipt 收據 for a paid repair."""
    COMPLAINT_CARD = "complaint_card"
    """Complaint File Card 投訴處理檔案卡, two copies."""
    GROUP_REGISTER = "group_register"
    """A line of the group register 集團客戶服務中心投訴處理記錄本."""
    GM_LETTER = "gm_letter"
    """Letter to the General Manager 總經理信箱."""
    DUTY_ENTRY = "duty_entry"
    """An entry of the duty record 值班記錄, for what has no form of its own."""


PREFIX = {
    PaperForm.WORK_ORDER: "CW",
    PaperForm.REPAIR_ORDER: "ER",
    PaperForm.RECEIPT: "RC",
    PaperForm.COMPLAINT_CARD: "CC",
    PaperForm.GROUP_REGISTER: "GR",
    PaperForm.GM_LETTER: "GM",
    PaperForm.DUTY_ENTRY: "DE",
}
ORDERS = (PaperForm.WORK_ORDER, PaperForm.REPAIR_ORDER)


class Copy(StrEnum):
    """The two copies of an order or a card (T-4.5)."""

    STUB = "stub"
    """存根聯: the desk keeps it."""
    WORKING = "working"
    """執行聯: goes with whoever takes the order, and comes back to be archived."""


TWO_COPIES = (*ORDERS, PaperForm.COMPLAINT_CARD)
"""What is made out in two copies 一式兩聯."""


def copies_of(form: str) -> tuple[Copy | None, ...]:
    """The copies that a form is printed in; None is the only one."""
    return tuple(Copy) if form in TWO_COPIES else (None,)


class Printing(Frozen):
    """How often a copy of a form was printed."""

    number: str
    copy: Copy | None = None
    times: int


class Reporter(Frozen):
    """Who reported: a person of the directory, with what the screen may show of them."""

    person: str
    name: str
    phone: str | None = None
    """Masked. The number itself is read from the person, by whoever needs it (P-private)."""
    phone_index: str | None = None
    """Its keyed hash, by which it is found."""


class Place(Frozen):
    """Where it is: a unit, or a public area in words."""

    unit: str | None = None
    building: str | None = None
    area: str | None = None
    owners: tuple[str, ...] = ()
    """The unit's owners when it was reported: they are told what it will cost."""


class Notification(Frozen):
    """Whether engineering was told of an indoor repair in time (T-4.3.2)."""

    due_at: Instant
    told_at: Instant | None = None
    told_by: str | None = None
    told: str | None = None
    """The person told, in words, or that the message was sent."""
    breached: bool = False


class WarrantyReason(StrEnum):
    """Why an item is in warranty or not."""

    IN_PERIOD = "in_period"
    EXPIRED = "expired"
    NOT_HANDED_OVER = "not_handed_over"
    NO_TERM = "no_term"
    OVERRULED = "overruled"


class Warranty(Frozen):
    """Whether the repair is free, until when, and why (T-4.3.2)."""

    covered: bool
    reason: WarrantyReason
    until: date | None = None
    """Last day in warranty."""
    words: str | None = None
    """The desk's reason, if it overruled."""
    by: str | None = None


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


class Work(Frozen):
    """Who did the work, and what came of it."""

    signature: Signature
    """Taking the order is a signature (T-4.5)."""
    started_at: Instant | None = None
    completed_at: Instant | None = None
    completed_by: str | None = None
    result: str | None = None


class Contact(StrEnum):
    """How the customer was reached after the work."""

    CALL = "call"
    VISIT = "visit"


class Then(StrEnum):
    """Where a follow-up leads when the matter is not at its end."""

    REOPEN = "reopen"
    VISIT = "visit"


class FollowUp(Frozen):
    """A follow-up call or a door visit 回訪. Never edited: a correction is a new one (T-4.4.3)."""

    id: str
    contact: Contact
    by: str
    recorded_at: Instant
    called: str
    """Whom the caller asked for, or who opened the door."""
    at: Instant
    """When the call was made, or the visit began."""
    ended_at: Instant | None = None
    reached: bool
    """A call: somebody answered. A visit: they consented to it."""
    satisfaction: int | None = None
    words: str | None = None
    criticism: str | None = None
    then: Then | None = None
    outside_time: bool = False
    """The visit was shorter or longer than T-4.4.2 asks."""
    time_reason: str | None = None
    corrects: str | None = None
    correction_reason: str | None = None


class Improvement(Frozen):
    """The supervisor's answer to a criticism (T-4.4.3)."""

    follow_up: str
    words: str
    by: str
    at: Instant


class Ended(StrEnum):
    """How an order left where it lay."""

    COMPLETED = "completed"
    PASSED_ON = "passed_on"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Passage(Frozen):
    """An order's time with a department, or with the desk before it is dispatched (T-4.7)."""

    department: str = ""
    """Empty while it lies with the desk."""
    since: Instant
    until: Instant | None = None
    ended: Ended | None = None

    def covers(self, at: Instant) -> bool:
        """Whether the order lay there at an instant; as it left, it is there no more."""
        return self.since <= at and (self.until is None or self.until > at)


class Proxy(Frozen):
    """Who accepted in the owner's place (T-4.4.4)."""

    name: str
    person: str | None = None
    """If they are known at the site."""
    relation: str
    reason: str


class Verdict(Frozen):
    """A signed decision with words: an acceptance or a review."""

    signature: Signature
    words: str | None = None
    satisfaction: int | None = None
    """1 to 5, with an acceptance. The follow-up is made all the same (T-4.4.1)."""
    proxy: Proxy | None = None
    """Whose word it is, where the one who signs took it down."""


class Approval(StrEnum):
    """The signatures that a ticket may wait for (P-approve)."""

    ACCEPT = "accept"
    """The owner's or the property assistant's."""
    REVIEW = "review"
    """The customer-service supervisor's."""
    DECIDE = "decide"
    """The general manager's, on a letter."""


SEATS = {
    Approval.ACCEPT: Role.PROPERTY_ASSISTANT,
    Approval.REVIEW: Role.CS_SUPERVISOR,
    Approval.DECIDE: Role.GM,
}
"""The role whose signature it is, and whose substitute's."""


class Stage(StrEnum):
    """How far a reply to whoever passed a complaint on goes."""

    PROGRESS = "progress"
    RESULT = "result"


class Reply(Frozen):
    """What the source was told of a complaint that it passed on (T-4.2.2)."""

    stage: Stage
    channel: str
    at: Instant
    """When it was given."""
    words: str
    by: str
    recorded_at: Instant


class Forwarded(Frozen):
    """A complaint as its source passed it on (T-4.2.2). The source is the ticket's channel."""

    reference: str
    received_at: Instant
    since: Instant | None = None
    """From when the present term counts; None on what was passed on before this was kept."""
    reply_due_at: Instant | None = None
    """None once the result was reported."""
    replies: tuple[Reply, ...] = ()
    missed: tuple[Instant, ...] = ()
    """Each time at which a reply was due and none had been given."""


class Letter(Frozen):
    """A complaint judged to be about the same matter as an earlier one (T-4.2.3)."""

    number: str
    earlier: str
    """Id of the earlier complaint."""
    times: int
    """Which complaint about the matter it is: the second, the third."""
    judged_by: str
    judged_at: Instant
    words: str | None = None
    decision: Verdict | None = None
    """The general manager's, and nobody else's."""


class Referral(Frozen):
    """A question to an outside unit, and its answer (T-4.1)."""

    id: str
    unit: str
    """Whom the desk asked: no unit of the estate, but a company or an office."""
    question: str
    asked_at: Instant
    asked_by: str
    answer: str | None = None
    answered_at: Instant | None = None
    heard_by: str | None = None


class Explanation(Frozen):
    """What was explained to the owner, in scope or not (T-4.1)."""

    in_scope: bool
    content: str
    told: str
    by: str
    at: Instant


class Outcome(Frozen):
    """How it was handled, and what came of it (T-4.1)."""

    handling: str
    result: str
    by: str
    at: Instant


def letters_of(site: str) -> str:
    """The queue of a site's letters that the general manager has still to decide."""
    return f"{site}#letters"


class Urging(Frozen):
    """That the customer asked again 催單."""

    at: Instant
    by: str
    channel: Channel
    words: str


class Repeats(Frozen):
    """The earlier ticket about the same thing that a ticket repeats, and who says so."""

    earlier: str
    by: str
    at: Instant
    words: str | None = None


class Planned(Frozen):
    """The plan's occurrence that opened a ticket (T-4.3.1)."""

    plan: str
    day: date


class Ticket(Filed):
    """A matter that the desk took in, from the first words to the archive."""

    KIND: ClassVar[str] = "ticket"
    TABLE: ClassVar[str] = "tickets"

    kind: Kind
    channel: Channel | None = None
    """None for planned work, which nobody reported."""
    state: State
    reporter: Reporter
    place: Place = Place()
    words: str
    item: Item | None = None
    category: str | None = None
    """Key of one of the categories of its settings."""
    received_at: Instant
    received_by: str
    terms: int
    """Number of the settings under which it was opened."""
    notification: Notification | None = None
    warranty: Warranty | None = None
    department: str | None = None
    assignee: str | None = None
    work: Work | None = None
    passages: tuple[Passage, ...] = ()
    """Where the order lay, one after the other, so that any instant can be asked about."""
    begun: bool = False
    """Whether work was ever started on it."""
    workers: tuple[str, ...] = ()
    """Everyone who worked on it or priced it, reworks included: none of them accepts or reviews."""
    quotation: Quotation | None = None
    standing: Quotation | None = None
    """Consented to before the quotation on offer; it stands again if the new one is declined."""
    charges: tuple[Charge, ...] = ()
    acceptance: Verdict | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    call_from: date | None = None
    """The day from which it stands in the follow-up queue."""
    improvements: tuple[Improvement, ...] = ()
    review: Verdict | None = None
    reopened: int = 0
    urged: int = 0
    """How often the customer asked again while it was open."""
    urgings: tuple[Urging, ...] = ()
    """The newest fifty."""
    repeated: int = 0
    """How many later tickets repeat it."""
    repeats: Repeats | None = None
    archived_at: Instant | None = None
    cancelled: str | None = None
    forwarded: Forwarded | None = None
    letter: Letter | None = None
    referrals: tuple[Referral, ...] = ()
    explanation: Explanation | None = None
    outcome: Outcome | None = None
    incident: str | None = None
    """Id of the known outage that it hangs on (T-2.0)."""
    plan: Planned | None = None
    pauses: tuple[Pause, ...] = ()
    """When the clocks that may be paused stood still."""
    imported: str | None = None
    """The number that it had before the site began here."""
    printings: tuple[Printing, ...] = ()

    def index(self) -> dict[str, str | None]:
        """Found by state, department, reporter, unit, last move, outage; and what waits.

        What waits for a call stands in the queue of the site by day, a letter in that of letters.
        """
        letter = self.awaits is Approval.DECIDE
        queue = f"{self.call_from}#{self.id}" if self.call_from else self.id if letter else None
        last = self.passages[-1] if self.passages else None
        moved = f"{sitetime.text(last.until or last.since)}#{self.id}" if last else None
        return {
            "state_key": f"{self.site}#{self.state}",
            "department_key": f"{self.site}#{self.department}" if self.department else None,
            "person_key": f"{self.site}#{self.reporter.person}",
            "unit_key": f"{self.site}#{self.place.unit}" if self.place.unit else None,
            "queue_key": letters_of(self.site) if letter else self.site if queue else None,
            "queue_order": queue,
            "moved_key": self.site if moved else None,
            "moved_order": moved,
            "incident_key": f"{self.site}#{self.incident}" if self.incident else None,
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its numbers, by who and where it is, and by the reporter's words."""
        reporter, place = self.reporter, self.place
        end = shown_end(reporter.phone or "")
        whole = reporter.phone_index and finding.key(finding.PHONE, reporter.phone_index)
        numbers = [(each.number.replace("-", ""), f"{each.seq:04d}") for each in self.forms]
        where = (place.unit, place.building, place.area)
        source = self.forwarded.reference if self.forwarded else None
        said = (whole, *end, reporter.name, *where, source, self.words)
        return tuple(filter(None, chain(*numbers[:1], said, *numbers[1:])))

    @property
    def awaits(self) -> Approval | None:
        """The signature that it waits for now."""
        if self.state is State.COMPLETED:
            return Approval.ACCEPT
        if self.state is State.FOLLOWED_UP:
            return Approval.REVIEW
        undecided = self.letter is not None and self.letter.decision is None
        return Approval.DECIDE if undecided and self.state is not State.CANCELLED else None

    @property
    def signers(self) -> frozenset[str]:
        """Everyone who signed its decision, acceptance or review, or for whom it was signed."""
        decision = self.letter.decision if self.letter else None
        signed = (each.signature for each in (decision, self.acceptance, self.review) if each)
        return frozenset(
            person for each in signed for person in (each.person, each.whose) if person
        )

    @property
    def paid(self) -> bool:
        """Whether the owner pays: an indoor repair out of warranty."""
        return self.warranty is not None and not self.warranty.covered

    @property
    def owing(self) -> int:
        """Fen charged and not yet paid."""
        return sum(charge.total.fen for charge in self.charges if charge.payment is None)

    @property
    def order(self) -> NumberedForm:
        """The work order or repair order that counts."""
        order = self.form_in_force(*ORDERS)
        return order or self.forms[0]

    def printed(self, number: str, copy: Copy | None) -> int:
        """How often a copy of a form was printed."""
        named = (each for each in self.printings if (each.number, each.copy) == (number, copy))
        return next((each.times for each in named), 0)

    def in_force(self) -> tuple[FollowUp, ...]:
        """The follow-ups that count: those that no later one corrects."""
        corrected = {each.corrects for each in self.follow_ups}
        return tuple(each for each in self.follow_ups if each.id not in corrected)
