"""Holds every answer of every test against the API's own description."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs

from app import OPERATIONS
from chalicelib.service.operations import Operation
from chalicelib.web.openapi import describe

DESCRIPTION = describe(OPERATIONS)


@cache
def _matchers() -> list[tuple[re.Pattern[str], str, str]]:
    return [
        (re.compile(re.sub(r"{\w+}", r"[^/]+", op.path)), op.method, op.path) for op in OPERATIONS
    ]


def described(method: str, path: str) -> dict[str, Any] | None:
    """The description of the operation that a request reached."""
    bare = urlsplit(path).path
    exact = [
        (op_path.count("{"), op_path)
        for pattern, op_method, op_path in _matchers()
        if op_method == method and pattern.fullmatch(bare)
    ]
    if not exact:
        return None
    found: dict[str, Any] = DESCRIPTION["paths"][min(exact)[1]][method.lower()]
    return found


@cache
def _validator(schema: str) -> Any:
    whole = {**json.loads(schema), "components": DESCRIPTION["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def check(method: str, path: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """See that the answer is one that the description promises."""
    operation = described(method, path)
    if operation is None:
        return
    promised = operation["responses"].get(str(status))
    assert promised, f"{method} {path} answered {status}, which its description does not promise"
    media_type = headers["Content-Type"].partition(";")[0]
    assert media_type in promised["content"], (method, path, status, media_type)
    for name, header in promised["headers"].items():
        if header.get("required"):
            assert name in headers, (method, path, status, name)
    if media_type.endswith("json"):
        schema = promised["content"][media_type]["schema"]
        _validator(json.dumps(schema)).validate(json.loads(body))


def operation_named(name: str) -> Operation:
    return next(op for op in OPERATIONS if op.name == name)
