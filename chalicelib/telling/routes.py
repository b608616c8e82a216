"""The routes of telling."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.telling.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "telling",
    operations(lambda: wiring.house().vault, lambda: wiring.house().carriers),
    wiring.house,
)
