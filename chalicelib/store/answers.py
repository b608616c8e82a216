"""Takes DynamoDB's answers for what they are already: JSON.

Botocore looks every value of every item up in its model. For a page of records that takes longer
than all that is done with them, and changes nothing but binary values: answers with such a value,
and errors, are left to it.
"""

import re
from http import HTTPStatus
from typing import Any

import msgspec

_OPERATIONS = ("BatchGetItem", "Query", "Scan", "TransactWriteItems")
_BINARY = re.compile(rb'"B"\s*:')
"""As a value's type. A text that says B has no colon behind it; within one quotes are escaped."""


def take_as_sent(client: Any) -> None:
    """Have a client of botocore's take its answers so."""
    for operation in _OPERATIONS:
        client.meta.events.register(
            f"before-parse.dynamodb.{operation}", _taken, unique_id=f"frontdesk-{operation}"
        )


def _taken(
    response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: Any
) -> None:
    """Botocore's `before-parse` hook: what is put in here is the answer."""
    body = response_dict["body"]
    if response_dict["status_code"] == HTTPStatus.OK and not _BINARY.search(body):
        customized_response_dict |= msgspec.json.decode(body)
        response_dict["body"] = b"{}"
