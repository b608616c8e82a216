"""What falls due in the official reception, and the function that sees to it."""

from typing import Any

from chalicelib.common.jobs import run_job
from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.people import Role
from chalicelib.core.ports import Key
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.reception.cars import signing as trips
from chalicelib.reception.cars.model import Trip
from chalicelib.reception.claims import signing as spending
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.reception.letters.due import FIRES
from chalicelib.reception.letters.model import Letter
from chalicelib.reception.receptions import signing
from chalicelib.reception.receptions.model import RECEPTIONS, Reception
from chalicelib.service.deadlines import Firing, Job

RUNS = frozenset({Role.OFFICE, Role.ADMIN})
"""Who may run it by hand."""
_SIGNED: dict[type[Record], Any] = {
    Reception: signing,
    Trip: trips,
    Advance: spending,
    ExpenseClaim: spending,
}
"""By kind of record, what knows who signs it: `remind` and `approver`."""


def _remind(record: Record, act: Act[Any]) -> Change:
    change: Change = _SIGNED[type(record)].remind(record, act)
    return change


def _approver(record: Record, site: Site) -> Key | None:
    key: Key | None = _SIGNED[type(record)].approver(record, site)
    return key


def receptions() -> Job:
    """Every five minutes: approvers who are late are reminded (P-approve), and the office of what
    was not answered in time (R-4.3.2, R-4.3.3); numbers no longer needed are erased (P-private).
    """
    return Job(
        name=RECEPTIONS,
        clause=approval.CLAUSE,
        kinds=(*_SIGNED, Letter),
        decide=_remind,
        others={approval.CLAUSE: Firing(decide=_remind, beside=_approver), **FIRES},
    )


RUN_JOBS = (
    run_job(
        RECEPTIONS,
        approval.CLAUSE,
        "Remind whoever is late to sign or to answer in the official reception 催簽、催覆",
        lambda service: receptions(),
        RUNS,
    ),
)
