"""Whose a reception is, with all that belongs to it: departments and their people (P-who). Pure."""

from collections.abc import Collection
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.people import Person, Role

HOSTS = frozenset({Role.HOST_DEPARTMENT})


def belongs(person: Person, departments: Collection[str]) -> bool:
    """Whether somebody is of the people of one of these departments."""
    return person.has(HOSTS) and person.department in departments


def concerns(act: Act[Any], departments: Collection[str]) -> bool:
    """Whether the acting person is of one of these departments, or heads one."""
    known = map(act.site.department, departments)
    heads = any(each and each.supervisor == act.person.id for each in known)
    return heads or belongs(act.person, departments)
