"""Types of form fields: what a field may hold, said once for the check, the API and the words."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from chalicelib.core import alike

_END = r"$(?!\n)"
"""The true end: Python's `$` alone would let a newline slip in behind the last character."""
_UNSEEN = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000" + alike.UNSEEN
"""White space, control characters, and what shows nothing: words of these alone are blank."""
_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_TEXT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*"

Line = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=80,
        pattern=f"^{_LINE}[^{_UNSEEN}]{_LINE}{_END}",
        examples=["陳大文"],
    ),
]
"""A name or a short remark: one line, not blank."""

Text = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1000,
        pattern=f"^{_TEXT}[^{_UNSEEN}]{_TEXT}{_END}",
        examples=["廚房水管漏水,請盡快處理"],
    ),
]
"""Words as they were spoken or written: not blank, without control characters."""

Brief = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        pattern=f"^{_TEXT}[^{_UNSEEN}]{_TEXT}{_END}",
        examples=["樓上半夜拖動家具"],
    ),
]
"""The beginning of somebody's words, as short as an address must be."""

Question = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=80,
        pattern=rf"^{_LINE}[^\W_]{_LINE}{_END}",
        examples=["A座12樓 漏水"],
        extra_json_schema={"x-private": True},
    ),
]
"""What somebody looks for: at least one character that is a letter, a digit or Chinese."""

_PART = r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069/\\]*"
"""Of a file's name: no separator of a path, nothing that turns the direction of writing."""

FileName = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=80,
        pattern=rf"^{_PART}[^{_UNSEEN}./\\]{_PART}{_END}",
        examples=["廚房漏水.jpg"],
    ),
]
"""A file's name as people read it, without a folder. It names nothing that is stored."""

Id = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=rf"^[A-Za-z0-9][A-Za-z0-9._-]*{_END}",
        examples=["A-1203"],
    ),
]
"""Names a record within its site."""

_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
MOST_IDS = 50
Ids = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=MOST_IDS * 65 - 1,
        pattern=rf"^{_ID}(,{_ID}){{0,{MOST_IDS - 1}}}{_END}",
        examples=["desk-chan,engineer-lee"],
    ),
]
"""Names several records within their site, with commas between."""

Plate = Annotated[
    str,
    Meta(
        min_length=2,
        max_length=16,
        pattern=rf"^[0-9A-Za-z\u4e00-\u9fff]([ .·-]?[0-9A-Za-z\u4e00-\u9fff])+{_END}",
        examples=["粵C·12345"],
    ),
]
"""What is on a car's number plate."""

Phone = Annotated[
    str,
    Meta(
        min_length=5,
        max_length=24,
        pattern=rf"^\+?[0-9][0-9 -]{{3,21}}[0-9]{_END}",
        examples=["138 0013 8000"],
        extra_json_schema={"x-private": True},
    ),
]
"""A telephone number. Private: sealed before it is stored, hidden in history (P-private)."""

ScanCode = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=f"^{_LINE}[^{_UNSEEN}]{_LINE}{_END}",
        examples=["FD1:harbour-hotel:00199a…"],
        extra_json_schema={"x-private": True},
    ),
]
"""Whatever was scanned at a gate. Who has it may come in with it: hidden in history."""

IdentityNumber = Annotated[
    str,
    Meta(
        min_length=6,
        max_length=24,
        pattern=rf"^[A-Za-z0-9](?:[ -]?[A-Za-z0-9]){{5,19}}(?:\([A-Za-z0-9]\))?{_END}",
        examples=["110101199003070038"],
        extra_json_schema={"x-private": True},
    ),
]
"""The number of an identity document. Private: sealed before it is stored, hidden in history."""

MAIL = (
    r"^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}" + _END
)
"""What an e-mail address looks like."""

Mail = Annotated[
    str,
    Meta(
        min_length=6,
        max_length=254,
        pattern=MAIL,
        examples=["wong@example.com"],
        extra_json_schema={"x-private": True},
    ),
]
"""An e-mail address. Private: sealed before it is stored, hidden in history (P-private)."""

Address = Annotated[
    str,
    Meta(
        min_length=5,
        max_length=500,
        pattern=rf"^[\x21-\x7e]+{_END}",
        examples=["https://hooks.example.com/frontdesk"],
        extra_json_schema={"x-private": True},
    ),
]
"""Where a channel leads. Who knows it can often write there: sealed, hidden in history."""

Secret = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=200,
        pattern=rf"^[\x21-\x7e]+{_END}",
        examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
        extra_json_schema={"x-private": True},
    ),
]
"""What a channel signs with: sealed, hidden in history, never shown again."""

Code = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=rf"^[a-z][a-z0-9_]*{_END}",
        examples=["ticket_dispatched"],
    ),
]
"""The stable code of a message."""

When = Annotated[datetime, Meta(tz=True, examples=["2026-03-02T10:15:00+08:00"])]
"""An instant with its offset from UTC."""

Day = Annotated[date, Meta(examples=["2026-03-02"])]
"""A calendar day at the site."""

Quantity = Annotated[
    str,
    Meta(
        pattern=r"^([1-9][0-9]{0,3}(\.[0-9]{1,3})?|0\.([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9]))"
        + _END,
        examples=["1.5"],
    ),
]
"""A decimal above zero and below 10,000, to a thousandth; text, for JSON numbers are binary."""

Count = Annotated[int, Meta(ge=1, le=100, examples=[25])]
"""How many entries a page has."""

Cursor = Annotated[str, Meta(min_length=1, max_length=400, pattern=rf"^[A-Za-z0-9_-]+{_END}")]
"""Where the next page begins; opaque, from `next` of the page before."""


def of_kinds(kinds: Iterable[StrEnum]) -> Meta:
    """Tells a client of which kinds of things a field is said; of the others it is refused."""
    return Meta(extra_json_schema={"x-kinds": [str(each) for each in kinds]})


def among(kinds: Iterable[StrEnum]) -> Meta:
    """Tells a client of which kinds is what a field names; what is of another is refused."""
    return Meta(extra_json_schema={"x-among": [str(each) for each in kinds]})
