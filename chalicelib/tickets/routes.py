"""The front desk's routes."""

from chalice.app import Blueprint

from chalicelib import wiring
from chalicelib.tickets.jobs import RUN_DISPATCH_CHECK
from chalicelib.tickets.service import operations
from chalicelib.web.routing import serve

blueprint = Blueprint(__name__)
OPERATIONS = serve(
    blueprint,
    "Front desk 客戶服務部前臺",
    (
        *operations(lambda: wiring.house().vault, lambda: wiring.house().objects),
        RUN_DISPATCH_CHECK,
    ),
    wiring.house,
)
