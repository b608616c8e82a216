"""How far a trip goes, and whether the reception's own approval covers it already (R-4.3.7). Pure.

The office head's signature on a reception covers its city trips as the plan has them; what the
general manager granted of a line, the long distance that it was granted for; neither another one.
"""

from chalicelib.core import alike
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.reception.cars.model import Covered, TripKind
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Ask
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms

_FOR_THE_CITY = frozenset({Role.OFFICE_HEAD, Role.GM})
"""Whose signature is the office head's, or stands above it where that seat was empty."""


def kind_of(destination: str, terms: ReceptionTerms) -> TripKind:
    """Within the city is what the settings have among its districts; all else is far."""
    return TripKind.CITY if terms.in_city(destination) else TripKind.LONG_DISTANCE


def stopped(reception: Reception, line: str, terms: ReceptionTerms) -> Refusal | None:
    """Why there is no trip on this line, whoever signs it.

    That it goes far stops nothing here: the general manager may grant it to the trip as well.
    """
    refusal = judging.may_spend(reception, line, terms)
    if refusal is None or refusal.code != "not_granted":
        return refusal
    found = judging.findings(reception.content, reception.granted, terms)
    stops = (each for each in found if each.stops and each.line in (None, line))
    return None if all(each.asks is Ask.LONG_DISTANCE for each in stops) else refusal


def covered(
    reception: Reception, key: str, destination: str, terms: ReceptionTerms
) -> Covered | None:
    """By what of the reception's approval a trip on this line is approved, if by anything."""
    line = reception.line(key)
    if line is None or judging.may_spend(reception, key, terms):
        return None
    if alike.bare(line.destination or "") != alike.bare(destination):
        return None
    if kind_of(destination, terms) is TripKind.CITY:
        return _signed(reception)
    return _granted(reception, key)


def _signed(reception: Reception) -> Covered | None:
    signed = reception.chain.signed if reception.chain else ()
    marks = (each for each in signed if Role(each.role) in _FOR_THE_CITY)
    mark = next(marks, None)
    if mark is None:
        return None
    return Covered(role=Role(mark.role), by=mark.person, at=mark.at, digest=mark.digest)


def _granted(reception: Reception, key: str) -> Covered | None:
    for each in reception.granted:
        if each.asks is Ask.LONG_DISTANCE and each.line == key and each.yes:
            return Covered(role=Role.GM, by=each.by, at=each.at, digest=each.digest)
    return None
