"""What an administrator settles over HTTP: the desk's settings, their versions, departments."""

from collections.abc import Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form, Order
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.core.site import Department, Site
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.settings import rules
from chalicelib.tickets.settings.forms import AddDepartment, ChangeDepartment, SetTerms, Versions
from chalicelib.tickets.settings.views import Version, VersionLine, VersionPage
from chalicelib.tickets.terms import Terms, terms_key
from chalicelib.tickets.views import DeskSettings, desk_settings

ADMIN = frozenset({Role.ADMIN})
READS = ADMIN | {Role.CS_SUPERVISOR}
DESK = "/sites/{site}/desk"
VERSIONS = DESK + "/versions"
DEPARTMENTS = DESK + "/departments"
_DIGITS = 6


def _site_key(call: Call) -> Key:
    return Key(Site, call.site, call.site)


def _shown(record: Record, act: Act[Terms], call: Call) -> DeskSettings:
    assert isinstance(record, Site)
    return desk_settings(record, act)


CHANGE = Command(
    name="desk-change",
    about="Settle the desk's terms anew 設定: a new version, for whatever is opened after",
    path=DESK + "/change",
    clause=rules.CLAUSE,
    who=ADMIN,
    form=SetTerms,
    answer=DeskSettings,
    terms=terms_of,
    subject=_site_key,
    decide=lambda loaded, form, act, call: rules.change(act.site, form, act),
    show=_shown,
)


def _listed(
    page: Page, records: list[Record], query: Versions, act: Act[Any], call: Call
) -> VersionPage:
    found = (each for each in records if isinstance(each, Terms) and _made(each, query, act))
    return VersionPage(items=tuple(_line(each, act) for each in found), next=page.next)


def _made(terms: Terms, query: Versions, act: Act[Any]) -> bool:
    days = query.from_day, query.to_day
    if terms.made is None:
        return days == (None, None)
    return sitetime.among(terms.made.at, act.site.time_zone, *days)


def _line(terms: Terms, act: Act[Any]) -> VersionLine:
    number = int(terms.id)
    return VersionLine(number=number, made=terms.made, in_force=_in_force(number, act))


def _in_force(number: int, act: Act[Any]) -> bool:
    return act.site.settings["tickets"] == number


VERSION_LIST = ListOf(
    name="desk-versions",
    about="Versions of the desk's settings, newest first unless asked otherwise",
    path=VERSIONS,
    clause=rules.CLAUSE,
    who=READS,
    query=Versions,
    answer=VersionPage,
    listing=lambda call, query: Listing(
        table="directory",
        partition=call.site,
        begins=f"{Terms.KIND}#",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Terms, call.site, item["id"].removeprefix(f"{Terms.KIND}#")),
    show=_listed,
)


def _version_key(call: Call) -> Iterable[Key]:
    number = call.params["terms"]
    if number.isascii() and number.isdigit() and len(number) <= _DIGITS:
        yield terms_key(call.site, int(number))


def _version(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> Version:
    terms = next((loaded.record(*key) for key in _version_key(call)), None)
    if not isinstance(terms, Terms):
        raise Refusal("not_found", rules.CLAUSE)
    return Version(number=int(terms.id), in_force=_in_force(int(terms.id), act), terms=terms)


VERSION = Read(
    name="desk-version",
    about="One version of the desk's settings, whole; each is kept for ever",
    path=VERSIONS + "/{terms}",
    clause=rules.CLAUSE,
    who=READS,
    answer=Version,
    needs=lambda call, query: _version_key(call),
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
