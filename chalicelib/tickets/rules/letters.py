"""A second complaint about the same matter is a letter to the General Manager 總經理信箱 (T-4.2.3).

So is a third. The desk judges, the supervisor may correct the judgement, the GM alone decides.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.site import GM_OFFICE
from chalicelib.tickets.forms import Decide, SameMatter
from chalicelib.tickets.model.approvals import Verdict
from chalicelib.tickets.model.letters import Letter
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, Kind, State
from chalicelib.tickets.model.papers import PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import approvals, asked_again, telling, warranty
from chalicelib.tickets.rules.dispatch import DESK, signed
from chalicelib.tickets.terms import Terms

CLAUSE = "T-4.2.3"
LETTER = PaperForm.GM_LETTER


def likely(earlier: Ticket, category: str | None, at: datetime, act: Act[Terms]) -> bool:
    """Whether a complaint of this category, taken in then, may be about the same matter."""
    days = timedelta(days=act.terms.same_matter_days)
    return (
        earlier.kind is Kind.COMPLAINT
        and earlier.category == category
        and earlier.state is not State.CANCELLED
        and at - days <= earlier.received_at <= at
    )


def not_judged(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it was not judged to be about the same matter as another."""
    return Refusal("judged_already", CLAUSE) if ticket.letter else None


def undecided(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it is a letter, and the general manager has still to decide it."""
    if ticket.letter is None:
        return Refusal("no_letter", CLAUSE)
    return Refusal("gm_decided", CLAUSE) if ticket.letter.decision else None


def decided(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: what the general manager has to decide was decided."""
    waits = ticket.letter is not None and ticket.letter.decision is None
    return Refusal("gm_undecided", CLAUSE) if waits else None


def impartial(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: nobody decides what they reported, worked on or signed themselves."""
    involved = approvals.involved(ticket)
    return None if involved.isdisjoint(act.signers) else Refusal("own_work", CLAUSE)


def not_the_gms(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the desk withdraws nothing that the general manager has to decide."""
    return decided(ticket, act) if act.person.has(DESK) else None


def same_matter(ticket: Ticket, form: SameMatter, act: Act[Terms]) -> Change:
    """The complaint becomes a letter: numbered, addressed to the general manager."""
    earlier = act.beside
    if not isinstance(earlier, Ticket) or not _about_one_matter(earlier, ticket, act):
        faults = (Fault(pointer="/earlier", code="not_the_same"),)
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    issued = act.issue(LETTER, PREFIX[LETTER])
    letter = Letter(
        number=issued.number,
        earlier=earlier.id,
        times=earlier.letter.times + 1 if earlier.letter else 2,
        judged_by=act.person.id,
        judged_at=act.now,
        words=form.words,
    )
    after = replace(ticket, letter=letter, forms=(*ticket.forms, issued))
    return Change(
        before=ticket,
        after=after,
        facts={"letter": issued.number},
        messages=telling.department(GM_OFFICE, "gm_letter", ticket, act, CLAUSE),
        also=asked_again.counted(ticket, after, earlier),
    )


def _about_one_matter(earlier: Ticket, ticket: Ticket, act: Act[Terms]) -> bool:
    unit = ticket.place.unit
    shared = earlier.reporter.person == ticket.reporter.person or (
        unit is not None and earlier.place.unit == unit
    )
    before = earlier.received_at < ticket.received_at
    return before and shared and likely(earlier, ticket.category, ticket.received_at, act)


def not_same_matter(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """The judgement corrected: an ordinary complaint again, the letter's number voided."""
    after = replace(warranty.voided(ticket, form.reason, act, LETTER), letter=None)
    earlier = act.beside if isinstance(act.beside, Ticket) else None
    return Change(
        before=ticket,
        after=after,
        messages=telling.department(GM_OFFICE, "gm_letter_withdrawn", ticket, act, CLAUSE),
        also=asked_again.counted(ticket, after, earlier),
    )


def decide(ticket: Ticket, form: Decide, act: Act[Terms]) -> Change:
    """The general manager's decision; who has the complaint carries it out."""
    signed(form.signed_name, act, CLAUSE)
    assert ticket.letter
    decision = Verdict(signature=act.sign(ticket.head), words=form.words)
    concerned = dict.fromkeys((CUSTOMER_SERVICE, ticket.department or CUSTOMER_SERVICE))
    return Change(
        before=ticket,
        after=replace(ticket, letter=replace(ticket.letter, decision=decision)),
        messages=tuple(
            message
            for each in concerned
            for message in telling.department(each, "gm_decided", ticket, act, CLAUSE)
        ),
    )


def again(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """What is reopened was not settled by the decision: the general manager decides anew."""
    if ticket.letter is None:
        return ticket
    return replace(ticket, letter=replace(ticket.letter, decision=None))
