"""The reception room's settings over HTTP, and their versions."""

from typing import Any

from chalicelib.common.settings import in_force, one_version, version_list
from chalicelib.core.act import Act
from chalicelib.core.people import Role
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Site
from chalicelib.core.versions import CLAUSE
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.settings import rules
from chalicelib.lodging.settings.forms import SetLodging
from chalicelib.lodging.terms import DOMAIN, LodgingTerms, rulebook
from chalicelib.service.operations import Call, Command, Operation, Read

ADMIN = frozenset({Role.ADMIN})
READS = ADMIN | {Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.DEPARTMENT_MANAGER, Role.EMPLOYEE}
LODGING = "/sites/{site}/lodging"
VERSIONS = LODGING + "/versions"


class LodgingSettings(Frozen):
    """What the reception room works under now."""

    version: int
    """Of the site's record, which names the settings in force."""
    terms: LodgingTerms


class LodgingVersion(Frozen):
    """One version whole."""

    number: int
    in_force: bool
    terms: LodgingTerms


def _shown(record: Record, act: Act[LodgingTerms], call: Call) -> LodgingSettings:
    return LodgingSettings(version=record.version, terms=act.terms)


SETTINGS = Read(
    name="lodging",
    about="What the reception room works under: days, rates, prices, fines, hours",
    path=LODGING,
    clause=CLAUSE,
    who=READS,
    answer=LodgingSettings,
    terms=terms_of,
    unset_terms=rulebook,
    show=lambda loaded, query, act, call: _shown(act.site, act, call),
    version=lambda shown: shown.version,
)
CHANGE = Command(
    name="lodging-change",
    about="Settle the reception room's terms anew 設定: a new version of them",
    path=LODGING + "/change",
    clause=CLAUSE,
    who=ADMIN,
    form=SetLodging,
    answer=LodgingSettings,
    terms=terms_of,
    unset_terms=rulebook,
    subject=lambda call: Key(Site, call.site, call.site),
    decide=lambda loaded, form, act, call: rules.change(act.site, form, act),
    show=_shown,
)


def _version(terms: LodgingTerms, act: Act[Any]) -> LodgingVersion:
    number = int(terms.id)
    return LodgingVersion(number=number, in_force=in_force(number, DOMAIN, act), terms=terms)


OPERATIONS: tuple[Operation, ...] = (
    SETTINGS,
    CHANGE,
    version_list(
        LodgingTerms,
        DOMAIN,
        READS,
        name="lodging-versions",
        about="Versions of the reception room's settings, newest first",
        path=VERSIONS,
    ),
    one_version(
        LodgingTerms,
        READS,
        name="lodging-version",
        about="One version of the reception room's settings, whole; each is kept for ever",
        path=VERSIONS + "/{terms}",
        answer=LodgingVersion,
        show=_version,
    ),
)
