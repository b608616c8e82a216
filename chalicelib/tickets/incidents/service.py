"""What is done about known outages, over HTTP (T-4.1)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.fields import Line
from chalicelib.core.forms import Form, Order
from chalicelib.core.ports import Key, Listing, Loaded, Page, Store
from chalicelib.core.record import Record
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import history_of
from chalicelib.tickets.forms import OnIncident
from chalicelib.tickets.incidents import gathering
from chalicelib.tickets.incidents.forms import IncidentList
from chalicelib.tickets.incidents.life import INCIDENT
from chalicelib.tickets.incidents.model import CLAUSE, Incident
from chalicelib.tickets.incidents.rules import Announcing, Ending
from chalicelib.tickets.incidents.views import (
    IncidentPage,
    IncidentView,
    OpenIncidents,
    incident_view,
)
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reading import (
    STAFF,
    record_key,
    terms_of,
    tickets,
    wanted,
)
from chalicelib.tickets.views import TicketPage, ticket_view
from chalicelib.tickets.whose import may_see

INCIDENTS = "/sites/{site}/incidents"
ONE_INCIDENT = INCIDENTS + "/{incident}"


class OfPlace(Form):
    """Of which place; of all, if none is given."""

    building: Line | None = None
    area: Line | None = None


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything about known outages."""
    return (OPEN, OPEN_NOW, INCIDENT_LIST, SHOW, TICKETS, HISTORY, UPDATE, _close(store))


def _key(call: Call) -> Key:
    return Key(Incident, call.site, call.params["incident"])


def _shown(record: Record, act: Act[Any], call: Call) -> IncidentView:
    assert isinstance(record, Incident)
    return incident_view(record, act, call.language)


def _known(record: Record | None, act: Act[Any]) -> Incident:
    """The outage, if there is such a one; whoever may ask may know of all.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Incident):
        raise Refusal("not_found", "P-who")
    return record


def _seen(loaded: Loaded, act: Act[Any], call: Call) -> Incident:
    """The outage that the path names.

    Raises: Refusal `not_found`.
    """
    return _known(loaded.record(*_key(call)), act)


def _opened(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
    board = gathering.board(loaded, call.site)
    return INCIDENT.decide("open", Announcing(board=board), form, act)


OPEN = Command(
    name="incident-open",
    about="Announce a known outage 登記已知故障",
    path=INCIDENTS,
    clause=CLAUSE,
    who=INCIDENT.steps["open"].who,
    form=INCIDENT.steps["open"].form,
    answer=IncidentView,
    needs=lambda call, form: (gathering.board_key(call.site),),
    decide=_opened,
    show=_shown,
)


def _open_now(loaded: Loaded, query: OfPlace, act: Act[Any], call: Call) -> OpenIncidents:
    everywhere = query.building is None and query.area is None
    return OpenIncidents(
        items=tuple(
            _shown(each, act, call)
            for each in gathering.known(loaded, call.site)
            if everywhere or each.covers(query.building, query.area)
        )
    )


OPEN_NOW = Read(
    name="incident-open-now",
    about="The outages that there are now, of the site or a place, with the words to say",
    path="/sites/{site}/open-incidents",
    clause=CLAUSE,
    who=STAFF,
    query=OfPlace,
    answer=OpenIncidents,
    needs=lambda call, query: (gathering.board_key(call.site),),
    also=lambda loaded, call: gathering.put_up(loaded, call.site),
    show=_open_now,
)


def _listed(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> IncidentPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    return IncidentPage(
        items=tuple(
            _shown(each, act, call)
            for each in records
            if isinstance(each, Incident)
            and query.state in (None, each.state)
            and sitetime.among(each.opened_at, zone, *days)
        ),
        next=page.next,
    )


INCIDENT_LIST = ListOf(
    name="incident-list",
    about="Known outages, over or not, newest first unless asked otherwise",
    path=INCIDENTS,
    clause=CLAUSE,
    who=STAFF,
    query=IncidentList,
    answer=IncidentPage,
    listing=lambda call, query: Listing(
        table="desk",
        partition=call.site,
        begins="incident#",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Incident, call.site, item["id"]),
    show=_listed,
)
SHOW = Read(
    name="incident",
    about="A known outage, and what may be done with it now",
    path=ONE_INCIDENT,
    clause=CLAUSE,
    who=STAFF,
    answer=IncidentView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: _shown(_seen(loaded, act, call), act, call),
    version=lambda view: view.incident.version,
)


def _hanging(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> TicketPage:
    """The index may lag: what hangs on another by now is left out."""
    found = (each for each in records if isinstance(each, Ticket))
    return TicketPage(
        items=tuple(
            ticket_view(each, act)
            for each in found
            if each.incident == call.params["incident"]
            and may_see(act.person, each)
            and wanted(each, query, act)
        ),
        next=page.next,
    )


TICKETS = ListOf(
    name="incident-tickets",
    about="The tickets that hang on a known outage, newest first unless asked otherwise",
    path=ONE_INCIDENT + "/tickets",
    clause=CLAUSE,
    who=STAFF,
    query=OnIncident,
    answer=TicketPage,
    terms=terms_of,
    listing=lambda call, query: tickets(
        query, index=gathering.ATTACHED, partition=f"{call.site}#{call.params['incident']}"
    ),
    record=record_key,
    show=_hanging,
)


HISTORY = history_of(
    "incident-history",
    "What was said of a known outage and when, oldest first unless asked otherwise",
    ONE_INCIDENT + "/history",
    STAFF,
    _key,
    _known,
)


def _step(
    command: str,
    about: str,
    decide: Callable[[Loaded, Any, Act[Any], Call], Change],
    needs: Callable[[Call, Any], Iterable[Key]] = lambda call, form: (),
) -> Command:
    step = INCIDENT.steps[command]
    return Command(
        name=f"incident-{command}",
        about=about,
        path=f"{ONE_INCIDENT}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=IncidentView,
        needs=needs,
        subject=_key,
        decide=decide,
        show=_shown,
    )


UPDATE = _step(
    "update",
    "Say otherwise of a known outage from now on 更新應答內容",
    lambda loaded, form, act, call: INCIDENT.decide("update", _seen(loaded, act, call), form, act),
)


def _close(store: Callable[[], Store]) -> Command:
    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        incident = _seen(loaded, act, call)
        INCIDENT.admit("close", incident, act)
        ending = Ending(
            form=form,
            board=gathering.board(loaded, call.site),
            tickets=gathering.count(store(), call.site, incident.id),
        )
        return INCIDENT.decide("close", incident, ending, act)

    return _step(
        "close",
        "A known outage is over 解除; its tickets go on",
        decide,
        lambda call, form: (gathering.board_key(call.site),),
    )
