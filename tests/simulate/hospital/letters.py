"""Faxes and reception letters, out and in: written, answered, void, overdue (R-4.3.2, R-4.3.3)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant, poisson
from tests.simulate.hospital.book import Letter, Paper
from tests.simulate.hospital.people import COLLEGE, LO, PROVINCE, SO, SOUTH, WEST
from tests.simulate.hospital.rulings import no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

A_YEAR = 0.8
"""Letters for each reception."""
CLAUSES = {"fax": "R-4.3.2", "reception_letter": "R-4.3.3"}
MISSING, AGAIN, VOID, CORRECTED, LINKED = 0.25, 0.3, 0.1, 0.15, 0.6
_LEFT_OUT = ("journey", "contact", "standard", "people", "payment")


class Letters:
    """What is written to other units, and what comes from them."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._received = 0

    def plan(self, day: date) -> None:
        """What is written and what comes on a day."""
        year = self._year
        for _ in range(poisson(A_YEAR * year.receptions * year.busy / 365, year.chance)):
            year.at(instant(day, 8.5 + 9 * year.chance.random()), self._write)

    def _write(self) -> None:
        """A letter with everything that its clause asks for, after one perhaps that lacks it."""
        year, chance = self._year, self._year.chance
        form = self._form()
        clause = CLAUSES[form["kind"]]
        if year.happens(MISSING):
            names = [each for each in _LEFT_OUT if each in form]
            lacking = {**form}
            del lacking[chance.choice(names)]
            year.begin("letter", SO, lacking, no("invalid_form", clause))
        reply = year.begin("letter", SO, form)
        if reply is None:
            return
        state = "registered" if form["direction"] == "incoming" else "issued"
        letter = Letter("letter", reply.json["letter"], reply.etag, SO, state, form=form)
        letter.due = _instant(form.get("answer_by"))
        arrives = _instant(form["journey"][-1]["arrives_at"])
        assert arrives
        keeps = timedelta(days=year.book.terms["keep_contact_days"])
        letter.erased_at = max(arrives, year.now) + keeps
        year.book.letters[letter.id] = letter
        year.begun(letter, reply, form)
        if state == "registered" and year.happens(AGAIN):
            typed = form["reference"].replace("〔", "(").replace("〕", ")")
            again = {**form, "reference": typed}
            year.begin("letter", LO, again, no("letter_registered", clause))
        year.later(16, lambda: self._answer(letter))

    def _form(self) -> dict[str, Any]:
        year, chance = self._year, self._year.chance
        kind = chance.choice(("fax", "reception_letter"))
        incoming = year.happens(0.4)
        departs = year.now + timedelta(hours=chance.randint(20, 90))
        person = {"name": "林志遠", "title": "主任"}
        form: dict[str, Any] = {
            "direction": "incoming" if incoming else "outgoing",
            "kind": kind,
            "unit": chance.choice((WEST, SOUTH, PROVINCE, COLLEGE)),
            "people": [person],
            "journey": [
                {
                    "by": "train",
                    "number": "G6013",
                    "departs_at": departs.isoformat(),
                    "arrives_at": (departs + timedelta(hours=3)).isoformat(),
                }
            ],
            "contact": {"name": "蘇文", "phone": f"138 0077 {chance.randrange(10_000):04}"},
            "standard": {"words": "普通住宿、工作餐"},
        }
        if kind == "reception_letter":
            guest = {**person, "unit": "省醫學院", "rank": "學者"}
            form |= {"people": [guest], "payment": "between_units"}
        if incoming:
            self._received += 1
            reference = f"來函〔2026〕{self._received}號"
            form |= {"reference": reference, "dated": str(year.today)}
        if not incoming or year.happens(0.5):
            by = year.now + timedelta(hours=chance.choice((6, 24, 48)))
            form["answer_by"] = by.replace(microsecond=0).isoformat()
        living = [each for each in year.book.visits.values() if each.state != "cancelled"]
        if living and year.happens(LINKED):
            form["reception"] = chance.choice(living[-5:]).id
        return form

    def _answer(self, letter: Letter) -> None:
        """It is answered, in time or not, or counts no more; at times the answer is put right."""
        year, chance = self._year, self._year.chance
        if letter.state == "void":
            return
        if year.happens(VOID):
            if year.step(letter, "void", SO, {"reason": "行程取消"}):
                letter.state, letter.due = "void", None
                year.step(letter, "answer", SO, self._said(), no("too_late", self._clause(letter)))
            return
        if year.happens(MISSING):
            early = {**self._said(), "at": (year.now - timedelta(days=60)).isoformat()}
            wanted = no("invalid_form", self._clause(letter))
            year.step(letter, "answer", SO, early, wanted)
        if year.step(letter, "answer", chance.choice((SO, LO)), self._said()):
            letter.state, letter.due = "answered", None
            letter.answers += 1
            if year.happens(CORRECTED):
                year.later(10, lambda: self._answer(letter))

    def _said(self) -> dict[str, Any]:
        now = self._year.now.replace(microsecond=0)
        return {"accepted": self._year.happens(0.8), "who": "鄭主任", "at": now.isoformat()}

    @staticmethod
    def _clause(letter: Letter) -> str:
        return CLAUSES[letter.form["kind"]]

    def looked_at(self, paper: Paper) -> None:
        """After the job ran: who was not answered by the time is asked after, once, and a number
        that is needed no more is gone.
        """
        if not isinstance(paper, Letter):
            return
        year = self._year
        if paper.due and paper.due <= year.now:
            paper.reminded, paper.due = True, None
            year.counts["letters overdue"] += 1
        if (paper.view["reminded_at"] is not None) != paper.reminded:
            year.violated(f"letter {paper.id} is reminded of: {paper.view['reminded_at']}")
        erased = paper.erased_at is not None and paper.erased_at <= year.now
        if (paper.view["contact"]["phone"] is None) != erased:
            year.violated(f"letter {paper.id} has {paper.view['contact']}, erased: {erased}")
        year.counts["numbers erased"] += erased


def _instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
