"""What the rulebook says of a reception, read anew: no rule of the program is asked (R-3, R-4).

Forms and lines are those that people sent; keys alone are the program's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.simulate.hospital.people import EXPERT, IMPORTANT

if TYPE_CHECKING:
    from tests.simulate.hospital.book import Visit

Line = dict[str, Any]
Guest = dict[str, Any]
Thing = tuple[str, str | None, str | None]
"""What the GM is asked for: what it is, for which line, for which item."""


class No(NamedTuple):
    """A refusal that has to come: its code, and by which clause, or one of which."""

    code: str
    clauses: tuple[str, ...]


def no(code: str, *clauses: str) -> No:
    """The same, written as it is read."""
    return No(code, clauses)


def responsible(form: dict[str, Any]) -> tuple[str, str]:
    """The department that receives, and the clause by which (R-3.1 to R-3.3)."""
    if any(each["rank"] in IMPORTANT for each in form["guests"]):
        return "gm_office", "R-3.3"
    if form.get("counterpart"):
        return form["counterpart"], "R-3.1"
    return "hospital_office", "R-3.2"


def at_line(line: Line, guests: list[Guest]) -> list[Guest]:
    """The guests that a line is for: those it names, or all."""
    named = line.get("guests")
    return [each for each in guests if not named or each.get("key") in named]


def cost(line: Line, guests: list[Guest]) -> int:
    """Fen: a meal by the head, a lodging by guest and night, all else by the piece."""
    count, heads = line.get("count", 1), len(at_line(line, guests))
    if line["kind"] == "meal":
        count = heads + line.get("hosts", 0)
    elif line["kind"] == "lodging":
        count *= heads
    return int(line["fen"] * count)


def most_hosts(guests: int, table: dict[str, Any]) -> int:
    """How many may accompany so many guests: three for ten, a third above (R-4.2.2)."""
    most = table["most"] if guests <= table["up_to"] else guests // table["part"]
    return min(most, guests) if table["within_guests"] else int(most)


def budget(lines: Iterable[Line], guests: list[Guest]) -> int:
    """What the house bears and advances, in fen (R-4.3.1)."""
    return sum(cost(line, guests) for line in lines if line["bearer"] != "guest_unit")


def _caps(line: Line, visit: "Visit") -> list[int | None]:
    """What the standard leaves for each rank at a line; None where there is no standard."""
    scope = "travel" if visit.group else "outside"
    city = line.get("city") or visit.terms["city"]
    what = "lodging" if line["kind"] == "lodging" else line["meal"]
    ranks = dict.fromkeys(each["rank"] for each in at_line(line, visit.guests))
    known = {(each["scope"], each["rank"], each["city"]): each for each in visit.terms["standards"]}
    found = (known.get((scope, rank, city)) for rank in ranks)
    return [each and each["meal" if what == "working" else what] for each in found]


def forbidden(visit: "Visit", lines: list[Line]) -> Iterator[No]:
    """What nobody can grant (R-2.4, R-4.1.1, R-4.2.1, R-4.2.2)."""
    everybody = {each["key"] for each in visit.guests}
    for line in lines:
        guests = at_line(line, visit.guests)
        nights = line.get("count", 1) if line["kind"] == "lodging" else 0
        if not set(line.get("guests", ())) <= everybody:
            yield no("guest_unknown", "R-2.4")
        if not visit.first <= line["day"] <= visit.last:
            yield no("day_outside", "R-2.4")
        elif (visit.last_day - date.fromisoformat(line["day"])).days < nights:
            yield no("nights_outside", "R-2.4")
        if line["kind"] in ("meal", "lodging") and None in _caps(line, visit):
            yield no("no_standard", "R-4.1.1" if visit.group else "R-4.2.1")
        if line["kind"] != "meal":
            continue
        anybody = visit.group or visit.inspects or line["meal"] == "working"
        if not anybody and any(each["rank"] not in EXPERT for each in guests):
            yield no("hospitality_for_others", "R-4.2.2")
        if line.get("hosts", 0) > most_hosts(len(guests), visit.terms["hosts"]):
            yield no("too_many_hosts", "R-4.2.2")
    meals = [each for each in lines if each["kind"] == "meal"]
    if any(_crowded(each, meals, visit) for each in meals if each["hosts"]):
        yield no("hosts_together", "R-4.2.2")


def _crowded(line: Line, meals: list[Line], visit: "Visit") -> bool:
    """Whether more hosts sit at a meal, in all of its lines, than for all of its guests."""
    same = [each for each in meals if all(each[name] == line[name] for name in ("day", "sitting"))]
    there = {guest["key"] for each in same for guest in at_line(each, visit.guests)}
    hosts = sum(each["hosts"] for each in same)
    return hosts > most_hosts(len(there), visit.terms["hosts"])


def asked(visit: "Visit") -> dict[Thing, str]:
    """Everything that the GM alone grants, and by which clause he does."""
    found: dict[Thing, str] = {}
    if not visit.group:
        found["outside", None, None] = "R-4.2.1"
    if budget(visit.lines.values(), visit.guests):
        found["budget", None, None] = "R-4.3.1"
    for key, line in visit.lines.items():
        for asks, clause in _asked_of(line, visit):
            found[asks, key, None] = clause
        for item in line.get("items", ()):
            found["item", key, item] = "R-4.3.4"
    return found


def _asked_of(line: Line, visit: "Visit") -> Iterator[tuple[str, str]]:
    if line["kind"] == "lodging" and line["lodging"] == "raised":
        yield ("ordinary", "R-4.1.2") if visit.group else ("standard", "R-4.3.4")
    if line["kind"] == "meal" and line["meal"] == "hospitality":
        yield ("ordinary", "R-4.1.2") if visit.group else ("hospitality", "R-4.2.2")
    if line["kind"] in ("meal", "lodging"):
        caps = [each for each in _caps(line, visit) if each is not None]
        cap = (max if line["kind"] == "meal" else min)(caps, default=None)
        if cap is not None and line["fen"] > cap:
            yield "standard", "R-4.1.1" if visit.group else "R-4.3.4"
    if visit.group and line["bearer"] != "guest_unit":
        yield "bearer", "R-4.1.3"
    if line["kind"] == "vehicle" and not in_city(line["destination"], visit.terms):
        yield "long_distance", "R-4.3.7"


def in_city(destination: str, terms: dict[str, Any]) -> bool:
    """Whether a car that goes there stays within the city."""
    return destination in terms["districts"]


def may_spend(visit: "Visit", key: str) -> No | None:
    """Why nothing may be spent on a line, if it may not."""
    if visit.state in ("closed", "cancelled"):
        return no("too_late", "R-4.3.1")
    if key not in visit.lines:
        return no("no_such_line", "R-2.4")
    line = visit.lines[key]
    left = {thing: clause for thing, clause in visit.asked.items() if not visit.granted.get(thing)}
    if visit.state not in ("approved", "departed") or ("budget", None, None) in left:
        return no("budget_missing", "R-4.3.1")
    stopped = [clause for (_, of, _), clause in left.items() if of in (None, key)]
    if stopped:
        return no("not_granted", *stopped)
    if line["bearer"] == "guest_unit":
        return no("own_cost", "R-4.1.2")
    if line["bearer"] == "advance" and visit.settlement:
        return no("settled_already", "R-4.3.3")
    return None


def shares(fen: int, line: Line, guests: list[Guest], unit: str | None) -> dict[str, int]:
    """What each unit is to pay of what was advanced: as many parts as it has guests there, what is
    left of a fen to whom most of it is missing.
    """
    if unit:
        return {unit: fen}
    parts = Counter(each["unit"] for each in at_line(line, guests))
    exact = {each: Fraction(fen * of, parts.total()) for each, of in parts.items()}
    whole = {each: int(part) for each, part in exact.items()}
    missing = sorted(parts, key=lambda each: whole[each] - exact[each])
    for each in missing[: fen - sum(whole.values())]:
        whole[each] += 1
    return {each: part for each, part in whole.items() if part}
