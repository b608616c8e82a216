"""Paid repairs 戶內有償維修: quotation, consent, charge, payment, receipt (T-4.3.2, P-money)."""

from decimal import Decimal

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.money import Journal, Money, line_total, transfer, yuan
from chalicelib.core.people import Role
from chalicelib.core.record import Hold
from chalicelib.tickets.forms import GiveConsent, Manner, Pay, QuantityOf, Quote
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.paid import Charge, Consent, Line, Payment, Quotation, QuotationState
from chalicelib.tickets.model.papers import PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import telling
from chalicelib.tickets.rules.dispatch import signed, with_worker
from chalicelib.tickets.terms import Price, Terms
from chalicelib.tickets.whose import owns

CLAUSE = "T-4.3.2"
INCOME = "income.repair"


def is_paid(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the repair is out of warranty."""
    return None if ticket.paid else Refusal("free_of_charge", CLAUSE)


def quote(ticket: Ticket, form: Quote, act: Act[Terms]) -> Change:
    """A quotation from the price list; a new one takes the place of any before it.

    What was consented to stands until the owner consents to the new one.
    """
    lines = tuple(_priced(form.lines, {price.code: price for price in act.terms.prices}))
    after = replace(
        ticket,
        state=State.QUOTED,
        quotation=Quotation(lines=lines, total=_sum(lines), by=act.person.id, at=act.now),
        standing=_standing(ticket),
        workers=with_worker(ticket, act.person.id),
    )
    asked = dict.fromkeys((ticket.reporter.person, *ticket.place.owners))
    told = tuple(telling.about(ticket, each, "quotation_offered", CLAUSE) for each in asked)
    return Change(before=ticket, after=after, messages=told)


def _standing(ticket: Ticket) -> Quotation | None:
    quotation = ticket.quotation
    if quotation and quotation.state is QuotationState.CONSENTED:
        return quotation
    return ticket.standing


def for_the_owner(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the owner answers for themselves, or the desk for them; never who does the work."""
    if act.person.id in ticket.workers:
        return Refusal("own_work", CLAUSE)
    at_desk = act.person.has(frozenset({Role.DESK, Role.PROPERTY_ASSISTANT}))
    if at_desk or owns(act.person, ticket):
        return None
    return Refusal("not_your_step", CLAUSE, roles=[Role.DESK, Role.OWNER, Role.PROPERTY_ASSISTANT])


def consent(ticket: Ticket, form: GiveConsent, act: Act[Terms]) -> Change:
    """The owner's yes, signed: by themselves in the app, or as told to the desk."""
    assert ticket.quotation
    in_person = owns(act.person, ticket)
    if in_person != (form.manner is Manner.IN_APP):
        raise _unfit("/manner", "owner_in_app" if in_person else "not_the_owner")
    if not in_person and form.given_by is None:
        raise _unfit("/given_by", "required")
    signed(form.signed_name, act, CLAUSE)
    given = Consent(
        given_by=form.given_by or act.person.name,
        manner=form.manner,
        signature=act.sign(ticket.head),
    )
    agreed = replace(ticket.quotation, state=QuotationState.CONSENTED, consent=given)
    after = replace(ticket, state=State.CONSENTED, quotation=agreed, standing=None)
    return Change(
        before=ticket, after=after, messages=_tell_assignee(ticket, "quotation_consented")
    )


def decline(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """The owner's no: what they consented to before stands, or they are asked anew."""
    assert ticket.quotation
    declined = replace(ticket.quotation, state=QuotationState.DECLINED)
    after = replace(
        ticket,
        state=State.CONSENTED if ticket.standing else State.TAKEN,
        quotation=ticket.standing or declined,
        standing=None,
    )
    return Change(before=ticket, after=after, messages=_tell_assignee(ticket, "quotation_declined"))


def charged(
    ticket: Ticket, used: tuple[QuantityOf, ...], act: Act[Terms]
) -> tuple[Ticket, tuple[Journal, ...]]:
    """The ticket with its charge, and the charge's journal: both empty where work is free.

    Prices are those consented to, and the total never exceeds what was consented to.
    """
    quotation = ticket.quotation
    due = ticket.paid and quotation and quotation.state is QuotationState.CONSENTED
    if not due or quotation is None:
        if used:
            raise _unfit("/lines", "free_of_charge")
        return ticket, ()
    if not used:
        raise _unfit("/lines", "required")
    agreed = {line.code: line for line in quotation.lines}
    lines = tuple(_priced(used, agreed))
    total = _sum(lines)
    if total.fen > quotation.total.fen:
        raise Refusal(
            "over_quotation", CLAUSE, quoted=yuan(quotation.total.fen), used=yuan(total.fen)
        )
    after = replace(
        ticket,
        quotation=replace(quotation, state=QuotationState.USED),
        charges=(*ticket.charges, Charge(lines=lines, total=total, at=act.now)),
    )
    if total.fen == 0:
        return after, ()
    journal = transfer(
        "repair_charged", CLAUSE, debit=_receivable(ticket), credit=INCOME, fen=total.fen
    )
    return after, (journal,)


def something_owing(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: there is something to pay."""
    return None if ticket.owing else Refusal("nothing_owing", CLAUSE)


def pay(ticket: Ticket, form: Pay, act: Act[Terms]) -> Change:
    """Everything owing is paid: each charge once, with a receipt."""
    receipt = act.issue(PaperForm.RECEIPT, PREFIX[PaperForm.RECEIPT])
    payment = Payment(method=form.method, receipt=receipt.number, by=act.person.id, at=act.now)
    unpaid = [place for place, charge in enumerate(ticket.charges) if charge.payment is None]
    after = replace(
        ticket,
        charges=tuple(
            replace(charge, payment=charge.payment or payment) for charge in ticket.charges
        ),
        forms=(*ticket.forms, receipt),
        holds=(*ticket.holds, *(_paid_once(ticket, place) for place in unpaid)),
    )
    journal = transfer(
        "repair_paid",
        CLAUSE,
        debit=f"cash.{form.method}",
        credit=_receivable(ticket),
        fen=ticket.owing,
    )
    return Change(
        before=ticket, after=after, facts={"receipt": receipt.number}, journals=(journal,)
    )


def _paid_once(ticket: Ticket, place: int) -> Hold:
    return Hold(key=f"payment#{ticket.id}#{place}", code="paid_already", clause=CLAUSE)


def _receivable(ticket: Ticket) -> str:
    return f"receivable.{ticket.place.unit}"


def _priced(
    wanted: tuple[QuantityOf, ...], known: dict[str, Price] | dict[str, Line]
) -> list[Line]:
    faults = tuple(
        Fault(pointer=f"/lines/{place}/code", code="no_such")
        for place, each in enumerate(wanted)
        if each.code not in known
    )
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    return [_line(each, known[each.code]) for each in wanted]


def _line(wanted: QuantityOf, priced: Price | Line) -> Line:
    fen = priced.fen if isinstance(priced, Price) else priced.price
    return Line(
        code=priced.code,
        kind=priced.kind,
        name=priced.name,
        unit=priced.unit,
        quantity=wanted.quantity,
        price=fen,
        total=line_total(fen, Decimal(wanted.quantity)),
    )


def _sum(lines: tuple[Line, ...]) -> Money:
    return Money(fen=sum(line.total for line in lines))


def _tell_assignee(ticket: Ticket, code: str) -> tuple[Message, ...]:
    return (telling.about(ticket, ticket.assignee, code, CLAUSE),) if ticket.assignee else ()


def _unfit(pointer: str, code: str) -> Refusal:
    return Refusal("invalid_form", CLAUSE, faults=(Fault(pointer=pointer, code=code),))
