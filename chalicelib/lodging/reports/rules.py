"""From what happened to figures: how full the reception room was (P-report). Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from chalicelib.core import periods
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.periods import quotient
from chalicelib.lodging.house.model import Night, Sex
from chalicelib.lodging.reports import facts
from chalicelib.lodging.reports.facts import Fact, Settled
from chalicelib.lodging.reports.forms import BedTable, OfPeriod
from chalicelib.lodging.reports.model import (
    CLAUSE,
    ApplicationsCounted,
    BedFigures,
    BedGroup,
    BedNights,
    GuestsCounted,
    OccupancyReport,
    OfSex,
    OfType,
    Queued,
    Waits,
)
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import LodgingTerms

MOST_STAYS = 5_000
"""What is read and counted well within the 29 s that API Gateway waits."""
_HOUR = 3_600_000
Happened = Mapping[date, Sequence[Fact]]


def may_be(asked: OfPeriod, table: str = "") -> None:
    """See that there is such a period, and such a table of it, if one is asked for.

    Raises: Refusal `invalid_form`.
    """
    found = list(periods.faults(asked.first, asked.last))
    if table == BedTable.GROUPS and asked.by is None:
        found.append(Fault(pointer="/by", code="required"))
    if found:
        raise Refusal("invalid_form", CLAUSE, faults=tuple(found))


def too_many() -> Refusal:
    """Why no report is made of the months of more than `MOST_STAYS`."""
    fault = Fault(pointer="/last", code="too_many_stays", data={"max": MOST_STAYS})
    return Refusal("invalid_form", CLAUSE, faults=(fault,))


def report(
    asked: OfPeriod,
    nights: Iterable[Night],
    settled: Sequence[Settled],
    stays: Mapping[str, Stay],
    act: Act[LodgingTerms],
) -> OccupancyReport:
    """The report. `stays` are all that are counted in its months, and all that its nights name."""
    zone = act.site.time_zone
    counted = min(asked.last, act.today)
    days = tuple(periods.days(asked.first, counted))
    happened: dict[date, list[Fact]] = defaultdict(list)
    for each in facts.of_nights(nights, days, settled, stays, zone):
        happened[each.day].append(each)
    for stay in stays.values():
        for each in facts.of_stay(stay, counted, zone):
            happened[each.day].append(each)
    return OccupancyReport(
        site=act.site.id,
        first=asked.first,
        last=asked.last,
        time_zone=zone,
        made_at=act.now,
        by=asked.by,
        types=act.terms.rates,
        total=figures(days, happened),
        groups=tuple(_groups(asked, counted, happened)),
    )


def _groups(asked: OfPeriod, counted: date, happened: Happened) -> Iterator[BedGroup]:
    """Every part of the period, whether anything happened in it or not."""
    if asked.by is None:
        return
    for key, days in periods.parts(asked.first, asked.last, asked.by).items():
        begun = [each for each in days if each <= counted]
        yield BedGroup(key=key, first=days[0], last=days[-1], figures=figures(begun, happened))


def figures(days: Sequence[date], happened: Happened) -> BedFigures:
    """Everything that is counted of these days."""
    sums: Counter[tuple[str, str]] = Counter()
    waits: list[int] = []
    waiting = []
    for day in days:
        known = happened.get(day, ())
        for each in known:
            sums[each.what, each.of] += each.amount
        waits += [each.amount for each in known if each.what == "waited"]
        waiting.append(sum(each.what == "waiting" for each in known))
    count: Counter[str] = Counter()
    for (what, _), amount in sums.items():
        count[what] += amount
    return BedFigures(
        nights=len(days),
        beds=_beds(count),
        types=tuple(_types(sums)),
        sexes=tuple(
            OfSex(sex=each, given=sums["given_of", each], used=sums["used_of", each])
            for each in Sex
        ),
        applications=ApplicationsCounted(
            **{name: count[name] for name in ApplicationsCounted.__struct_fields__}
        ),
        waits=_waits(sorted(waits)),
        queue=Queued(longest=max(waiting, default=0), at_end=waiting[-1] if waiting else 0),
        guests=GuestsCounted(
            came=count["came"],
            left=count["left"],
            nights=count["nights"],
            mean_nights=quotient(count["nights"], count["left"], 2),
            late=count["late"],
            overstayed=count["overstayed"],
        ),
    )


def _beds(count: Mapping[str, int]) -> BedNights:
    return BedNights(
        open=count["open"],
        given=count["given"],
        used=count["used"],
        rate=quotient(count["used"], count["open"], 4),
    )


def _types(sums: Mapping[tuple[str, str], int]) -> Iterator[OfType]:
    """Per key, of whatever type there was a bed."""
    for type in sorted(of for what, of in sums if what == "open"):
        beds = Counter({what: sums[what, type] for what in ("open", "given", "used")})
        yield OfType(type=type, beds=_beds(beds))


def _waits(took: Sequence[int]) -> Waits:
    """From the milliseconds that each took, the shortest first."""
    middle = took[(len(took) - 1) // 2 : len(took) // 2 + 1] if took else ()
    return Waits(
        mean_hours=quotient(sum(took), _HOUR * len(took), 2),
        median_hours=quotient(sum(middle), _HOUR * len(middle), 2),
        longest_hours=quotient(took[-1], _HOUR, 2) if took else None,
    )
