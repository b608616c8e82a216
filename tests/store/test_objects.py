"""The port to object storage: the same on the local one as on S3, and what is signed (P-files)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from chalicelib.core.ports import HEAD, StoredObject, Unavailable
from chalicelib.store.objects import S3Objects, saved_as
from tests.core.making import LAW
from tests.support import storage
from tests.support.uploads import JPEG
from tests.support.world import MONDAY

DIGEST = sha256(JPEG).hexdigest()
KEY = "site/ticket/t1/f1"
MOTO = {"x-amz-sdk-checksum-algorithm": "SHA256"}
"""Without it, moto forgets the checksum; S3 does not."""


def on_local(folder: Path) -> Iterator[S3Objects]:
    with storage.serving(folder, storage.Wall()) as address:
        yield storage.adapter(address)


def on_s3(folder: Path) -> Iterator[S3Objects]:
    with mock_aws():
        where = {"LocationConstraint": "ap-east-1"}
        boto3.client("s3").create_bucket(Bucket="files", CreateBucketConfiguration=where)
        yield S3Objects("files", "ap-east-1", None)


@pytest.fixture(params=[on_local, on_s3], ids=["local", "S3 by moto"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[S3Objects]:
    kept: Callable[[Path], Iterator[S3Objects]] = request.param
    yield from kept(tmp_path)


def upload(objects: S3Objects, content: bytes = JPEG, media_type: str = "image/jpeg") -> int:
    digest = sha256(content).hexdigest()
    leave = objects.upload(KEY, media_type, len(content), digest, MONDAY)
    assert leave.expires_at == MONDAY + timedelta(minutes=10)
    headers = leave.headers if objects._endpoint else leave.headers | MOTO
    return requests.request(leave.method, leave.url, headers=headers, data=content).status_code


@pytest.mark.clause("P-files")
def test_what_is_uploaded_is_found_fetched_and_removed(objects: S3Objects) -> None:
    assert objects.inspect(KEY) is None
    assert upload(objects) == 200
    assert objects.inspect(KEY) == StoredObject(
        size=len(JPEG), media_type="image/jpeg", sha256=DIGEST, head=JPEG[:HEAD]
    )
    assert objects.read(KEY) == JPEG
    link = objects.link(KEY, "漏水.jpg", "image/jpeg", MONDAY)
    assert link.expires_at == MONDAY + timedelta(minutes=5)
    answer = requests.get(link.url)
    assert (answer.status_code, answer.content) == (200, JPEG)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == saved_as("漏水.jpg")
    objects.remove(KEY)
    assert objects.inspect(KEY) is objects.read(KEY) is None
    assert requests.get(link.url).status_code in (403, 404)


@pytest.mark.clause("P-files")
def test_removing_what_is_not_there_is_no_fault(objects: S3Objects) -> None:
    objects.remove(KEY)
    objects.remove(KEY)


@pytest.mark.clause("P-files")
@pytest.mark.parametrize("size", [1, HEAD - 1, HEAD, HEAD + 1, 1_000_000])
def test_as_much_is_looked_at_as_there_is(objects: S3Objects, size: int) -> None:
    content = bytes(each % 251 for each in range(size))
    assert upload(objects, content) == 200
    found = objects.inspect(KEY)
    assert found
    assert (found.size, found.head) == (size, content[:HEAD])


def test_of_an_empty_object_nothing_is_looked_at(objects: S3Objects) -> None:
    objects._client.put_object(Bucket=objects._bucket, Key=KEY, Body=b"")
    found = objects.inspect(KEY)
    assert found
    assert (found.size, found.head) == (0, b"")


def signed(url: str) -> dict[str, str]:
    return {name: each[0] for name, each in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def somewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[..., S3Objects]:
    return lambda region, endpoint=None: S3Objects("files", region, endpoint)


@pytest.mark.clause("P-files")
def test_type_length_checksum_and_that_nothing_lies_there_are_signed(somewhere: Any) -> None:
    leave = somewhere("ap-east-1").upload(KEY, "image/jpeg", 123, DIGEST, MONDAY)
    said = signed(leave.url)
    assert said["X-Amz-SignedHeaders"].split(";") == sorted(
        {"host", *(name.lower() for name in leave.headers)}
    )
    assert set(map(str.lower, leave.headers)) == {
        "content-type",
        "content-length",
        "x-amz-checksum-sha256",
        "if-none-match",
    }
    assert (said["X-Amz-Algorithm"], said["X-Amz-Expires"]) == ("AWS4-HMAC-SHA256", "600")


@pytest.mark.clause("P-files")
def test_a_link_says_what_it_is_saved_as_and_that_is_signed(somewhere: Any) -> None:
    said = signed(somewhere("ap-east-1").link(KEY, "收據.pdf", "application/pdf", MONDAY).url)
    assert said["response-content-type"] == "application/pdf"
    assert said["response-content-disposition"] == saved_as("收據.pdf")
    assert said["response-cache-control"] == "private, no-store"
    assert (said["X-Amz-SignedHeaders"], said["X-Amz-Expires"]) == ("host", "300")


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("region", "endpoint", "address"),
    [
        ("ap-east-1", None, "https://files.s3.ap-east-1.amazonaws.com/"),
        ("us-east-1", None, "https://files.s3.us-east-1.amazonaws.com/"),  # its own, not the global
        ("cn-north-1", None, "https://files.s3.cn-north-1.amazonaws.com.cn/"),
        ("cn-northwest-1", None, "https://files.s3.cn-northwest-1.amazonaws.com.cn/"),
        ("local", "http://127.0.0.1:9000", "http://127.0.0.1:9000/files/"),
        ("ap-east-1", "http://storage.test", "http://storage.test/files/"),
    ],
)
def test_the_address_is_the_regions_own(
    somewhere: Any, region: str, endpoint: str | None, address: str
) -> None:
    objects = somewhere(region, endpoint)
    for url in (
        objects.upload(KEY, "image/jpeg", 1, DIGEST, MONDAY).url,
        objects.link(KEY, "a", "image/jpeg", MONDAY).url,
    ):
        assert url.startswith(f"{address}{KEY}?")
        assert f"/{region}/s3/aws4_request" in signed(url)["X-Amz-Credential"]


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        ("a b.pdf", "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"),
        (
            "漏水.jpg",
            "attachment; filename=\"__.jpg\"; filename*=UTF-8''%E6%BC%8F%E6%B0%B4.jpg",
        ),
        ('"; x="', "attachment; filename=\"_; x=_\"; filename*=UTF-8''%22%3B%20x%3D%22"),
        ("50%41", "attachment; filename=\"50_41\"; filename*=UTF-8''50%2541"),
        ("it's", "attachment; filename=\"it's\"; filename*=UTF-8''it%27s"),
    ],
)
def test_a_name_is_written_as_the_standards_have_it(name: str, disposition: str) -> None:
    assert saved_as(name) == disposition


@pytest.mark.clause("P-files")
@LAW
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    said = saved_as(name)
    assert said.isascii()
    assert said.isprintable()
    assert said.count('"') == 2


@pytest.mark.parametrize("ask", ["inspect", "remove"])
def test_a_storage_that_does_not_answer_is_unavailable(ask: str) -> None:
    with pytest.raises(Unavailable):
        getattr(storage.adapter("http://127.0.0.1:9"), ask)(KEY)


@pytest.mark.parametrize(
    ("status", "raised"), [(500, Unavailable), (503, Unavailable), (403, ClientError)]
)
def test_what_the_storage_refuses_is_said_and_what_passes_is_unavailable(
    status: int, raised: type[Exception]
) -> None:
    objects = S3Objects("files", "ap-east-1", "http://storage.test")
    said = {
        "Error": {"Code": "Any", "Message": ""},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }

    def refuse(**_: Any) -> None:
        raise ClientError(said, "HeadObject")  # type: ignore[arg-type]

    objects._client.meta.events.register("before-send.s3", refuse)
    with pytest.raises(raised):
        objects.inspect(KEY)


@pytest.mark.clause("P-report")
def test_what_the_program_made_is_kept_and_fetched_and_may_be_kept_again(
    objects: S3Objects,
) -> None:
    for _ in range(2):
        objects.keep("_reports/site/r.xlsx", "text/plain", b"made \xff")
    fetched = requests.get(
        objects.link("_reports/site/r.xlsx", "月報.xlsx", "text/plain", MONDAY).url
    )
    assert (fetched.status_code, fetched.content) == (200, b"made \xff")
    assert objects.inspect("_reports/site/other") is None


@pytest.mark.clause("P-report")
def test_what_cannot_be_kept_is_unavailable(tmp_path: Path) -> None:
    with storage.serving(tmp_path, storage.Wall()) as address:
        objects = storage.adapter(address)
    with pytest.raises(Unavailable):
        objects.keep("_reports/site/r.xlsx", "text/plain", b"made")
