"""What is said of a file before it is uploaded, and when it is there."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import FileName
from chalicelib.core.forms import Form
from chalicelib.files.formats import LARGEST, MediaType

Size = Annotated[int, Meta(ge=1, le=LARGEST, examples=[482113])]
"""Bytes; each type has its own limit besides."""

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)", examples=["3a7bd3e2360a3d29" * 4])]
"""Of the file's bytes: 64 hexadecimal digits, small letters."""


class AddFile(Form):
    """What the file is. Exactly this can be uploaded, and nothing else."""

    name: FileName
    media_type: MediaType
    bytes: Size
    sha256: Sha256


class Attach(Form):
    """The file is uploaded: check it, and attach it."""
