"""What nobody thought of: requests made from the API's own description, valid and invalid.

Short here; `make fuzz` runs it long. Whatever is sent, the answer is one that the description
promises, never a 5xx, and what breaks the description is never accepted.
"""

import itertools
import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS as KNOWN
from schemathesis.generation import GenerationMode

from tests.support import desk, planning
from tests.support.backends import on_engine
from tests.support.paths import walk, ways
from tests.support.scenes import IN_ROLE
from tests.support.station import Station
from tests.support.uploads import add, attached, put
from tests.support.world import GATEWAY, Clock, World, opened, token

EXAMPLES = int(os.environ.get("FRONTDESK_FUZZ", "12"))
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}}}
)
"""Any refusal rejects: a stale version is said before what is wrong with the form."""
SCHEMA = schemathesis.openapi.from_wsgi("/openapi.json", app=GATEWAY, config=CONFIG)
CHECKS = list(
    KNOWN.get_by_names(
        [
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_schema_conformance",
            "response_headers_conformance",
            "negative_data_rejection",
        ]
    )
)
_keys = itertools.count()
Site = tuple[World, dict[str, list[str]], str, str, list[str], str]
"""A site, its tickets and their files, a lane with something parked, a handover, days, a plan."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site where tickets stand in every state, so that what is asked about exists."""
    with on_engine() as address, opened(address, Clock()) as world:
        ids: dict[str, list[str]] = {}
        for way in ways().values():
            world.clock.at = Clock().at
            shown = walk(world, way)
            id = shown.ticket["id"]
            ids[id] = []
            if "files" in world.get(f"/tickets/{id}", "desk-chan").actions:
                waiting = add(world, id)
                put(waiting)
                ids[id] = [attached(world, id).json["file"]["id"], waiting.json["file"]["id"]]
        station = Station(world)
        station.setting()
        days = [desk.closed(world), str(desk.running(world))]
        plan = planning.set_up(world).json["plan"]["id"]
        yield world, ids, station.park().id, desk.signed_off(world).json["id"], days, plan


@pytest.fixture
def sent(record_property: Callable[[str, object], None]) -> Iterator[list[int]]:
    """One entry a request, for the count in the summary."""
    requests: list[int] = []
    yield requests
    record_property("fuzz requests", len(requests))


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_any_request_gets_an_answer_that_was_promised(
    case: Any, site: Site, sent: list[int]
) -> None:
    world, ids, lane, handover, days, plan = site
    chance = random.Random(next(_keys))
    operation = case.operation.definition.raw
    ticket = chance.choice(list(ids))
    file = chance.choice(ids[ticket] or ["no-such-file"])
    asker = IN_ROLE[chance.choice([role for role in operation["x-roles"] if role in IN_ROLE])]
    parts = {str(part.value): of.mode for part, of in case.meta.components.items()}
    if parts.get("path", GenerationMode.POSITIVE) is GenerationMode.POSITIVE:
        known = {"site": world.site, "ticket": ticket, "unit": "B-0502", "account": "income.repair"}
        known |= {"file": file, "lane": lane, "handover": handover, "item": ticket}
        known |= {"day": chance.choice(days), "department": "engineering", "plan": plan}
        case.path_parameters |= {
            name: value for name, value in known.items() if name in case.path_parameters
        }
    if parts.get("header", GenerationMode.POSITIVE) is GenerationMode.POSITIVE:
        of = f"/files/{file}" if "{file}" in case.operation.path else ""
        shown = world.get(f"/tickets/{ticket}{of}", asker)
        if case.method == "POST":
            case.headers["Idempotency-Key"] = f"fuzz-{next(_keys)}"
        if "If-Match" in case.headers and shown.status == 200:
            case.headers["If-Match"] = shown.etag
    plainly = {"Accept-Encoding": "identity"}  # nothing unpacks what comes over WSGI
    response = case.call(headers={"Authorization": f"Bearer {token(asker)}", **plainly})
    case.validate_response(response, checks=CHECKS)
    sent.append(response.status_code)
