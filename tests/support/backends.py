"""Where the records of a world under test are kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto import mock_aws

from chalicelib.store.tables import Timers
from local import engine, tables
from tests.support.world import World, opened


@contextmanager
def on_engine() -> Iterator[str]:
    """The embedded engine, in memory, with its tables; yields its address."""
    with engine.running() as address:
        tables.create(boto3.client("dynamodb", endpoint_url=address), "local")
        yield address


@contextmanager
def on_its_own(address: str) -> Iterator[World]:
    """A site on the engine that leaves nothing due: else the jobs of every later test would see to
    it, year by year.
    """
    with opened(address) as world:
        yield world
    client = boto3.client("dynamodb", endpoint_url=address)
    for page in client.get_paginator("scan").paginate(TableName=Timers.Meta.table_name):
        for item in page["Items"]:
            if f"#{world.site}#" in item["due"]["S"]:
                client.delete_item(TableName=Timers.Meta.table_name, Key=item)


@contextmanager
def on_moto() -> Iterator[World]:
    """A site on moto: quick, and good for one thread."""
    with mock_aws():
        tables.create(boto3.client("dynamodb"), "local")
        with opened(None) as world:
            yield world
