"""What the console draws its pages from: the operations with their forms, and how answers hang
together.

The description (OpenAPI) says the same and more; a phone need not load it all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.service.operations import Command, Document, ListOf, Operation, Run, Trial
from chalicelib.web.openapi import describe

_REF = "#/components/schemas/"
_UNSAID = frozenset({"description", "examples", "pattern", "title"})
_SIGNS = {"x-words": "=", "x-unit": "#", "x-refers": "@"}
_NAMES = {"x-roles": "roles", "x-clause": "clause", "summary": "about", "operationId": "name"}


def define(operations: Iterable[Operation]) -> dict[str, Any]:
    """Every operation by what it does, the schemas of what it is asked with, and the shapes of all:
    schema to property to the schema of what is in it, to `=` and the kind of its words, to `#` and
    what it counts, or to `@` and what it stands for; of a table, the words of its keys and `>`
    before that. Of a property that is none of these nothing is said.
    """
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
        "schemas": {name: _bare(schemas[name]) for name in sorted(needed)},
        "shapes": {
            name: shape for name, schema in schemas.items() if (shape := _shape(schema, schemas))
        },
    }


def _bare(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without what is the server's to judge, and what is said to programmers."""
    kept = {key: each for key, each in schema.items() if key not in _UNSAID}
    if "properties" in kept:
        kept["properties"] = {name: _bare(each) for name, each in kept["properties"].items()}
    if isinstance(kept.get("items"), Mapping):  # of a tuple it is False
        kept["items"] = _bare(kept["items"])
    if "anyOf" in kept:
        kept["anyOf"] = [_bare(each) for each in kept["anyOf"]]
    return kept


def _shape(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, str]:
    found = {key: _within(each, schemas) for key, each in schema.get("properties", {}).items()}
    return {key: each for key, each in found.items() if each}


def _within(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    keys = f"{schema['x-keys']}>" if "x-keys" in schema else ""
    named = next(_named(schema), None)
    if named:
        words = schemas[named].get("x-words")
        return f"{keys}={words}" if words else f"{keys}{named}"
    signed = (f"{sign}{schema[said]}" for said, sign in _SIGNS.items() if said in schema)
    return keys + next(signed, "")


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
    if op.answer is not Document:
        found["answer"] = next(_named(_done(described)))
    if "requestBody" in described:
        schema = described["requestBody"]["content"]["application/json"]["schema"]
        found["form"] = schema["$ref"].removeprefix(_REF)
    return found


def _done(described: Mapping[str, Any]) -> Any:
    return next(each["content"] for code, each in described["responses"].items() if code < "3")


def _does(op: Operation) -> str:
    if op.answer is Document:
        return "document"
    if isinstance(op, ListOf):
        return "list"
    if isinstance(op, Command) and op.method == "POST":
        return "command"
    return "run" if isinstance(op, Run) else "trial" if isinstance(op, Trial) else "read"


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
