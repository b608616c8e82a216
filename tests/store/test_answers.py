"""Answers taken as they are sent are what botocore makes of them."""

import base64
import json
from http import HTTPStatus
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.ports import Listing
from chalicelib.store import answers
from tests.store.shelf import Shelf

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.text().map(lambda text: {"S": text}),
        st.integers().map(lambda number: {"N": str(number)}),
        st.booleans().map(lambda yes: {"BOOL": yes}),
        st.just({"NULL": True}),
        st.lists(st.text(), min_size=1).map(lambda texts: {"SS": texts}),
        st.binary().map(lambda raw: {"B": base64.b64encode(raw).decode()}),
    ),
    lambda inner: st.one_of(
        st.lists(inner).map(lambda each: {"L": each}),
        st.dictionaries(st.text(), inner).map(lambda each: {"M": each}),
    ),
    max_leaves=8,
)
ITEMS = st.lists(st.dictionaries(st.text(min_size=1), VALUES), max_size=3)
USED = {"TableName": "t", "CapacityUnits": 1.5}


def client() -> Any:
    session = botocore.session.Session()
    session.set_credentials("test", "test")
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    return session.create_client(
        "dynamodb", "ap-east-1", endpoint_url="http://engine.test", config=config
    )


USUAL, OURS = client(), client()
answers.take_as_sent(OURS)


class _Raw:
    def __init__(self, content: bytes) -> None:
        self.content = content

    def stream(self, **_: Any) -> Any:
        yield self.content


def asked(of: Any, operation: str, sent: Any, status: int = HTTPStatus.OK) -> Any:
    """What a client makes of an answer; the error, if it raises one."""
    raw = _Raw(json.dumps(sent, ensure_ascii=False).encode())

    def answer(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, status, {"x-amzn-requestid": "1"}, raw)

    of.meta.events.register("before-send", answer)
    try:
        return of._make_api_call(operation, REQUESTS[operation])
    except of.exceptions.ClientError as error:
        return error.response
    finally:
        of.meta.events.unregister("before-send", answer)


REQUESTS: dict[str, Any] = {
    "Query": {"TableName": "t", "KeyConditionExpression": "a = b"},
    "Scan": {"TableName": "t"},
    "BatchGetItem": {"RequestItems": {"t": {"Keys": [{"a": {"S": "1"}}]}}},
    "TransactWriteItems": {"TransactItems": []},
}


@given(ITEMS)
def test_a_page_is_what_botocore_makes_of_it(items: Any) -> None:
    sent = {"Items": items, "Count": len(items), "ScannedCount": 9, "ConsumedCapacity": USED}
    for operation in ("Query", "Scan"):
        assert asked(OURS, operation, sent) == asked(USUAL, operation, sent)


@given(ITEMS)
def test_a_batch_is_what_botocore_makes_of_it(items: Any) -> None:
    sent = {"Responses": {"t": items}, "UnprocessedKeys": {}, "ConsumedCapacity": [USED]}
    assert asked(OURS, "BatchGetItem", sent) == asked(USUAL, "BatchGetItem", sent)


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ({"S": "B"}, True),  # as many a bed is called
        ({"SS": ["A", "B"]}, True),
        ({"B": "AA=="}, False),
        ({"M": {"photo": {"B": "AA=="}}}, False),
    ],
)
def test_only_what_holds_bytes_is_left_to_botocore(value: Any, ours: bool) -> None:
    taken: dict[str, Any] = {}
    body = json.dumps({"Items": [{"a": value}]}).encode()
    answers._taken({"status_code": HTTPStatus.OK, "body": body}, taken)
    assert bool(taken) is ours


REFUSALS = {
    "cancelled": {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": "cancelled",
        "CancellationReasons": [{"Code": "ConditionalCheckFailed"}, {"Code": "None"}],
    },
    "throttled": {"__type": "x#ThrottlingException", "message": "slow down"},
}


@pytest.mark.parametrize("sent", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_what_botocore_makes_of_it(sent: Any) -> None:
    status = HTTPStatus.BAD_REQUEST
    ours = asked(OURS, "TransactWriteItems", sent, status)
    assert ours == asked(USUAL, "TransactWriteItems", sent, status)
    assert "Error" in ours


def test_a_list_of_names_brings_the_names_and_no_more(shelf: Shelf) -> None:
    shelf.add(shelf.room("1", note="long"))
    listing = Listing(
        table="directory", partition=shelf.site, limit=5, begins="room#", names_only=True
    )
    [item] = shelf.store.page(listing).items
    assert item == {"site": shelf.site, "id": "room#1"}
