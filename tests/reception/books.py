"""The books of a walk: what is known of receptions and their money from what was answered.

They are kept beside the program and read by the rulebook: whom nobody may be signed by, what
nothing may be spent on, what the ledger has to say. What may not be is found here.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from chalicelib.reception.claims.model import EXPENSE, held_by, owed_by
from tests.reception.walking import BRANCH, HERE, SITE
from tests.support.hospital import GM

Signers = frozenset[str]
Thing = tuple[str, str | None, str | None]
LIVING = frozenset({"drafted", "pending", "approved", "departed", "closed"})
"""While a reception is one of these, its letter is its own."""
BOOKED = frozenset({"pending", "signed", "paid"})
OVER = frozenset({"settled", "refused", "withdrawn"})


@dataclass
class Case:
    """What is known of one record."""

    kind: str
    id: str
    site: str
    state: str
    shown: dict[str, Any]
    """As it was last answered."""
    version: int = 1
    wrote: set[str] = field(default_factory=set)
    """Who asked for it or wrote at it."""
    signed: list[Signers] = field(default_factory=list)
    """Who signed it as it is now, step by step."""
    asked: list[Thing] = field(default_factory=list)
    """Of a reception: what the GM is asked for."""
    granted: dict[Thing, bool] = field(default_factory=dict)
    confirmed: bool = False
    """Of a statement."""


def cost(line: dict[str, Any], content: dict[str, Any]) -> int:
    """What a line costs: a meal by the head, a lodging by guest and night, else by the piece."""
    guests = [
        each for each in content["guests"] if each["key"] in (line["guests"] or [each["key"]])
    ]
    heads = {"meal": len(guests) + line["hosts"], "lodging": len(guests) * line["count"]}
    return int(line["fen"] * heads.get(line["kind"], line["count"]))


@dataclass
class Books:
    """Everything that was answered, and what must hold of it."""

    cases: list[Case] = field(default_factory=list)
    accounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What each site's accounts come to."""
    owed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What a reception's guests' units owe, by reception and unit."""
    delegable: bool = False
    """Whether the settings ever let somebody stand in for the GM."""

    def of(self, kind: str, **known: Any) -> list[Case]:
        """The records of a kind of which this is known."""
        return [
            each
            for each in self.cases
            if each.kind == kind and all(each.shown[name] == value for name, value in known.items())
        ]

    def one(self, kind: str, id: str) -> Case:
        return next(each for each in self.cases if (each.kind, each.id) == (kind, id))

    def begun(self, kind: str, made: dict[str, Any], who: str, site: str = SITE) -> Case:
        """A record that was made."""
        case = Case(kind=kind, id=made["id"], site=site, state=made["state"], shown=made)
        case.wrote.add(who)
        self.cases.append(case)
        getattr(self, f"_made_{kind}", lambda case: None)(case)
        return case

    def note(
        self, case: Case, command: str, form: dict[str, Any], view: dict[str, Any], signers: Signers
    ) -> None:
        """A step that was taken, and what was answered."""
        before = case.shown
        case.shown = view[case.kind]
        name = f"_{case.kind}_{command.replace('-', '_')}"
        check = getattr(self, name, None)
        if check:
            check(case, form, view, signers, before)
        case.state = case.shown["state"]

    # receptions

    def _written(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Whatever was signed and granted counts no more."""
        assert before["state"] in ("drafted", "pending", "approved", "refused", "withdrawn")
        assert view["reception"]["state"] == "drafted"
        assert view["reception"]["granted"] == []
        case.signed, case.granted, case.asked = [], {}, []
        case.wrote |= signers

    _reception_plan = _reception_edit = _written

    def _reception_submit(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        case.wrote |= signers
        case.signed = []
        stops = [each for each in view["findings"] if each["level"] == "stop"]
        assert all(each["asks"] for each in stops)
        case.asked = [_thing(each["asked"]) for each in view["asks"]]
        content = view["reception"]["content"]
        asks = {each[0] for each in case.asked}
        spent = [each for each in content["lines"] if each["bearer"] != "guest_unit"]
        assert ("budget" in asks) is (sum(cost(each, content) for each in spent) > 0)
        assert ("outside" in asks) is (content["kind"] != "group_staff")
        if content["kind"] == "group_staff":
            assert {key for ask, key, _ in case.asked if ask == "bearer"} == {
                each["key"] for each in spent
            }
        for each in content["lines"]:
            about = {ask for ask, key, _ in case.asked if key == each["key"]}
            assert each["meal"] != "hospitality" or about & {"hospitality", "ordinary"}
            assert each["destination"] in (None, "福田區") or "long_distance" in about
            assert not each["items"] or "item" in about

    def _reception_approve(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Nobody who wrote at it, nobody twice; the GM of everything that he was asked for."""
        assert signers.isdisjoint(case.wrote)
        assert all(signers.isdisjoint(each) for each in case.signed)
        case.signed.append(signers)
        assert case.shown["content"] == before["content"]
        for each in form.get("grants", []):
            assert self._are_gm(signers)
            case.granted[_thing(each)] = each["yes"]
        if case.shown["state"] == "approved":
            assert set(case.granted) == set(case.asked)
            assert not case.asked or any(map(self._are_gm, case.signed))

    def _are_gm(self, signers: Signers) -> bool:
        return GM in signers and (self.delegable or signers == {GM})

    def _reception_refuse(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert signers.isdisjoint(case.wrote)

    def _reception_withdraw(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert case.signed == []

    def _reception_close(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Nothing is to be signed, paid, accounted for or settled any more."""
        assert before["state"] == "departed"
        assert {each.state for each in self.of("claim", reception=case.id)}.isdisjoint(
            {"pending", "signed"}
        )
        assert {each.state for each in self.of("advance", reception=case.id)} <= OVER
        assert all(fen == 0 for (of, _), fen in self.owed.items() if of == case.id)

    def _reception_cancel(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert not self.booked(case)
        assert {each.state for each in self.of("advance", reception=case.id)} <= OVER

    def booked(self, reception: Case) -> Counter[str]:
        """What claims have taken of each line."""
        taken: Counter[str] = Counter()
        for claim in self.of("claim", reception=reception.id):
            if claim.state in BOOKED:
                for each in claim.shown["lines"]:
                    taken[each["line"]] += each["fen"]
        return taken

    def may_spend(self, reception: Case, key: str) -> bool:
        """Whether a line was approved, and everything granted that was asked for it."""
        line = next(each for each in reception.shown["content"]["lines"] if each["key"] == key)
        about = [each for each in reception.asked if each[1] in (None, key)]
        return (
            reception.state in ("approved", "departed")
            and line["bearer"] != "guest_unit"
            and all(reception.granted[each] for each in about)
            and not (line["bearer"] == "advance" and reception.shown["settlement"])
        )

    # advances

    def _made_advance(self, case: Case) -> None:
        """No more than the budget leaves beside what is booked and in hand."""
        reception = self.one("reception", case.shown["reception"])
        content = reception.shown["content"]
        lines = [each for each in content["lines"] if self.may_spend(reception, each["key"])]
        assert lines
        budget = sum(cost(each, content) for each in lines)
        spent = sum(self.booked(reception)[each["key"]] for each in lines)
        assert spent + self.held(reception) <= budget

    def held(self, reception: Case) -> int:
        """What advances hold of a reception's money, or are asked for."""
        known = self.of("advance", reception=reception.id)
        return sum(self.balance(each) for each in known if each.state not in OVER)

    def balance(self, case: Case) -> int:
        """What no claim has taken of an advance and nobody has brought back."""
        drawn = sum(
            each.shown["from_advance"]
            for each in self.of("claim", advance=case.id)
            if each.state in BOOKED
        )
        returned = sum(each["fen"] for each in case.shown["returned"])
        return int(case.shown["fen"] - drawn - returned)

    def _advance_approve(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert signers.isdisjoint(case.wrote)
        assert self._are_gm(signers)
        case.signed = [signers]

    def _advance_resubmit(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert before["state"] in ("refused", "withdrawn")
        case.signed, case.state = [], "pending"
        self._made_advance(case)

    def _advance_pay(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert case.signed
        assert signers.isdisjoint(case.wrote)
        self._post(held_by(case.shown["person"]), f"cash.{form['method']}", case.shown["fen"])

    def _advance_return(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert self.balance(case) >= 0
        self._post(f"cash.{form['method']}", held_by(case.shown["person"]), form["fen"])

    def _post(self, debit: str, credit: str, fen: int, site: str = SITE) -> None:
        self.accounts[site, debit] += fen
        self.accounts[site, credit] -= fen

    # claims

    def _claim_change(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert before["state"] not in ("paid", "reversed")
        case.signed = []

    def _claim_submit(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Only what was granted, no more than a line's cost leaves; no receipt twice."""
        case.signed, case.state = [], "pending"
        reception = self.one("reception", case.shown["reception"])
        content = reception.shown["content"]
        taken = self.booked(reception)
        for each in case.shown["lines"]:
            assert self.may_spend(reception, each["line"])
            line = next(one for one in content["lines"] if one["key"] == each["line"])
            assert taken[each["line"]] <= cost(line, content)
            self._shared(each, line, content)
        if case.shown["advance"]:
            advance = self.one("advance", case.shown["advance"])
            assert advance.shown["person"] == case.shown["person"]
            assert advance.state == "paid"
            assert self.balance(advance) >= 0

    @staticmethod
    def _shared(each: dict[str, Any], line: dict[str, Any], content: dict[str, Any]) -> None:
        """What is advanced is on the accounts of the units whose guests it was for, to the fen."""
        assert each["bearer"] == line["bearer"]
        if line["bearer"] != "advance":
            assert each["shares"] == []
            return
        whom = line["guests"] or [guest["key"] for guest in content["guests"]]
        units = Counter(guest["unit"] for guest in content["guests"] if guest["key"] in whom)
        assert sum(share["fen"] for share in each["shares"]) == each["fen"]
        for share in each["shares"]:
            exact = each["fen"] * units[share["unit"]] / units.total()
            assert abs(share["fen"] - exact) < 1

    def _claim_approve(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert signers.isdisjoint(case.wrote)
        assert self._are_gm(signers)
        reception = self.one("reception", case.shown["reception"])
        assert all(self.may_spend(reception, each["line"]) for each in case.shown["lines"])
        case.signed = [signers]

    def _claim_pay(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Signed as it is, once, by somebody else; each line where the plan says."""
        assert before["state"] == "signed"
        assert case.signed
        assert signers.isdisjoint(case.wrote)
        assert case.shown["lines"] == before["lines"]
        self._paid(case, 1)

    def _claim_reverse(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        """Once, by somebody else, of what no unit has before it; by the way that it was paid."""
        assert before["state"] == "paid"
        assert signers.isdisjoint(case.wrote)
        reception = self.one("reception", case.shown["reception"])
        shared = any(each["shares"] for each in case.shown["lines"])
        assert reception.state != "closed"
        assert not (shared and reception.shown["settlement"])
        self._paid(case, -1)

    def _paid(self, case: Case, times: int) -> None:
        """What a claim's payment puts on the accounts; or, once less, takes off them."""
        total = 0
        for each in case.shown["lines"]:
            total += each["fen"]
            if each["bearer"] == "host":
                self.accounts[SITE, EXPENSE] += times * each["fen"]
            for share in each["shares"]:
                self.accounts[SITE, owed_by(share["unit"])] += times * share["fen"]
                self.owed[case.shown["reception"], share["unit"]] += times * share["fen"]
        drawn = case.shown["from_advance"]
        self.accounts[SITE, held_by(case.shown["person"])] -= times * drawn
        if total > drawn:
            self.accounts[SITE, f"cash.{case.shown['method']}"] -= times * (total - drawn)

    # settlements

    def _made_settlement(self, case: Case) -> None:
        """After they left; equal to what was paid for them, unit by unit."""
        reception = self.one("reception", case.shown["reception"])
        assert reception.state in ("departed", "closed")
        claims = self.of("claim", reception=reception.id)
        assert {each.state for each in claims}.isdisjoint({"pending", "signed"})
        drawn = {
            each["unit"]: sum(line["fen"] for line in each["lines"])
            for each in case.shown["shares"]
        }
        owed = {unit: fen for (of, unit), fen in self.owed.items() if of == reception.id and fen}
        assert drawn == owed
        reception.shown["settlement"] = case.id

    def _settlement_give_up(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert before["state"] == "drawn"
        self.one("reception", case.shown["reception"]).shown["settlement"] = None

    def _settlement_send(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert signers.isdisjoint(case.wrote)

    def _settlement_waive(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        assert GM in signers or self.delegable or signers == {"one"}
        self._settled(case, form, EXPENSE)

    def _settlement_transfer(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        share = next(each for each in before["shares"] if each["unit"] == form["unit"])
        assert share["word"]["yes"]
        self._settled(case, form, f"cash.{form['method']}")

    def _settled(self, case: Case, form: dict[str, Any], account: str) -> None:
        """Here it is owed no more; there, where they had confirmed it, neither."""
        unit, fen = form["unit"], form["fen"]
        self._post(account, owed_by(unit), fen)
        self.owed[case.shown["reception"], unit] -= fen
        assert self.owed[case.shown["reception"], unit] >= 0
        share = next(each for each in case.shown["shares"] if each["unit"] == unit)
        statements = [each for each in self.of("statement") if each.id == case.id]
        if share["site"] and statements and statements[0].confirmed:
            self._post(owed_by(HERE), account, fen, BRANCH)
        left = sum(owing for (of, _), owing in self.owed.items() if of == case.shown["reception"])
        assert (case.shown["state"] == "closed") is (left == 0)

    def _statement_confirm(
        self, case: Case, form: Any, view: Any, signers: Signers, before: dict[str, Any]
    ) -> None:
        case.confirmed = True
        self._post(EXPENSE, owed_by(HERE), before["owing"], BRANCH)

    # what holds at all times

    def hold(self) -> None:
        """No letter of two receptions, no receipt of two claims, nothing beyond a line's cost, or
        beyond the budget with what is in hand.
        """
        letters = [
            each.shown["content"]["letter"]["reference"]
            for each in self.of("reception")
            if each.state in LIVING
        ]
        assert len(set(letters)) == len(letters)
        receipts = [
            line["receipt"]["number"]
            for each in self.of("claim")
            if each.state in BOOKED or (each.state == "reversed" and not _anew(each))
            for line in each.shown["lines"]
        ]
        assert len(set(receipts)) == len(receipts)
        for site in (SITE, BRANCH):
            assert sum(fen for (where, _), fen in self.accounts.items() if where == site) == 0
        for advance in self.of("advance"):
            assert self.balance(advance) >= 0
        for reception in self.of("reception"):
            content, taken = reception.shown["content"], self.booked(reception)
            for line in content["lines"]:
                assert taken[line["key"]] <= cost(line, content), "more is booked than it costs"
            assert {*taken} <= {line["key"] for line in content["lines"]}
            spent = [each for each in content["lines"] if each["bearer"] != "guest_unit"]
            budget = sum(cost(each, content) for each in spent)
            assert taken.total() + self.held(reception) <= budget


def _anew(claim: Case) -> bool:
    """Whether the receipts of a claim that was reversed may be claimed anew."""
    return bool(claim.shown["reversal"]["anew"])


def _thing(each: dict[str, Any]) -> Thing:
    return each["asks"], each.get("line"), each.get("code")
