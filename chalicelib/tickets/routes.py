"""The front desk's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.tickets import reception
from chalicelib.tickets.days import service as days
from chalicelib.tickets.due import DUE_TIMES
from chalicelib.tickets.imports import service as imports
from chalicelib.tickets.incidents import service as incidents
from chalicelib.tickets.jobs import RUN_JOBS
from chalicelib.tickets.plans import service as plans
from chalicelib.tickets.reports import service as reports
from chalicelib.tickets.service import operations
from chalicelib.tickets.settings import service as settings
from chalicelib.tickets.shifts import service as shifts
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "tickets",
    (
        *operations(lambda: wiring.house().vault, lambda: wiring.house().objects),
        *shifts.operations(lambda: wiring.house().service.store),
        *days.operations(lambda: wiring.house().service.store),
        *incidents.operations(lambda: wiring.house().service.store),
        *reception.operations(lambda: wiring.house().service.store),
        *plans.OPERATIONS,
        DUE_TIMES,
        *settings.OPERATIONS,
        *reports.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
        *imports.operations(
            lambda: wiring.house().service.store,
            lambda: wiring.house().objects,
            lambda: wiring.house().vault,
        ),
        *RUN_JOBS,
    ),
    wiring.house,
)
