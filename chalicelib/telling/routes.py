"""The routes of telling."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.telling.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "Telling 通知",
    operations(lambda: wiring.house().vault, lambda: wiring.house().carriers),
    wiring.house,
)
