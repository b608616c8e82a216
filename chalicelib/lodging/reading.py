"""What the reception room's operations read: settings and keys."""

from chalicelib.core.ports import Key, Loaded
from chalicelib.core.site import Site
from chalicelib.lodging.terms import DOMAIN, terms_key
from chalicelib.service.operations import Call


def terms_of(loaded: Loaded, call: Call) -> Key | None:
    """The settings in force; None where the site has settled nothing yet."""
    site = loaded.record(Site, call.site, call.site)
    number = site.settings.get(DOMAIN) if site else None
    return terms_key(call.site, number) if number else None
