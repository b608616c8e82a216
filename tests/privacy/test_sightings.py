"""The search for seeded numbers can fail: it finds one in every writing in which one is planted."""

import base64
import json
import zlib
from collections.abc import Callable

import msgspec
import pytest

from chalicelib.core.ports import Answer
from chalicelib.store.items import packed
from tests.support.canary import Canary, sightings

pytestmark = pytest.mark.clause("P-private")
PHONE, DOCUMENT, CARD = Canary("139-5501 7744"), Canary("11010519491231002X"), Canary("H765432(1)")
EVERY = (PHONE, DOCUMENT, CARD)


def answer(number: str) -> bytes:
    """As an answer is remembered under its key."""
    body = msgspec.json.encode({"items": ["x" * 300, number]})
    return packed(Answer(status=200, headers={}, body=body))


WRITINGS: dict[str, Callable[[str], bytes]] = {
    "as it was typed": str.encode,
    "without what stands between": lambda n: n.translate({32: None, 45: None}).encode(),
    "in small letters": lambda n: n.lower().encode(),
    "spaced otherwise": lambda n: " ".join(n).encode(),
    "in full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n if c not in " -").encode(),
    "in UTF-16": lambda n: n.replace("-", "").replace(" ", "").encode("utf-16-le"),
    "in UTF-16, the other way round": lambda n: n.translate({32: None, 45: None}).encode(
        "utf-16-be"
    ),
    "in base64": lambda n: base64.b64encode(f"phone={n};".encode()),
    "in base64, one further": lambda n: base64.b64encode(f"_phone={n};".encode()),
    "in base64, two further": lambda n: base64.urlsafe_b64encode(f"__phone={n};".encode()),
    "in hexadecimal": lambda n: f"number={n}".encode().hex().encode(),
    "compressed": lambda n: zlib.compress(json.dumps({"a": "b" * 99, "n": n}).encode()),
    "compressed, in base64": lambda n: b'{"B":"' + base64.b64encode(answer(n)) + b'"}',
    "as an answer is remembered": answer,
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("canary", EVERY, ids=lambda each: each.typed)
def test_a_planted_number_is_found(writing: str, canary: Canary) -> None:
    planted = b"before \x00\xff" + WRITINGS[writing](canary.typed) + b" behind"
    assert canary.typed in sightings(planted, EVERY)


@pytest.mark.parametrize(
    "text",
    [
        "139****7744",  # as the screen shows it
        "110***********002X",
        "13955018744",  # another's
        "H1234567",
    ],
)
def test_what_is_not_the_number_is_not_found(text: str) -> None:
    assert sightings(text.encode(), EVERY) == set()
