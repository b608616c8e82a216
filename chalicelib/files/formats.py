"""Which files are taken, how large they may be, and how their bytes begin (P-files).

Nothing that a browser would run is among them: no HTML, no SVG, no program.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

MEGABYTE = 1_000_000


class MediaType(StrEnum):
    """Photos, letters and receipts, voice notes."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"
    MP4 = "audio/mp4"
    AAC = "audio/aac"
    MP3 = "audio/mpeg"
    AMR = "audio/amr"
    OGG = "audio/ogg"
    WEBM = "audio/webm"


class Format(NamedTuple):
    """What a file of a type is held to."""

    largest: int
    """Bytes."""
    begins: Callable[[bytes], bool]
    """Whether the first bytes of a file are those of the type."""


def _with(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(starts)


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """An ISO base media file (ISO/IEC 14496-12), by its major brand."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _adts(head: bytes) -> bool:
    """AAC as a stream: twelve bits of sync, layer 0."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0


def _mp3(head: bytes) -> bool:
    """An ID3 tag, or eleven bits of sync and layer III."""
    return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


FORMATS: dict[MediaType, Format] = {
    MediaType.JPEG: Format(10 * MEGABYTE, _with(b"\xff\xd8\xff")),
    MediaType.PNG: Format(10 * MEGABYTE, _with(b"\x89PNG\r\n\x1a\n")),
    MediaType.WEBP: Format(10 * MEGABYTE, _webp),
    MediaType.HEIC: Format(
        10 * MEGABYTE, _brand(b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
    ),
    MediaType.PDF: Format(20 * MEGABYTE, _with(b"%PDF-")),
    MediaType.MP4: Format(
        10 * MEGABYTE,
        _brand(b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash"),
    ),
    MediaType.AAC: Format(10 * MEGABYTE, _adts),
    MediaType.MP3: Format(10 * MEGABYTE, _mp3),
    MediaType.AMR: Format(10 * MEGABYTE, _with(b"#!AMR\n", b"#!AMR-WB\n")),
    MediaType.OGG: Format(10 * MEGABYTE, _with(b"OggS")),
    MediaType.WEBM: Format(10 * MEGABYTE, _with(b"\x1a\x45\xdf\xa3")),
}
LARGEST = max(each.largest for each in FORMATS.values())
