"""Warranty 保修: worked out from the handover date and the item's term, or overruled (T-4.3.2)."""

from datetime import date

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.record import Void
from chalicelib.tickets.forms import Overrule
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.papers import ORDERS, PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.warranty import Warranty, WarrantyReason
from chalicelib.tickets.terms import Item, Season, Terms, Unit, WarrantyTerm

CLAUSE = "T-4.3.2"


def judge(unit: Unit, item: Item, act: Act[Terms]) -> Warranty:
    """Whether an item of a unit is in warranty today, until when, and why."""
    if unit.handover is None:
        return Warranty(covered=True, reason=WarrantyReason.NOT_HANDED_OVER)
    term = act.terms.warranty.get(item)
    if term is None:
        return Warranty(covered=False, reason=WarrantyReason.NO_TERM)
    until = last_day(unit.handover, term)
    covered = act.today <= until
    reason = WarrantyReason.IN_PERIOD if covered else WarrantyReason.EXPIRED
    return Warranty(covered=covered, reason=reason, until=until)


def last_day(handover: date, term: WarrantyTerm) -> date:
    """The last day in warranty, itself included.

    Years end on the day of the same date, or the last of the month where there is none. A season
    already running at handover is covered and not counted: the term is that many whole seasons.
    """
    if term.season is None:
        return _anniversary(handover, term.years)
    year = handover.year
    if date(year, *term.season.first) < handover:
        year += 1
    return _season_end(term.season, year + term.seasons - 1)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _season_end(season: Season, year: int) -> date:
    """The end of the season that begins in a year; a winter season ends in the next."""
    return date(year + (season.last < season.first), *season.last)


def overruled(judged: Warranty, form: Overrule, act: Act[Terms]) -> Warranty:
    """The desk's judgement in place of the computed one, with its reason."""
    return replace(
        judged,
        covered=form.covered,
        reason=WarrantyReason.OVERRULED,
        words=form.reason,
        by=act.person.id,
    )


def with_order(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """The ticket with its order: for free work or, out of warranty, for paid work."""
    form = PaperForm.REPAIR_ORDER if ticket.paid else PaperForm.WORK_ORDER
    return replace(ticket, forms=(*ticket.forms, act.issue(form, PREFIX[form])))


def voided(ticket: Ticket, reason: str, act: Act[Terms], *kinds: PaperForm) -> Ticket:
    """The ticket with its forms of these kinds voided: numbers stay, with the reason (P-number)."""
    void = Void(reason=reason, at=act.now, by=act.person.id)
    forms = (
        replace(form, void=void) if form.form in kinds and form.void is None else form
        for form in ticket.forms
    )
    return replace(ticket, forms=tuple(forms))


def open_to_judgement(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: only an indoor repair has a warranty, and it is judged before the work, not after."""
    if ticket.warranty is None:
        return Refusal("indoor_only", CLAUSE)
    return Refusal("worked_on_already", CLAUSE) if ticket.begun else None


def overrule(ticket: Ticket, form: Overrule, act: Act[Terms]) -> Change:
    """The warranty judged by the desk; the other order replaces the one issued."""
    assert ticket.warranty
    if form.covered == ticket.warranty.covered:
        raise Refusal("overrules_nothing", CLAUSE)
    after = replace(ticket, warranty=overruled(ticket.warranty, form, act))
    after = with_order(voided(after, form.reason, act, *ORDERS), act)
    if not after.paid:
        open_offer = after.quotation and after.quotation.withdrawn()
        after = replace(after, quotation=open_offer, standing=None)
    if after.state in (State.QUOTED, State.CONSENTED):
        after = replace(after, state=State.TAKEN)
    return Change(before=ticket, after=after, facts={"order": after.forms[-1].number})
