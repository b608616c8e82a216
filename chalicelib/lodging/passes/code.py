"""The code on a pass: what it says, signed with the site's key (L-5). Pure.

It names pass, holder, site and expiry, and a signature over all of them: nobody without the key
can guess or make one, and none of them can be changed in it. Renewed, a pass has a new code.

The program signs again and compares; a gate's device tells by the public key, while the line is
broken.
"""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.core.record import Frozen, Instant
from chalicelib.lodging.passes.model import AccessPass

_KIND = "FD1"
_BETWEEN = ":"
_PARTS = 6

Sign = Callable[[str, str], str]
"""Signature of a text, by the key that is for this purpose."""


class Claims(Frozen):
    """What a code says that the site signed."""

    access_pass: str
    holder: str
    expires_at: Instant


def written(known: AccessPass, sign: Sign) -> str:
    """The code of a pass as it is now."""
    expires = str(int(known.valid_until.timestamp()))
    said = _BETWEEN.join((_KIND, known.site, known.id, known.holder, expires))
    return f"{said}{_BETWEEN}{sign(purpose(known.site), said)}"


def read(code: str, site: str, sign: Sign) -> Claims | None:
    """What a code says, if this site signed it; whether it still counts is another question."""
    parts = code.split(_BETWEEN)
    if len(parts) != _PARTS or parts[:2] != [_KIND, site] or not code.isascii():
        return None
    said, _, signed = code.rpartition(_BETWEEN)
    if not hmac.compare_digest(sign(purpose(site), said), signed):
        return None
    expires_at = datetime.fromtimestamp(int(parts[4]), UTC)
    return Claims(access_pass=parts[2], holder=parts[3], expires_at=expires_at)


def purpose(site: str) -> str:
    """What the key is for by which a site signs its passes."""
    return f"pass/{site}"
