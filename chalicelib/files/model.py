"""What is kept of a file: the attachment 附件, and what the record it hangs on says of it."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.core.people import Person
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.files.formats import MediaType


class FileState(StrEnum):
    """Where an attachment stands."""

    WAITING = "waiting"
    """To be uploaded and checked; nobody but who uploads it knows of it."""
    ATTACHED = "attached"
    ABANDONED = "abandoned"
    """Found wrong, or never attached: what was uploaded is removed."""


class Attached(Frozen):
    """A file of a record, as the record names it."""

    id: str
    name: str
    media_type: MediaType
    bytes: int
    by: str
    at: Instant
    """When it was attached."""


class Filed(Record):
    """A record that files hang on. They are kept as long as it is, and seen by who sees it."""

    files: tuple[Attached, ...] = ()


class Attachment(Record):
    """One file, from the wish to upload it until it is attached or given up."""

    KIND: ClassVar[str] = "attachment"
    TABLE: ClassVar[str] = "files"

    host: str
    """`kind#id` of the record that it is for."""
    name: str
    media_type: MediaType
    bytes: int
    sha256: str
    """Hexadecimal."""
    state: FileState = FileState.WAITING
    by: str
    at: Instant
    """When the upload was asked for."""
    refused: str | None = None
    """The code of the refusal that it was given up with."""

    @property
    def key(self) -> str:
        """Where its bytes lie in object storage."""
        return object_key(self.site, self.host, self.id)

    def seen_by(self, person: Person) -> bool:
        """Whether someone who sees the record may know of the file."""
        return self.state is FileState.ATTACHED or self.by == person.id


def object_key(site: str, host: str, id: str) -> str:
    """Where the bytes of a file lie: site/kind/record/file."""
    return f"{site}/{host.replace('#', '/')}/{id}"
