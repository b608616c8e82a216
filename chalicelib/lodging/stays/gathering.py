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
from chalicelib.lodging.house.model import Night, Queue
from chalicelib.lodging.house.placing import Nights
from chalicelib.lodging.passes.model import AccessPass, pass_key
from chalicelib.lodging.staying import overstaying
from chalicelib.lodging.staying.rules import Kept
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


def passes_of_begun(loaded: Loaded, stay: Stay | None) -> Iterable[Key]:
    """The passes of who is there, in the stay that an extension goes on from."""
    begun = loaded.record(Stay, stay.site, stay.asked.begins) if stay else None
    return passes_of(begun)


def passes_of(stay: Stay | None) -> list[Key]:
    """The passes of who is there."""
    return [pass_key(stay.site, each.access_pass) for each in stay.here] if stay else []


def read_passes(loaded: Loaded, keys: Iterable[Key]) -> tuple[AccessPass, ...]:
    """The same, as they were found."""
    found = (loaded.record(*key) for key in keys)
    return tuple(each for each in found if isinstance(each, AccessPass))


def around(store: Store, stay: Stay) -> Scene:
    """The same, read now."""
    loaded = store.load(gathering.both(stay.site))
    nights = night_keys(stay.site, days(stay, queue_of(loaded, stay.site)))
    return scene(loaded | store.load([*nights, *extensions(stay)]), stay)


def kept(store: Store, stay: Stay, act: Act[LodgingTerms]) -> Kept:
    """The nights for which who should have left keeps the bed, and to whom it was given."""
    days = overstaying.nights(stay, act.now, act.terms, act.site.time_zone)
    days = days[: overstaying.MOST_NIGHTS]
    if not days:
        return Kept()
    wanted = overstaying.evening_before(days)
    found = nights_of(store.load(night_keys(stay.site, wanted)), stay.site, wanted)
    tonight = overstaying.kept(stay, found, days).get(act.today)
    given = overstaying.given_away(stay, tonight) if tonight else ()
    keys = {Key(Stay, stay.site, each.stay) for _, each in given}
    return Kept(nights=found, days=days, stays=_stays(store.load(keys), keys) if keys else {})


def beds_in_use(store: Store, stay: Stay, act: Act[Any]) -> bool:
    """Whether somebody is still in a bed of a stay that nobody has come to (L-6)."""
    days = overstaying.evening_before([act.today])
    found = nights_of(store.load(night_keys(stay.site, days)), stay.site, days)
    keys = before(stay, found)
    if not keys or act.today >= stay.asked.last:
        return False
    guests, stays = {each.guest for each in stay.asked.guests}, _stays(store.load(keys), keys)
    return overstaying.in_the_way(stay, guests, found, stays, act.today) is not None


def before(stay: Stay, nights: Nights) -> set[Key]:
    """The stays that those came to who were in its beds, or are its guests, in these nights."""
    found = overstaying.others(stay, nights.values())
    return {Key(Stay, stay.site, each.came_to) for each in found}


def _stays(loaded: Loaded, keys: Iterable[Key]) -> dict[str, Stay]:
    found = (loaded.record(*key) for key in keys)
    return {each.id: each for each in found if isinstance(each, Stay)}


def arriving(loaded: Loaded, stay: Stay) -> tuple[dict[date, Night], dict[str, Stay]]:
    """The nights in which guests come, those before them, and who was there before."""
    found = nights_of(loaded, stay.site, overstaying.evening_before(stay.asked.nights))
    return found, _stays(loaded, before(stay, found))


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
