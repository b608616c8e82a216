"""API Gateway: how much it lets through, and what it says when it refuses by itself.

Before any function runs there is no language to choose by, so its problem documents carry their
words in all three.
"""

import json
from typing import Any

import msgspec

from chalicelib.core.errors import Refusal
from chalicelib.core.words import Language
from chalicelib.web.problems import MEDIA_TYPE, problem

PARAMETERS: dict[str, Any] = {
    "RequestsASecond": {"Type": "Number", "Default": 100, "MinValue": 1},
    "RequestsAtOnce": {"Type": "Number", "Default": 200, "MinValue": 1},
    "CorsOrigin": {
        "Type": "String",
        "Default": "*",
        "Description": "Origin of the web client; tokens travel in headers, never in cookies",
    },
}
_REFUSED = {
    "DEFAULT_4XX": "malformed",
    "DEFAULT_5XX": "unavailable",
    "BAD_REQUEST_BODY": "malformed",
    "BAD_REQUEST_PARAMETERS": "malformed",
    "INTEGRATION_FAILURE": "unavailable",
    "INTEGRATION_TIMEOUT": "unavailable",
    "MISSING_AUTHENTICATION_TOKEN": "not_found",
    "QUOTA_EXCEEDED": "throttled",
    "REQUEST_TOO_LARGE": "too_large",
    "RESOURCE_NOT_FOUND": "not_found",
    "THROTTLED": "throttled",
    "UNSUPPORTED_MEDIA_TYPE": "unsupported_media",
}
"""What API Gateway calls its refusals, and what they are in ours."""
LARGEST = 10 * 1024 * 1024
"""Bytes that API Gateway takes."""
COMPRESSED_FROM = 1024
"""Bytes from which it compresses an answer for whoever accepts that."""
_PARTING = " / "


def properties() -> dict[str, Any]:
    """What is merged into the API that Chalice declares."""
    return {
        "Properties": {
            "MethodSettings": [
                {
                    "ResourcePath": "/*",
                    "HttpMethod": "*",
                    "ThrottlingRateLimit": {"Ref": "RequestsASecond"},
                    "ThrottlingBurstLimit": {"Ref": "RequestsAtOnce"},
                    "MetricsEnabled": True,
                }
            ],
            "GatewayResponses": {name: _response(code) for name, code in _REFUSED.items()},
        }
    }


def _response(code: str) -> dict[str, Any]:
    refusal = Refusal(code, bytes=LARGEST) if code == "too_large" else Refusal(code)
    said = {each: problem(refusal, each, "$context.requestId") for each in Language}
    documents = [msgspec.json.decode(answer.body) for answer in said.values()]
    answer = said[Language.HANT]
    document = {
        **documents[0],
        **{
            name: _PARTING.join(dict.fromkeys(each[name] for each in documents))
            for name in ("title", "detail")
        },
    }
    headers = {
        "Access-Control-Allow-Origin": {"Fn::Sub": "'${CorsOrigin}'"},
        "Access-Control-Expose-Headers": "'Retry-After,X-Correlation-Id'",
        "Cache-Control": "'no-store'",
        "Content-Language": f"'{','.join(Language)}'",
        "Content-Type": f"'{MEDIA_TYPE}'",
        "X-Content-Type-Options": "'nosniff'",
        "X-Correlation-Id": "context.requestId",
    }
    if "Retry-After" in answer.headers:
        headers["Retry-After"] = f"'{answer.headers['Retry-After']}'"
    return {
        "StatusCode": str(answer.status),
        "ResponseParameters": {"Headers": headers},
        "ResponseTemplates": {"application/json": json.dumps(document, ensure_ascii=False)},
    }
