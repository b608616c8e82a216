"""Codes that nobody was given: forged, altered, expired, lent, revoked, of elsewhere (L-5).

What each is answered stands in docs/proofs.md as well; `FRONTDESK_UPDATE=1` writes it there anew.
"""

import base64
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.ports import Unavailable
from chalicelib.lodging.passes import code
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.store.vault import Vault
from tests.support.faults import failing
from tests.support.lodging import (
    DORMITORY,
    EMPLOYEE,
    access_pass,
    anew,
    asked,
    at,
    came,
    day,
    granted,
    left,
    longer,
    relative,
    room,
    scan_code,
    settled,
    today_granted,
)
from tests.support.residents import stored
from tests.support.world import Reply, World

PAGE = Path(__file__).parents[2] / "docs" / "proofs.md"
BEGIN, END = "<!-- codes -->\n", "<!-- /codes -->\n"
KIND, SITE, PASS, HOLDER, EXPIRES, SIGNATURE = range(6)


@dataclass(frozen=True)
class Given:
    """A good code, and everything that somebody who wishes ill may know besides the key."""

    world: World
    good: str
    known: AccessPass
    other: str
    """The code of another guest of the same stay."""

    def part(self, place: int, put: Callable[[str], str]) -> str:
        """The good code with one of its parts otherwise."""
        parts = self.good.split(":")
        parts[place] = put(parts[place])
        return ":".join(parts)

    def theirs(self, place: int) -> str:
        """The good code with a part of the other one."""
        return self.part(place, lambda _: self.other.split(":")[place])

    def sign(self, purpose: str, text: str) -> str:
        """What the installation signs for some purpose."""
        return self.world.house.vault.sign(purpose, text)

    def written(self, **otherwise: str) -> str:
        """The code that the installation would write for a pass that is otherwise."""
        return code.written(replace(self.known, **otherwise), self.sign)

    def signed(self, signature: Callable[[str], str]) -> str:
        """What the good code says, signed otherwise."""
        said = self.good.rpartition(":")[0]
        return f"{said}:{signature(said)}"


def _flipped(part: str) -> str:
    """One bit of its last character but one is another."""
    return f"{part[:-2]}{chr(ord(part[-2]) ^ 1)}{part[-1]}"


def _same_bytes(signature: str) -> str:
    """Base64 that stands for the same bytes: the last character has four bits to spare."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = signature[:-1] + alphabet[alphabet.index(signature[-1]) ^ 1]
    assert base64.urlsafe_b64decode(other + "==") == base64.urlsafe_b64decode(signature + "==")
    return other


def _later(expires: str) -> str:
    return str(int(expires) + 24 * 3600)


def _hashed(said: str) -> str:
    digest = hashlib.sha256(said.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


THEIRS = Vault(lambda: b"1" * 32)
NOT_IN_FORM, NO_PASS = "422 not_in_form", "no_pass"
CODES: list[tuple[str, Callable[[Given], Any], str]] = [
    # what is no code at all: nothing is looked up, nothing recorded
    ("empty", lambda g: "", "422 too_short"),
    ("a space", lambda g: " ", NOT_IN_FORM),
    ("a null byte", lambda g: "\x00", NOT_IN_FORM),
    ("the good one, a null byte behind it", lambda g: g.good + "\x00", NOT_IN_FORM),
    ("the good one, a null byte within", lambda g: g.good[:9] + "\x00" + g.good[9:], NOT_IN_FORM),
    ("the good one, a newline behind it", lambda g: g.good + "\n", NOT_IN_FORM),
    ("10,000 characters", lambda g: "A" * 10_000, "422 too_long"),
    ("the good one, filled up to 10,000", lambda g: g.good.ljust(10_000, "="), "422 too_long"),
    ("a number", lambda g: 1, "422 not_text"),
    ("a list with the good one", lambda g: [g.good], "422 not_text"),
    # what looks like one
    ("right-to-left before the good one", lambda g: "\u202e" + g.good, NO_PASS),
    ("a zero-width space within", lambda g: g.good[:9] + "\u200b" + g.good[9:], NO_PASS),
    ("full-width digits in the expiry", lambda g: g.part(EXPIRES, _wide), NO_PASS),
    ("a full-width colon", lambda g: g.good.replace(":", "\uff1a", 1), NO_PASS),
    (
        "Cyrillic letters for Latin ones",
        lambda g: g.good.translate({70: 0x424, 97: 0x430}),
        NO_PASS,
    ),
    ("a surrogate pair behind it", lambda g: g.good + "\U0001f511", NO_PASS),
    ("in small letters", lambda g: g.good.lower(), NO_PASS),
    ("percent-encoded", lambda g: g.good.replace(":", "%3A"), NO_PASS),
    ("the pass's id alone", lambda g: g.known.id, NO_PASS),
    ("the pass's number alone", lambda g: g.known.number, NO_PASS),
    # a part is missing, or too many are there
    ("the last character cut off", lambda g: g.good[:-1], NO_PASS),
    ("without its signature", lambda g: g.good.rpartition(":")[0], NO_PASS),
    ("an empty signature", lambda g: g.part(SIGNATURE, lambda _: ""), NO_PASS),
    ("one part more", lambda g: f"{g.good}:x", NO_PASS),
    ("twice", lambda g: f"{g.good}:{g.good}", NO_PASS),
    # one bit of each part
    *(
        (f"a bit of the {name} flipped", lambda g, place=place: g.part(place, _flipped), NO_PASS)
        for place, name in enumerate(("kind", "site", "pass", "holder", "expiry", "signature"))
    ),
    # parts of others
    ("another guest's holder", lambda g: g.theirs(HOLDER), NO_PASS),
    ("another guest's pass", lambda g: g.theirs(PASS), NO_PASS),
    ("another guest's signature", lambda g: g.theirs(SIGNATURE), NO_PASS),
    ("good for a day longer", lambda g: g.part(EXPIRES, _later), NO_PASS),
    ("good for ever", lambda g: g.part(EXPIRES, lambda _: "9" * 30), NO_PASS),
    ("expiry no number", lambda g: g.part(EXPIRES, lambda _: "never"), NO_PASS),
    # signed by somebody else, or for something else
    ("another installation's key", lambda g: code.written(g.known, THEIRS.sign), NO_PASS),
    ("another site's code", lambda g: g.written(site="other"), NO_PASS),
    ("another site's signature", lambda g: g.signed(partial(g.sign, "pass/other")), NO_PASS),
    (
        "this site's signature for something else",
        lambda g: g.signed(partial(g.sign, "visit")),
        NO_PASS,
    ),
    ("a hash without a key", lambda g: g.signed(_hashed), NO_PASS),
    ("the same bytes in other Base64", lambda g: g.part(SIGNATURE, _same_bytes), NO_PASS),
    ("the signature padded", lambda g: g.good + "=", NO_PASS),
    # with the site's own key, which nobody has
    ("signed, of a pass that never was", lambda g: g.written(id="nobody"), NO_PASS),
]


def _wide(digits: str) -> str:
    return "".join(chr(ord(each) - ord("0") + 0xFF10) for each in digits)


@pytest.fixture
def given(_given: Given) -> Given:
    """At the moment at which the good ones were given, whatever other tests do to the clock."""
    _given.world.clock.at = _given.known.valid_from
    return _given


@pytest.fixture(scope="module")
def _given(_estate: World) -> Given:
    world = settled(anew(_estate))
    room(world, "hostile", "A", "B")
    guests = [relative(world, EMPLOYEE), relative(world, EMPLOYEE)]
    reply = granted(world, EMPLOYEE, *guests, first=0)
    came(world, reply)
    present = world.get(f"/stays/{reply.json['stay']['id']}", DORMITORY).json["stay"]["present"]
    good, other = (
        world.get(f"/passes/{each['access_pass']}/code", DORMITORY).json["code"] for each in present
    )
    return Given(world, good, stored(world, AccessPass, present[0]["access_pass"]), other)


def answer(reply: Reply) -> str:
    """In a word what was answered; nobody is let in."""
    if reply.status == 422:
        return f"422 {reply.json['errors'][0]['code']}"
    assert reply.status in (200, 201), reply.json
    assert reply.json["verdict"] == "deny"
    return str(reply.json["why"])


@pytest.mark.clause("L-5")
def test_the_good_one_lets_in(given: Given) -> None:
    assert asked(given.world, code=given.good).json["verdict"] == "allow"
    assert asked(given.world, code=given.other).json["verdict"] == "allow"


@pytest.mark.clause("L-5")
@pytest.mark.parametrize(("name", "make", "said"), CODES, ids=[each[0] for each in CODES])
def test_what_nobody_was_given_lets_nobody_in(
    given: Given, name: str, make: Callable[[Given], Any], said: str
) -> None:
    assert answer(asked(given.world, code=make(given))) == said


@pytest.mark.clause("L-5", "L-9")
@pytest.mark.parametrize(("name", "make", "said"), CODES[:-1], ids=[each[0] for each in CODES[:-1]])
def test_nor_does_it_while_the_store_is_away(
    given: Given, name: str, make: Callable[[Given], Any], said: str
) -> None:
    """The last one has the site's own signature: there is none such without its key."""
    with failing(given.world, load_fails=Unavailable("away")):
        reply = asked(given.world, code=make(given))
    if said.startswith("422"):
        assert reply.status == 503
    else:
        assert answer(reply) == said


def _on_pass(world: World, reply: Reply, command: str, **form: Any) -> None:
    known = access_pass(world, reply)
    path = f"/passes/{known.json['access_pass']['id']}/{command}"
    assert world.post(path, DORMITORY, form, if_match=known.etag).status == 200


def _nothing(world: World, reply: Reply) -> None:
    """It stays a good one."""


def _extended(world: World, reply: Reply) -> None:
    """By a day, which the code that the guest has lasts as well; that one is over too."""
    settled(world, rfurther="A")
    longer(world, reply)
    at(world, day(world, 3), "00:00:00")


def _replaced(world: World, reply: Reply) -> None:
    _on_pass(world, reply, "replace")


def _revoked(world: World, reply: Reply) -> None:
    _on_pass(world, reply, "revoke", reason="x")


def _left(world: World, reply: Reply) -> None:
    left(world, reply)


def _left_without(world: World, reply: Reply) -> None:
    left(world, reply, back=False)


def _expired(world: World, reply: Reply) -> None:
    """At the very second after its last one."""
    at(world, day(world, 2), "00:00:00")


ENDED: list[tuple[str, Callable[[World, Reply], None], bool, str]] = [
    ("carried by somebody else", _nothing, True, "pass_lent"),
    ("expired, at the second", _expired, False, "pass_expired"),
    ("of a stay that was extended, the new day over", _extended, False, "pass_expired"),
    ("of a pass that was lost and replaced", _replaced, False, "pass_lost"),
    ("of a lost one, carried by somebody else", _replaced, True, "pass_lost"),
    ("of a pass that did not come back", _left_without, False, "pass_lost"),
    ("of a pass that was revoked", _revoked, False, "pass_revoked"),
    ("of a pass that was handed back", _left, False, "pass_returned"),
]


@pytest.mark.clause("L-5", "L-6")
@pytest.mark.parametrize(("name", "end", "differs", "why"), ENDED, ids=[each[0] for each in ENDED])
def test_what_counts_no_more_lets_nobody_in_however_often(
    estate: World, name: str, end: Callable[[World, Reply], None], why: str, *, differs: bool
) -> None:
    reply = today_granted(anew(estate), came)
    scanned = scan_code(estate, reply)
    assert asked(estate, code=scanned).json["verdict"] == "allow"
    end(estate, reply)
    for _ in range(3):
        assert answer(asked(estate, code=scanned, holder_differs=differs)) == why


def test_the_page_says_what_each_was_answered() -> None:
    rows = [*((name, said) for name, _, said in CODES), *((name, why) for name, *_, why in ENDED)]
    assert len({name for name, _ in rows}) == len(rows) >= 50
    lines = ["| code | answered |", "|---|---|", *(f"| {name} | `{said}` |" for name, said in rows)]
    table = BEGIN + "\n".join(lines) + "\n" + END
    page = PAGE.read_text()
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    if os.environ.get("FRONTDESK_UPDATE"):
        PAGE.write_text(before + table + after)
    assert PAGE.read_text() == before + table + after
