"""The official reception's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.reception.cars import registry
from chalicelib.reception.cars import service as cars
from chalicelib.reception.claims import advances
from chalicelib.reception.claims import service as claims
from chalicelib.reception.jobs import RUN_JOBS
from chalicelib.reception.letters import service as letters
from chalicelib.reception.receptions import service as receptions
from chalicelib.reception.registers import service as registers
from chalicelib.reception.settings import service as settings
from chalicelib.reception.settlements import service as settlements
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "reception",
    (
        *receptions.operations(lambda: wiring.house().objects),
        *letters.operations(lambda: wiring.house().vault, lambda: wiring.house().objects),
        *cars.OPERATIONS,
        *registry.operations(lambda: wiring.house().service.store),
        *advances.operations(lambda: wiring.house().service.store),
        *claims.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
        *settlements.OPERATIONS,
        *registers.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
        *settings.OPERATIONS,
        *RUN_JOBS,
    ),
    wiring.house,
)
