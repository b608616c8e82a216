"""Whatever is asked, booked, changed, paid and brought back, in whatever order: no account is
beside what was done, no balance below nothing, no line of the plan beyond its cost (P-money).
"""

import itertools
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form, Reason
from chalicelib.core.history import Stamp, enter
from chalicelib.core.life import Life
from chalicelib.core.money import Method
from chalicelib.core.people import Person, Role
from chalicelib.core.record import NumberedForm, Record
from chalicelib.core.site import GM_OFFICE, Department, Site
from chalicelib.core.words import Name
from chalicelib.reception.claims import forms
from chalicelib.reception.claims.booking import Scene
from chalicelib.reception.claims.lending import Lent, Wanted
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.reception.claims.rules import Blank, Found
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer, Granted, LineKind, PlanLine
from chalicelib.reception.receptions.model import (
    Content,
    Guest,
    GuestKind,
    OfficialLetter,
    Reception,
    ReceptionState,
    Responsible,
)
from chalicelib.reception.terms import ReceptionTerms, rulebook
from tests.core.making import WALKS
from tests.support.reckoned import Reckoning

DAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)
TERMS = rulebook("s")
OFFICE, GM, FINANCE = (
    Person(site="s", id=id, name=id, roles=(role,))
    for id, role in (("office", Role.OFFICE), ("gm", Role.GM), ("finance", Role.FINANCE))
)
BY = {
    **dict.fromkeys(("ask", "draft", "change", "submit", "withdraw", "resubmit"), OFFICE),
    **dict.fromkeys(("approve", "refuse"), GM),
    **dict.fromkeys(("pay", "return", "reverse"), FINANCE),
}
HOUSE = Site(
    site="s",
    id="s",
    name=Name(hant="醫院", hans="医院", en="Hospital"),
    departments=(
        Department(key=GM_OFFICE, name=Name(hant="總", hans="总", en="GM"), supervisor="gm"),
    ),
)
FEN = st.integers(1, 300) | st.sampled_from([1, 999, 1000, 1001])
SELDOM = st.sampled_from([False, False, False, True])
MOST = 4
"""Advances, and claims."""
RECEIPTS = [f"n-{each}" for each in range(8)]


def reception() -> Reception:
    """Approved: 10.00 borne by the house, and 10.00 advanced for three units."""
    content = Content(
        kind=GuestKind.SUPERIOR,
        purpose="檢查",
        guests=tuple(Guest(key=u, name=u, unit=u, title="x", rank="staff") for u in "甲乙丙"),
        letter=OfficialLetter(reference="1", unit="甲", dated=DAY),
        first=DAY,
        last=DAY,
        lines=tuple(
            PlanLine(key=key, kind=LineKind.OTHER, day=DAY, words="x", fen=1000, bearer=bearer)
            for key, bearer in (("1", Bearer.HOST), ("2", Bearer.ADVANCE))
        ),
    )
    return Reception(
        site="s",
        id="r",
        version=1,
        forms=(
            NumberedForm(form="reception_request", number="RR-1", day=DAY, seq=1, at=NOW, by="x"),
        ),
        state=ReceptionState.APPROVED,
        requested_by="x",
        requested_name="x",
        requested_at=NOW,
        content=content,
        responsible=Responsible(department="d", clause="R-3.1"),
        terms=0,
        granted=tuple(
            Granted(
                asks=each.asks,
                line=each.line,
                code=each.code,
                digest=each.digest,
                yes=True,
                by="gm",
                name="gm",
                at=NOW,
            )
            for each in judging.asked(content, TERMS)
        ),
    )


class Spending(RuleBasedStateMachine):
    """A reception on which two advances and any claims are spent; some acts come from who has seen
    an older state, and change nothing, as the store would have it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Any] = {"r": reception()}
        self.before: dict[str, Any] = dict(self.kept)
        """As it was before the last change."""
        self.accounts: Counter[str] = Counter()
        self.held: set[str] = set()
        self.ids = itertools.count(1)

    def of(self, kind: type[Record]) -> dict[str, Any]:
        return {id: each for id, each in self.kept.items() if isinstance(each, kind)}

    def act(self, command: str) -> Act[ReceptionTerms]:
        fresh = f"id-{next(self.ids)}"
        return Act(person=BY[command], now=NOW, site=HOUSE, terms=TERMS, fresh_id=fresh)

    def attempt(self, life: Life, command: str, record: Any, form: Any) -> None:
        """The command, if the rules let it and the world is as it was read."""
        try:
            change = life.decide(command, record, form, self.act(command))
        except Refusal:
            return
        changes = list(change.whole())
        rested = [each for part in changes for each in part.rests_on]
        read = [*(part.before for part in changes if part.before), *rested]
        taken = {hold.key for part in changes for hold in part.holds_taken}
        if any(self.kept[each.id].version != each.version for each in read) or taken & self.held:
            return
        self.carry_out(change)

    def carry_out(self, change: Change) -> None:
        self.before = dict(self.kept)
        stamp = Stamp(by="x", name="x", at=NOW, command="x", clause="x", correlation="x")
        for entered in enter(change, stamp):
            self.kept[entered.record.id] = entered.record
            self.held |= {each.key for each in entered.change.holds_taken}
            self.held -= {each.key for each in entered.change.holds_released}
            for journal in entered.change.journals:
                self.accounts.update({each.account: each.fen for each in journal.postings})

    @precondition(lambda self: len(self.of(Advance)) < MOST)
    @rule(fen=FEN)
    def ask(self, fen: int) -> None:
        form = forms.AskAdvance(reception="r", fen=fen, reason="x")
        self.attempt(ADVANCES, "ask", Wanted(reception=self.kept["r"], judged=TERMS), form)

    @precondition(lambda self: self.of(Advance))
    @rule(data=st.data(), fen=FEN, stale=SELDOM)
    def advance(self, data: Any, fen: int, stale: bool) -> None:
        seen, record, command = self.chosen(data, ADVANCES, Advance, stale)
        given: dict[str, Form] = {
            "approve": forms.Sign(),
            "refuse": Reason(reason="x"),
            "withdraw": forms.TakeBack(),
            "resubmit": forms.AskAgain(fen=fen, reason="x"),
            "pay": forms.PayOut(method=Method.CASH),
            "return": forms.BringBack(fen=fen, method=Method.CARD),
        }
        lent = Lent(form=given[command], reception=seen["r"], judged=TERMS)
        self.attempt(ADVANCES, command, record, lent)

    def chosen(
        self, data: Any, life: Life, kind: type[Record], stale: bool
    ) -> tuple[dict[str, Any], Any, str]:
        """Some record, as it is or as it was, and a step that leads on from there, if any does;
        those that give up come seldom.
        """
        known = data.draw(st.sampled_from(sorted(self.of(kind))))
        seen = self.before if stale and known in self.before else self.kept
        record = seen[known]
        steps = [each for each in life.steps.values() if record.state in each.moves]
        onward = [each.command for each in steps if each.forward]
        others = [each.command for each in steps if not each.forward]
        every = [each for each in life.steps if each not in ("ask", "draft")]
        return seen, record, data.draw(st.sampled_from((onward * 4 + others) or every))

    @precondition(lambda self: len(self.of(ExpenseClaim)) < MOST)
    @rule(data=st.data())
    def draft(self, data: Any) -> None:
        form = self.written(data)
        drafted = forms.DraftClaim(
            reception="r", lines=form.lines, advance=form.advance, from_advance=form.from_advance
        )
        blank = Blank(reception=self.kept["r"], advance=self.kept.get(form.advance or ""))
        self.attempt(CLAIMS, "draft", blank, drafted)

    def written(self, data: Any) -> forms.WriteClaim:
        line = st.builds(
            forms.ClaimLineIn,
            line=st.sampled_from("12"),
            words=st.just("x"),
            receipt=st.builds(
                forms.ReceiptIn,
                number=st.sampled_from(RECEIPTS),
                seller=st.just("x"),
                dated=st.just(DAY),
            ),
            fen=FEN,
            unit=st.none(),
        )
        paid = [id for id, each in self.of(Advance).items() if each.state == "paid"]
        of = data.draw(st.none() | st.sampled_from([*paid, *sorted(self.of(Advance))] or [None]))
        return forms.WriteClaim(
            lines=tuple(data.draw(st.lists(line, min_size=1, max_size=3))),
            advance=of,
            from_advance=data.draw(st.none() | FEN) if of else None,
        )

    @precondition(lambda self: self.of(ExpenseClaim))
    @rule(data=st.data(), stale=SELDOM)
    def claim(self, data: Any, stale: bool) -> None:
        seen, record, command = self.chosen(data, CLAIMS, ExpenseClaim, stale)
        given: dict[str, Form] = {
            "submit": forms.Submit(),
            "approve": forms.Sign(),
            "refuse": Reason(reason="x"),
            "withdraw": forms.TakeBack(),
            "pay": forms.Reimburse(method=Method.CASH),
            "reverse": forms.Reverse(reason="x", anew=data.draw(st.booleans())),
            "change": self.written(data) if command == "change" else forms.Submit(),
        }
        form = given[command]
        named = form.advance if isinstance(form, forms.WriteClaim) else None
        scene = Scene(reception=seen["r"], advance=seen.get(record.advance or ""), judged=TERMS)
        found = Found(form=form, scene=scene, named=self.kept.get(named or ""))
        self.attempt(CLAIMS, command, record, found)

    @invariant()
    def everything_holds(self) -> None:
        Reckoning(
            settlements={},
            claims=self.of(ExpenseClaim),
            advances=self.of(Advance),
            receptions=self.of(Reception),
            accounts=Counter({name: fen for name, fen in self.accounts.items() if fen}),
            held=self.held,
        ).check()
        assert sum(self.accounts.values()) == 0


TestSpending = pytest.mark.clause("P-money", "R-4.3.1", "R-4.3.5", "R-4.3.6")(Spending.TestCase)
TestSpending.settings = WALKS
