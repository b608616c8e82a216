"""The official reception's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.reception.cars import registry
from chalicelib.reception.cars import service as cars
from chalicelib.reception.jobs import RUN_JOBS
from chalicelib.reception.letters import service as letters
from chalicelib.reception.receptions import service as receptions
from chalicelib.reception.settings import service as settings
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "Official reception 公務接待",
    (
        *letters.operations(lambda: wiring.house().vault, lambda: wiring.house().objects),
        *cars.OPERATIONS,
        *registry.operations(lambda: wiring.house().service.store),
        *receptions.operations(lambda: wiring.house().objects),
        *settings.OPERATIONS,
        *RUN_JOBS,
    ),
    wiring.house,
)
