"""Where whoever signed in belongs: asked once, before anything of a site is."""

from collections.abc import Iterable

from chalicelib.core import sitetime
from chalicelib.core.people import ANY_ROLE, Person
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen
from chalicelib.core.site import Desk, Site
from chalicelib.service.requests import Service


class Belonging(Frozen):
    """A site with its desks, and the roles in which one acts there today: one's own, and those that
    one stands in for.
    """

    site: str
    desks: tuple[Desk, ...]
    roles: tuple[str, ...]


def belonging(service: Service, person: str, sites: Iterable[str]) -> tuple[Belonging, ...]:
    """To which of these sites a person belongs. One of which nobody knows is as one to which they
    do not.
    """
    named = tuple(dict.fromkeys(sites))
    keys = (Key(kind, site, id) for site in named for kind, id in ((Site, site), (Person, person)))
    known, now = service.store.load(keys), service.clock()
    found = []
    for name in named:
        site, who = known.record(Site, name, name), known.record(Person, name, person)
        if site and who and who.active and who.roles:
            today = sitetime.day(now, site.time_zone)
            others = (each.role for each in who.stands_in(ANY_ROLE, today))
            roles = tuple(sorted({*who.roles, *others}))
            found.append(Belonging(site=name, desks=site.working, roles=roles))
    return tuple(found)
