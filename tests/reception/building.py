"""Plans to be judged, in as few words as a table of edges needs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core.record import NumberedForm
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import (
    Ask,
    Asked,
    Bearer,
    Finding,
    Granted,
    LineKind,
    LodgingKind,
    MealKind,
    PlanLine,
)
from chalicelib.reception.receptions.model import (
    REQUEST,
    Content,
    Guest,
    GuestKind,
    OfficialLetter,
    Reception,
    ReceptionState,
    Responsible,
)
from chalicelib.reception.terms import CityClass, Name, ReceptionTerms, Scope, Standard, rulebook

FIRST = date(2026, 3, 2)
LAST = date(2026, 3, 5)
SITE = "hospital"
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
SUPERIOR, INVITED, STAFF = GuestKind.SUPERIOR, GuestKind.INVITED, GuestKind.GROUP_STAFF
PRICES = {"leader": (90000, 6000, 16000), "expert": (50000, 5000, 13000), "staff": (38000, 4000, 0)}
"""A night, a head at a working meal and at a hospitality meal, of guests from outside."""
TRAVEL = {"leader": (80000, 4500, 0), "expert": (45000, 4200, 0), "staff": (35000, 4000, 0)}
"""The same of the group's staff. There is no standard for a manager, nor in the capital but one."""
CAPITAL = CityClass(key="capital", name=Name(hant="首都", hans="首都", en="Capital"))


def _standards() -> Iterable[Standard]:
    for scope, prices in ((Scope.OUTSIDE, PRICES), (Scope.TRAVEL, TRAVEL)):
        for rank, (night, meal, hospitality) in prices.items():
            yield Standard(
                scope=scope,
                rank=rank,
                city="local",
                lodging=night,
                meal=meal,
                hospitality=hospitality,
            )
    yield Standard(scope=Scope.OUTSIDE, rank="staff", city="capital", lodging=60000, meal=7000)


TERMS = replace(
    rulebook(SITE),
    id="000007",
    cities=(*rulebook(SITE).cities, CAPITAL),
    standards=tuple(_standards()),
    districts=("福田區", "Nanshan"),
)


def terms(**given: Any) -> ReceptionTerms:
    """The settings of these tests, but for what is given."""
    return replace(TERMS, **given)


def guests(*ranks: str) -> tuple[Guest, ...]:
    """g1, g2 and so on, of these ranks."""
    return tuple(
        Guest(key=f"g{number}", name=f"客{number}", unit="大學醫院", title="主任", rank=rank)
        for number, rank in enumerate(ranks, 1)
    )


def line(kind: str = "meal", key: str = "1", **given: Any) -> PlanLine:
    """A line on the first day, of the kind that asks for least, borne by the guests' unit."""
    meal = MealKind.WORKING if kind == "meal" else None
    lodging = LodgingKind.ORDINARY if kind == "lodging" else None
    destination = "福田區" if kind == "vehicle" else None
    known: dict[str, Any] = {"meal": meal, "lodging": lodging, "destination": destination}
    known |= {"day": FIRST, "words": f"第{key}項", "bearer": Bearer.GUEST_UNIT, "fen": 100}
    return PlanLine(key=key, kind=LineKind(kind), **{**known, **given})


def content(
    *lines: PlanLine, kind: GuestKind = INVITED, ranks: Iterable[str] = ("staff",), **given: Any
) -> Content:
    """What is asked for, from the second to the fifth of March."""
    known: dict[str, Any] = {"purpose": "協助工作", "guests": guests(*ranks), "lines": lines}
    known |= {"first": FIRST, "last": LAST}
    known |= {"letter": OfficialLetter(reference="院函1號", unit="大學醫院", dated=FIRST)}
    return Content(kind=kind, **{**known, **given})


def found(
    plan: Content, granted: Iterable[Granted] = (), under: ReceptionTerms = TERMS
) -> tuple[Finding, ...]:
    """What is found of the lines of a plan; what every reception is asked for is left out."""
    return tuple(each for each in judging.findings(plan, granted, under) if each.line)


def codes(plan: Content, under: ReceptionTerms = TERMS) -> list[str]:
    """The codes of that, sorted."""
    return sorted(each.code for each in found(plan, (), under))


def granted(each: Asked, *, yes: bool = True) -> Granted:
    """What the GM says of it."""
    return Granted(
        asks=each.asks,
        line=each.line,
        code=each.code,
        digest=each.digest,
        yes=yes,
        by="gm",
        name="吳",
        at=AT,
    )


def grants(plan: Content, under: ReceptionTerms = TERMS, *, but: Iterable[Ask] = ()) -> Any:
    """What the GM grants: everything asked for, but what is of these."""
    return tuple(granted(each) for each in judging.asked(plan, under) if each.asks not in but)


def reception(plan: Content, state: str = "approved", **given: Any) -> Reception:
    """A reception that has come so far, with everything granted that was asked for."""
    form = NumberedForm(form=REQUEST, number="RR-20260301-0001", day=FIRST, seq=1, at=AT, by="h")
    known: dict[str, Any] = {"granted": grants(plan), "booked": ()}
    return Reception(
        site=SITE,
        id="reception",
        version=3,
        forms=(form,),
        state=ReceptionState(state),
        requested_by="host",
        requested_name="麥",
        requested_at=AT,
        content=plan,
        responsible=Responsible(department="hospital_office", clause="R-3.2"),
        terms=int(TERMS.id),
        **{**known, **given},
    )


def days(number: int) -> timedelta:
    return timedelta(days=number)
