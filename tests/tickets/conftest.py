"""What is functional is tried on moto."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from local import tables
from tests.support.world import World, opened


@pytest.fixture(scope="module")
def _estate() -> Iterator[World]:
    with mock_aws():
        tables.create(boto3.client("dynamodb"), "local")
        with opened(None) as made:
            yield made
