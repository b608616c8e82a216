"""What falls due in the reception room, and the functions that see to it."""

from typing import Any

from msgspec.structs import replace

from chalicelib.common.jobs import run_job
from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Store
from chalicelib.lodging.accounts.model import CLAUSE as ACCOUNTED
from chalicelib.lodging.books import folding
from chalicelib.lodging.books.gathering import at_the_end
from chalicelib.lodging.books.model import BOOKS, Books
from chalicelib.lodging.gate import visits as gate
from chalicelib.lodging.gate.model import CURFEW, VISITS, Visit
from chalicelib.lodging.house.model import BED_OFFERS, Queue
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.staying import extending
from chalicelib.lodging.staying import rules as staying
from chalicelib.lodging.staying.model import CLAUSE as LEAVING
from chalicelib.lodging.stays import gathering, granting, signing
from chalicelib.lodging.stays.model import CLAUSE, STAYS, Stay, StayState
from chalicelib.lodging.terms import rulebook
from chalicelib.service.deadlines import Firing, Job

RUNS = frozenset({Role.DORMITORY, Role.ADMIN})
"""Who may run them by hand."""


def stays(store: Store) -> Job:
    """Every minute: approvers who are late are reminded (P-approve); what has no bed when its first
    day is over ends, and what nobody came to (L-3), and so does an offer that nobody took (L-2);
    who should have left and has not is charged (L-6).
    """

    def expire(stay: Stay, act: Act[Any]) -> Change:
        scene = gathering.around(store, stay)
        if stay.state is StayState.GRANTED and gathering.beds_in_use(store, stay, act):
            return granting.put_off(stay, act)
        return granting.expire(stay, scene, act)

    def bill(stay: Stay, act: Act[Any]) -> Change:
        act = replace(act, terms=act.terms or rulebook(stay.site))
        return staying.bill(stay, gathering.kept(store, stay, act), act)

    return Job(
        name=STAYS,
        clause=CLAUSE,
        kinds=(Stay,),
        terms=gathering.terms_of_stay,
        decide=expire,
        others={
            LEAVING: Firing(decide=bill),
            IN_ORDER: Firing(decide=expire),
            approval.CLAUSE: Firing(decide=signing.remind, beside=signing.approver),
        },
    )


def bed_offers(store: Store) -> Job:
    """Every minute: what became free is offered to who waits, in order of registration (L-2)."""

    def offer(queue: Queue, act: Act[Any]) -> Change:
        scene = gathering.waiting(store, queue)
        found = granting.next_fitting(scene, act)
        if found is None:
            return granting.nothing_free(queue)
        waiting, given = found
        loaded = store.load([Key(Stay, queue.site, waiting.stay)])
        stay = loaded.record(Stay, queue.site, waiting.stay)
        assert stay
        if stay.asked.begins:
            loaded = store.load([Key(Stay, queue.site, stay.asked.begins)])
            begun = loaded.record(Stay, queue.site, stay.asked.begins)
            if not extending.goes_on(stay, begun):
                return granting.dropped(stay, queue, act)
        return granting.offer(stay, given, scene, gathering.under_terms(store, act))

    return Job(name=BED_OFFERS, clause=IN_ORDER, kinds=(Queue,), decide=offer, chains=True)


def visits() -> Job:
    """Every minute: who has not left in time is listed to gate and dormitory office (L-9, L-10);
    who stays the night without leave is reported (L-10).
    """
    return Job(name=VISITS, clause=CURFEW, kinds=(Visit,), decide=gate.overdue)


def books(store: Store) -> Job:
    """Every hour: the books of a month that is over are closed, the next month's opened (L-11)."""

    def close(known: Books, act: Act[Any]) -> Change:
        return folding.close(known, at_the_end(store, known, act.site), act)

    return Job(name=BOOKS, clause=ACCOUNTED, kinds=(Books,), decide=close, chains=True)


RUN_JOBS = (
    run_job(
        STAYS,
        CLAUSE,
        "Remind approvers, end offers and stays whose time is over, charge who leaves late",
        lambda service: stays(service.store),
        RUNS,
    ),
    run_job(
        BED_OFFERS,
        IN_ORDER,
        "Offer free beds to who waits 輪候",
        lambda service: bed_offers(service.store),
        RUNS,
    ),
    run_job(
        VISITS,
        CURFEW,
        "List who has not left in time, report who stays the night 逾時未離開、留宿",
        lambda service: visits(),
        RUNS,
    ),
    run_job(
        BOOKS,
        ACCOUNTED,
        "Close the books of months that are over 月結",
        lambda service: books(service.store),
        RUNS,
    ),
)
