"""What an administrator settles over HTTP: the desk's settings, their versions, departments."""

from collections.abc import Iterable
from typing import Any

from chalicelib.common.settings import in_force, one_version, version_list
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Loaded
from chalicelib.core.record import Record
from chalicelib.core.site import Department, Site
from chalicelib.core.versions import CLAUSE
from chalicelib.service.operations import Call, Command, Operation
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.settings import rules
from chalicelib.tickets.settings.forms import AddDepartment, ChangeDepartment, SetTerms
from chalicelib.tickets.settings.views import Version
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.views import DeskSettings, desk_settings

ADMIN = frozenset({Role.ADMIN})
READS = ADMIN | {Role.CS_SUPERVISOR}
DESK = "/sites/{site}/desk"
VERSIONS = DESK + "/versions"
DEPARTMENTS = DESK + "/departments"


def _site_key(call: Call) -> Key:
    return Key(Site, call.site, call.site)


def _shown(record: Record, act: Act[Terms], call: Call) -> DeskSettings:
    assert isinstance(record, Site)
    return desk_settings(record, act)


CHANGE = Command(
    name="desk-change",
    about="Settle the desk's terms anew 設定: a new version, for whatever is opened after",
    path=DESK + "/change",
    clause=CLAUSE,
    who=ADMIN,
    form=SetTerms,
    answer=DeskSettings,
    terms=terms_of,
    subject=_site_key,
    decide=lambda loaded, form, act, call: rules.change(act.site, form, act),
    show=_shown,
)


VERSION_LIST = version_list(
    Terms,
    rules.DOMAIN,
    READS,
    name="desk-versions",
    about="Versions of the desk's settings, newest first unless asked otherwise",
    path=VERSIONS,
)


def _version(terms: Terms, act: Act[Any]) -> Version:
    number = int(terms.id)
    return Version(number=number, in_force=in_force(number, rules.DOMAIN, act), terms=terms)


VERSION = one_version(
    Terms,
    READS,
    name="desk-version",
    about="One version of the desk's settings, whole; each is kept for ever",
    path=VERSIONS + "/{terms}",
    answer=Version,
    show=_version,
)


def _supervisor(call: Call, form: AddDepartment | ChangeDepartment) -> Iterable[Key]:
    yield Key(Person, call.site, form.supervisor)


def _add(loaded: Loaded, form: AddDepartment, act: Act[Any], call: Call) -> Change:
    supervisor = loaded.record(Person, call.site, form.supervisor)
    return rules.add_department(act.site, form, supervisor, act)


def _named(site: Site, call: Call) -> Department:
    """The department that the path names.

    Raises: Refusal `not_found`.
    """
    found = site.department(call.params["department"])
    if found is None:
        raise Refusal("not_found", rules.DEPARTMENTS)
    return found


def _present_supervisor(loaded: Loaded, call: Call) -> Iterable[Key]:
    site = loaded.record(Site, call.site, call.site)
    known = site.department(call.params["department"]) if site else None
    if known:
        yield Key(Person, call.site, known.supervisor)


def _change(loaded: Loaded, form: ChangeDepartment, act: Act[Any], call: Call) -> Change:
    known = _named(act.site, call)
    supervisor = loaded.record(Person, call.site, form.supervisor)
    before = loaded.record(Person, call.site, known.supervisor)
    return rules.change_department(act.site, known, form, supervisor, before)


def _department(name: str, about: str, path: str, form: type[Form], **more: Any) -> Command:
    return Command(
        name=name,
        about=about,
        path=path,
        clause=rules.DEPARTMENTS,
        who=ADMIN,
        form=form,
        answer=DeskSettings,
        terms=terms_of,
        needs=_supervisor,
        subject=_site_key,
        show=_shown,
        **more,
    )


OPERATIONS: tuple[Operation, ...] = (
    CHANGE,
    VERSION_LIST,
    VERSION,
    _department(
        "department-add",
        "Add a department that orders may go to 部門",
        DEPARTMENTS,
        AddDepartment,
        decide=_add,
    ),
    _department(
        "department-change",
        "Rename a department, give it another supervisor, or close it for new orders",
        DEPARTMENTS + "/{department}/change",
        ChangeDepartment,
        also=_present_supervisor,
        within=lambda loaded, act, call: _named(act.site, call),
        decide=_change,
    ),
)
