"""Where somebody is in use: the claims and stays of a guest, the tickets of who called."""

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Listing, Store
from chalicelib.core.record import Record
from chalicelib.lodging import terms as lodging
from chalicelib.lodging.families.erasing import Traces
from chalicelib.lodging.families.model import Relative
from chalicelib.lodging.stays.model import Stay
from chalicelib.service.searching import everything
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Terms, terms_key

R = TypeVar("R", bound=Record)
_PAGE = 100


def traces(store: Store, guest: Person) -> Traces:
    """The claims that show something of the guest, and the stays under these."""
    claims = tuple(_known(store, Relative, guest.site, guest.named_in))
    employees = dict.fromkeys(each.employee for each in claims)
    stays = (each for id in employees for each in _of(store, Stay, guest.site, id))
    theirs = (each for each in stays if guest.id in {one.guest for one in each.asked.guests})
    return Traces(claims=claims, stays=tuple(theirs))


def tickets(store: Store, person: Person) -> tuple[Ticket, ...]:
    """Everything that they reported."""
    return tuple(_of(store, Ticket, person.site, person.id))


def _of(store: Store, kind: type[R], site: str, person: str) -> Iterable[R]:
    """The records of a kind that are somebody's."""
    listing = Listing(
        table=kind.TABLE,
        index="by_person",
        partition=f"{site}#{person}",
        begins=f"{kind.KIND}#",
        limit=_PAGE,
    )
    ids = [item["id"].removeprefix(f"{kind.KIND}#") for item in everything(store, listing)]
    return _known(store, kind, site, ids)


def _known(store: Store, kind: type[R], site: str, ids: Iterable[str]) -> Iterable[R]:
    loaded = store.load(Key(kind, site, each) for each in ids)
    found = (loaded.record(kind, site, each) for each in ids)
    return [each for each in found if each is not None]


def under_lodging(store: Store, act: Act[Any]) -> Act[lodging.LodgingTerms]:
    """The act under the reception room's settings in force."""
    number = act.site.settings.get(lodging.DOMAIN)
    if not number:
        return replace(act, terms=lodging.rulebook(act.site.id))
    return _under(store, lodging.terms_key(act.site.id, number), act)


def under_desk(store: Store, act: Act[Any]) -> Act[Terms]:
    """The act under the desk's settings in force, where the site has a desk."""
    number = act.site.settings.get("tickets")
    return _under(store, terms_key(act.site.id, number), act) if number else act


def _under(store: Store, key: Key, act: Act[Any]) -> Act[Any]:
    return replace(act, terms=store.load([key]).record(*key))
