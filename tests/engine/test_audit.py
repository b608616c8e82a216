"""The audit finds whatever was altered behind the program's back."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from ops.audit import audit
from tests.support.paths import walk, ways_to
from tests.support.world import World

Tamper = Callable[[Any, str, str], None]


def _update(client: Any, table: str, key: dict[str, Any], change: str, value: Any) -> None:
    names = {f"#{n}": name for n, name in enumerate(change.split("."))}
    client.update_item(
        TableName=f"frontdesk-local-{table}",
        Key=key,
        UpdateExpression=f"SET {'.'.join(names)} = :v",
        ExpressionAttributeNames=names,
        ExpressionAttributeValues={":v": value},
    )


def entry_key(site: str, id: str, seq: int) -> dict[str, Any]:
    return {"record": {"S": f"{site}#ticket#{id}"}, "seq": {"N": str(seq)}}


def change_who(client: Any, site: str, id: str) -> None:
    _update(client, "history", entry_key(site, id, 2), "body.by", {"S": "somebody-else"})


def change_when(client: Any, site: str, id: str) -> None:
    _update(client, "history", entry_key(site, id, 3), "body.at", {"S": "2026-03-02T00:00:00Z"})


def remove_an_entry(client: Any, site: str, id: str) -> None:
    client.delete_item(TableName="frontdesk-local-history", Key=entry_key(site, id, 2))


def remove_the_last_entry(client: Any, site: str, id: str) -> None:
    client.delete_item(TableName="frontdesk-local-history", Key=entry_key(site, id, 3))


def change_the_record(client: Any, site: str, id: str) -> None:
    key = {"site": {"S": site}, "id": {"S": f"ticket#{id}"}}
    _update(client, "tickets", key, "body.words", {"S": "沒有漏水"})


def remove_the_whole_ticket(client: Any, site: str, id: str) -> None:
    client.delete_item(
        TableName="frontdesk-local-tickets",
        Key={"site": {"S": site}, "id": {"S": f"ticket#{id}"}},
    )


@pytest.mark.clause("P-history")
def test_what_was_not_touched_has_no_flaw(real: World) -> None:
    ticket = walk(real, ways_to()["archived"])
    findings = audit(real.house.service.store, real.site)
    assert findings.flaws == ()
    assert findings.entries >= findings.records + ticket.ticket["version"] - 1


@pytest.mark.clause("P-history", "P-number")
@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (change_who, {"altered"}),
        (change_when, {"altered"}),
        (remove_an_entry, {"missing", "unchained"}),
        (remove_the_last_entry, {"truncated"}),
        (change_the_record, {"record_altered"}),
        (remove_the_whole_ticket, {"number_missing"}),
    ],
)
def test_what_was_tampered_with_is_found(
    real: World, engine_address: str, tamper: Tamper, found: set[str]
) -> None:
    walked = walk(real, ways_to()["taken"])
    real.do(walked, "start", "engineer-lee")
    real.intake()
    tamper(boto3.client("dynamodb", endpoint_url=engine_address), real.site, walked.ticket["id"])
    findings = audit(real.house.service.store, real.site)
    assert {flaw.what for flaw in findings.flaws} == found
