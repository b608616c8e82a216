"""What becomes of a file, by the rules alone (P-files)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import parse
from chalicelib.core.people import Role
from chalicelib.core.ports import StoredObject
from chalicelib.files import rules
from chalicelib.files.formats import FORMATS, MediaType
from chalicelib.files.forms import AddFile
from chalicelib.files.model import Attached, Attachment, Filed, FileState
from local import sample
from tests.core.making import LAW
from tests.support.residents import person
from tests.support.uploads import JPEG, announced
from tests.support.world import MONDAY

UPLOADER = person("desk-chan", Role.DESK)


class Case(Filed):
    """A record of a domain that files know nothing of."""

    KIND = "case"
    TABLE = "tickets"


HOST = Case(site="paths", id="c1", version=3)


def act(**later: float) -> Act[Any]:
    now = MONDAY + timedelta(**later)
    return Act(person=UPLOADER, now=now, site=sample.SITE, terms=None, fresh_id="f1")


def waiting(**given: Any) -> Attachment:
    after = rules.add(HOST, parse(AddFile, announced(**given)), act()).after
    assert isinstance(after, Attachment)
    return after


def found(file: Attachment, **other: Any) -> StoredObject:
    """What the storage says of the file, uploaded as announced or otherwise."""
    as_announced = {
        "size": file.bytes,
        "media_type": str(file.media_type),
        "sha256": file.sha256,
        "head": JPEG[:16],
    }
    return StoredObject(**(as_announced | other))


@pytest.mark.clause("P-files")
def test_what_is_announced_is_waited_for_a_day_and_the_record_stays_as_it_is() -> None:
    change = rules.add(HOST, parse(AddFile, announced()), act())
    file = change.after
    assert isinstance(file, Attachment)
    assert (file.state, file.host, file.by, file.at) == (
        FileState.WAITING,
        "case#c1",
        "desk-chan",
        MONDAY,
    )
    assert [timer.due_at - MONDAY for timer in file.timers] == [timedelta(days=1)]
    assert (change.also, change.refusal) == ((), None)
    assert file.key == "paths/case/c1/f1"


@pytest.mark.clause("P-files")
@pytest.mark.parametrize("kind", MediaType)
def test_a_file_is_as_large_as_its_type_may_be_and_no_byte_larger(kind: MediaType) -> None:
    most = FORMATS[kind].largest
    for size in (1, most):
        assert waiting(media_type=kind, bytes=size).bytes == size
    with pytest.raises(Refusal) as refused:
        waiting(media_type=kind, bytes=min(most + 1, 20_000_000) if most < 20_000_000 else most + 1)
    assert [fault.pointer for fault in refused.value.faults] == ["/bytes"]


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"size": 0}, "file_size_differs"),
        ({"size": len(JPEG) - 1}, "file_size_differs"),
        ({"size": len(JPEG) + 1}, "file_size_differs"),
        ({"sha256": "0" * 64}, "file_digest_differs"),
        ({"sha256": None}, "file_digest_differs"),  # the storage worked none out
        ({"media_type": "image/png"}, "file_type_differs"),
        ({"media_type": "text/html"}, "file_type_differs"),
        ({"media_type": ""}, "file_type_differs"),
        ({"head": b""}, "file_not_its_type"),
        ({"head": b"<html>"}, "file_not_its_type"),
        ({"head": b"\x89PNG\r\n\x1a\n"}, "file_not_its_type"),
    ],
    ids=repr,
)
def test_what_is_not_as_announced_is_given_up_and_removed_within_hours(
    other: dict[str, Any], code: str
) -> None:
    file = waiting()
    change = rules.attach(file, HOST, found(file, **other), act(minutes=5))
    assert change.refusal
    assert (change.refusal.code, change.refusal.clause) == (code, "P-files")
    after = change.after
    assert isinstance(after, Attachment)
    assert (after.state, after.refused, change.also) == (FileState.ABANDONED, code, ())
    assert [timer.due_at for timer in after.timers] == [MONDAY + timedelta(minutes=65)]


@pytest.mark.clause("P-files", "P-history")
def test_what_is_as_announced_is_attached_and_the_record_says_so() -> None:
    file = waiting()
    change = rules.attach(file, HOST, found(file), act(minutes=5))
    assert isinstance(change.after, Attachment)
    assert (change.after.state, change.after.timers, change.refusal) == (
        FileState.ATTACHED,
        (),
        None,
    )
    [host] = change.also
    assert host.before is HOST
    assert host.after == replace(
        HOST,
        files=(
            Attached(
                id="f1",
                name=file.name,
                media_type=file.media_type,
                bytes=file.bytes,
                by="desk-chan",
                at=MONDAY + timedelta(minutes=5),
            ),
        ),
    )
    assert host.facts == {
        "file": "f1",
        "name": file.name,
        "media_type": "image/jpeg",
        "bytes": len(JPEG),
        "sha256": file.sha256,
    }


@pytest.mark.clause("P-files")
def test_what_is_not_there_yet_is_still_waited_for() -> None:
    with pytest.raises(Refusal) as refused:
        rules.attach(waiting(), HOST, None, act())
    assert refused.value.code == "file_missing"


@pytest.mark.clause("P-files")
@pytest.mark.parametrize("state", [FileState.ATTACHED, FileState.ABANDONED])
def test_what_is_settled_is_not_settled_again(state: FileState) -> None:
    file = replace(waiting(), state=state)
    with pytest.raises(Refusal) as refused:
        rules.attach(file, HOST, found(file), act())
    assert (refused.value.code, refused.value.data) == ("file_settled", {"state": state})


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(("files", "full"), [(0, False), (29, False), (30, True), (31, True)])
def test_a_record_has_thirty_files_and_no_more(files: int, full: bool) -> None:
    one = Attached(id="f", name="a", media_type=MediaType.PDF, bytes=1, by="desk-chan", at=MONDAY)
    refusal = rules.not_full(replace(HOST, files=(one,) * files))
    assert (refusal is not None) == full
    assert refusal is None or refusal.code == "files_full"


@pytest.mark.clause("P-files")
@LAW
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_giving_up_always_comes_an_hour_or_more_before_removal(late: int, later: int) -> None:
    """However late the job runs, no leave of ten minutes outlasts the removal."""
    first = rules.orphan(waiting(), act(days=1, seconds=late)).after
    assert isinstance(first, Attachment)
    assert (first.state, first.refused) == (FileState.ABANDONED, None)
    [timer] = first.timers
    assert timer.due_at - (MONDAY + timedelta(days=1, seconds=late)) == timedelta(hours=1)
    second = rules.orphan(first, act(days=1, hours=1, seconds=late + later))
    assert second.after == replace(first, timers=())
    assert second.facts == {"removed": True}
