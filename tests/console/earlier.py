"""Commands given days ago, so that what they began has been so for as long."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex

from chalicelib import wiring
from chalicelib.service.operations import Operation
from chalicelib.service.requests import Service
from chalicelib.store.dynamo import DynamoStore, connect
from local import staffed
from local.demo import Desk


def commands(desk: Desk, then: datetime, operations: Iterable[Operation]) -> staffed.Given:
    """Gives commands to what the server has, each as of that instant."""
    store = DynamoStore(connect("local", desk.engine))
    service = Service(store=store, clock=lambda: then, fresh_id=wiring.fresh_id)
    return staffed.commands(service, operations, token_hex(8))
