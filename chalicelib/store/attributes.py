"""How JSON values lie in a DynamoDB item: as a map that an administrator can read."""

from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.constants import MAP


class BodyAttribute(Attribute[dict[str, Any]]):
    """A JSON object of texts, whole numbers, yes/no, lists and objects.

    Faster than `MapAttribute`, which builds an object a level, and it knows no binary numbers.
    """

    attr_type = MAP

    def serialize(self, value: dict[str, Any]) -> dict[str, Any]:
        """As botocore sends it."""
        return {key: _written(each) for key, each in value.items()}

    def deserialize(self, value: dict[str, Any]) -> dict[str, Any]:
        """As it was before."""
        return {key: _read(each) for key, each in value.items()}


def _written(value: Any) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case dict():
            return {"M": {key: _written(each) for key, each in value.items()}}
        case list():
            return {"L": [_written(each) for each in value]}
    raise TypeError(f"not kept in the store: {type(value).__name__}")


def _read(value: dict[str, Any]) -> Any:
    [(kind, each)] = value.items()
    match kind:
        case "N":
            return int(each)
        case "M":
            return {key: _read(inner) for key, inner in each.items()}
        case "L":
            return [_read(inner) for inner in each]
    return each
