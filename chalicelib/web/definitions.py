"""What the console draws its pages from: the operations with their forms, and how answers hang
together.

The description (OpenAPI) says the same and more; a phone need not load it all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.core.site import DESKS
from chalicelib.service.operations import Command, Document, ListOf, Operation, Run, Trial
from chalicelib.web.openapi import describe

_REF = "#/components/schemas/"
_UNSAID = frozenset({"description", "examples", "pattern", "title"})
_HISTORY = "/history"
_FROM_ELSEWHERE = "/sites/{site}/statements"
_HEARD_OF = "/sites/{site}/settlements"
"""Where what is done stands in a statement's history, too, at another site."""
_SIGNS = {"x-words": "=", "x-unit": "#", "x-refers": "@"}
_NAMES = {"x-roles": "roles", "x-clause": "clause", "operationId": "name"}


@dataclass(frozen=True)
class Definitions:
    """What is defined of everything that is served."""

    operations: Sequence[Mapping[str, Any]]
    schemas: Mapping[str, Mapping[str, Any]]
    """All that the description has."""

    def of(
        self,
        roles: frozenset[str],
        desks: frozenset[str],
        words: Mapping[str, Mapping[str, str]],
    ) -> dict[str, Any]:
        """What concerns whoever acts in these roles at a site with these desks: their operations by
        what they do, of others' no more than the names, and the forms of those whose history they
        read; the schemas of what theirs are asked with; the shapes of what they answer, and of what
        stands in histories too, schema to property to the schema of what is in it, to `=` and the
        kind of its words, to `#` and what it counts, or to `@` and what it stands for, of a table
        the words of its keys and `>` before that, nothing being said of a property that is none of
        these; and of the words what names something of all this.
        """
        elsewhere = {each["name"] for each in self.operations if not _is_here(each, desks)}
        theirs = [
            each
            for each in self.operations
            if each["name"] not in elsewhere and not roles.isdisjoint(each["roles"])
        ]
        forms = [{"$ref": _REF + each["form"]} for each in theirs if "form" in each]
        answers = [{"$ref": _REF + each["answer"]} for each in theirs if "answer" in each]
        queries = [each["query"] for each in theirs if "query" in each]
        others = {
            each["name"]: each.get("form")
            if each["name"] not in elsewhere and _is_read(each, theirs)
            else None
            for each in self.operations
            if each not in theirs
        }
        answers += [{"$ref": _REF + form} for form in others.values() if form]
        asked = _reached(self.schemas, [*forms, *queries])
        shown = sorted(asked | _reached(self.schemas, answers))
        fields = {each for name in shown for each in self.schemas[name].get("properties", ())}
        fields |= {each for query in queries for each in query} | self._nowhere(words["field"])
        named = {code: each for code, each in words["field"].items() if _last(code) in fields}
        heard_of = {each["name"] for each in self.operations if each["path"].startswith(_HEARD_OF)}
        unheard = elsewhere - heard_of
        called = {code: name for code, name in words["operation"].items() if code not in unheard}
        shapes = {name: _shape(self.schemas[name], self.schemas) for name in shown}
        return {
            "operations": theirs,
            "others": others,
            "schemas": {name: _bare(self.schemas[name]) for name in sorted(asked)},
            "shapes": {name: shape for name, shape in shapes.items() if shape},
            "words": {**words, "field": named, "operation": called},
        }

    def _nowhere(self, fields: Iterable[str]) -> set[str]:
        """Of the names of fields those that no schema has: the facts of a history have them."""
        known = {each for schema in self.schemas.values() for each in schema.get("properties", ())}
        return {_last(each) for each in fields} - known


def _is_here(op: Mapping[str, Any], desks: frozenset[str]) -> bool:
    """Whether the site has the desk that does it; what no desk does by itself, and what one site
    hears of from another's, is everywhere.
    """
    part: str = op["part"]
    return part in desks or part not in DESKS or op["path"].startswith(_FROM_ELSEWHERE)


def define(operations: Iterable[Operation]) -> Definitions:
    """What these are, and what they are asked and answer with."""
    served = tuple(operations)
    description = describe(served)
    return Definitions(
        [_defined(op, description["paths"][op.path][op.method.lower()]) for op in served],
        description["components"]["schemas"],
    )


def _is_read(op: Mapping[str, Any], theirs: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what an operation was asked with stands in a history that is among these."""
    histories = (
        each["path"].split("/{")[:-1] for each in theirs if each["path"].endswith(_HISTORY)
    )
    return any(op["path"].startswith("/{".join(record)) for record in histories)


def _last(field: str) -> str:
    """What a field is called, without the form in which it has a name of its own."""
    return field.rpartition(".")[2]


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


def _defined(op: Operation, described: Mapping[str, Any]) -> dict[str, Any]:
    found = {new: described[old] for old, new in _NAMES.items()}
    found |= {"method": op.method, "path": op.path, "part": op.part, "does": _does(op)}
    asked = {each["name"]: each for each in described["parameters"]}
    found["matches"] = "If-Match" in asked
    query = {
        name: {**_bare(each["schema"]), "required": each["required"]}
        for name, each in asked.items()
        if each["in"] == "query"
    }
    if query:
        found["query"] = query
    if op.answer is not Document and not op.gathers:
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
