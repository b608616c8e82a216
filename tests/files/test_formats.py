"""Which files are taken: by their size, by how their bytes begin, by their name (P-files)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Refusal
from chalicelib.core.forms import parse
from chalicelib.core.ports import HEAD
from chalicelib.core.words.shared import MEDIA
from chalicelib.files.formats import FORMATS, MediaType
from chalicelib.files.forms import AddFile
from tests.core.making import LAW
from tests.support.uploads import announced

PAGE = Path(__file__).parents[2] / "docs" / "files.md"
STARTS: dict[str, bytes] = {
    "image/jpeg": b"\xff\xd8\xff\xe1Exif",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "application/pdf": b"%PDF-1.7\n%\xe2\xe3",
    "audio/mp4": b"\x00\x00\x00\x1cftypM4A \x00\x00",
    "audio/aac": b"\xff\xf1\x50\x80\x02\x1f",
    "audio/mpeg": b"\xff\xfb\x90\x64",
    "audio/amr": b"#!AMR\n\x3c",
    "audio/ogg": b"OggS\x00\x02",
    "audio/webm": b"\x1a\x45\xdf\xa3\x9f\x42",
}
"""How a file of each type begins."""
ALSO = [
    ("image/jpeg", b"\xff\xd8\xff\xdb"),
    ("image/heic", b"\x00\x00\x00\x24ftypmif1"),
    ("audio/mp4", b"\x00\x00\x00\x20ftypisom"),
    ("audio/mpeg", b"ID3\x04\x00"),
    ("audio/mpeg", b"\xff\xf3\x40\xc0"),  # MPEG-2, layer III
    ("audio/aac", b"\xff\xf9\x50\x80"),  # with MPEG-2's bit
    ("audio/amr", b"#!AMR-WB\n"),
]
NONE = {
    "nothing": b"",
    "one byte": b"\xff",
    "HTML": b"<!DOCTYPE html><html>",
    "SVG": b"<svg xmlns=",
    "XML": b"<?xml version=",
    "a script": b"#!/bin/sh\n",
    "a Windows program": b"MZ\x90\x00",
    "a Linux program": b"\x7fELF\x02\x01",
    "a ZIP, and so a DOCX or an APK": b"PK\x03\x04\x14\x00",
    "GIF": b"GIF89a\x01\x00",
    "WAV, which is RIFF as well": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "a film, which is ftyp as well": b"\x00\x00\x00\x14ftypqt  ",
    "AVIF, which is ftyp as well": b"\x00\x00\x00\x1cftypavif",
    "PDF, but later": b"\n\n\n%PDF-1.7",
    "JPEG, but for a byte": b"\xff\xd8\x00\xe0",
    "UTF-16": b"\xff\xfe<\x00h\x00",
}


def fits(head: bytes) -> set[str]:
    return {str(kind) for kind, each in FORMATS.items() if each.begins(head[:HEAD])}


def test_every_type_has_its_format_its_name_and_its_row_in_the_page() -> None:
    assert set(FORMATS) == set(MediaType) == set(STARTS) == set(MEDIA)
    rows = re.findall(r"^\| (\w+/\w+) \| (.+) \| (\d+) \|$", PAGE.read_text(), re.MULTILINE)
    assert {kind: (name, int(most)) for kind, name, most in rows} == {
        str(kind): (MEDIA[kind].en, each.largest) for kind, each in FORMATS.items()
    }


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(("kind", "head"), [*STARTS.items(), *ALSO])
def test_a_file_is_known_by_how_it_begins_and_is_nothing_else(kind: str, head: bytes) -> None:
    assert fits(head) == {kind}


@pytest.mark.clause("P-files")
@pytest.mark.parametrize("head", NONE.values(), ids=NONE)
def test_whatever_else_it_is_it_is_none_of_them(head: bytes) -> None:
    assert fits(head) == set()


@pytest.mark.clause("P-files")
@LAW
@given(st.binary(max_size=HEAD))
def test_no_bytes_are_two_things_at_once(head: bytes) -> None:
    assert len(fits(head)) <= 1


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    "name",
    ["a", "漏水.jpg", "a b.pdf", ".jpg", "x" * 80, 'say "hi".pdf', "50%.pdf", "\U0001f6b0.png"],
)
def test_a_name_is_what_people_call_it(name: str) -> None:
    assert parse(AddFile, announced(name=name)).name == name


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "a/b.jpg",
        "../../etc/passwd",
        "C:\\photo.jpg",
        "a\nb.jpg",
        "a\r\nSet-Cookie: x",
        "a\x00.jpg",
        "a\x7f.jpg",
        "photo\u202egpj.exe",  # reads as photo exe.jpg
        "\u2066a.jpg\u2069",
        "\u200b",
        "x" * 81,
    ],
)
def test_a_name_that_would_be_a_path_or_deceive_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(AddFile, announced(name=name))
    assert {fault.pointer for fault in refused.value.faults} == {"/name"}


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("bytes", 0),
        ("bytes", -1),
        ("bytes", 20_000_001),
        ("sha256", "A" * 64),  # capitals
        ("sha256", "a" * 63),
        ("sha256", "a" * 65),
        ("sha256", "a" * 64 + "\n"),
        ("sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),  # base64
        ("media_type", "image/svg+xml"),
        ("media_type", "text/html"),
        ("media_type", "image/gif"),
        ("media_type", "IMAGE/JPEG"),
        ("media_type", "image/jpeg; charset=x"),
        ("media_type", "application/octet-stream"),
    ],
)
def test_what_cannot_be_a_file_of_ours_is_refused_by_field(field: str, bad: object) -> None:
    with pytest.raises(Refusal) as refused:
        parse(AddFile, announced(**{field: bad}))
    assert [fault.pointer for fault in refused.value.faults] == [f"/{field}"]
