"""What the console draws its pages from: the operations with their forms, without their answers.

The description (OpenAPI) says the same and more; a phone need not load it all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.service.operations import Command, Document, ListOf, Operation, Run
from chalicelib.web.openapi import describe

_REF = "#/components/schemas/"
_NAMES = {"x-roles": "roles", "x-clause": "clause", "summary": "about", "operationId": "name"}


def define(operations: Iterable[Operation]) -> dict[str, Any]:
    """Every operation by what it does, and the schemas of what it is asked with."""
    served = tuple(operations)
    description = describe(served)
    schemas = description["components"]["schemas"]
    defined = [
        _defined(op, description["paths"][op.path][op.method.lower()], schemas) for op in served
    ]
    needed = _reached(schemas, [each.get("query", {}) for each in defined])
    needed |= _reached(
        schemas, [{"$ref": _REF + each["form"]} for each in defined if "form" in each]
    )
    return {
        "operations": defined,
        "schemas": {name: schemas[name] for name in sorted(needed)},
    }


def _defined(
    op: Operation, described: Mapping[str, Any], schemas: Mapping[str, Any]
) -> dict[str, Any]:
    found = {new: described[old] for old, new in _NAMES.items()}
    found |= {"method": op.method, "path": op.path, "part": op.part, "does": _does(op)}
    asked = {each["name"]: each for each in described["parameters"]}
    found["matches"] = "If-Match" in asked
    query = {
        name: {**each["schema"], "required": each["required"]}
        for name, each in asked.items()
        if each["in"] == "query"
    }
    if query:
        found["query"] = query
    if "requestBody" in described:
        schema = described["requestBody"]["content"]["application/json"]["schema"]
        found["form"] = schema["$ref"].removeprefix(_REF)
    return found


def _does(op: Operation) -> str:
    if op.answer is Document:
        return "document"
    if isinstance(op, ListOf):
        return "list"
    if isinstance(op, Command) and op.method == "POST":
        return "command"
    return "run" if isinstance(op, Run) else "read"


def _reached(schemas: Mapping[str, Any], from_: Iterable[Any]) -> set[str]:
    """The schemas that these name, and whatever those name."""
    found: set[str] = set()
    ahead = [each for start in from_ for each in _named(start)]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += _named(schemas[name])
    return found


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        for key, each in schema.items():
            if key == "$ref":
                yield each.removeprefix(_REF)
            else:
                yield from _named(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named(each)
