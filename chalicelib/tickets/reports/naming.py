"""What the parts of a report are called (P-words)."""

from collections.abc import Iterable

from chalicelib.core.act import Act
from chalicelib.core.site import Site
from chalicelib.core.words import Words, as_it_is
from chalicelib.core.words.reports import REPORTED
from chalicelib.core.words.tickets import CHANNELS, KINDS
from chalicelib.tickets.reports.forms import By
from chalicelib.tickets.terms import Category, Terms

_CODED = {By.KIND: KINDS, By.CHANNEL: CHANNELS}


def group(key: str, by: By, act: Act[Terms]) -> Words:
    """What a group is called that is no time."""
    if by is By.DEPARTMENT:
        return department(key, act.site)
    if not key:
        return REPORTED["none"]
    return _CODED[by][key] if by in _CODED else category(key, act.terms.categories)


def department(key: str, site: Site) -> Words:
    """What a department is called; the desk, where nothing was dispatched."""
    return site.called(key) if key else REPORTED["desk"]


def category(key: str, settled: Iterable[Category]) -> Words:
    """What a category is called now; one that the settings know no more keeps its key."""
    return next((each.name for each in settled if each.key == key), as_it_is(key))
