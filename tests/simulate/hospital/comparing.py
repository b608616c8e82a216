"""What a record says, beside what it has to say by the book."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.simulate.hospital.book import (
    BOOKED,
    Advance,
    Claim,
    Letter,
    Paper,
    Settlement,
    Trip,
    Visit,
)

Body = dict[str, Any]


def compared(paper: Paper, body: Body) -> Iterator[tuple[str, Any, Any]]:
    """What it is about, what the record says, and what it has to say."""
    match paper:
        case Visit():
            said, wanted = _of_visit(body), _as_visited(paper)
        case Advance():
            said, wanted = _of_advance(body), _as_lent(paper)
        case Claim():
            said, wanted = _of_claim(body), _as_claimed(paper)
        case Trip():
            said, wanted = _of_trip(body), _as_driven(paper)
        case Settlement():
            said, wanted = _of_settlement(body), _as_settled(paper)
        case Letter():
            said, wanted = {"answers": len(body.get("answers", ()))}, {"answers": paper.answers}
    yield from ((name, said[name], value) for name, value in wanted.items())


def _of_visit(body: Body) -> Body:
    return {
        "department": body["responsible"]["department"],
        "booked": sorted((e["claim"], e["line"], e["fen"]) for e in body.get("booked", ())),
        "in_hand": {each["advance"]: each["fen"] for each in body.get("in_hand", ())},
        "rides": sorted(each["trip"] for each in body.get("rides", ())),
        "settlement": body.get("settlement"),
        "granted": {
            (each["asks"], each.get("line"), each.get("code")): each.get("yes", False)
            for each in body.get("granted", ())
        },
    }


def _as_visited(visit: Visit) -> Body:
    booked: Counter[tuple[str, str]] = Counter()
    for claim in visit.booked:
        for each in claim.lines:
            booked[claim.id, each["line"]] += each["fen"]
    return {
        "department": visit.department,
        "booked": sorted((*key, fen) for key, fen in booked.items()),
        "in_hand": visit.in_hand,
        "rides": sorted(each.id for key in visit.lines for each in visit.rides(key)),
        "settlement": visit.settlement.id if visit.settlement else None,
        "granted": visit.granted,
    }


def _of_advance(body: Body) -> Body:
    return {
        "fen": body["fen"],
        "drawn": sum(each["fen"] for each in body.get("drawn", ())),
        "returned": sum(each["fen"] for each in body.get("returned", ())),
    }


def _as_lent(advance: Advance) -> Body:
    return {"fen": advance.fen, "drawn": advance.drawn, "returned": advance.returned}


def _of_claim(body: Body) -> Body:
    shares: Counter[str] = Counter()
    for line in body["lines"]:
        for share in line.get("shares", ()):
            shares[share["unit"]] += share["fen"]
    booked = body["state"] in BOOKED
    return {
        "lines": [(each["line"], each["fen"]) for each in body["lines"]],
        "advance": body.get("advance"),
        "from_advance": body.get("from_advance", 0),
        "shares": dict(shares) if booked else None,
    }


def _as_claimed(claim: Claim) -> Body:
    return {
        "lines": [(each["line"], each["fen"]) for each in claim.lines],
        "advance": claim.advance.id if claim.advance else None,
        "from_advance": claim.from_advance,
        "shares": claim.shares if claim.state in BOOKED else None,
    }


def _of_trip(body: Body) -> Body:
    arranged = body.get("arranged", {})
    return {
        "car": arranged.get("car"),
        "driver": arranged.get("driver"),
        "beyond": bool(body.get("findings")),
    }


def _as_driven(trip: Trip) -> Body:
    return {"car": trip.car, "driver": trip.driver, "beyond": trip.beyond}


def _of_settlement(body: Body) -> Body:
    owed: dict[str, tuple[int, int, bool | None]] = {}
    for share in body["shares"]:
        paid = (*share.get("transferred", ()), *share.get("waived", ()))
        fen = sum(each["fen"] for each in share["lines"])
        word = share["word"].get("yes", False) if "word" in share else None
        owed[share["unit"]] = (fen, sum(each["fen"] for each in paid), word)
    return {"shares": owed}


def _as_settled(settlement: Settlement) -> Body:
    return {
        "shares": {
            unit: (each.fen, each.paid, each.word) for unit, each in settlement.units.items()
        }
    }
