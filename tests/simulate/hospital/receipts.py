"""Receipts, as they are handed in: for lines of a plan, some of them a second time (R-4.3.5)."""

from typing import TYPE_CHECKING, Any

from tests.simulate.hospital import rulings
from tests.simulate.hospital.book import Visit

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

USED, TOO_MUCH = 0.12, 0.5


class Receipts:
    """What somebody has a receipt for."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._given = 0

    def lines(self, visit: Visit, *, wild: bool = False) -> list[dict[str, Any]]:
        """One receipt or two of some lines, for what is left of them; at times for more, or for
        what may not be spent on at all.
        """
        year, chance = self._year, self._year.chance
        wanted = [key for key in visit.spendable if visit.cost(key) > visit.spent(key)]
        if visit.lines and wild:
            wanted = [chance.choice(list(visit.lines))]
        lines = []
        for key in chance.sample(wanted, min(len(wanted), chance.choice((1, 2, 3)))):
            left = max(1, visit.cost(key) - visit.spent(key))
            fen = chance.choice((left, left, left, max(1, left // 2), max(1, left - 777)))
            if wild and year.happens(TOO_MUCH):
                fen = left + 1
            parts = (fen // 2, fen - fen // 2) if year.happens(0.3) else (fen,)
            lines += [self.line(visit, key, part) for part in parts if part]
        return [*{invoice(each): each for each in lines}.values()]

    def line(self, visit: Visit, key: str, fen: int) -> dict[str, Any]:
        year, chance = self._year, self._year.chance
        self._given += 1
        number = f"INV-{self._given:06}"
        if year.book.receipts and year.happens(USED):
            number = chance.choice(list(year.book.receipts))
            number = chance.choice((number, number.lower(), f"{number[:4]}- {number[4:]}"))
        receipt = {"number": number, "seller": "同慶樓", "dated": str(year.today)}
        line: dict[str, Any] = {"line": key, "words": "發票", "receipt": receipt, "fen": fen}
        units = sorted({each["unit"] for each in rulings.at_line(visit.lines[key], visit.guests)})
        if visit.lines[key]["bearer"] == "advance" and units and year.happens(0.2):
            line["unit"] = chance.choice(units)
        return line


def invoice(line: dict[str, Any]) -> str:
    """A receipt's number, however it was typed."""
    return str(line["receipt"]["number"]).replace(" ", "").replace("-", "").upper()
