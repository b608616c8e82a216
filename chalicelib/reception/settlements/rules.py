"""Drawing a settlement up, sending it, hearing the units, and what comes of it (R-4.3.3). Pure.

What was advanced stands on a unit's account since the claim was paid; a settlement says of which
lines it consists, and brings the account to zero. Where the unit is a site of this installation
its own ledger has the other side, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.money import Journal, transfer, yuan
from chalicelib.core.record import Frozen, Void
from chalicelib.core.site import Site
from chalicelib.reception.claims.model import EXPENSE, ClaimState, ExpenseClaim, owed_by, till
from chalicelib.reception.receptions.model import Reception, ReceptionState
from chalicelib.reception.settlements.forms import (
    Answered,
    Confirm,
    DrawUp,
    Send,
    TransferIn,
    Waive,
)
from chalicelib.reception.settlements.model import (
    CLAUSE,
    SETTLEMENT,
    TRANSFER,
    Settlement,
    SettlementState,
    Share,
    ShareLine,
    Statement,
    StatementState,
    Transferred,
    Waived,
    Word,
)
from chalicelib.reception.terms import ReceptionTerms

FINANCE = "finance"
"""The department whose supervisor is told of what finance has to see to."""
OF_UNITS = frozenset({"hear", "waive", "transfer"})
"""The steps that are taken with one unit at a time."""
_PREFIX = {SETTLEMENT: "ST", TRANSFER: "TF"}
_OPEN = frozenset({ClaimState.PENDING, ClaimState.SIGNED})
_RECEIVED, _TRANSFERRED, _WAIVED = "unit_owed", "unit_transferred", "unit_waived"


class Drawing(Frozen):
    """A reception with its claims, of which a settlement is to be drawn up."""

    reception: Reception
    claims: tuple[ExpenseClaim, ...]
    state: str = NEW


class Elsewhere(Frozen):
    """A site of this installation whose people were received, as it is now."""

    site: Site
    us: str | None
    """What it calls us among its units; None: it does not know us, and gets nothing here."""
    statement: Statement | None


class Found(Frozen):
    """A form, and the sites that the settlement concerns."""

    form: Any
    reception: Reception | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

    def at(self, share: Share) -> Elsewhere | None:
        """The site that a unit is."""
        return next((each for each in self.elsewhere if each.site.id == share.site), None)


def left(drawing: Drawing, act: Act[Any]) -> Refusal | None:
    """Guard: the guests have left; before, nothing is settled."""
    state = drawing.reception.state
    if state in (ReceptionState.DEPARTED, ReceptionState.CLOSED):
        return None
    return Refusal("not_departed", CLAUSE, last=str(drawing.reception.content.last))


def draw_up(drawing: Drawing, form: DrawUp, act: Act[ReceptionTerms]) -> Change:
    """Line by line, unit by unit, what was advanced: equal to the claims paid, to the fen.

    Raises: Refusal `settled_already`, `claims_open`, `trips_open`, `nothing_to_settle`.
    """
    reception = drawing.reception
    if reception.settlement:
        raise Refusal("settled_already", CLAUSE, holder=f"settlement#{reception.settlement}")
    unpaid = [each.number for each in drawing.claims if each.state in _OPEN]
    if unpaid:
        raise Refusal("claims_open", CLAUSE, numbers=unpaid)
    driving = [each.number for each in reception.rides if each.name in reception.underway]
    if driving:
        raise Refusal("trips_open", CLAUSE, numbers=driving)
    shares = tuple(_shares(drawing, act.terms))
    if not shares:
        raise Refusal("nothing_to_settle", CLAUSE)
    issued = act.issue(SETTLEMENT, _PREFIX[SETTLEMENT])
    settlement = Settlement(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        state=SettlementState.DRAWN,
        reception=reception.id,
        reception_number=reception.number,
        drawn_by=act.person.id,
        drawn_name=act.person.name,
        drawn_at=act.now,
        shares=shares,
    )
    return Change(
        before=None,
        after=settlement,
        facts={"number": issued.number, "fen": settlement.owing},
        messages=_finance(act.site, "settlement_drawn", settlement, settlement.owing),
        also=(_begun(reception, settlement),),
        rests_on=drawing.claims,
    )


def _shares(drawing: Drawing, terms: ReceptionTerms) -> Iterator[Share]:
    lines: dict[str, list[ShareLine]] = defaultdict(list)
    for claim in drawing.claims:
        if claim.state is not ClaimState.PAID:
            continue
        for line in claim.lines:
            planned = drawing.reception.line(line.line)
            assert planned
            for share in line.shares:
                borne = ShareLine(
                    claim=claim.number,
                    line=line.line,
                    kind=planned.kind,
                    words=line.words,
                    dated=line.receipt.dated,
                    fen=share.fen,
                    of=line.fen,
                )
                lines[share.unit].append(borne)
    for unit, owed in lines.items():
        known = next((each for each in terms.units if each.name == unit), None)
        yield Share(unit=unit, site=known.site if known else None, lines=tuple(owed))


def give_up(settlement: Settlement, found: Found, act: Act[Any]) -> Change:
    """It is not sent: its number is void, and the reception may have another."""
    form: Reason = found.form
    assert found.reception
    void = Void(reason=form.reason, at=act.now, by=act.person.id)
    return Change(
        before=settlement,
        after=replace(
            settlement,
            state=SettlementState.GIVEN_UP,
            forms=tuple(replace(each, void=void) for each in settlement.forms),
        ),
        also=(_ended(settlement, found.reception, replace(found.reception, settlement=None)),),
    )


def _begun(reception: Reception, settlement: Settlement) -> Change:
    underway = (*reception.underway, settlement.name_in_history)
    after = replace(reception, settlement=settlement.id, underway=underway)
    return Change(before=reception, after=after)


def _ended(settlement: Settlement, before: Reception, after: Reception) -> Change:
    others = tuple(each for each in after.underway if each != settlement.name_in_history)
    return Change(before=before, after=replace(after, underway=others))


def another(settlement: Settlement, act: Act[Any]) -> Refusal | None:
    """Guard: who stands by it for finance is not who drew it up."""
    return Refusal("own_work", CLAUSE) if settlement.drawn_by in act.signers else None


def send(settlement: Settlement, found: Found, act: Act[Any]) -> Change:
    """Our finance confirms it; each unit that is a site here has it before it at once."""
    form: Send = found.form
    shares, also = [], []
    for share in settlement.shares:
        there = found.at(share)
        if there is None or there.us is None:
            shares.append(replace(share, site=None))
            continue
        shares.append(share)
        also.append(_stated(settlement, share, there, act))
    after = replace(
        settlement,
        state=SettlementState.SENT,
        shares=tuple(shares),
        sent_by=act.person.id,
        sent_name=act.person.name,
        sent_at=act.now,
    )
    return Change(
        before=settlement, after=after, facts={"words": form.words or ""}, also=tuple(also)
    )


def _stated(settlement: Settlement, share: Share, there: Elsewhere, act: Act[Any]) -> Change:
    assert there.us
    statement = Statement(
        site=there.site.id,
        id=settlement.id,
        state=StatementState.RECEIVED,
        from_site=settlement.site,
        from_unit=there.us,
        number=settlement.number,
        received_at=act.now,
        lines=share.lines,
        owing=share.owing,
    )
    told = _finance(there.site, "statement_received", settlement, share.owing, unit=there.us)
    return Change(before=None, after=statement, messages=told)


def of_unit(command: str, share: Share) -> Refusal | None:
    """Why a step is nothing for a unit now: one that is a site here answers itself, and nobody pays
    who has not confirmed.
    """
    if command == "hear" and share.site:
        return Refusal("their_word", CLAUSE, unit=share.unit)
    if command == "transfer" and not (share.word and share.word.yes):
        return Refusal("unconfirmed", CLAUSE, unit=share.unit)
    return None


def of_one(command: str) -> Callable[[Settlement, Act[Any]], Refusal | None]:
    """Guard: there is a unit that still owes for which the step is something."""

    def guard(settlement: Settlement, act: Act[Any]) -> Refusal | None:
        refusals = [of_unit(command, each) for each in settlement.shares if each.owing]
        return None if None in refusals else refusals[0]

    return guard


def hear(settlement: Settlement, found: Found, act: Act[Any]) -> Change:
    """What the finance of a unit that is no site here said of it, as it was written to us.

    Raises: Refusal `invalid_form`, `their_word`, `words_missing`.
    """
    form: Answered = found.form
    share = _share(settlement, form.unit)
    if refusal := of_unit("hear", share):
        raise refusal
    _reasoned(form.yes, form.words)
    word = Word(
        yes=form.yes,
        name=form.name,
        words=form.words,
        reference=form.reference,
        by=act.person.id,
        at=act.now,
    )
    return Change(before=settlement, after=said(settlement, share, word))


def said(settlement: Settlement, share: Share, word: Word) -> Settlement:
    """The settlement with a unit's newest word."""
    earlier = (*share.earlier, share.word) if share.word else share.earlier
    return _with(settlement, replace(share, word=word, earlier=earlier))


def _reasoned(yes: bool, words: str | None) -> None:
    if not yes and not words:
        fault = Fault(pointer="/words", code="required")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))


def waive(settlement: Settlement, found: Found, act: Act[Any]) -> Change:
    """The GM has the house bear a part: a posting of today, on both ledgers.

    Raises: Refusal `invalid_form`.
    """
    form: Waive = found.form
    share = _owed(settlement, form.unit, form.fen)
    waived = Waived(fen=form.fen, reason=form.reason, at=act.now, by=act.person.id)
    after = _closed(_with(settlement, replace(share, waived=(*share.waived, waived))), act)
    journal = _posted(_WAIVED, EXPENSE, owed_by(share.unit), form.fen, settlement)
    return Change(
        before=settlement,
        after=after,
        facts={"fen": form.fen},
        journals=(journal,),
        also=(
            *_there(settlement, found, share, form.fen, _WAIVED, EXPENSE),
            *_over(after, found),
        ),
    )


def receive(settlement: Settlement, found: Found, act: Act[Any]) -> Change:
    """A unit's finance has paid: on both ledgers, by a numbered form. At zero it closes.

    Raises: Refusal `invalid_form`, `unconfirmed`.
    """
    form: TransferIn = found.form
    share = _owed(settlement, form.unit, form.fen)
    if refusal := of_unit("transfer", share):
        raise refusal
    slip = act.issue(TRANSFER, _PREFIX[TRANSFER])
    transferred = Transferred(
        number=slip.number,
        fen=form.fen,
        method=form.method,
        reference=form.reference,
        at=act.now,
        by=act.person.id,
    )
    paid = replace(share, transferred=(*share.transferred, transferred))
    after = _closed(replace(_with(settlement, paid), forms=(*settlement.forms, slip)), act)
    cash = till(form.method)
    journal = _posted(_TRANSFERRED, cash, owed_by(share.unit), form.fen, settlement)
    return Change(
        before=settlement,
        after=after,
        facts={"number": slip.number, "fen": form.fen, "owing": paid.owing},
        journals=(journal,),
        also=(
            *_there(settlement, found, share, form.fen, _TRANSFERRED, cash),
            *_over(after, found),
        ),
    )


def _owed(settlement: Settlement, unit: str, fen: int) -> Share:
    share = _share(settlement, unit)
    if fen > share.owing:
        raise Refusal("over_owing", CLAUSE, unit=unit, owing=yuan(share.owing))
    return share


def _share(settlement: Settlement, unit: str) -> Share:
    share = settlement.share(unit)
    if share is None:
        fault = Fault(pointer="/unit", code="no_such")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    return share


def _with(settlement: Settlement, share: Share) -> Settlement:
    shares = (share if each.unit == share.unit else each for each in settlement.shares)
    return replace(settlement, shares=tuple(shares))


def _closed(settlement: Settlement, act: Act[Any]) -> Settlement:
    """Once nobody owes anything, it is over."""
    if settlement.owing:
        return settlement
    return replace(settlement, state=SettlementState.CLOSED, closed_at=act.now)


def _over(settlement: Settlement, found: Found) -> Iterator[Change]:
    """Of a settlement that is closed the reception has nothing under way any more."""
    if settlement.state is SettlementState.CLOSED and found.reception:
        yield _ended(settlement, found.reception, found.reception)


def _there(
    settlement: Settlement, found: Found, share: Share, fen: int, memo: str, account: str
) -> Iterator[Change]:
    """The other side, at the site that owes: what it owes us less, and what that is against."""
    there = found.at(share)
    if share.site is None or there is None or there.statement is None:
        return
    before = there.statement
    owing = before.owing - fen
    state = before.state if owing else StatementState.PAID
    confirmed = before.word is not None and before.word.yes
    journal = _posted(memo, owed_by(before.from_unit), account, fen, settlement)
    yield Change(
        before=before,
        after=replace(before, owing=owing, state=state),
        journals=(journal,) if confirmed else (),
    )


def _posted(memo: str, debit: str, credit: str, fen: int, settlement: Settlement) -> Journal:
    about = {"number": settlement.number, "reception": settlement.reception_number}
    return transfer(memo, CLAUSE, debit=debit, credit=credit, fen=fen, about=about)


def _finance(
    site: Site, code: str, settlement: Settlement, fen: int, **data: str
) -> tuple[Message, ...]:
    """Whoever heads a site's finance department is told, and of how much."""
    department = site.department(FINANCE)
    known = {"number": settlement.number, "fen": yuan(fen)}
    if department is None:
        return ()
    return (Message(to=department.supervisor, code=code, clause=CLAUSE, data=known | data),)


class Asked(Frozen):
    """A form about what another site asks of us, and its settlement there."""

    form: Any
    settlement: Settlement
    site: Site


def confirm(statement: Statement, asked: Asked, act: Act[Any]) -> Change:
    """Our finance will pay: it is an expense of ours, owed to the unit that advanced it."""
    form: Confirm = asked.form
    journal = _posted(
        _RECEIVED, EXPENSE, owed_by(statement.from_unit), statement.owing, asked.settlement
    )
    return _answered(statement, asked, act, True, form.words, (journal,))


def dispute(statement: Statement, asked: Asked, act: Act[Any]) -> Change:
    """Our finance will not, and says why; who advanced it answers, or has it waived."""
    form: Reason = asked.form
    return _answered(statement, asked, act, False, form.reason, ())


def _answered(
    statement: Statement,
    asked: Asked,
    act: Act[Any],
    yes: bool,
    words: str | None,
    journals: tuple[Journal, ...],
) -> Change:
    word = Word(yes=yes, name=act.person.name, words=words, by=act.person.id, at=act.now)
    share = next(each for each in asked.settlement.shares if each.site == statement.site)
    code = "settlement_confirmed" if yes else "settlement_disputed"
    return Change(
        before=statement,
        after=replace(
            statement,
            state=StatementState.CONFIRMED if yes else StatementState.DISPUTED,
            word=word,
        ),
        journals=journals,
        also=(
            Change(
                before=asked.settlement,
                after=said(asked.settlement, share, word),
                messages=_finance(asked.site, code, asked.settlement, share.owing, unit=share.unit),
            ),
        ),
    )
