"""The fixture that every test of the store stands on."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from pynamodb.connection import Connection

from chalicelib.store.dynamo import DynamoStore, connect
from tests.store.shelf import Shelf, fresh_site
from tests.support.backends import on_engine


@pytest.fixture(scope="session")
def engine_address() -> Iterator[str]:
    """An engine that holds nothing else: a shelf's dump is of every table."""
    with on_engine() as address:
        yield address


@pytest.fixture(scope="session")
def connection(engine_address: str) -> Connection:
    return connect("ap-east-1", engine_address)


@pytest.fixture(scope="session")
def client(engine_address: str) -> Any:
    return boto3.client("dynamodb", endpoint_url=engine_address)


@pytest.fixture
def shelf(connection: Connection, client: Any) -> Shelf:
    """A new store on the engine, at a site of its own."""
    return Shelf(store=DynamoStore(connection), client=client, site=fresh_site())
