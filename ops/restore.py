"""Brings a stage back to what it was at an instant (DynamoDB point-in-time recovery).

`beside` restores every table as a table of the stage `restored`, while the stage goes on: there it
can be read, and verified with `python -m ops.audit --stage restored`. `back` then makes the tables
of the stage, which must be at rest, hold what the restored ones hold. It writes only what differs,
so a run that was cut off is repeated. `away` deletes the restored tables.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from botocore.session import Session

from chalicelib.store import tables

RESTORED = "restored"
"""The stage whose tables the restored ones are."""
_TOGETHER = 25
"""Items in one write."""

Item = dict[str, Any]
Progress = Callable[[str], None]


class WrongStage(Exception):
    """What was restored is of another stage than the one that is to be brought back."""


def table_of(stage: str, name: str) -> str:
    """What a table of a stage is called."""
    return f"frontdesk-{stage}-{name}"


def beside(client: Any, stage: str, at: datetime, say: Progress = print) -> None:
    """Restore every table beside the stage, as it was at an instant.

    Raises: botocore.exceptions.ClientError, where AWS cannot restore that instant.
    """
    for name in tables.BY_NAME:
        client.restore_table_to_point_in_time(
            SourceTableName=table_of(stage, name),
            TargetTableName=table_of(RESTORED, name),
            RestoreDateTime=at,
        )
    for name in tables.BY_NAME:
        # AWS takes minutes even for a small table.
        client.get_waiter("table_exists").wait(
            TableName=table_of(RESTORED, name), WaiterConfig={"Delay": 10, "MaxAttempts": 2160}
        )
        say(f"{table_of(RESTORED, name)} is there")


def back(client: Any, stage: str, say: Progress = print) -> None:
    """Make the stage's tables hold what the restored ones hold.

    Raises: botocore.exceptions.ClientError, where a restored table is missing; WrongStage.
    """
    _restored_from(client, stage)
    for name in tables.BY_NAME:
        restored, live = table_of(RESTORED, name), table_of(stage, name)
        put = _written(client, live, _puts(client, name, restored, live))
        gone = _written(client, live, _deletes(client, name, restored, live))
        say(f"{live}: {put} put back, {gone} taken away")


def away(client: Any, say: Progress = print) -> None:
    """Delete the restored tables."""
    for name in tables.BY_NAME:
        table = table_of(RESTORED, name)
        client.update_table(TableName=table, DeletionProtectionEnabled=False)
        client.delete_table(TableName=table)
        say(f"{table} is deleted")


def _restored_from(client: Any, stage: str) -> None:
    """See that what is put back came from this stage, as far as AWS says where it came from.

    Raises: WrongStage.
    """
    for name in tables.BY_NAME:
        found = client.describe_table(TableName=table_of(RESTORED, name))["Table"]
        source = found.get("RestoreSummary", {}).get("SourceTableArn", "").rpartition("/")[2]
        if source not in ("", table_of(stage, name)):
            raise WrongStage(f"{table_of(RESTORED, name)} was restored from {source}")


def _puts(client: Any, name: str, restored: str, live: str) -> Iterator[Item]:
    """Requests for what the live table lacks or has otherwise."""
    for items in _pages(client, restored):
        there = _same_keys(client, name, live, items)
        for item in items:
            if there.get(_place(name, item)) != item:
                yield {"PutRequest": {"Item": item}}


def _deletes(client: Any, name: str, restored: str, live: str) -> Iterator[Item]:
    """Requests for what the live table has and the restored one has not."""
    for items in _pages(client, live):
        there = _same_keys(client, name, restored, items)
        for item in items:
            if _place(name, item) not in there:
                yield {"DeleteRequest": {"Key": _key(name, item)}}


def _pages(client: Any, table: str) -> Iterator[list[Item]]:
    scan = client.get_paginator("scan")
    pages = scan.paginate(TableName=table, ConsistentRead=True, PaginationConfig={"PageSize": 100})
    yield from (page["Items"] for page in pages)


def _same_keys(
    client: Any, name: str, table: str, items: list[Item]
) -> dict[tuple[str, ...], Item]:
    """What a table has under the keys of these items, at most a hundred."""
    found: dict[tuple[str, ...], Item] = {}
    left = {table: {"Keys": [_key(name, item) for item in items], "ConsistentRead": True}}
    while items and left:
        answer = client.batch_get_item(RequestItems=left)
        found |= {_place(name, item): item for item in answer["Responses"][table]}
        left = answer["UnprocessedKeys"]
    return found


def _written(client: Any, table: str, requests: Iterator[Item]) -> int:
    """Carry out the requests, as many at once as may be; how many there were."""
    count, waiting = 0, list[Item]()
    for request in requests:
        count += 1
        waiting.append(request)
        while len(waiting) == _TOGETHER:
            waiting = _write(client, table, waiting)
    while waiting:
        waiting = _write(client, table, waiting)
    return count


def _write(client: Any, table: str, requests: list[Item]) -> list[Item]:
    """What was not carried out."""
    answer = client.batch_write_item(RequestItems={table: requests})
    return list(answer["UnprocessedItems"].get(table, ()))


def _key(name: str, item: Item) -> Item:
    return {key: item[key] for key in tables.all_key_names(tables.BY_NAME[name], None)}


def _place(name: str, item: Item) -> tuple[str, ...]:
    return tuple(text for value in _key(name, item).values() for text in value.values())


def instant(text: str) -> datetime:
    """An instant with its offset: whoever leaves that out may mean another by hours.

    Raises: ValueError.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return at


def main() -> None:
    """Do the step that is named, with the credentials and in the region of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    for step in ("beside", "back"):
        steps.add_parser(step).add_argument("--stage", required=True)
    steps.choices["beside"].add_argument(
        "--at", required=True, type=instant, help="2026-11-23T09:00:00+08:00"
    )
    steps.add_parser("away")
    asked = parser.parse_args()
    client = Session().create_client("dynamodb")
    match asked.step:
        case "beside":
            beside(client, asked.stage, asked.at)
        case "back":
            back(client, asked.stage)
        case "away":
            away(client)


if __name__ == "__main__":
    main()
