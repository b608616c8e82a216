"""People and their roles, as an administrator keeps them (P-who).

A role holds from the next request on: it is read with every request and remembered nowhere.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from chalicelib.common.delegations import rules as delegations
from chalicelib.common.delegations.model import Substitution
from chalicelib.core import erasing
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Id, Line, Phone
from chalicelib.core.forms import Form
from chalicelib.core.people import Person, Role, is_program
from chalicelib.core.ports import Key, Loaded, Vault
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.site import MOST_STAFF, Department, Site
from chalicelib.service.operations import Call, Command, Operation, Read
from chalicelib.service.showing import Action, history_of

CLAUSE = "P-who"
ADMIN = frozenset({Role.ADMIN})
IN_DEPARTMENT = frozenset({Role.ENGINEER, Role.DEPARTMENT_HEAD})
"""Roles that are nothing without a department."""
_PEOPLE = "/sites/{site}/people"
ONE_PERSON = f"{_PEOPLE}/{{person}}"

Roles = Annotated[tuple[Role, ...], Meta(min_length=1, max_length=len(Role))]


class AddPerson(Form):
    """Somebody new at the site. The id is the name by which they sign in."""

    id: Id
    name: Line
    roles: Roles
    department: Id | None = None
    phone: Phone | None = None


class ChangePerson(Form):
    """What somebody is at the site from now on, whole. Who is not active may do nothing."""

    name: Line
    roles: Roles
    department: Id | None = None
    active: bool = True


class PersonView(Frozen):
    """Somebody known at the site, as an administrator sees them."""

    id: str
    version: int
    name: str
    roles: tuple[Role, ...]
    department: str | None
    units: tuple[str, ...]
    phone: str | None
    """Masked."""
    active: bool
    erasure: Instant | None
    """When it was asked for, of who is still to be erased (P-private)."""
    erased_at: Instant | None
    allowed_actions: tuple[Action, ...]


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """What an administrator does with people."""
    return (_READ, _HISTORY, _add(vault), _CHANGE)


def faults(form: AddPerson | ChangePerson, site: Site) -> Iterator[Fault]:
    """What is wrong with somebody's place at the site."""
    if isinstance(form, AddPerson) and is_program(form.id):
        yield Fault(pointer="/id", code="reserved")
    if form.department is not None and site.department(form.department) is None:
        yield Fault(pointer="/department", code="no_such")
    if form.department is None and not IN_DEPARTMENT.isdisjoint(form.roles):
        yield Fault(pointer="/department", code="required")


def _checked(form: AddPerson | ChangePerson, act: Act[Any]) -> None:
    found = tuple(faults(form, act.site))
    if found:
        raise Refusal("invalid_form", CLAUSE, faults=found)


def _view(person: Person) -> PersonView:
    return PersonView(
        id=person.id,
        version=person.version,
        name=person.name,
        roles=person.roles,
        department=person.department,
        units=person.units,
        phone=person.phone.mask if person.phone else None,
        active=person.active,
        erasure=person.erasure,
        erased_at=person.erased_at,
        allowed_actions=tuple(_actions(person)),
    )


def _actions(person: Person) -> Iterator[Action]:
    here = ONE_PERSON.format(site=person.site, person=person.id)
    yield Action(command="change", clause=CLAUSE, href=f"{here}/change")
    if erasing.obstacle(person) is None:
        yield Action(command="erase", clause=erasing.CLAUSE, href=f"{here}/erase")


def person_view(record: Record, act: Act[Any], call: Call) -> PersonView:
    """The person as an administrator sees them."""
    assert isinstance(record, Person)
    return _view(record)


def person_key(call: Call) -> Key:
    """The person whom the path names."""
    return Key(Person, call.site, call.params["person"])


def _known(record: Record | None, act: Act[Any]) -> Person:
    if not isinstance(record, Person):
        raise Refusal("not_found", CLAUSE)
    return record


def _read(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> PersonView:
    return _view(_known(loaded.record(*person_key(call)), act))


_READ = Read(
    name="person",
    about="Somebody known at the site",
    path=ONE_PERSON,
    clause=CLAUSE,
    who=ADMIN,
    answer=PersonView,
    needs=lambda call, query: (person_key(call),),
    show=_read,
    version=lambda shown: shown.version,
)


_HISTORY = history_of(
    "person-history",
    "Who changed what somebody is at the site, and who read what is private of them, oldest first",
    f"{ONE_PERSON}/history",
    ADMIN,
    person_key,
    _known,
)


def _add(vault: Callable[[], Vault]) -> Command:
    def decide(loaded: Loaded, form: AddPerson, act: Act[Any], call: Call) -> Change:
        _checked(form, act)
        known = loaded.record(Person, call.site, form.id)
        if known:
            holder = known.name_in_history
            raise Refusal("known_already", CLAUSE, id=form.id, name=known.name, holder=holder)
        person = Person(
            site=call.site,
            id=form.id,
            name=form.name,
            roles=tuple(dict.fromkeys(form.roles)),
            department=form.department,
        )
        after = vault().with_phone(person, form.phone) if form.phone else person
        return Change(before=None, after=after, also=staffed(act.site, None, after))

    return Command(
        name="person-add",
        about="Add somebody to the site",
        path=_PEOPLE,
        clause=CLAUSE,
        who=ADMIN,
        form=AddPerson,
        answer=PersonView,
        needs=lambda call, form: (Key(Person, call.site, form.id),),
        decide=decide,
        show=person_view,
    )


def _change(loaded: Loaded, form: ChangePerson, act: Act[Any], call: Call) -> Change:
    person = loaded.record(Person, call.site, call.params["person"])
    assert person
    _checked(form, act)
    roles = tuple(dict.fromkeys(form.roles))
    if person.id == act.person.id and (set(roles) != set(person.roles) or not form.active):
        raise Refusal("own_roles", CLAUSE)
    after = replace(
        person, name=form.name, roles=roles, department=form.department, active=form.active
    )
    supervised = left(person, after, act.site)
    if supervised:
        names = [each.name for each in act.site.departments if each.key in supervised]
        raise Refusal("supervises", CLAUSE, departments=", ".join(supervised), names=names)
    substitutions, parties = _delegations(loaded, person, call)
    after, others, lapsed = delegations.lapse(after, substitutions, parties, act)
    if _administers(person) and not _administers(after):
        others.setdefault(act.person.id, act.person)
    known = {**parties, act.person.id: act.person}
    changed = (
        Change(before=known[id], after=each, facts={"person": person.id})
        for id, each in others.items()
    )
    also = (*changed, *lapsed, *staffed(act.site, person, after))
    return Change(before=person, after=after, also=also)


def _delegations(
    loaded: Loaded, person: Person, call: Call
) -> tuple[list[Substitution], dict[str, Person]]:
    """What the person has given and taken, and the other parties."""
    found = (loaded.record(Substitution, call.site, each.id) for each in person.delegations)
    ids = (delegations.other_party(each, person.id) for each in person.delegations)
    parties = (loaded.record(Person, call.site, each) for each in ids)
    return [each for each in found if each], {each.id: each for each in parties if each}


def _delegated(loaded: Loaded, call: Call) -> Iterable[Key]:
    """What is over once the person cannot give it any more, or cannot act by it."""
    person = loaded.record(Person, call.site, call.params["person"])
    if person is None:
        return
    for each in person.delegations:
        yield Key(Substitution, call.site, each.id)
        yield Key(Person, call.site, delegations.other_party(each, person.id))


def _administers(person: Person) -> bool:
    """Who takes this from somebody must have it still: two cannot take it from each other."""
    return person.active and person.has(ADMIN)


def staffed(site: Site, before: Person | None, after: Person) -> tuple[Change, ...]:
    """Whoever joins a department is told of what concerns it, and whoever leaves it is not; it
    notes in which roles its supervisor signs.

    Raises: Refusal `invalid_form` where the department is full.
    """
    known = before and (before.department, before.active, before.roles)
    if known == (after.department, after.active, after.roles):
        return ()
    departments = tuple(_with(each, after) for each in site.departments)
    if any(len(each.staff) > MOST_STAFF for each in departments):
        fault = Fault(pointer="/department", code="department_full", data={"max": MOST_STAFF})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    if departments == site.departments:
        return ()
    changed = replace(site, departments=departments)
    return (Change(before=site, after=changed, facts={"person": after.id}),)


def left(before: Person, after: Person, site: Site) -> tuple[str, ...]:
    """The departments that would lose their supervisor to nobody."""
    if after.active and after.department == before.department:
        return ()
    theirs = (each.key for each in site.departments if each.supervisor == before.id)
    return tuple(key for key in theirs if not after.active or before.department == key)


def _with(department: Department, person: Person) -> Department:
    if department.supervisor == person.id:
        department = replace(department, roles=person.roles)
    belongs = person.active and person.department == department.key
    if belongs == (person.id in department.told):
        return department
    others = tuple(each for each in department.staff if each != person.id)
    return replace(department, staff=(*others, person.id) if belongs else others)


_CHANGE = Command(
    name="person-change",
    about="Change what somebody is at the site",
    path=f"{ONE_PERSON}/change",
    clause=CLAUSE,
    who=ADMIN,
    form=ChangePerson,
    answer=PersonView,
    subject=person_key,
    also=_delegated,
    decide=_change,
    show=person_view,
)
