"""Applications and stays over HTTP: apply, sign, take an offer, cancel, look up (L-2, L-3)."""

from collections.abc import Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.lodging.conduct.model import Conduct
from chalicelib.lodging.house.gathering import both, night_keys, queue_of
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.house.model import queue_key
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.stays import eligible, gathering, rules
from chalicelib.lodging.stays.forms import Apply, StaysIn
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import APPLICATION, CLAUSE, Stay
from chalicelib.lodging.stays.printing import application_page
from chalicelib.lodging.stays.rules import Found
from chalicelib.lodging.stays.signing import SIGNS
from chalicelib.lodging.stays.views import QueuePlace, StayPage, StayView, stay_view
from chalicelib.lodging.terms import rulebook
from chalicelib.service.lists import OnesOwn, named, own, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, nothing
from chalicelib.service.showing import history_of, print_of

STAYS = "/sites/{site}/stays"
ONE_STAY = STAYS + "/{stay}"
SEES = rules.OFFICE | SIGNS | {Role.EMPLOYEE}
ABOUT = {
    "approve": "Sign an application; the last signature holds its beds 批准住宿",
    "refuse": "Refuse an application, saying why 不批准",
    "withdraw": "Take one's application back while nobody signed it 撤回申請",
    "resubmit": "Submit an application again as a new version 重新申請",
    "take-offer": "Take the beds that are offered 接受床位",
    "cancel": "Give a stay or a place in the queue up 取消住宿",
}
DECIDES_BEDS = frozenset({"approve", "cancel"})
GRANTS = DECIDES_BEDS | {"take-offer"}
"""What may grant or give up an extension, and so changes the stay that it goes on from."""


def stay_key(call: Call) -> Key:
    """The stay that the path names."""
    return Key(Stay, call.site, call.params["stay"])


def shown(record: Record, act: Act[Any], call: Call) -> StayView:
    """The stay as the person who asks sees it."""
    assert isinstance(record, Stay)
    return stay_view(record, act)


def seen(record: Record | None, act: Act[Any]) -> Stay:
    """The stay, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Stay) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _applied(loaded: Loaded, form: Apply, act: Act[Any], call: Call) -> Change:
    wish = gathering.wish(loaded, call.site, call.person, form)
    return STAY.decide("apply", wish, form, act)


APPLY = Command(
    name="stay-apply",
    about="Apply for beds for one's relatives 住宿申請",
    path=STAYS,
    clause=CLAUSE,
    who=STAY.steps["apply"].who,
    form=STAY.steps["apply"].form,
    answer=StayView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=lambda call, form: gathering.named(call.site, call.person, form),
    counts=(APPLICATION,),
    decide=_applied,
    show=shown,
)


def _page(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> StayPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in records
        if isinstance(each, Stay)
        and rules.sees(act, each)
        and sitetime.among(each.forms[0].at, zone, *days)
    )
    return StayPage(items=tuple(stay_view(each, act) for each in found), next=page.next)


MINE = ListOf(
    name="stay-mine",
    about="One's own applications and stays, newest first unless asked otherwise",
    path="/sites/{site}/my-stays",
    clause=CLAUSE,
    who=frozenset({Role.EMPLOYEE}),
    query=OnesOwn,
    answer=StayPage,
    listing=lambda call, query: own(Stay, call, query),
    record=named(Stay),
    show=_page,
)


def _standing(
    page: Page, records: list[Record], query: StaysIn, act: Act[Any], call: Call
) -> StayPage:
    """The index may lag: what stands otherwise by now is left out."""
    found = [each for each in records if isinstance(each, Stay) and each.state is query.state]
    return _page(page, [*found], query, act, call)


IN_STATE = ListOf(
    name="stay-list",
    about="Applications and stays by where they stand, oldest first unless asked otherwise",
    path=STAYS,
    clause=CLAUSE,
    who=rules.OFFICE | SIGNS,
    seats=SIGNS,
    query=StaysIn,
    answer=StayPage,
    listing=lambda call, query: standing(Stay, call, query.state, query, query.order),
    record=named(Stay),
    show=_standing,
)
SHOW = Read(
    name="stay",
    about="An application or stay, and what may be done with it now",
    path=ONE_STAY,
    clause=CLAUSE,
    who=SEES,
    seats=SIGNS,
    answer=StayView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=lambda call, query: (stay_key(call),),
    show=lambda loaded, query, act, call: stay_view(seen(loaded.record(*stay_key(call)), act), act),
    version=lambda view: view.version,
)


def _place(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> QueuePlace:
    stay, queue = seen(loaded.record(*stay_key(call)), act), queue_of(loaded, call.site)
    return QueuePlace(stay=stay.id, place=queue.place(stay.id), of=len(queue.waiting))


PLACE = Read(
    name="stay-place",
    about="Which in the queue an application is 輪候次序",
    path=ONE_STAY + "/place",
    clause=IN_ORDER,
    who=SEES,
    answer=QueuePlace,
    needs=lambda call, query: (stay_key(call), queue_key(call.site)),
    show=_place,
)
HISTORY = history_of(
    "stay-history",
    "Who applied, signed and decided what and when, oldest first",
    ONE_STAY + "/history",
    SEES,
    stay_key,
    seen,
)
PRINT = print_of(
    "stay-print",
    "An application on paper, with its signatures; the printing is recorded 列印",
    ONE_STAY,
    SEES,
    stay_key,
    lambda loaded, act, call: seen(loaded.record(*stay_key(call)), act),
    application_page,
    clause=CLAUSE,
    seats=SIGNS,
)


def _step(command: str) -> Command:
    step = STAY.steps[command]
    decides_beds, grants = command in DECIDES_BEDS, command in GRANTS

    def needs(call: Call, form: Any) -> Iterable[Key]:
        return gathering.named(call.site, call.person, form) if isinstance(form, Apply) else ()

    def around(loaded: Loaded, call: Call) -> Iterable[Key]:
        stay = loaded.record(Stay, call.site, call.params["stay"])
        if stay is None:
            return ()
        begun = [Key(Stay, call.site, stay.asked.begins)] if grants and stay.asked.begins else []
        if not decides_beds:
            return begun
        days = gathering.days(stay, queue_of(loaded, call.site))
        standing = eligible.keys(stay) if rules.last_seat(stay) else ()
        return [*night_keys(call.site, days), *gathering.extensions(stay), *begun, *standing]

    def passes(loaded: Loaded, call: Call) -> Iterable[Key]:
        stay = loaded.record(Stay, call.site, call.params["stay"])
        return gathering.passes_of_begun(loaded, stay) if grants else ()

    def beside(call: Call) -> Iterable[Key]:
        """Whoever takes an offer is the employee whose standing counts."""
        return both(call.site) if decides_beds else (Key(Conduct, call.site, call.person),)

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        stay = seen(loaded.record(*stay_key(call)), act)
        again = isinstance(form, Apply)
        found = Found(
            form=form,
            wish=gathering.wish(loaded, call.site, call.person, form) if again else None,
            scene=gathering.scene(loaded, stay) if decides_beds else None,
            begun=loaded.record(Stay, call.site, stay.asked.begins),
            passes=gathering.read_passes(loaded, passes(loaded, call)),
            standing=eligible.standing(loaded, stay),
        )
        return STAY.decide(command, stay, found, act)

    return Command(
        name=f"stay-{command}",
        about=ABOUT[command],
        path=f"{ONE_STAY}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=StayView,
        terms=terms_of,
        unset_terms=rulebook,
        needs=needs,
        also=around,
        further=passes,
        contended=decides_beds,
        subject=stay_key,
        sees=rules.sees,
        around=beside if grants or decides_beds else nothing,
        decide=decide,
        show=shown,
    )


OPERATIONS: tuple[Operation, ...] = (
    APPLY,
    MINE,
    IN_STATE,
    SHOW,
    PLACE,
    HISTORY,
    PRINT,
    *map(_step, ABOUT),
)
"""Everything about applications and stays that is done over HTTP."""
