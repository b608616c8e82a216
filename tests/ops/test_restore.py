"""A stage is brought back to what it was, whatever happened since, however often it takes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from chalicelib.store import tables
from ops import restore
from tests.support import dump
from tests.support.backends import on_moto
from tests.support.paths import walk, ways_to
from tests.support.world import World

STAGE = tables.PREFIX.split("-")[1]


@pytest.fixture
def site() -> Iterator[World]:
    with on_moto() as world:
        yield world


def quiet(line: str) -> None:
    pass


def happened(world: World) -> Any:
    """A client, what the stage held, and much that came after it was restored beside."""
    client = boto3.client("dynamodb")
    walk(world, ways_to()["archived"])
    untouched = world.intake()
    held = dump.taken(client)
    restore.beside(client, STAGE, datetime.now(UTC), quiet)
    for _ in range(12):
        walk(world, ways_to()["taken"])
    world.do(untouched, "dispatch", "desk-chan", department="engineering")
    client.delete_item(
        TableName=tables.PREFIX + "timers",
        Key={name: item[name] for item in held_in(held, "timers") for name in ("shard", "due")},
    )
    assert dump.taken(client) != held
    return client, held


def held_in(held: dump.Dump, table: str) -> list[dict[str, Any]]:
    return [item for key, item in held.items() if f"-{table}" in key]


def test_what_came_after_is_gone_and_what_was_lost_is_there(site: World) -> None:
    client, held = happened(site)
    restore.back(client, STAGE, quiet)
    assert dump.taken(client) == held


def test_what_is_right_already_is_not_written(site: World) -> None:
    client, _ = happened(site)
    restore.back(client, STAGE, quiet)
    said: list[str] = []
    restore.back(client, STAGE, said.append)
    assert said == [f"{tables.PREFIX}{name}: 0 put back, 0 taken away" for name in tables.BY_NAME]


@pytest.mark.parametrize("cut", [1, 2, 4, 7])
def test_a_run_that_was_cut_off_is_repeated(site: World, cut: int) -> None:
    client, held = happened(site)
    writes = iter(range(cut))

    def sending(request: Any, **_: Any) -> None:
        if next(writes, None) is None:
            raise EndpointConnectionError(endpoint_url=request.url)

    client.meta.events.register("before-send.dynamodb.BatchWriteItem", sending)
    with pytest.raises(EndpointConnectionError):
        restore.back(client, STAGE, quiet)
    client.meta.events.unregister("before-send.dynamodb.BatchWriteItem", sending)
    assert dump.taken(client) != held
    restore.back(client, STAGE, quiet)
    assert dump.taken(client) == held


def test_what_aws_left_over_is_sent_again(site: World) -> None:
    client, held = happened(site)
    refused: list[int] = []

    def left_over(parsed: dict[str, Any], model: Any, **_: Any) -> None:
        """Every second write says that it carried out nothing."""
        if model.name == "BatchWriteItem":
            refused.append(len(refused) % 2)
            if refused[-1]:
                parsed["UnprocessedItems"] = requests[-1]

    requests: list[dict[str, Any]] = []

    def asked(params: dict[str, Any], **_: Any) -> None:
        requests.append(params["RequestItems"])

    client.meta.events.register("provide-client-params.dynamodb.BatchWriteItem", asked)
    client.meta.events.register("after-call.dynamodb.BatchWriteItem", left_over)
    restore.back(client, STAGE, quiet)
    assert dump.taken(client) == held
    assert sum(refused) >= 2


def test_no_stage_is_brought_back_to_what_another_was(site: World) -> None:
    client, _ = happened(site)
    held = dump.taken(client)

    def of_another(parsed: dict[str, Any], **_: Any) -> None:
        source = "arn:aws:dynamodb:us-east-1:123456789012:table/frontdesk-other-tickets"
        parsed["Table"]["RestoreSummary"] = {"SourceTableArn": source}

    client.meta.events.register("after-call.dynamodb.DescribeTable", of_another)
    with pytest.raises(restore.WrongStage, match="frontdesk-other-tickets"):
        restore.back(client, STAGE, quiet)
    client.meta.events.unregister("after-call.dynamodb.DescribeTable", of_another)
    assert dump.taken(client) == held


@pytest.mark.parametrize("text", ["2026-11-23T09:00:00", "2026-11-23", "yesterday", ""])
def test_an_instant_without_its_offset_is_no_instant(text: str) -> None:
    """Botocore would take it for UTC, eight hours from what the clock on the wall says."""
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        restore.instant(text)


def test_an_instant_is_what_it_says() -> None:
    at = restore.instant("2026-11-23T09:00:00+08:00")
    assert at == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_the_restored_tables_go_away(site: World) -> None:
    client, _ = happened(site)
    restore.away(client, quiet)
    names = client.list_tables()["TableNames"]
    assert len(names) == len(tables.ALL)
    assert not [name for name in names if restore.RESTORED in name]
