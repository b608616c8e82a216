"""Which outages a site has now, and what hangs on one of them."""

from collections.abc import Iterable, Iterator

from chalicelib.core.ports import Key, Listing, Loaded, Store
from chalicelib.tickets.incidents.model import Incident, Noticeboard

_PAGE = 500
ATTACHED = "by_incident"
"""The index of the tickets that hang on an outage."""


def board_key(site: str) -> Key:
    """The site's noticeboard: there is one."""
    return Key(Noticeboard, site, site)


def board(loaded: Loaded, site: str) -> Noticeboard:
    """The site's noticeboard; an empty one, if nothing was ever put up."""
    return loaded.record(Noticeboard, site, site) or Noticeboard(site=site, id=site)


def put_up(loaded: Loaded, site: str) -> Iterable[Key]:
    """The outages that the board names."""
    return [Key(Incident, site, id) for id in board(loaded, site).open]


def known(loaded: Loaded, site: str) -> Iterator[Incident]:
    """The outages that the board named and that were read."""
    for id in board(loaded, site).open:
        incident = loaded.record(Incident, site, id)
        assert incident
        yield incident


def count(store: Store, site: str, incident: str) -> int:
    """How many tickets hang on an outage."""
    number, cursor = 0, None
    while True:
        hanging = Listing(
            table="tickets",
            index=ATTACHED,
            partition=f"{site}#{incident}",
            limit=_PAGE,
            cursor=cursor,
        )
        page = store.page(hanging)
        number += len(page.items)
        cursor = page.next
        if cursor is None:
            return number
