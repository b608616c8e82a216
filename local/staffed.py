"""A sample site of departments and staff, and the commands that its people give."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from chalicelib.core.people import Role
from chalicelib.core.record import plain
from chalicelib.core.site import Department, Desk
from chalicelib.core.words import Name
from chalicelib.opening import NewPerson, SiteFile
from chalicelib.service.operations import Call, Command, Operation
from chalicelib.service.requests import Service

Staff = tuple[tuple[str, str, Role, str | None], ...]
"""Id, name, role, department."""
Departments = tuple[tuple[str, str, str, str, str], ...]
"""Key, name in three languages, supervisor."""
Given = Callable[..., tuple[Any, str]]


def file(
    id: str, name: Name, staff: Staff, departments: Departments, *desks: Desk
) -> dict[str, Any]:
    """The site as the file that an administrator would hand in to open it."""
    return plain(  # type: ignore[no-any-return]
        SiteFile(
            id=id,
            name=name,
            desks=desks,
            departments=tuple(
                Department(
                    key=key,
                    name=Name(hant=hant, hans=hans, en=en),
                    supervisor=supervisor,
                    staff=tuple(
                        person
                        for person, _, _, department in staff
                        if department == key and person != supervisor
                    ),
                )
                for key, hant, hans, en, supervisor in departments
            ),
            people=tuple(
                NewPerson(id=person, name=name, roles=(role,), department=department)
                for person, name, role, department in staff
            ),
        )
    )


def commands(service: Service, operations: Iterable[Operation], key: str) -> Given:
    """Gives a command as a request brings it; what is answered, and the version.

    Under the same key it is answered as before: cut short and begun again, nothing is done twice.
    """
    known = {op.name: op for op in operations if isinstance(op, Command)}

    def given(
        name: str, form: dict[str, Any], who: str, if_match: str | None = None, **params: str
    ) -> tuple[Any, str]:
        body = msgspec.json.encode(form)
        call = Call(person=who, params=params, body=body, key=key, if_match=if_match)
        answer = service.command(known[name], call)
        return msgspec.json.decode(answer.body), answer.headers["ETag"]

    return given
