"""The month's report and register of receptions, held against the book (P-report)."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.simulate.hospital.book import Visit
from tests.simulate.hospital.people import FINANCE
from tests.simulate.hospital.rulings import budget
from tests.simulate.hospital.year import HospitalYear

COUNTED = ("approved", "departed", "closed")
ORDINARY = ("budget", "outside")
"""What the GM decides of every reception; the rest are exceptions."""
Body = dict[str, Any]


def month(year: HospitalYear, checked: Counter[str]) -> Iterator[str]:
    """The receptions that began in this month, and in the one before, of which more is known."""
    first = year.today.replace(day=1)
    before = max((first - timedelta(days=1)).replace(day=1), first.replace(month=1))
    for begins, ends in ((before, first - timedelta(days=1)), (first, year.today)):
        if begins <= ends:
            yield from _of(year, str(begins), str(ends), checked)


def _of(year: HospitalYear, first: str, last: str, checked: Counter[str]) -> Iterator[str]:
    shown = year.get(f"/reports/receptions?first={first}&last={last}", FINANCE[1]).json
    within = [each for each in year.book.visits.values() if first <= each.first <= last]
    register = {each["id"]: each for each in shown["register"]}
    wanted = {each.id: each for each in within if each.versions}
    if register.keys() != wanted.keys():
        yield f"register of {first}: {sorted(register.keys() ^ wanted.keys())} more or less"
    for id in register.keys() & wanted.keys():
        said, has = register[id], _registered(wanted[id])
        yield from (
            f"register of {first}: {id} has {name} {said[name]}, and has to have {value}"
            for name, value in has.items()
            if said[name] != value
        )
    counted = [each for each in within if each.state in COUNTED]
    total = shown["total"]
    for name, value in _figures(counted).items():
        if total[name] != value:
            yield f"report of {first}: {name} is {total[name]}, and has to be {value}"
    made = {(e["number"], e["asks"], e["line"], e["code"]): e["yes"] for e in shown["exceptions"]}
    decided = {
        (each.number, *thing): yes
        for each in within
        for thing, yes in each.granted.items()
        if thing[0] not in ORDINARY
    }
    if made != decided:
        differ = sorted(map(str, made.items() ^ decided.items()))
        yield f"report of {first}: exceptions differ by {differ}"
    checked["receptions reported"] += len(register)


def _registered(visit: Visit) -> Body:
    spent, count = sum(map(visit.spent, visit.lines)), len(visit.guests)
    return {
        "number": visit.number,
        "state": visit.state,
        "kind": visit.form["kind"],
        "first": visit.first,
        "last": visit.last,
        "department": visit.department,
        "hosts": max((each.get("hosts", 0) for each in visit.lines.values()), default=0),
        "guests": [f"{each['name']} {each['title']} {each['unit']}" for each in visit.guests],
        "budget": _budget(visit),
        "spent": spent,
        "per_guest": round(spent / count, 2),
        "costs": [spent // count + (place < spent % count) for place in range(count)],
        "granted": _exceptions(visit),
    }


def _exceptions(visit: Visit) -> int:
    return sum(yes for thing, yes in visit.granted.items() if thing[0] not in ORDINARY)


def _figures(counted: list[Visit]) -> Body:
    borne = sum(_spent(each, "host") for each in counted)
    advanced = sum(_spent(each, "advance") for each in counted)
    return {
        "receptions": len(counted),
        "guests": sum(len(each.guests) for each in counted),
        "budget": sum(map(_budget, counted)),
        "spent": borne + advanced,
        "borne": borne,
        "advanced": advanced,
        "granted": sum(map(_exceptions, counted)),
    }


def _budget(visit: Visit) -> int:
    """What may be spent: of what the GM refused, nothing."""
    refused = {line for (_, line, _), yes in visit.granted.items() if not yes}
    lines = [each for key, each in visit.lines.items() if key not in refused]
    return 0 if None in refused else budget(lines, visit.guests)


def _spent(visit: Visit, bearer: str) -> int:
    return sum(visit.spent(key) for key, line in visit.lines.items() if line["bearer"] == bearer)
