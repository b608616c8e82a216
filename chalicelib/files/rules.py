"""What becomes of a file: waited for, checked, attached or given up (P-files)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.ports import StoredObject
from chalicelib.core.record import Timer
from chalicelib.core.words.choices import BYTES
from chalicelib.files.formats import FORMATS
from chalicelib.files.forms import AddFile
from chalicelib.files.model import Attached, Attachment, Filed, FileState

CLAUSE = "P-files"
ORPHANS = "orphans"
"""The job whose timer runs until a file is attached, or what was uploaded of it removed."""
MOST = 30
"""Files of one record."""
WAITED_FOR = timedelta(hours=24)
"""How long a file may take from the wish to upload it until it is attached."""
REMOVED_AFTER = timedelta(hours=1)
"""From giving a file up until its bytes are removed: every leave to upload it has run out."""


def not_full(host: Filed) -> Refusal | None:
    """Guard: the record has room for one more."""
    return Refusal("files_full", CLAUSE, most=MOST) if len(host.files) >= MOST else None


def add(host: Filed, form: AddFile, act: Act[Any]) -> Change:
    """A file is to be uploaded: waited for, and no change of the record yet.

    Raises: Refusal `invalid_form` where it is larger than its type may be.
    """
    largest = FORMATS[form.media_type].largest
    if form.bytes > largest:
        fault = Fault(
            pointer="/bytes", code="out_of_range", data={"min": 1, "max": largest, "unit": BYTES}
        )
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    attachment = Attachment(
        site=host.site,
        id=act.fresh_id,
        host=host.name_in_history,
        name=form.name,
        media_type=form.media_type,
        bytes=form.bytes,
        sha256=form.sha256,
        by=act.person.id,
        at=act.now,
        timers=(_due(act, WAITED_FOR),),
    )
    return Change(before=None, after=attachment)


def attach(
    attachment: Attachment, host: Filed, found: StoredObject | None, act: Act[Any]
) -> Change:
    """What was uploaded is checked, and attached; what is not what was announced is given up.

    Raises: Refusal `file_settled`, `file_missing`.
    """
    if attachment.state is not FileState.WAITING:
        raise Refusal("file_settled", CLAUSE, state=attachment.state)
    if found is None:
        raise Refusal("file_missing", CLAUSE)
    wrong = differs(attachment, found, FORMATS[attachment.media_type].begins)
    if wrong:
        return _given_up(attachment, act, wrong)
    file = Attached(
        id=attachment.id,
        name=attachment.name,
        media_type=attachment.media_type,
        bytes=attachment.bytes,
        by=attachment.by,
        at=act.now,
    )
    facts = {
        "file": file.id,
        "name": file.name,
        "media_type": file.media_type,
        "bytes": file.bytes,
        "sha256": attachment.sha256,
    }
    return Change(
        before=attachment,
        after=replace(attachment, state=FileState.ATTACHED, timers=()),
        also=(Change(before=host, after=replace(host, files=(*host.files, file)), facts=facts),),
    )


def orphan(attachment: Attachment, act: Act[Any]) -> Change:
    """Its time is up. It is given up first, and its bytes are removed by a later run.

    So nothing is ever removed that somebody is attaching at the same moment.
    """
    if attachment.state is FileState.WAITING:
        return _given_up(attachment, act)
    return Change(before=attachment, after=replace(attachment, timers=()), facts={"removed": True})


def _given_up(attachment: Attachment, act: Act[Any], refusal: Refusal | None = None) -> Change:
    after = replace(
        attachment,
        state=FileState.ABANDONED,
        refused=refusal.code if refusal else None,
        timers=(_due(act, REMOVED_AFTER),),
    )
    return Change(before=attachment, after=after, refusal=refusal)


def _due(act: Act[Any], after: timedelta) -> Timer:
    return Timer(clause=CLAUSE, job=ORPHANS, due_at=act.now + after)


class Announced(Protocol):
    """What was said of a file before it was uploaded."""

    @property
    def media_type(self) -> str:
        """As its uploader calls it."""
        ...

    @property
    def bytes(self) -> int:
        """Its size."""
        ...

    @property
    def sha256(self) -> str:
        """Its digest, hexadecimal."""
        ...


def differs(
    announced: Announced, found: StoredObject, begins: Callable[[bytes], bool]
) -> Refusal | None:
    """In what the stored file differs from what was announced; `begins` knows its type."""
    if found.size != announced.bytes:
        return Refusal("file_size_differs", CLAUSE, announced=announced.bytes, stored=found.size)
    if found.sha256 != announced.sha256:
        return Refusal("file_digest_differs", CLAUSE)
    if found.media_type != announced.media_type:
        return Refusal(
            "file_type_differs", CLAUSE, announced=announced.media_type, stored=found.media_type
        )
    if not begins(found.head):
        return Refusal("file_not_its_type", CLAUSE, announced=announced.media_type)
    return None
