"""The paper copies of an order, printed from the record (T-4.5): stub 存根聯, working 執行聯."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import boxed, chinese, clock, paper, said
from chalicelib.core.act import Act, Signature
from chalicelib.core.capitals import capitals
from chalicelib.core.money import yuan
from chalicelib.core.words import Language
from chalicelib.core.words.plans import PLANNED
from chalicelib.core.words.shared import METHODS
from chalicelib.core.words.tickets import (
    CHANNELS,
    COPIES,
    ITEMS,
    KINDS,
    PAPER,
    PRINTED,
    REPLIES,
    SCOPES,
    STAGES,
    WARRANTY,
)
from chalicelib.service.operations import Document
from chalicelib.tickets.model.matter import ENQUIRIES
from chalicelib.tickets.model.paid import Line, QuotationState
from chalicelib.tickets.model.papers import PaperForm, Printing
from chalicelib.tickets.model.ticket import Ticket


def printed(ticket: Ticket, printing: Printing, act: Act[Any], asked: Language) -> Document:
    """A copy of one of the ticket's forms, as a page for A4, in Chinese: it is kept, and signed."""
    form = next(each for each in ticket.forms if each.number == printing.number)
    language = chinese(asked)
    receipt = form.form == PaperForm.RECEIPT
    lines = _paid_lines(ticket, form.number) if receipt else _lines(ticket)
    total = sum(line.total for line in lines)
    rows = (
        _receipt_rows(ticket, form.number, act, language)
        if receipt
        else _rows(ticket, act, language)
    )
    return paper(
        __package__,
        "order.html",
        form,
        act,
        language,
        copies=printing.times,
        title=PAPER[form.form].say(language),
        beside=COPIES[printing.copy].say(language) if printing.copy else "",
        label=said(PRINTED, language),
        rows=list(rows),
        texts=[] if receipt else list(_texts(ticket, act, language)),
        lined=PRINTED["charged" if ticket.charges else "quoted"].say(language),
        lines=[_line(line, language) for line in lines],
        total=yuan(total),
        capitals=capitals(total, language),
        signatures=list(_signatures(ticket, form.form, act, language)),
    )


def _rows(ticket: Ticket, act: Act[Any], language: Language) -> Iterator[tuple[str, str]]:
    def label(name: str) -> str:
        return PRINTED[name].say(language)

    yield label("received"), clock(ticket.received_at, act)
    yield label("kind"), KINDS[ticket.kind].say(language)
    if ticket.channel:
        yield label("channel"), CHANNELS[ticket.channel].say(language)
    if ticket.plan:
        yield label("channel"), PLANNED.say(language, day=ticket.plan.day)
    yield label("reporter"), ticket.reporter.name
    yield label("phone"), ticket.reporter.phone or ""
    yield label("place"), _place(ticket)
    if ticket.item and ticket.warranty:
        yield label("item"), ITEMS[ticket.item].say(language)
        reason = WARRANTY[ticket.warranty.reason].say(language)
        yield (
            label("warranty"),
            f"{reason} {ticket.warranty.until or ''} {ticket.warranty.words or ''}".rstrip(),
        )
    if ticket.category:
        category = act.terms.category(ticket.category)
        yield label("category"), category.name.say(language) if category else ticket.category
    if ticket.forwarded:
        yield label("reference"), ticket.forwarded.reference
        yield label("passed_on"), clock(ticket.forwarded.received_at, act)
    if ticket.letter:
        yield label("earlier"), str(ticket.letter.times)
    if ticket.kind not in ENQUIRIES:
        department = act.site.department(ticket.department) if ticket.department else None
        yield label("department"), department.name.say(language) if department else ""
        done = ticket.work and ticket.work.completed_at
        yield label("completed"), clock(done, act) if done else ""
    for each in dict.fromkeys(charge.payment for charge in ticket.charges):
        if each:
            yield label("receipt"), each.receipt


def _texts(ticket: Ticket, act: Act[Any], language: Language) -> Iterator[tuple[str, str]]:
    yield PRINTED["words"].say(language), ticket.words
    yield from _passed_on(ticket, act, language)
    yield from _explained(ticket, act, language)
    result = ticket.outcome or ticket.work
    yield PRINTED["result"].say(language), (result and result.result) or ""
    for each in ticket.in_force():
        score = each.satisfaction
        rated = PRINTED["satisfaction"].say(language, score=score) if score else ""
        parts = clock(each.at, act), each.called, rated, each.words
        yield PRINTED["follow_up"].say(language), " ".join(filter(None, parts))


def _passed_on(ticket: Ticket, act: Act[Any], language: Language) -> Iterator[tuple[str, str]]:
    """What the source of a complaint was told, and what the GM said (T-4.2.2, T-4.2.3)."""
    for each in ticket.forwarded.replies if ticket.forwarded else ():
        how = f"{STAGES[each.stage].say(language)} {REPLIES[each.channel].say(language)}"
        yield PRINTED["reply"].say(language), f"{clock(each.at, act)} {how} {each.words}"
    if ticket.letter:
        decision = ticket.letter.decision
        yield PRINTED["decision"].say(language), (decision and decision.words) or ""


def _explained(ticket: Ticket, act: Act[Any], language: Language) -> Iterator[tuple[str, str]]:
    """What was asked, explained and done about an inquiry (T-4.1)."""
    for each in ticket.referrals:
        text = f"{clock(each.asked_at, act)} {each.unit} {each.question} → {each.answer or ''}"
        yield PRINTED["referral"].say(language), text
    if ticket.explanation:
        scope = SCOPES["yes" if ticket.explanation.in_scope else "no"]
        yield PRINTED["scope"].say(language), scope.say(language)
        yield PRINTED["content"].say(language), ticket.explanation.content
    if ticket.outcome:
        yield PRINTED["handling"].say(language), ticket.outcome.handling


def _receipt_rows(
    ticket: Ticket, number: str, act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    payment = next(
        charge.payment
        for charge in ticket.charges
        if charge.payment and charge.payment.receipt == number
    )
    yield PRINTED["paid_by"].say(language), ticket.reporter.name
    yield PRINTED["place"].say(language), _place(ticket)
    yield PRINTED["order"].say(language), ticket.order.number
    yield PRINTED["method"].say(language), METHODS[payment.method].say(language)
    yield PRINTED["paid"].say(language), clock(payment.at, act)


def _place(ticket: Ticket) -> str:
    return " ".join(filter(None, (ticket.place.unit, ticket.place.area)))


def _signatures(
    ticket: Ticket, form: str, act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    """Who signed and when; what nobody signed yet is left to be signed by hand."""
    if form == PaperForm.DUTY_ENTRY:
        return
    if form == PaperForm.RECEIPT:
        yield PRINTED["cashier"].say(language), ""
        yield PRINTED["seal"].say(language), ""
        return
    agreed = (QuotationState.CONSENTED, QuotationState.USED)
    quotation = ticket.quotation
    consent = quotation.consent if quotation and quotation.state in agreed else None
    signed: dict[str, Signature | None] = {
        "taken_by": ticket.work.signature if ticket.work else None,
        **({"consent_by": consent.signature if consent else None} if ticket.paid else {}),
        "accepted_by": ticket.acceptance.signature if ticket.acceptance else None,
        "reviewed_by": ticket.review.signature if ticket.review else None,
    }
    if ticket.letter:
        decision = ticket.letter.decision
        signed["decided_by"] = decision.signature if decision else None
    for name, signature in signed.items():
        text = boxed(signature.name, signature.at, act) if signature else ""
        if signature and signature.whose:
            whose = signature.whose_name or signature.whose
            text += " " + PRINTED["signed_for"].say(language, whose=whose)
        yield PRINTED[name].say(language), text
    proxy = ticket.acceptance.proxy if ticket.acceptance else None
    if proxy:
        yield PRINTED["proxy"].say(language), f"{proxy.name} ({proxy.relation})"


def _lines(ticket: Ticket) -> list[Line]:
    """What was charged, or else what was offered."""
    if ticket.charges:
        return [line for charge in ticket.charges for line in charge.lines]
    return list(ticket.quotation.lines) if ticket.quotation and ticket.paid else []


def _paid_lines(ticket: Ticket, receipt: str) -> list[Line]:
    return [
        line
        for charge in ticket.charges
        if charge.payment and charge.payment.receipt == receipt
        for line in charge.lines
    ]


def _line(line: Line, language: Language) -> dict[str, str]:
    return {
        "name": line.name.say(language),
        "unit": line.unit.say(language),
        "quantity": line.quantity,
        "price": yuan(line.price),
        "total": yuan(line.total),
    }
