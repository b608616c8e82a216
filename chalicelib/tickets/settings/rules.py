"""What settings may be, whoever settles them; each change is a new version. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import versions
from chalicelib.core.act import Act
from chalicelib.core.calendar import DAY, Calendar, Hours
from chalicelib.core.change import Change
from chalicelib.core.clock import Counting
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form
from chalicelib.core.people import Person
from chalicelib.core.regions import official
from chalicelib.core.site import GM_OFFICE, MOST_STAFF, Department, Site
from chalicelib.core.versions import Made, repeated
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, ENGINEERING
from chalicelib.tickets.settings.forms import AddDepartment, ChangeDepartment
from chalicelib.tickets.terms import Deadline, Terms, WarrantyTerm

DOMAIN = "tickets"
"""The name of the desk's settings among the site's."""
DEPARTMENTS = "T-3.0"
KEPT = (ENGINEERING, CUSTOMER_SERVICE, GM_OFFICE)
"""The departments that rules send to by name: they are never closed."""
MOST_DEPARTMENTS = 60
LEAST_WORK = 300
"""Minutes of work that a week must have where a deadline counts working time: else the longest
term would lie decades ahead."""
_NO_LEAP_YEAR = 2001


def revised(before: Terms, form: Form, number: int, made: Made) -> Terms:
    """The settings with what the form names put in place, as a new version.

    The days of the calendar's region are those known today, from the year before on.
    """
    after = versions.filled(before, form)
    after = replace(after, official=official(after.calendar.region, made.at.year - 1))
    return versions.numbered(before, after, number, made)


def faults(terms: Terms, before: Terms | None, at: str) -> Iterator[Fault]:
    """What cannot be about settings, each alone or beside the others and those before them."""
    yield from repeated((each.code for each in terms.prices), f"{at}/prices", "code")
    for item, term in terms.warranty.items():
        yield from _term_faults(term, f"{at}/warranty/{item}")
    yield from _calendar_faults(terms.calendar, f"{at}/calendar")
    yield from _clock_faults(terms, f"{at}/clocks")
    yield from _category_faults(terms, before, f"{at}/categories")
    for place, minutes in enumerate(terms.visit_minutes):
        if not 0 <= minutes <= DAY:
            yield Fault(
                pointer=f"{at}/visit_minutes/{place}",
                code="out_of_range",
                data={"min": 0, "max": DAY},
            )
    shortest, longest = terms.visit_minutes
    if shortest > longest:
        yield Fault(pointer=f"{at}/visit_minutes", code="least_above_most")


def _term_faults(term: WarrantyTerm, at: str) -> Iterator[Fault]:
    """A term is of years, or of seasons that there are every year."""
    if bool(term.seasons) != bool(term.season) or (term.years and term.seasons):
        yield Fault(pointer=at, code="years_or_seasons")
    for day in (term.season.first, term.season.last) if term.season else ():
        try:
            date(_NO_LEAP_YEAR, *day)
        except ValueError:
            yield Fault(pointer=f"{at}/season", code="not_a_day")


def _calendar_faults(calendar: Calendar, at: str) -> Iterator[Fault]:
    if len(calendar.week) not in (0, 7):
        yield Fault(pointer=f"{at}/week", code="not_a_week")
    for place, hours in enumerate(calendar.week):
        yield from _hours_faults(hours, f"{at}/week/{place}")
    yield from _hours_faults(calendar.makeup, f"{at}/makeup")
    for place, day in enumerate(calendar.days):
        yield from _hours_faults(day.hours, f"{at}/days/{place}/hours")
    yield from repeated((str(each.day) for each in calendar.days), f"{at}/days", "day")
    if calendar.region and calendar.week and not (calendar.makeup or calendar.week[0]):
        yield Fault(pointer=f"{at}/makeup", code="required")


def _hours_faults(hours: Hours, at: str) -> Iterator[Fault]:
    """Each begins before it ends and after the one before; none is longer than a day."""
    over = 0
    for each in hours:
        if not over <= each.first < each.last <= each.first + DAY:
            yield Fault(pointer=at, code="hours_out_of_order")
            return
        over = each.last


def _clock_faults(terms: Terms, at: str) -> Iterator[Fault]:
    work = sum(each.last - each.first for hours in terms.calendar.week for each in hours)
    for deadline, clock in terms.clocks.items():
        if clock.counts is Counting.WORKING and work < LEAST_WORK:
            yield Fault(
                pointer=f"{at}/{deadline}/counts",
                code="no_working_time",
                data={"minutes": LEAST_WORK},
            )
        if clock.pausable and deadline is Deadline.NOTIFY:
            yield Fault(pointer=f"{at}/{deadline}/pausable", code="never_paused")


def _category_faults(terms: Terms, before: Terms | None, at: str) -> Iterator[Fault]:
    """What was once a category is one for ever: complaints bear its key. It may be retired."""
    yield from repeated((each.key for each in terms.categories), at, "key")
    if all(each.retired for each in terms.categories):
        yield Fault(pointer=at, code="required")
    for known in before.categories if before else ():
        if terms.category(known.key) is None:
            yield Fault(pointer=at, code="retire_it", data={"key": known.key, "name": known.name})


def change(site: Site, form: Form, act: Act[Terms]) -> Change:
    """A new version of the settings, in force from now on for whatever is opened after."""
    after = revised(act.terms, form, *versions.following(site, DOMAIN, act))
    return versions.change(site, DOMAIN, after, faults(after, act.terms, ""))


def add_department(
    site: Site, form: AddDepartment, supervisor: Person | None, act: Act[Any]
) -> Change:
    """One more department; its people come to it one by one."""
    found: list[Fault] = []
    if site.department(form.key):
        found.append(Fault(pointer="/key", code="repeated"))
    if len(site.departments) >= MOST_DEPARTMENTS:
        found.append(
            Fault(pointer="", code="too_long", data={"max": MOST_DEPARTMENTS, "unit": "entries"})
        )
    made = Department(key=form.key, name=form.name, supervisor=form.supervisor)
    return _settled(site, (*site.departments, made), made, supervisor, found)


def change_department(
    site: Site,
    known: Department,
    form: ChangeDepartment,
    supervisor: Person | None,
    before: Person | None,
) -> Change:
    """The department named, supervised or closed otherwise. `before` is who supervised it.

    Whoever supervised it and belongs to it is one of its staff from now on.
    """
    found: list[Fault] = []
    if form.closed and known.key in KEPT:
        raise Refusal("department_kept", DEPARTMENTS, department=known.key)
    stays = before is not None and before.active and before.department == known.key
    staff = (*known.staff, *((known.supervisor,) if stays else ()))
    staff = tuple(each for each in dict.fromkeys(staff) if each != form.supervisor)
    if len(staff) > MOST_STAFF:
        found.append(Fault(pointer="/supervisor", code="department_full", data={"max": MOST_STAFF}))
    after = replace(
        known, name=form.name, supervisor=form.supervisor, closed=form.closed, staff=staff
    )
    departments = tuple(after if each.key == known.key else each for each in site.departments)
    return _settled(site, departments, after, supervisor, found)


def _settled(
    site: Site,
    departments: tuple[Department, ...],
    department: Department,
    supervisor: Person | None,
    found: list[Fault],
) -> Change:
    """The departments as they are to be, this one with the roles in which its supervisor signs. Who
    is to supervise must be here still as they are.
    """
    if supervisor is None or not supervisor.active or not supervisor.roles:
        found.append(Fault(pointer="/supervisor", code="no_such"))
    if found:
        raise Refusal("invalid_form", DEPARTMENTS, faults=tuple(found))
    assert supervisor
    noted = replace(department, roles=supervisor.roles)
    departments = tuple(noted if each is department else each for each in departments)
    stays = Change(before=supervisor, after=supervisor, facts={"department": department.key})
    return Change(
        before=site,
        after=replace(site, departments=departments),
        facts={"department": department.key},
        also=(stays,),
    )


def fits(kind: Any, text: str) -> bool:
    """Whether a text is what a field of this type may hold."""
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        return False
    return True
