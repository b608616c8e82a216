"""The official reception's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.reception.claims import advances
from chalicelib.reception.claims import service as claims
from chalicelib.reception.settings import service as settings
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "Official reception 公務接待",
    (
        *settings.OPERATIONS,
        *advances.operations(lambda: wiring.house().service.store),
        *claims.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
    ),
    wiring.house,
)
