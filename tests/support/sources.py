"""The program's own source, read for what it says and where."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import chalicelib

_ROOT = Path(chalicelib.__file__).parent


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the program, and its path."""
    paths = sorted(_ROOT.rglob("*.py"))
    return tuple((str(path.relative_to(_ROOT)), ast.parse(path.read_text())) for path in paths)


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Every call of a name, as a function or as a member of something."""
    for call in _calls(tree):
        if name == _called(call.func):
            yield call


@cache
def _calls(tree: ast.AST) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def everywhere(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a name in the program, and where."""
    for path, tree in modules():
        for call in calls(tree, name):
            yield f"{path}:{call.lineno}", call


def argument(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    """What a call gives, by its place or by its name."""
    if len(call.args) > position:
        return call.args[position]
    return next((each.value for each in call.keywords if each.arg == keyword), None)


def texts(node: ast.AST | None) -> list[str]:
    """The literal texts that an expression may have for its value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return [*texts(node.body), *texts(node.orelse)]
    return []


def members(node: ast.AST | None) -> list[str]:
    """The names that a dictionary written out has."""
    return [text for key in node.keys for text in texts(key)] if isinstance(node, ast.Dict) else []


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
