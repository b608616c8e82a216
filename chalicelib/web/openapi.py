"""The API's description (OpenAPI 3.1), made from the definitions that serve it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.core.forms import Form
from chalicelib.core.words import Language
from chalicelib.core.words.choices import CHOICES, CODED, KEYED, UNITS, VALUES
from chalicelib.core.words.parts import PARTS
from chalicelib.core.words.references import REFERS
from chalicelib.service.operations import Command, Document, Operation, Run, Trial
from chalicelib.web.problems import MEDIA_TYPE, Problem

_PARAMETER = re.compile(r"{(\w+)}")
_REF = "#/components/schemas/{name}"
_NAME = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"}
_REFUSED = {
    "400": "Malformed, or a header is missing",
    "401": "Not signed in",
    "403": "Not for this person",
    "404": "Not there, or not for this person's eyes",
}
_REFUSED_FORM = {
    "409": "A clause forbids it now; the problem names it",
    "413": "Too large",
    "415": "Not JSON",
    "422": "The form is not filled in right; every fault is named",
}
_REFUSED_VERSION = {
    "412": "Changed in the meantime; the problem holds the present state",
    "428": "If-Match is missing",
}
_ALWAYS = {"500": "Internal error", "503": "Unavailable for now; send it again"}


def describe(operations: Iterable[Operation], base: str = "/") -> dict[str, Any]:
    """The whole description. `base` is where the paths begin: a deployed stage has one."""
    served = tuple(operations)
    types = {op.answer for op in served if op.answer is not Document} | {Problem}
    forms = {form for op in served if (form := _form(op))}
    queries = {op.query for op in served}
    ordered = sorted(types | forms | queries, key=lambda each: each.__name__)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    by_type = dict(zip(ordered, schemas, strict=True))
    for name, schema in components.items():
        if "properties" in schema:
            schema["additionalProperties"] = False
            _tell(name, schema["properties"])
        if "enum" in schema:
            schema["x-words"] = CHOICES[name]
    paths: dict[str, dict[str, Any]] = {}
    for op in served:
        paths.setdefault(op.path, {})[op.method.lower()] = _operation(op, by_type, components)
    unused = {_name(by_type[query]) for query in queries}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Frontdesk",
            "version": "1",
            "description": "Front desks with rules to keep. Every refusal names its clause.",
        },
        "servers": [{"url": base}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in components.items() if name not in unused},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def _tell(name: str, properties: Mapping[str, dict[str, Any]]) -> None:
    """Say of numbers what they count, of ids what they stand for, of codes and of the keys of
    tables which words they have: the types do not.
    """

    def told(table: Mapping[str, str], key: str) -> str | None:
        return table.get(f"{name}.{key}") or table.get(key)

    for key, each in properties.items():
        tables = ("additionalProperties" in schema for schema in (each, *each.get("anyOf", ())))
        if any(tables) and (words := told(KEYED, key)):
            each["x-keys"] = words
        for said, table, types in _TOLD:
            meant = told(table, key)
            plain = (leaf for leaf in _plainly(each) if "format" not in leaf)
            if meant and any(leaf.get("type") in types for leaf in plain):
                each[said] = meant
                break


_TOLD = (
    ("x-unit", UNITS, ("integer", "number")),
    ("x-words", CODED, ("string",)),
    ("x-refers", REFERS, ("string",)),
    ("x-value", VALUES, ("string",)),
)
"""The first that fits a property is said of it."""


def _plainly(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The schemas of what a property holds, one or many of it."""
    for each in (schema, *schema.get("anyOf", ())):
        yield each
        yield from each.get("prefixItems", ())
        for within in ("items", "additionalProperties"):
            if isinstance(each.get(within), Mapping):  # of a tuple it is False
                yield each[within]


def _form(op: Operation) -> type[Form] | None:
    return op.form if isinstance(op, Command | Run | Trial) else None


def _operation(
    op: Operation, by_type: Mapping[Any, Any], components: Mapping[str, Any]
) -> dict[str, Any]:
    form = _form(op)
    described: dict[str, Any] = {
        "operationId": op.name,
        "summary": op.about,
        "tags": [f"{PARTS[op.part].en} {PARTS[op.part].hant}"],
        "description": f"Clause {op.clause}. For: {', '.join(sorted(op.who))}.{_standing_in(op)}",
        "parameters": [*_in_path(op), *_in_headers(op), *_in_query(op, by_type, components)],
        "responses": _responses(op, by_type),
        "x-clause": op.clause,
        "x-roles": sorted(op.who),
    }
    if form:
        content = {"application/json": {"schema": by_type[form]}}
        described["requestBody"] = {"required": True, "content": content}
        described["description"] += f"\n\n{form.__doc__}"
    return described


def _standing_in(op: Operation) -> str:
    seats = ", ".join(sorted(op.seats))
    return f" Also for who stands in for: {seats}." if seats else ""


def _in_path(op: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _NAME}
        for name in _PARAMETER.findall(op.path)
    ]


def _in_headers(op: Operation) -> list[dict[str, Any]]:
    headers = [
        _header("Accept-Language", "Language of the words", {"type": "string"}),
        _header("X-Correlation-Id", "Id of what hangs together", {"type": "string"}),
    ]
    if op.method == "POST" and not isinstance(op, Trial):
        schema: dict[str, Any] = {"type": "string", "pattern": "^[\\x21-\\x7e]{1,128}$"}
        headers.append(_header("Idempotency-Key", "Fresh for each new form", schema, True))
    if isinstance(op, Command) and op.subject:
        schema = {"type": "string", "pattern": '^(W/)?"[0-9]{1,9}"$', "examples": ['"3"']}
        headers.append(_header("If-Match", "ETag of the version seen", schema, True))
    return headers


def _header(
    name: str, about: str, schema: dict[str, Any], required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": about,
        "schema": schema,
    }


def _name(schema: Mapping[str, Any]) -> str:
    """Of the component that a type is described by: two of one name have longer ones."""
    named: str = schema["$ref"].rpartition("/")[2]
    return named


def _in_query(
    op: Operation, by_type: Mapping[Any, Any], components: Mapping[str, Any]
) -> list[dict[str, Any]]:
    schema = components[_name(by_type[op.query])]
    required = schema.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _not_null(each),
        }
        for name, each in schema.get("properties", {}).items()
    ]


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is left out, never null."""
    told = {key: each for key, each in schema.items() if key.startswith("x-")}
    members = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return members[0] | told if len(members) == 1 else schema


def _responses(op: Operation, by_type: Mapping[Any, Any]) -> dict[str, Any]:
    created = isinstance(op, Command) and op.keyed and op.subject is None
    if op.answer is Document:
        content: dict[str, Any] = {op.media_type: {"schema": {"type": "string"}}}
    else:
        content = {"application/json": {"schema": by_type[op.answer]}}
    done = {"description": "Done", "content": content, "headers": _ANSWER_HEADERS}
    responses: dict[str, Any] = {"201" if created else "200": done}
    if isinstance(op, Command) and op.unrecorded:
        responses["200"] = {**done, "description": "Answered while the store does not"}
    refused = {**_REFUSED, **_ALWAYS}
    if op.method == "POST":
        refused |= _REFUSED_FORM
    else:
        refused |= {"422": _REFUSED_FORM["422"]}
    if isinstance(op, Command) and op.subject:
        refused |= _REFUSED_VERSION
    for status, about in sorted(refused.items()):
        responses[status] = {
            "description": about,
            "content": {MEDIA_TYPE: {"schema": by_type[Problem]}},
            "headers": _ANSWER_HEADERS,
        }
    return responses


_ANSWER_HEADERS = {
    "X-Correlation-Id": {"schema": {"type": "string"}, "required": True},
    "Content-Language": {
        "schema": {"type": "string", "enum": [str(each) for each in Language]},
        "required": True,
    },
}
