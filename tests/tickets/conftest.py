"""A site that the tests of one module share: each keeps to tickets of its own."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from local import tables
from tests.support.world import MONDAY, World, opened


@pytest.fixture(scope="module")
def _estate() -> Iterator[World]:
    with mock_aws():
        tables.create(boto3.client("dynamodb"), "local")
        with opened(None) as made:
            yield made


@pytest.fixture
def estate(_estate: World) -> World:
    """Monday morning again, with whatever the tests before left."""
    _estate.clock.at = MONDAY
    return _estate
