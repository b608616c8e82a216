"""Seeded numbers, and every writing in which one of them could be left behind.

A number is looked for as it was typed and as it is compared, whole but for its first and its last
two characters, in any alphabet of bytes that a store, a log or an answer may use, and inside
whatever is compressed or in base64 there, however often.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

_SHORTEST = 8
"""Characters of a needle: fewer would be met by chance in what is random."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{12,}={0,2}|[A-Za-z0-9_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_SEPARATORS = tuple(map(re.compile, (rb"[ \-()]", rb"[ \-()]\x00", rb"\x00[ \-()]")))
"""In one byte, and in two either way round."""
_FULL_WIDTH = b"\xef\xbc"
_DEPTH = 4


def bare(number: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(each for each in normalize("NFKC", number).upper() if each.isalnum())


@dataclass(frozen=True)
class Canary:
    """A number, as somebody typed it."""

    typed: str
    needles: tuple[bytes, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needles", tuple(set(_writings(self.typed))))


def _writings(typed: str) -> Iterator[bytes]:
    whole = bare(typed)
    core = whole[1:-2] if len(whole) >= _SHORTEST + 3 else whole
    for text in (core, core.lower()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            plain = text.encode(encoding)
            yield plain
            yield plain.hex().encode()
            yield plain.hex().upper().encode()
        yield from _in_base64(text.encode())
        yield from _in_base64(text.encode("utf-16-le"))
    yield typed.encode()
    yield typed.encode("unicode-escape")


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """At each of the three places where it may begin; without what depends on its neighbours."""
    for before in range(3):
        written = base64.b64encode(b"\x00" * before + plain)
        yield written[-(-before * 4 // 3) + (1 if before else 0) : len(written) // 4 * 4 - 4]


def sightings(found: bytes, canaries: Iterable[Canary], depth: int = _DEPTH) -> set[str]:
    """The numbers that can be read there."""
    canaries = tuple(canaries)
    seen: set[str] = set()
    for text in {found, _folded(found), *(each.sub(b"", found) for each in _SEPARATORS)}:
        seen |= {each.typed for each in canaries if any(one in text for one in each.needles)}
    if depth:
        for inner in _inside(found):
            seen |= sightings(inner, canaries, depth - 1)
    return seen


def _folded(found: bytes) -> bytes:
    """Full width as half."""
    if _FULL_WIDTH not in found:
        return found
    plain = normalize("NFKC", found.decode(errors="replace")).encode()
    return _SEPARATORS[0].sub(b"", plain)


def _inside(found: bytes) -> Iterator[bytes]:
    """What is packed there: compressed whole, or written in base64 or hexadecimal."""
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", found)):
        try:
            yield zlib.decompressobj().decompress(found[start:], 10_000_000)
        except zlib.error:
            continue
    for pattern, decode in ((_BASE64, _decoded), (_HEX, binascii.unhexlify)):
        for match in pattern.finditer(found):
            inner = decode(match[0])
            if inner.startswith(b"\x78") or _text(inner):
                yield inner


def _decoded(written: bytes) -> bytes:
    bare = written.rstrip(b"=")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    return base64.urlsafe_b64decode(
        bare.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(bare) % 4)
    )


def _text(inner: bytes) -> bool:
    return len(inner) > _SHORTEST and sum(0x1F < each < 0x7F for each in inner) > 0.9 * len(inner)


def raw(value: Any) -> bytes:
    """An item of the engine as bytes, with those of its binary attributes as they are."""
    match value:
        case bytes():
            return value
        case dict():
            return b"\n".join(part for pair in value.items() for part in map(raw, pair))
        case list() | tuple() | set():
            return b"\n".join(map(raw, value))
    return str(value).encode()
