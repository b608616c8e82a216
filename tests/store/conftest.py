"""The fixture that every test of the store stands on."""

from typing import Any

import boto3
import pytest
from pynamodb.connection import Connection

from chalicelib.store.dynamo import DynamoStore, connect
from tests.store.shelf import Shelf, fresh_site


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
