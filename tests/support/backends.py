"""Where the records of a world under test are kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto import mock_aws

from local import engine, tables
from tests.support.world import World, opened


@contextmanager
def on_engine() -> Iterator[str]:
    """The embedded engine, in memory, with its tables; yields its address."""
    with engine.running() as address:
        tables.create(boto3.client("dynamodb", endpoint_url=address), "local")
        yield address


@contextmanager
def on_moto() -> Iterator[World]:
    """A site on moto: quick, and good for one thread."""
    with mock_aws():
        tables.create(boto3.client("dynamodb"), "local")
        with opened(None) as world:
            yield world
