"""What a decision on a stay looks at: house, queue, and the nights that count."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.ports import Key, Loaded, Store
from chalicelib.core.site import Site
from chalicelib.lodging.conduct.model import Conduct
from chalicelib.lodging.families.model import Relative
from chalicelib.lodging.house import gathering, placing
from chalicelib.lodging.house.gathering import house_of, night_keys, nights_of, queue_of
from chalicelib.lodging.house.model import Queue
from chalicelib.lodging.stays import rules
from chalicelib.lodging.stays.forms import Apply
from chalicelib.lodging.stays.granting import Scene
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.stays.rules import Wish
from chalicelib.lodging.terms import DOMAIN, LodgingTerms, rulebook, terms_key
from chalicelib.service.operations import Call


def named(site: str, person: str, form: Apply) -> Iterable[Key]:
    """What an application names, and how its applicant stands."""
    yield Key(Conduct, site, person)
    for each in form.guests:
        yield Key(Relative, site, each)
    if form.extends:
        yield Key(Stay, site, form.extends)


def wish(loaded: Loaded, site: str, person: str, form: Apply) -> Wish:
    """The same, as it was found."""
    return Wish(
        relatives=tuple(loaded.record(Relative, site, each) for each in form.guests),
        conduct=loaded.record(Conduct, site, person),
        extended=loaded.record(Stay, site, form.extends),
    )


def days(stay: Stay, queue: Queue) -> Iterable[date]:
    """The nights that its next step looks at."""
    if rules.last_seat(stay):
        return gathering.looked_at((stay.wanted, *placing.ahead(queue, stay.wanted)))
    return rules.occupied(stay)


def scene(loaded: Loaded, stay: Stay) -> Scene:
    """House, queue and those nights, as they were found."""
    queue = queue_of(loaded, stay.site)
    return Scene(
        house=house_of(loaded, stay.site),
        queue=queue,
        nights=nights_of(loaded, stay.site, days(stay, queue)),
        extensions=tuple(
            each
            for known in stay.moved
            if (each := loaded.record(Stay, stay.site, known.stay)) is not None
        ),
    )


def around(store: Store, stay: Stay) -> Scene:
    """The same, read now."""
    loaded = store.load(gathering.both(stay.site))
    nights = night_keys(stay.site, days(stay, queue_of(loaded, stay.site)))
    return scene(loaded | store.load([*nights, *extensions(stay)]), stay)


def extensions(stay: Stay) -> list[Key]:
    """Where the extensions of a stay are kept."""
    return [Key(Stay, stay.site, each.stay) for each in stay.moved]


def waiting(store: Store, queue: Queue) -> Scene:
    """The house and every night that somebody waits for, read now."""
    wanted = gathering.looked_at(queue.waiting)
    keys = (*gathering.both(queue.site), *night_keys(queue.site, wanted))
    loaded = store.load(keys)
    nights = nights_of(loaded, queue.site, wanted)
    return Scene(house=house_of(loaded, queue.site), queue=queue, nights=nights)


def under_terms(store: Store, act: Act[Any]) -> Act[LodgingTerms]:
    """The act under the settings in force at its site."""
    return replace(act, terms=_terms(store, act.site))


def own_terms(loaded: Loaded, call: Call) -> Key | None:
    """The settings that the stay was applied for under; None where they are the rulebook's own."""
    return terms_of_stay(loaded.record(Stay, call.site, call.params["stay"]))


def terms_of_stay(stay: Stay | None) -> Key | None:
    """The same, of a stay that is known."""
    return terms_key(stay.site, stay.terms) if stay and stay.terms else None


def _terms(store: Store, site: Site) -> LodgingTerms:
    number = site.settings.get(DOMAIN)
    if not number:
        return rulebook(site.id)
    key = terms_key(site.id, number)
    known = store.load([key]).record(*key)
    assert isinstance(known, LodgingTerms)
    return known
