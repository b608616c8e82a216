"""The front desk's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.tickets.days import service as days
from chalicelib.tickets.imports import service as imports
from chalicelib.tickets.jobs import RUN_JOBS
from chalicelib.tickets.service import operations
from chalicelib.tickets.shifts import service as shifts
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "Front desk 客戶服務部前臺",
    (
        *operations(lambda: wiring.house().vault, lambda: wiring.house().objects),
        *shifts.operations(lambda: wiring.house().service.store),
        *days.operations(lambda: wiring.house().service.store),
        *imports.operations(
            lambda: wiring.house().service.store,
            lambda: wiring.house().objects,
            lambda: wiring.house().vault,
        ),
        *RUN_JOBS,
    ),
    wiring.house,
)
