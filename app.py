"""The Chalice app: CORS, the blueprints, the scheduled and stream functions, one line each."""

from typing import Any

from chalice.app import Blueprint, Chalice, CloudWatchEvent, CORSConfig, DynamoDBEvent, Rate

from chalicelib import opening, settings, wiring
from chalicelib.audit import nightly
from chalicelib.common import routes as common
from chalicelib.erasing import routes as erasing
from chalicelib.erasing.jobs import retention as retained
from chalicelib.files.jobs import orphans as orphaned
from chalicelib.lodging import jobs as lodging_jobs
from chalicelib.lodging import routes as lodging
from chalicelib.reception import jobs as reception_jobs
from chalicelib.reception import routes as reception
from chalicelib.service import deadlines
from chalicelib.telling import jobs as telling_jobs
from chalicelib.telling import routes as telling
from chalicelib.tickets import routes as tickets
from chalicelib.tickets.jobs import DISPATCH_CHECK, HANDOVERS, planned
from chalicelib.tickets.jobs import reconciliation as reconciled
from chalicelib.waiting import routes as waiting
from chalicelib.web import logs
from chalicelib.web.console import serve_console
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
OPERATIONS = (
    *common.OPERATIONS,
    *waiting.OPERATIONS,
    *erasing.OPERATIONS,
    *telling.OPERATIONS,
    *tickets.OPERATIONS,
    *lodging.OPERATIONS,
    *reception.OPERATIONS,
)
pages = Blueprint(__name__)
serve_pages(pages, OPERATIONS)
serve_console(pages, OPERATIONS, settings.current(), wiring.house)
for blueprint in (
    common.blueprint,
    waiting.blueprint,
    erasing.blueprint,
    telling.blueprint,
    tickets.blueprint,
    lodging.blueprint,
    reception.blueprint,
    pages,
):
    app.register_blueprint(blueprint)


@app.schedule(Rate(5, unit=Rate.MINUTES))
def dispatch_check(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: what was not done in time (T-4.3.2, T-4.2.1, T-4.2.2)."""
    return deadlines.scheduled(wiring.house().service, DISPATCH_CHECK, event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def reconciliation(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: close each site's day that is over, at 17:00 of its own time (T-4.7)."""
    service = wiring.house().service
    return deadlines.scheduled(service, reconciled(service.store), event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def handovers(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: remind the desk of what was handed over and not acknowledged (T-4.6)."""
    return deadlines.scheduled(wiring.house().service, HANDOVERS, event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def plans(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: maintenance plans open the orders that are due (T-4.3.1)."""
    service = wiring.house().service
    return deadlines.scheduled(service, planned(service.store), event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def stays(event: CloudWatchEvent) -> dict[str, object]:
    """Every minute: late signatures, offers and applications whose time is over (L-2, L-3)."""
    service = wiring.house().service
    return deadlines.scheduled(service, lodging_jobs.stays(service.store), event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def bed_offers(event: CloudWatchEvent) -> dict[str, object]:
    """Every minute: what became free is offered to who waits (L-2)."""
    service = wiring.house().service
    return deadlines.scheduled(service, lodging_jobs.bed_offers(service.store), event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def visits(event: CloudWatchEvent) -> dict[str, object]:
    """Every minute: visitors and visiting employees who have not left in time (L-9, L-10)."""
    return deadlines.scheduled(wiring.house().service, lodging_jobs.visits(), event.to_dict())


@app.schedule(Rate(1, unit=Rate.HOURS))
def books(event: CloudWatchEvent) -> dict[str, object]:
    """Every hour: the books of employees' accounts are closed when a month is over (L-11)."""
    service = wiring.house().service
    return deadlines.scheduled(service, lodging_jobs.books(service.store), event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def receptions(event: CloudWatchEvent) -> dict[str, object]:
    """Every five minutes: late signatures and answers in the official reception (P-approve)."""
    return deadlines.scheduled(wiring.house().service, reception_jobs.receptions(), event.to_dict())


@app.schedule(Rate(1, unit=Rate.HOURS))
def orphans(event: CloudWatchEvent) -> dict[str, object]:
    """Every hour: give up files that nobody attached, and remove their bytes (P-files)."""
    house = wiring.house()
    return deadlines.scheduled(house.service, orphaned(house.objects), event.to_dict())


@app.schedule(Rate(1, unit=Rate.HOURS))
def retention(event: CloudWatchEvent) -> dict[str, object]:
    """Every hour: erase identity and telephone numbers that nobody uses any more (P-private)."""
    service = wiring.house().service
    return deadlines.scheduled(service, retained(service.store), event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def imports(event: CloudWatchEvent) -> dict[str, object]:
    """Every minute: go through spreadsheets to be tried or taken in (P-who)."""
    from chalicelib.tickets.imports.jobs import imports as imported  # loaded by no other function

    house = wiring.house()
    job = imported(house.service.store, house.objects, house.vault)
    return deadlines.scheduled(house.service, job, event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def messages(event: CloudWatchEvent) -> dict[str, object]:
    """Every minute: send again what failed, hand over what the stream missed (P-tell)."""
    return telling_jobs.scheduled(wiring.courier(), event.to_dict())


@app.on_dynamodb_record(stream_arn=settings.current().outbox_stream, batch_size=100)
def deliver(event: DynamoDBEvent) -> dict[str, object]:
    """As messages come into the outbox: hand them over and send them (P-tell)."""
    return telling_jobs.streamed(wiring.courier(), event.to_dict())


@app.schedule(Rate(1, unit=Rate.DAYS))
def verify(event: CloudWatchEvent) -> dict[str, object]:
    """Every day: see that histories, records, ledger, register and messages hold (P-history)."""
    return nightly.scheduled(wiring.house().whole, event.to_dict())


@app.lambda_function(name="open_site")
def open_site(event: dict[str, Any], context: Any) -> dict[str, object]:
    """Started by an administrator with a site's file: opens the site (P-who)."""
    return opening.handed_in(wiring.house(), event, context.aws_request_id)
