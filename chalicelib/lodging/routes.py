"""The reception room's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.files import service as files
from chalicelib.lodging.accounts import service as accounts
from chalicelib.lodging.ceding import service as ceding
from chalicelib.lodging.conduct import service as conduct
from chalicelib.lodging.families import service as families
from chalicelib.lodging.gate import service as gate
from chalicelib.lodging.house import service as house
from chalicelib.lodging.jobs import RUN_JOBS
from chalicelib.lodging.passes import service as passes
from chalicelib.lodging.reports import service as reports
from chalicelib.lodging.settings import service as settings
from chalicelib.lodging.staying import service as staying
from chalicelib.lodging.stays import service as stays
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "lodging",
    (
        *stays.OPERATIONS,
        *ceding.OPERATIONS,
        *staying.operations(lambda: wiring.house().vault),
        *passes.operations(lambda: wiring.house().vault),
        *files.operations(passes.PHOTOS, lambda: wiring.house().objects),
        *gate.operations(lambda: wiring.house().vault),
        *families.operations(lambda: wiring.house().vault),
        *house.operations(lambda: wiring.house().service.store),
        *conduct.operations(lambda: wiring.house().objects),
        *accounts.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
        *reports.operations(lambda: wiring.house().service.store, lambda: wiring.house().objects),
        *settings.OPERATIONS,
        *RUN_JOBS,
    ),
    wiring.house,
)
