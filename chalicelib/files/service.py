"""What can be done with the files of a record: add, attach, show, list. Every kind has the same."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Link, Loaded, ObjectStore, Upload
from chalicelib.core.record import Frozen, Record
from chalicelib.files import rules
from chalicelib.files.forms import AddFile, Attach
from chalicelib.files.model import Attached, Attachment, Filed, FileState, object_key
from chalicelib.service.operations import Call, Command, Operation, Read, nothing


class FileView(Frozen):
    """A file, and how to upload or fetch it now."""

    file: Attachment
    upload: Upload | None
    """For who uploads it, as long as it is waited for."""
    link: Link | None
    """Once it is attached."""


class LinkedFile(Frozen):
    """A file of a record, and how to fetch it now."""

    file: Attached
    link: Link


class FileList(Frozen):
    """The files of a record, in the order in which they were attached."""

    items: tuple[LinkedFile, ...]


@dataclass(frozen=True, kw_only=True)
class Host:
    """A kind of record that files hang on, as its domain declares it."""

    name: str
    path: str
    """Of one record."""
    key: Callable[[Call], Key]
    seen: Callable[[Loaded, Act[Any], Call], Filed]
    """The record that the path names. Raises Refusal `not_found` where it is not to be seen."""
    also: Callable[[Loaded, Call], Iterable[Key]] = nothing
    """What `seen` looks at besides, that only the record can name."""
    sees: frozenset[Role]
    seats: frozenset[Role] = frozenset()
    """The roles whose substitutes see them too (P-approve)."""
    adds: frozenset[Role]
    closed: Callable[[Any, Act[Any]], Refusal | None]
    """Why this person may not add a file to the record now, if they may not."""


def operations(host: Host, objects: Callable[[], ObjectStore]) -> tuple[Operation, ...]:
    """Everything that can be done with the files of a kind of record."""
    files = f"{host.path}/files"

    def shown(record: Record, act: Act[Any], call: Call) -> FileView:
        assert isinstance(record, Attachment)
        return _view(record, act, objects())

    def file_key(call: Call) -> Key:
        return Key(Attachment, call.site, call.params["file"])

    def open_host(loaded: Loaded, act: Act[Any], call: Call) -> Filed:
        record = host.seen(loaded, act, call)
        refusal = host.closed(record, act)
        if refusal:
            raise refusal
        return record

    def one(loaded: Loaded, act: Act[Any], call: Call) -> Attachment:
        record = host.seen(loaded, act, call)
        file = loaded.record(*file_key(call))
        if (
            not isinstance(file, Attachment)
            or file.host != record.name_in_history
            or not file.seen_by(act.person)
        ):
            raise Refusal("not_found", "P-who")
        return file

    def attach(loaded: Loaded, form: Attach, act: Act[Any], call: Call) -> Change:
        record, file = open_host(loaded, act, call), one(loaded, act, call)
        waiting = file.state is FileState.WAITING
        found = objects().inspect(file.key) if waiting else None
        return rules.attach(file, record, found, act)

    def listed(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> FileList:
        record = host.seen(loaded, act, call)
        return FileList(items=tuple(_linked(record, file, act, objects()) for file in record.files))

    return (
        Command(
            name=f"{host.name}-file-add",
            about="A file to be uploaded: how, within ten minutes 上傳附件",
            path=files,
            clause=rules.CLAUSE,
            who=host.adds,
            form=AddFile,
            answer=FileView,
            around=lambda call: (host.key(call),),
            also=host.also,
            within=host.seen,
            decide=lambda loaded, form, act, call: rules.add(
                open_host(loaded, act, call), form, act
            ),
            show=shown,
        ),
        Command(
            name=f"{host.name}-file-attach",
            about="Check what was uploaded, and attach it 附上附件",
            path=f"{files}/{{file}}/attach",
            clause=rules.CLAUSE,
            who=host.adds,
            form=Attach,
            answer=FileView,
            around=lambda call: (host.key(call),),
            also=host.also,
            subject=file_key,
            within=one,
            decide=attach,
            show=shown,
        ),
        Read(
            name=f"{host.name}-files",
            about="The attached files, each with a link good for five minutes",
            path=files,
            clause=rules.CLAUSE,
            who=host.sees,
            seats=host.seats,
            answer=FileList,
            needs=lambda call, query: (host.key(call),),
            also=host.also,
            show=listed,
        ),
        Read(
            name=f"{host.name}-file-show",
            about="A file: its link, or how to upload it",
            path=f"{files}/{{file}}",
            clause=rules.CLAUSE,
            who=host.sees,
            seats=host.seats,
            answer=FileView,
            needs=lambda call, query: (host.key(call), file_key(call)),
            also=host.also,
            show=lambda loaded, query, act, call: shown(one(loaded, act, call), act, call),
            version=lambda view: view.file.version,
        ),
    )


def _view(file: Attachment, act: Act[Any], objects: ObjectStore) -> FileView:
    waiting, attached = file.state is FileState.WAITING, file.state is FileState.ATTACHED
    return FileView(
        file=file,
        upload=objects.upload(file.key, file.media_type, file.bytes, file.sha256, act.now)
        if waiting
        else None,
        link=objects.link(file.key, file.name, file.media_type, act.now) if attached else None,
    )


def _linked(host: Filed, file: Attached, act: Act[Any], objects: ObjectStore) -> LinkedFile:
    key = object_key(host.site, host.name_in_history, file.id)
    return LinkedFile(file=file, link=objects.link(key, file.name, file.media_type, act.now))
