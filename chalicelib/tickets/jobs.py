"""What falls due at the front desk, and the functions that see to it."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.forms import Form
from chalicelib.core.people import Role
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Firing, Job, Report
from chalicelib.service.operations import Call, Run
from chalicelib.service.requests import Service
from chalicelib.tickets.model import Ticket
from chalicelib.tickets.reading import ticket_terms
from chalicelib.tickets.rules import cards, forwarded, telling

DISPATCH_CHECK = Job(
    name=telling.DISPATCH_CHECK,
    clause=telling.CLAUSE,
    kind=Ticket,
    terms=ticket_terms,
    decide=telling.dispatch_check,
    others={
        cards.CLAUSE: Firing(decide=cards.check, counts=(cards.CARD,)),
        forwarded.CLAUSE: Firing(decide=forwarded.check),
    },
)
"""Every five minutes: engineering is told of what it was not told of in time (T-4.3.2), a complaint
still open after a day gets its card (T-4.2.1), a reply not given in time is found (T-4.2.2)."""


class RunJob(Form):
    """Run a job now, for this site."""


def _run(service: Service, form: Any, act: Act[Any], call: Call) -> Report:
    return deadlines.run(service, DISPATCH_CHECK, act.now, call.correlation, site=act.site.id)


RUN_DISPATCH_CHECK = Run(
    name="job-dispatch-check",
    about="Run the dispatch check now, for this site",
    path="/sites/{site}/jobs/dispatch-check",
    clause=telling.CLAUSE,
    who=frozenset({Role.CS_SUPERVISOR, Role.ADMIN}),
    form=RunJob,
    answer=Report,
    run=_run,
)
