"""What the reception room's settings may be; each change is a new version. Pure."""

from collections.abc import Iterator

from chalicelib.core import versions
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault
from chalicelib.core.site import Site
from chalicelib.lodging.settings.forms import SetLodging
from chalicelib.lodging.terms import DOMAIN, LodgingTerms


def change(site: Site, form: SetLodging, act: Act[LodgingTerms]) -> Change:
    """A new version of the settings, in force from now on for whatever is opened after."""
    filled = versions.filled(act.terms, form)
    after = versions.numbered(act.terms, filled, *versions.following(site, DOMAIN, act))
    return versions.change(site, DOMAIN, after, _faults(after, act.terms))


def _faults(terms: LodgingTerms, before: LodgingTerms) -> Iterator[Fault]:
    """Rooms bear the key of their rate for ever; what ends does not end before it begins."""
    yield from versions.repeated((each.key for each in terms.rates), "/rates", "key")
    yield from versions.repeated((each.code for each in terms.damages), "/damages", "code")
    kept = {each.key for each in terms.rates}
    for known in before.rates:
        if known.key not in kept:
            yield Fault(pointer="/rates", code="rate_missing", data={"key": known.key})
    if terms.half_until < terms.leave_by:
        yield Fault(pointer="/half_until", code="ends_before_it_begins")
    if terms.visits_until <= terms.visits_from:
        yield Fault(pointer="/visits_until", code="ends_before_it_begins")
