"""The route by which everybody sees what waits for them."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.waiting.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "site",
    operations(lambda: wiring.house().service.store),
    wiring.house,
)
