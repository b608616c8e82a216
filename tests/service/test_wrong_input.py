"""Every field of every form, filled in wrong in every way: each is said by name, none is stored.

Forms, fields and wrong values all come from the declarations: what is declared next year is held
to the same without a change here.
"""

import dataclasses
import json
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec import inspect

from app import OPERATIONS
from chalicelib.core.forms import Form
from chalicelib.service.operations import Command, ListOf, Read, Run, Trial
from tests.support.filling import bare, fields, filled, wrong
from tests.support.scenes import POSTS, TRIALS, nothing_written, scene, somebody
from tests.support.world import Reply, World

WITH_QUERY = [op for op in OPERATIONS if isinstance(op, Read | ListOf)]
TITLES = {
    "zh-Hant": "表單填寫有誤",
    "zh-Hans": "表单填写有误",
    "en": "The form is not filled in right",
}


def field_of(what: str) -> str:
    """Where the fault of a wrong form is to be found: `caller name missing` is in `/caller`."""
    if what == "not an object":
        return ""
    return "/no_such_field" if what == "unknown field" else f"/{what.split()[0]}"


def unsaid(reply: Reply, field: str, language: str) -> str | None:
    """What is missing from the refusal of a form that is wrong in one field; None if nothing is."""
    if reply.status != 422:
        return f"answered {reply.status}"
    said = reply.json
    if (said["code"], said["title"]) != ("invalid_form", TITLES[language]):
        return f"said {said['code']}, {said['title']}"
    blamed = [fault["pointer"] for fault in said["errors"]]
    if not blamed or any(each != field and not each.startswith(f"{field}/") for each in blamed):
        return f"blamed {blamed}"
    if any(spoken(fault["detail"]) != (language != "en") for fault in said["errors"]):
        return f"said {said['errors']} in another language than {language}"
    return None


def spoken(text: str) -> bool:
    """Whether a text is Chinese."""
    return any("\u4e00" <= each <= "\u9fff" for each in text)


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("op", [*POSTS, *TRIALS], ids=lambda op: op.name)
def test_every_wrong_field_of_a_form_is_named_and_nothing_is_stored(
    estate: World, op: Command | Run | Trial
) -> None:
    assert op.form
    now = scene(estate, op)
    tried = list(wrong(op.form, now.form))
    found = {}
    with nothing_written(estate):
        for (what, form), language in zip(tried, cycle(TITLES), strict=False):
            reply = now.send(estate, form, language=language)
            found[what] = unsaid(reply, field_of(what), language)
        odd = dataclasses.replace(now, path=f"{now.path}?no_such_field=1")
        found["query"] = unsaid(odd.send(estate, language="en"), "/no_such_field", "en")
    assert {what: each for what, each in found.items() if each} == {}
    assert len(tried) >= 2 + len(fields(op.form))
    assert now.send(estate).status in (200, 201)  # the form was wrong, and nothing else


def wrong_queries(form: type[Form], good: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every wrong value that can be said in a query, where all is text."""
    kinds = {each.encode_name: bare(each.type)[0] for each in fields(form)}
    for what, each in wrong(form, good):
        name = field_of(what).removeprefix("/")
        if what.endswith(" missing"):
            yield what, urlencode(each)
        if name not in each or each[name] is None:
            continue
        value = each[name]
        if isinstance(value, str) or not isinstance(kinds.get(name), inspect.StrType):
            text = value if isinstance(value, str) else json.dumps(value)
            yield what, urlencode({**each, name: text})
    for each in fields(form):
        name = each.encode_name
        yield f"{name} twice", urlencode([*good.items(), (name, "1"), (name, "1")])


ONE_OF = {"intake": {"unit": "A-1203"}}
"""Where one of several fields is required, one of them."""


@pytest.mark.clause("P-words", "P-find")
@pytest.mark.parametrize("op", WITH_QUERY, ids=lambda op: op.name)
def test_every_wrong_field_of_a_query_is_named(estate: World, op: Read | ListOf) -> None:
    who, good = somebody(estate, op), filled(op.query, estate.clock(), **ONE_OF.get(op.name, {}))
    path = re.sub(r"{\w+}", "x-1", op.path.removeprefix("/sites/{site}"))
    tried = list(wrong_queries(op.query, good))
    found = {}
    for (what, query), language in zip(tried, cycle(TITLES), strict=False):
        reply = estate.get(f"{path}?{query}", who, language=language)
        found[what] = unsaid(reply, field_of(what), language)
    assert {what: each for what, each in found.items() if each} == {}
    assert len(tried) >= 1 + len(fields(op.query))
    assert estate.get(f"{path}?{urlencode(good)}", who).status in (200, 404)


CURSORS = {
    "not base64": "x",
    "not JSON": "AAAA",
    "null": "bnVsbA",
    "a list": "W10",
    "nowhere": "e30",
    "half a place": "eyJzaXRlIjoieCJ9",
    "a place at another site": "eyJzaXRlIjp7IlMiOiJ4In0sImlkIjp7IlMiOiJ4In19",
    "a place of other types": "eyJzaXRlIjp7Ik4iOiJ4In0sImlkIjp7IkIiOiIqIn19",
}
PAGED = [op for op in WITH_QUERY if any(each.name == "cursor" for each in fields(op.query))]


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("op", PAGED, ids=lambda op: op.name)
@pytest.mark.parametrize("cursor", CURSORS.values(), ids=CURSORS)
def test_a_cursor_that_was_not_given_out_is_refused(estate: World, op: ListOf, cursor: str) -> None:
    query = urlencode({**filled(op.query, estate.clock()), "cursor": cursor})
    path = re.sub(r"{\w+}", "x-1", op.path.removeprefix("/sites/{site}"))
    reply = estate.get(f"{path}?{query}", somebody(estate, op))
    assert unsaid(reply, "/cursor", "en") is None


class Odd(Form):
    """A form, to see that the harness sees."""

    words: str
    many: int = 3


def test_the_harness_sees_what_is_written(estate: World) -> None:
    with pytest.raises(AssertionError, match="TransactWriteItems"), nothing_written(estate):
        estate.intake()


@pytest.mark.parametrize(
    ("status", "said", "unheard"),
    [
        (500, {}, "answered 500"),
        (201, {}, "answered 201"),
        (422, {"code": "key_reused"}, "said key_reused"),
        (422, {"title": "Not found"}, "said invalid_form, Not found"),
        (422, {"errors": []}, "blamed []"),
        (422, {"errors": [{"pointer": "/wordsy", "detail": "Odd."}]}, "blamed ['/wordsy']"),
        (422, {"errors": [{"pointer": "", "detail": "Odd."}]}, "blamed ['']"),
        (422, {"errors": [{"pointer": "/words/0", "detail": "必填。"}]}, "said [{"),
    ],
)
def test_what_the_harness_would_find(status: int, said: dict[str, Any], unheard: str) -> None:
    good = {
        "code": "invalid_form",
        "title": TITLES["en"],
        "errors": [{"pointer": "/words", "detail": "Fill this in."}],
    }
    reply = Reply(status, {}, json.dumps(good | said).encode())
    assert str(unsaid(reply, "/words", "en")).startswith(unheard)
    assert unsaid(Reply(422, {}, json.dumps(good).encode()), "/words", "en") is None
    assert {what.split()[0] for what, _ in wrong(Odd, {"words": "x"})} >= {"words", "many"}
