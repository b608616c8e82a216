"""How many violations within how many months cost the right to stay (L-7, L-8): the edges."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.core.act import Act
from chalicelib.core.people import Person, Role
from chalicelib.lodging.conduct import eligibility
from chalicelib.lodging.conduct.model import (
    Breach,
    Conduct,
    Counted,
    Eligibility,
    Remark,
    Violation,
    ViolationState,
)
from chalicelib.lodging.terms import LodgingTerms, rulebook
from tests.support.paths import SITE

NOW = datetime(2027, 6, 1, 4, tzinfo=UTC)


def act() -> Act[LodgingTerms]:
    who = Person(site=SITE.id, id="director", name="x", roles=(Role.GM_OFFICE_DIRECTOR,))
    return Act(person=who, now=NOW, site=SITE, terms=rulebook(SITE.id), fresh_id="f")


def violation(id: str, at: datetime, breach: Breach = Breach.VISITING) -> Violation:
    return Violation(
        site=SITE.id,
        id=id,
        state=ViolationState.REPORTED,
        breach=breach,
        clause="L-7",
        happened_at=at,
        employee="yip",
        employee_name="x",
        terms=0,
        reported=Remark(by="gate", name="x", at=at),
    )


def standing(*days: date) -> Conduct:
    counted = tuple(Counted(violation=f"v{n}", day=day) for n, day in enumerate(days))
    return Conduct(site=SITE.id, id="yip", version=1, counted=counted)


CASES = {
    "the third, a day before twelve months": ((2026, 3, 2), (2026, 9, 1), (2027, 3, 1), True),
    "the third, twelve months to the day": ((2026, 3, 2), (2026, 9, 1), (2027, 3, 2), True),
    "the third, a day after twelve months": ((2026, 3, 2), (2026, 9, 1), (2027, 3, 3), False),
    "all on one day": ((2027, 3, 2), (2027, 3, 2), (2027, 3, 2), True),
    "from a leap day, to the last of February": ((2024, 2, 29), (2024, 9, 1), (2025, 2, 28), True),
    "from a leap day, a day later": ((2024, 2, 29), (2024, 9, 1), (2025, 3, 1), False),
    "decided last, and first of the three": ((2026, 9, 1), (2027, 3, 2), (2026, 3, 2), True),
    "decided last, and a day too early": ((2026, 9, 1), (2027, 3, 2), (2026, 3, 1), False),
}


@pytest.mark.clause("L-7", "L-8")
@pytest.mark.parametrize("case", CASES)
def test_a_third_within_twelve_months_suspends(case: str) -> None:
    first, second, third, suspends = CASES[case]
    new = violation("new", datetime(*third, 4, tzinfo=UTC))
    [change] = eligibility.upheld(new, standing(date(*first), date(*second)), act())
    after = change.after
    assert isinstance(after, Conduct)
    assert (after.state is Eligibility.SUSPENDED) == suspends
    assert [each.day for each in after.counted] == sorted(each.day for each in after.counted)


@pytest.mark.clause("L-7")
@pytest.mark.parametrize(
    ("at", "suspends"),
    [
        (datetime(2027, 3, 2, 15, 59, 59, tzinfo=UTC), True),  # 23:59:59 at the site
        (datetime(2027, 3, 2, 16, 0, 0, tzinfo=UTC), False),  # midnight there: the day after
    ],
)
def test_days_are_the_sites(at: datetime, suspends: bool) -> None:
    known = standing(date(2026, 3, 2), date(2026, 9, 1))
    [change] = eligibility.upheld(violation("new", at), known, act())
    assert (change.after.state is Eligibility.SUSPENDED) == suspends  # type: ignore[attr-defined]


@pytest.mark.clause("L-2", "L-10")
@pytest.mark.parametrize(
    "breach", [Breach.DORMITORY, Breach.LENDING, Breach.MIXED_SEXES, Breach.OVERNIGHT]
)
def test_other_breaches_do_not_count(breach: Breach) -> None:
    known = standing(date(2027, 5, 1), date(2027, 5, 2))
    assert eligibility.upheld(violation("new", NOW, breach), known, act()) == ()
    assert eligibility.reversed(violation("new", NOW, breach), known, act()) == ()
