"""The route by which somebody is erased on request."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.erasing.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "site",
    operations(lambda: wiring.house().service.store),
    wiring.house,
)
