"""What the official reception's settings may be; each change is a new version. Pure."""

from collections.abc import Iterator

from chalicelib.core import alike, versions
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault
from chalicelib.core.people import Role
from chalicelib.core.site import Site
from chalicelib.reception.settings.forms import SetReception
from chalicelib.reception.terms import DOMAIN, ReceptionTerms

SIGNS = (Role.DEPARTMENT_MANAGER, Role.OFFICE_HEAD, Role.GM_OFFICE_DIRECTOR)
"""Who may be asked to sign before the GM."""


def change(site: Site, form: SetReception, act: Act[ReceptionTerms]) -> Change:
    """A new version of the settings, in force from now on for whatever is opened after."""
    filled = versions.filled(act.terms, form)
    after = versions.numbered(act.terms, filled, *versions.following(site, DOMAIN, act))
    return versions.change(site, DOMAIN, after, _faults(after, act.terms))


def _faults(terms: ReceptionTerms, before: ReceptionTerms) -> Iterator[Fault]:
    """Each thing once; what receptions name stays for ever; standards are of what there is."""
    yield from versions.repeated((each.key for each in terms.ranks), "/ranks", "key")
    yield from versions.repeated((each.key for each in terms.cities), "/cities", "key")
    yield from versions.repeated((each.code for each in terms.forbidden), "/forbidden", "code")
    yield from _unit_faults(terms)
    places = [(each.scope, each.rank, each.city) for each in terms.standards]
    for number, place in enumerate(places):
        if place in places[:number]:
            yield Fault(pointer=f"/standards/{number}", code="repeated")
    yield from _missing(terms, before)
    ranks, cities = {each.key for each in terms.ranks}, {each.key for each in terms.cities}
    for number, standard in enumerate(terms.standards):
        if standard.rank not in ranks:
            yield Fault(pointer=f"/standards/{number}/rank", code="no_such")
        if standard.city not in cities:
            yield Fault(pointer=f"/standards/{number}/city", code="no_such")
    if terms.city not in cities:
        yield Fault(pointer="/city", code="no_such")
    for number, role in enumerate(terms.signs):
        if role not in SIGNS:
            choices = [str(each) for each in SIGNS]
            yield Fault(pointer=f"/signs/{number}", code="not_a_choice", data={"choices": choices})


def _unit_faults(terms: ReceptionTerms) -> Iterator[Fault]:
    """One of a name, however it is typed: a guest's unit is known by it. One that a site is."""
    yield from versions.repeated((each.key for each in terms.units), "/units", "key")
    names = (alike.bare(each.name) for each in terms.units)
    yield from versions.repeated(names, "/units", "name")
    sites = [each.site for each in terms.units]
    for place, site in enumerate(sites):
        if site == terms.site:
            yield Fault(pointer=f"/units/{place}/site", code="no_such")
        elif site and site in sites[:place]:
            yield Fault(pointer=f"/units/{place}/site", code="repeated")


def _missing(terms: ReceptionTerms, before: ReceptionTerms) -> Iterator[Fault]:
    """Ranks, cities and units bear their keys for ever: records name them."""
    for name in ("ranks", "cities", "units"):
        kept = {each.key for each in getattr(terms, name)}
        for known in getattr(before, name):
            if known.key not in kept:
                yield Fault(pointer=f"/{name}", code="rate_missing", data={"key": known.key})
