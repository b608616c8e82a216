"""The local object storage holds requests to their signatures, as S3 does (P-files)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from chalicelib.store.objects import S3Objects
from tests.support import storage
from tests.support.storage import Wall, fetched
from tests.support.uploads import JPEG
from tests.support.world import MONDAY

KEY = "site/ticket/t1/f1"


@dataclass(frozen=True)
class Stored:
    """Storage with one file in it."""

    objects: S3Objects
    wall: Wall
    folder: Path

    def leave(self, key: str = KEY) -> Any:
        return self.objects.upload(key, "image/jpeg", len(JPEG), sha256(JPEG).hexdigest(), MONDAY)

    @property
    def link(self) -> str:
        return self.objects.link(KEY, "漏水.jpg", "image/jpeg", MONDAY).url


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Stored]:
    wall = Wall()
    with storage.serving(tmp_path, wall) as address:
        made = Stored(storage.adapter(address), wall, tmp_path)
        leave = made.leave()
        assert fetched("PUT", leave.url, leave.headers, JPEG)[0] == 200
        yield made


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(minutes=4, seconds=58), 200),
        (timedelta(minutes=5, seconds=2), 403),
        (timedelta(days=1), 403),
        (-timedelta(minutes=16), 403),  # from a future that the storage does not believe in
    ],
)
def test_a_link_is_good_for_five_minutes(kept: Stored, after: timedelta, status: int) -> None:
    link = kept.link
    kept.wall.ahead = after
    assert fetched("GET", link)[0] == status


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("after", "status"),
    [(timedelta(minutes=9, seconds=58), 200), (timedelta(minutes=10, seconds=2), 403)],
)
def test_leave_to_upload_is_good_for_ten(kept: Stored, after: timedelta, status: int) -> None:
    leave = kept.leave("site/ticket/t1/f2")
    kept.wall.ahead = after
    assert fetched("PUT", leave.url, leave.headers, JPEG)[0] == status


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/t1/f1?", "/t1/f2?"),
        ("X-Amz-Expires=300", "X-Amz-Expires=86400"),
        ("image%2Fjpeg", "text%2Fhtml"),
        ("response-content-type", "response-content-typo"),
        ("attachment", "inline"),
        ("X-Amz-Credential=test", "X-Amz-Credential=else"),
        ("&X-Amz-SignedHeaders=host", ""),
        ("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders="),
    ],
)
def test_a_link_that_was_changed_opens_nothing(kept: Stored, was: str, now: str) -> None:
    assert was in kept.link
    assert fetched("GET", kept.link)[0] == 200
    assert fetched("GET", kept.link.replace(was, now))[0] == 403


@pytest.mark.clause("P-files")
def test_a_link_to_fetch_is_no_leave_to_do_anything_else(kept: Stored) -> None:
    for method in ("PUT", "DELETE", "HEAD", "POST"):
        assert fetched(method, kept.link, body=b"")[0] == 403
    assert fetched("GET", kept.leave().url)[0] == 403


@pytest.mark.clause("P-files")
def test_without_a_signature_nothing_is_said(kept: Stored) -> None:
    address = kept.link.partition("?")[0]
    for method in ("GET", "PUT", "DELETE"):
        assert fetched(method, address, body=b"")[0] == 403
    assert fetched("GET", address, {"Authorization": "Bearer x"})[0] == 403


@pytest.mark.clause("P-files")
def test_a_page_elsewhere_may_send_and_fetch(kept: Stored) -> None:
    """Browsers ask before they send, without a signature; what is refused they may read too."""
    address = kept.link.partition("?")[0]
    asked = {"Origin": "http://127.0.0.1:8000", "Access-Control-Request-Method": "PUT"}
    status, said, _ = fetched("OPTIONS", address, asked)
    assert (status, said["Access-Control-Allow-Methods"]) == (200, "GET, PUT")
    for url, answered in ((kept.link, 200), (address, 403)):
        status, said, _ = fetched("GET", url)
        assert (status, said["Access-Control-Allow-Origin"]) == (answered, "*")


@pytest.mark.clause("P-files")
def test_with_another_secret_nothing_opens(kept: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SECRET", "other")
    other = storage.adapter(kept.objects._endpoint or "")
    assert fetched("GET", other.link(KEY, "a", "image/jpeg", MONDAY).url)[0] == 403
    with pytest.raises(ClientError, match="403"):
        other.inspect(KEY)


@pytest.mark.clause("P-files")
@pytest.mark.parametrize("key", ["../secret", "a/../../secret"])
def test_nothing_is_kept_outside_its_folder(kept: Stored, key: str) -> None:
    (kept.folder.parent / "secret").write_bytes(b'{"Content-Type": "a"}\nx')
    url = kept.objects.link(key, "a", "image/jpeg", MONDAY).url
    assert fetched("GET", url)[0] in (403, 404)
    assert fetched("GET", url.replace("../", quote("../", safe="")))[0] in (403, 404)


@pytest.mark.clause("P-files")
def test_what_breaks_off_leaves_nothing(kept: Stored) -> None:
    """Fewer bytes than announced are no file; what was there before stays whole."""
    leave = kept.leave("site/ticket/t1/f3")
    assert fetched("PUT", leave.url, leave.headers, JPEG[:-4] + b"1234")[0] == 400
    assert [each.name for each in kept.folder.rglob("*") if each.is_file()] == ["f1"]


@pytest.mark.clause("P-files")
def test_started_again_it_has_its_files_still(kept: Stored) -> None:
    with storage.serving(kept.folder, kept.wall) as address:
        again = storage.adapter(address)
        assert again.inspect(KEY) == kept.objects.inspect(KEY)
        assert fetched("GET", again.link(KEY, "a", "image/jpeg", MONDAY).url)[2] == JPEG
