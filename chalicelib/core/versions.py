"""Settings that are never changed, only followed by a next version (P-history). Pure."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.site import Site

CLAUSE = "P-history"
DIGITS = 6
"""Of a version's number, as its id has it."""


class Made(Frozen):
    """Who made a version of the settings, when, and what is otherwise in it."""

    at: Instant
    by: str
    name: str
    changed: tuple[str, ...] = ()


class Versioned(Record):
    """What a domain works under at a site, as one version of its settings has it."""

    made: Made | None = None
    """None of a version from before this was kept."""


V = TypeVar("V", bound=Versioned)


def version_id(number: int) -> str:
    """The id of the version of this number: the versions lie in their order."""
    return f"{number:0{DIGITS}}"


def settable(
    terms: type[Versioned], name: str, about: str, module: str, but: Iterable[str] = ()
) -> type[Form]:
    """The form that settles them: every setting there is, each of which may be left out.

    `but` names what the program itself puts into a version.
    """
    hidden = {*Versioned.__struct_fields__, *but}
    fields = {
        each.name: each.type | None
        for each in msgspec.structs.fields(terms)
        if each.name not in hidden
    }
    meta: Any = type(Form)
    made: type[Form] = meta(
        name,
        (Form,),
        {
            "__doc__": about,
            "__module__": module,
            "__annotations__": fields,
            **dict.fromkeys(fields),
        },
        forbid_unknown_fields=True,
    )
    return made


def filled(before: V, form: Form) -> V:
    """The settings with what the form names put in place."""
    given = {name: each for name, each in msgspec.structs.asdict(form).items() if each is not None}
    return replace(before, **given)


def numbered(before: V, after: V, number: int, made: Made) -> V:
    """The settings as the version of this number, which says what is otherwise in it."""
    changed = tuple(
        name
        for name in after.__struct_fields__
        if name not in Versioned.__struct_fields__ and getattr(after, name) != getattr(before, name)
    )
    return replace(
        after,
        id=version_id(number),
        version=0,
        head="",
        made=replace(made, changed=changed),
    )


def following(site: Site, domain: str, act: Act[Any]) -> tuple[int, Made]:
    """The number of a domain's next version, and who makes it."""
    made = Made(at=act.now, by=act.person.id, name=act.person.name)
    return site.settings.get(domain, 0) + 1, made


def change(site: Site, domain: str, after: Versioned, faults: Iterable[Fault]) -> Change:
    """The next version, in force from now on for whatever is opened after.

    Raises: Refusal `invalid_form`, `nothing_changed`.
    """
    found = tuple(faults)
    if found:
        raise Refusal("invalid_form", CLAUSE, faults=found)
    changed = after.made.changed if after.made else ()
    if not changed:
        raise Refusal("nothing_changed", CLAUSE)
    number = int(after.id)
    return Change(
        before=site,
        after=replace(site, settings={**site.settings, domain: number}),
        facts={"settings": number, "changed": changed},
        also=(Change(before=None, after=after, facts={"changed": changed}),),
    )


def repeated(names: Iterable[str], at: str, field: str) -> Iterator[Fault]:
    """Every name of a list that was there before."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            yield Fault(pointer=f"{at}/{place}/{field}", code="repeated")
        seen.add(name)
