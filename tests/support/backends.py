"""Where the records of a world under test are kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any

import boto3
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from chalicelib.store.tables import Timers
from local import engine, tables
from tests.support import quick
from tests.support.world import World, around, opened

quick.make()


@contextmanager
def on_engine() -> Iterator[str]:
    """The embedded engine, in memory, with its tables; yields its address."""
    with engine.running() as address:
        tables.create(_client(address), "local")
        yield address


@cache
def _client(address: str) -> Any:
    return boto3.client("dynamodb", endpoint_url=address)


@contextmanager
def on_its_own(address: str) -> Iterator[World]:
    """A site on the engine that leaves nothing due: else the jobs of every later test would see to
    it, year by year.
    """
    with opened(address) as world:
        yield world
    client = _client(address)
    for page in client.get_paginator("scan").paginate(TableName=Timers.Meta.table_name):
        for item in page["Items"]:
            if f"#{world.site}#" in item["due"]["S"]:
                client.delete_item(TableName=Timers.Meta.table_name, Key=item)


@contextmanager
def on_moto() -> Iterator[World]:
    """A site on moto: quick, and good for one thread. Within another it is one of its sites."""
    site, filled = _filled()
    with mock_aws():
        if _moto().tables:
            with opened(None) as world:
                yield world
        else:
            _moto().tables = deepcopy(filled)
            with around(None, site=site) as world:
                yield world


@cache
def _filled() -> tuple[str, dict[str, Any]]:
    """A site, and the tables with it in them. To fill them anew takes moto half a second."""
    with mock_aws():
        tables.create(boto3.client("dynamodb"), "local")
        with opened(None) as world:
            return world.site, deepcopy(_moto().tables)


def _moto() -> Any:
    return get_backend("dynamodb")[DEFAULT_ACCOUNT_ID][os.environ["AWS_DEFAULT_REGION"]]
