"""Who answers for an order that a plan opens, and under which settings it is opened."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Store
from chalicelib.tickets.model.matter import ENGINEERING
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.terms import Terms, terms_key


def answering(store: Store, plan: Plan, act: Act[Any]) -> tuple[Person | None, Act[Terms]]:
    """Whoever set the plan up, or engineering's supervisor if they are gone; the act under the
    settings in force. None if neither belongs to the site any more.
    """
    engineering = act.site.department(ENGINEERING)
    ids = dict.fromkeys((plan.owner, *((engineering.supervisor,) if engineering else ())))
    people = [Key(Person, plan.site, each) for each in ids]
    terms = terms_key(plan.site, act.site.settings["tickets"])
    loaded = store.load([*people, terms])
    known = loaded.record(*terms)
    assert isinstance(known, Terms)
    found = (loaded.record(*each) for each in people)
    reporter = next(
        (each for each in found if isinstance(each, Person) and each.active and each.roles), None
    )
    return reporter, replace(act, terms=known)
