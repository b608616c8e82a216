"""What is no longer used is erased, and nothing is read of who is (P-private)."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import CLAUSE, RETENTION
from chalicelib.core.people import GUEST, Person
from chalicelib.core.ports import Store
from chalicelib.erasing import gathering
from chalicelib.lodging.families import erasing as guests
from chalicelib.service.deadlines import Job
from chalicelib.tickets.rules import callers


def retention(store: Store) -> Job:
    """Every hour: identity numbers and telephone numbers whose time is over, or that somebody asked
    to have erased. Whether they are in use is looked up when the timer falls due.
    """

    def decide(person: Person, act: Act[Any]) -> Change:
        if person.id.startswith(GUEST):
            return guests.due(
                person, gathering.traces(store, person), gathering.under_lodging(store, act)
            )
        return callers.due(
            person, gathering.tickets(store, person), gathering.under_desk(store, act)
        )

    return Job(name=RETENTION, clause=CLAUSE, kinds=(Person,), decide=decide, chains=True)
