"""What the front desk keeps of a matter: the ticket 受理事項, and whose it is."""

from datetime import date
from itertools import chain
from typing import ClassVar

from chalicelib.core import finding, sitetime
from chalicelib.core.clock import Pause
from chalicelib.core.private import shown_end
from chalicelib.core.record import Instant, NumberedForm
from chalicelib.files.model import Filed
from chalicelib.tickets.model.approvals import Approval, Verdict
from chalicelib.tickets.model.asked_again import Repeats, Urging
from chalicelib.tickets.model.enquiries import Explanation, Outcome, Referral
from chalicelib.tickets.model.follow_up import FollowUp, Improvement
from chalicelib.tickets.model.forwarded import Forwarded
from chalicelib.tickets.model.letters import Letter, letters_of
from chalicelib.tickets.model.matter import (
    OVER,
    Channel,
    Kind,
    Place,
    Planned,
    Reporter,
    State,
)
from chalicelib.tickets.model.paid import Charge, Quotation
from chalicelib.tickets.model.papers import ORDERS, Copy, Printing
from chalicelib.tickets.model.passing import Passage
from chalicelib.tickets.model.warranty import Warranty
from chalicelib.tickets.model.work import Notification, Work
from chalicelib.tickets.terms import Item


class Ticket(Filed):
    """A matter that the desk took in, from the first words to the archive."""

    KIND: ClassVar[str] = "ticket"
    TABLE: ClassVar[str] = "tickets"
    WAITS: ClassVar[frozenset[str]] = frozenset(State) - set(OVER)

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
            "due": self.due_place(self.state, self.department),
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
