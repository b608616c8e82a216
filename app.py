"""The Chalice app: CORS, the blueprints, the scheduled functions, one line each."""

from chalice.app import Blueprint, Chalice, CloudWatchEvent, CORSConfig, Rate

from chalicelib import settings, wiring
from chalicelib.audit import nightly
from chalicelib.common import routes as common
from chalicelib.service import deadlines
from chalicelib.tickets import routes as tickets
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.web import logs
from chalicelib.web.pages import serve_pages

logs.configure()
app = Chalice(app_name="frontdesk", configure_logs=False)
app.register_middleware(logs.of_invocation)
app.api.cors = CORSConfig(
    allow_origin=settings.current().cors_origin,
    allow_headers=[
        "Accept-Language",
        "Idempotency-Key",
        "If-Match",
        "X-Correlation-Id",
    ],
    expose_headers=["ETag", "Location", "Retry-After", "X-Correlation-Id"],
    max_age=600,
)
OPERATIONS = (*common.OPERATIONS, *tickets.OPERATIONS)
pages = Blueprint(__name__)
serve_pages(pages, OPERATIONS)
for blueprint in (common.blueprint, tickets.blueprint, pages):
    app.register_blueprint(blueprint)


@app.schedule(Rate(5, unit=Rate.MINUTES))
def dispatch_check(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: tell engineering what it was not told of in time (T-4.3.2)."""
    return deadlines.scheduled(wiring.house().service, DISPATCH_CHECK, event.to_dict())


@app.schedule(Rate(1, unit=Rate.DAYS))
def verify(event: CloudWatchEvent) -> dict[str, object]:
    """Every day: see that histories, records, ledger, register and messages hold (P-history)."""
    return nightly.scheduled(wiring.house().whole, event.to_dict())
