"""Python, moto and botocore without what takes most of their time; what they answer is the same.

Before every transaction moto copies each value of each table concerned, and of every value that it
answers it asks ten members for whatever other names they might have. Botocore signs each request,
which neither moto nor the engine looks at, and works out anew where it goes and by which road; and
it sleeps before it asks again, where nobody gets better by being left alone.
"""

import gc
from collections.abc import MutableMapping
from typing import Any

from botocore import auth
from botocore.compat import get_current_datetime
from botocore.httpsession import URLLib3Session
from botocore.model import OperationModel, StructureShape
from botocore.regions import EndpointRulesetResolver
from botocore.retries.standard import ExponentialBackoff
from moto.core.serialize import JSONSerializer
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table

from tests.support import wire

_structure = JSONSerializer._serialize_type_structure
_resolved = EndpointRulesetResolver.construct_endpoint


def make() -> None:
    """Have moto copy what may change, and answer what is there."""
    Table.__deepcopy__ = _copied  # type: ignore[attr-defined]
    Item.__deepcopy__ = _same_values  # type: ignore[method-assign]
    JSONSerializer._serialize_type_structure = _answered  # type: ignore[method-assign]


def ask_plainly() -> None:
    """Have botocore ask DynamoDB unsigned, where it asked before, again at once, and an engine
    without urllib3.

    It is for tests alone: what is measured is measured with everything that a request takes.
    """
    auth.AUTH_TYPE_MAPS["v4"] = _Unsigned
    EndpointRulesetResolver.construct_endpoint = _resolved_once
    URLLib3Session.send = wire.send
    ExponentialBackoff.delay_amount = _at_once


def collect_seldom() -> None:
    """What is there by now stays; a fifth of the processor time went into looking at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _copied(table: Table, memo: dict[int, Any]) -> Table:
    """A table with the same items: one that is put takes the place of another, none is altered."""
    made = Table.__new__(Table)
    made.__dict__.update(table.__dict__)
    made.items = table.items.copy()
    if table.has_range_key:
        for key, items in table.items.items():
            made.items[key] = items.copy()
    return made


def _same_values(item: Item, memo: dict[int, Any]) -> Item:
    """An item from which attributes may be left out."""
    made = Item.__new__(Item)
    made.__dict__.update(item.__dict__)
    made.attrs = type(item.attrs).__new__(type(item.attrs))
    dict.update(made.attrs, item.attrs)
    return made


def _answered(
    self: JSONSerializer,
    serialized: MutableMapping[str, Any],
    value: Any,
    shape: StructureShape,
    key: str,
) -> None:
    """A value has the one member that it has."""
    if shape.name != "AttributeValue" or not isinstance(value, dict) or not key:
        _structure(self, serialized, value, shape, key)
        return
    wrapper: dict[str, Any] = {}
    for name, member in value.items():
        if member is not None:
            self._serialize(wrapper, member, shape.members[name], name)
    self._default_serialize(serialized, wrapper, shape, key)


class _Unsigned(auth.SigV4Auth):
    """Says who asks DynamoDB and when, as a signature does, and does not prove it."""

    def add_auth(self, request: Any) -> None:
        """Other services' requests are signed, and nobody's refused."""
        if self._service_name != "dynamodb" or self.credentials is None:
            super().add_auth(request)
            return
        request.context["timestamp"] = get_current_datetime().strftime(auth.SIGV4_TIMESTAMP)
        self._modify_request_before_signing(request)
        request.headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.scope(request)}, SignedHeaders=host, Signature=none"
        )


def _at_once(self: ExponentialBackoff, context: Any) -> float:
    """The seconds until it asks again."""
    return 0


def _resolved_once(
    self: EndpointRulesetResolver, operation_model: OperationModel, *asked: Any, **named: Any
) -> Any:
    """Every operation of a DynamoDB client goes to one place, whatever it asks for."""
    if operation_model.service_model.service_name != "dynamodb":
        return _resolved(self, operation_model, *asked, **named)
    if operation_model.name not in self._instance_cache:
        self._instance_cache[operation_model.name] = _resolved(
            self, operation_model, *asked, **named
        )
    return self._instance_cache[operation_model.name]
