"""Files in object storage: `core.ports.ObjectStore` on S3, or what speaks its protocol (P-files).

Uploads and links are requests signed beforehand (AWS Signature Version 4, in the query): type,
length and checksum are among what is signed, so that S3 itself refuses any other file.
"""

import base64
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.ports import HEAD, Link, StoredObject, Unavailable, Upload

UPLOAD_WITHIN = timedelta(minutes=10)
LINK_FOR = timedelta(minutes=5)


class S3Objects:
    """The files of a bucket."""

    def __init__(self, bucket: str, region: str, endpoint: str | None) -> None:
        self._bucket = bucket
        self._region = region
        self._endpoint = endpoint

    @cached_property
    def _client(self) -> Any:
        """Made when the first file is asked for: most requests ask for none."""
        return botocore.session.Session().create_client(
            "s3",
            region_name=self._region,
            endpoint_url=self._endpoint,
            config=Config(
                signature_version="s3v4",
                s3={
                    "addressing_style": "path" if self._endpoint else "virtual",
                    "us_east_1_regional_endpoint": "regional",
                },
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=2,
                read_timeout=5,
                retries={"total_max_attempts": 3, "mode": "standard"},
            ),
        )

    def upload(self, key: str, media_type: str, size: int, sha256: str, now: datetime) -> Upload:
        """See `ObjectStore.upload`. What lies there already is never overwritten."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        url = self._signed(
            "put_object",
            UPLOAD_WITHIN,
            Key=key,
            ContentType=media_type,
            ContentLength=size,
            ChecksumSHA256=checksum,
            IfNoneMatch="*",
        )
        return Upload(
            method="PUT",
            url=url,
            headers={
                "Content-Type": media_type,
                "Content-Length": str(size),
                "x-amz-checksum-sha256": checksum,
                "If-None-Match": "*",
            },
            expires_at=now + UPLOAD_WITHIN,
        )

    def link(self, key: str, name: str, media_type: str, now: datetime) -> Link:
        """See `ObjectStore.link`. It is saved, never shown as a page, whatever is in it."""
        url = self._signed(
            "get_object",
            LINK_FOR,
            Key=key,
            ResponseContentDisposition=saved_as(name),
            ResponseContentType=media_type,
            ResponseCacheControl="private, no-store",
        )
        return Link(url=url, expires_at=now + LINK_FOR)

    def keep(self, key: str, media_type: str, content: bytes) -> None:
        """See `ObjectStore.keep`."""
        self._asked("put_object", Key=key, ContentType=media_type, Body=content)

    def inspect(self, key: str) -> StoredObject | None:
        """See `ObjectStore.inspect`."""
        found = self._asked("head_object", Key=key, ChecksumMode="ENABLED")
        if found is None:
            return None
        start = self._asked("get_object", Key=key, Range=f"bytes=0-{HEAD - 1}")
        checksum = found.get("ChecksumSHA256")
        return StoredObject(
            size=found["ContentLength"],
            media_type=found["ContentType"],
            sha256=base64.b64decode(checksum).hex() if checksum else None,
            head=start["Body"] if start else b"",
        )

    def read(self, key: str) -> bytes | None:
        """See `ObjectStore.read`."""
        found = self._asked("get_object", Key=key)
        return found["Body"] if found else None

    def remove(self, key: str) -> None:
        """See `ObjectStore.remove`."""
        self._asked("delete_object", Key=key)

    def _signed(self, operation: str, good_for: timedelta, **request: Any) -> str:
        url: str = self._client.generate_presigned_url(
            operation,
            Params={"Bucket": self._bucket, **request},
            ExpiresIn=int(good_for.total_seconds()),
        )
        return url

    def _asked(self, operation: str, **request: Any) -> dict[str, Any] | None:
        """The answer, its body read; None for what is not there, or is empty where bytes start."""
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(
                Bucket=self._bucket, **request
            )
            if "Body" in answer:
                answer["Body"] = answer["Body"].read()
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status in (HTTPStatus.NOT_FOUND, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE):
                return None
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise Unavailable(str(error)) from error
            raise
        except BotoCoreError as error:
            raise Unavailable(str(error)) from error
        return answer


def saved_as(name: str) -> str:
    """The Content-Disposition that saves a file under a name (RFC 6266), Chinese too (RFC 8187)."""
    plain = "".join(each if each.isascii() and each not in '"\\%' else "_" for each in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
