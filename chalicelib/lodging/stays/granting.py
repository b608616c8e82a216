"""Beds for an approved application: at once, by the queue, or not any more (L-2, L-10). Pure."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import DAY, instant
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.record import Frozen, Record, Timer
from chalicelib.lodging.house import placing
from chalicelib.lodging.house.model import CLAUSE, NEXT, House, InLine, Queue
from chalicelib.lodging.house.placing import Given, Nights
from chalicelib.lodging.house.rules import joined, looked_at, queued, spent, without
from chalicelib.lodging.stays import model, signing
from chalicelib.lodging.stays.model import STAYS, Bedded, Over, Stay, StayState
from chalicelib.lodging.terms import LodgingTerms


class Scene(Frozen):
    """The house, who waits, and the nights that a decision looks at."""

    house: House
    queue: Queue
    nights: Nights = {}
    extensions: tuple[Stay, ...] = ()
    """Of the stay, where it ends: they end with it."""


def first_over(stay: Stay, zone: str) -> datetime:
    """When the first day is over at the site, and with it the chance to come (L-3)."""
    return instant(stay.asked.first, DAY, zone)


def arrival(stay: Stay, act: Act[LodgingTerms]) -> tuple[Timer, ...]:
    """The timer by which nobody has come; guests of an extension are there already.

    Who gets the beds later than that has until the first day is over.
    """
    if stay.asked.begins:
        return ()
    due_at = instant(stay.asked.first, act.terms.arrive_by, act.site.time_zone)
    if due_at <= act.now:
        due_at = first_over(stay, act.site.time_zone)
    return (Timer(clause=model.CLAUSE, job=STAYS, due_at=due_at),)


def deadline(stay: Stay, zone: str) -> Timer:
    """The timer by which an application ends that has no bed when its first day is over."""
    return Timer(clause=model.CLAUSE, job=STAYS, due_at=first_over(stay, zone))


def grant(stay: Stay, scene: Scene, act: Act[LodgingTerms]) -> tuple[Stay, tuple[Change, ...]]:
    """The approved application with its beds, or with its place in the queue.

    Whoever registered before and could have a bed now comes first: nobody overtakes.

    Raises: Refusal `guest_lodged`, `queue_full`.
    """
    wanted = stay.wanted
    not_lodged(stay, scene.nights)
    given = None
    if placing.has_turn(scene.house, scene.nights, scene.queue, wanted, act.today):
        given = placing.placed(scene.house, scene.nights, wanted)
    if given is None:
        timers = (deadline(stay, act.site.time_zone),)
        waits = replace(stay, state=StayState.WAITING, timers=timers)
        return waits, joined(scene.queue, wanted)
    beds = bedded(given, scene.house, act.terms)
    granted = replace(
        stay,
        state=StayState.GRANTED,
        beds=beds,
        granted_at=act.now,
        timers=arrival(stay, act),
    )
    return granted, tuple(spent(scene.nights, placing.held(scene.nights, wanted, given)))


def not_lodged(stay: Stay, nights: Nights) -> None:
    """See that no guest has a bed on one of the nights already.

    Raises: Refusal `guest_lodged`.
    """
    for night in stay.asked.nights:
        for each in stay.asked.guests:
            known = nights[night].of(each.guest)
            if known:
                holder = f"{Stay.KIND}#{known.stay}"
                raise Refusal(
                    "guest_lodged", CLAUSE, name=each.name, night=str(night), holder=holder
                )


def rested_on(scene: Scene, stay: Stay) -> tuple[Record, ...]:
    """What beds or a place in the queue are decided by: nobody joins the queue while a bed becomes
    free, nor gets one while somebody who is before them joins it.
    """
    return (scene.house, scene.queue, *(scene.nights[each] for each in stay.asked.nights))


def bedded(given: Given, house: House, terms: LodgingTerms) -> tuple[Bedded, ...]:
    """The beds of the guests, each at the rate of its room's type (L-6)."""
    types = {each.number: each.type for each in house.rooms}
    rates = {each.key: each.fen for each in terms.rates}
    return tuple(
        Bedded(guest=guest, place=place, rate=rates[types[place.room]])
        for guest, place in given.items()
    )


def ended(
    stay: Stay, state: StayState, reason: str | None, scene: Scene, act: Act[LodgingTerms]
) -> Change:
    """It is over before it began: its beds are free, its place in the queue another's.

    Extensions of it are over with it. Nights that are over and were granted stay as they were.
    """
    over = Over(by=act.person.id, at=act.now, reason=reason)
    after = replace(
        stay, state=state, over=over, beds=(), offered_until=None, ceding=None, timers=()
    )
    begins = act.today if stay.granted_at else stay.asked.first
    free = {day: night for day, night in scene.nights.items() if day >= begins}
    nights = placing.freed(free, {stay.id, *(each.id for each in scene.extensions)})
    queue = without(scene.queue, stay.id)
    changed = looked_at(scene.queue, act.now) if nights else queued(scene.queue, queue)
    others = (
        Change(before=each, after=replace(each, state=state, over=over, beds=(), timers=()))
        for each in scene.extensions
    )
    return Change(
        before=stay,
        after=after,
        also=(*spent(scene.nights, nights), *changed, *others),
        rests_on=(scene.queue,),
    )


def expire(stay: Stay, scene: Scene, act: Act[LodgingTerms]) -> Change:
    """An offer nobody took, a first day that is over, beds that nobody came to: others have their
    turn (L-2, L-3).
    """
    granted = stay.state is StayState.GRANTED
    state = StayState.NO_SHOW if granted else StayState.LAPSED
    change = ended(stay, state, None, scene, act)
    told = signing.news(
        stay, stay.employee, "stay_no_show" if granted else "application_lapsed", CLAUSE
    )
    return replace(change, messages=(told,))


def put_off(stay: Stay, act: Act[LodgingTerms]) -> Change:
    """Its guests cannot come while somebody is still in a bed of theirs: they have a day more."""
    timer = Timer(
        clause=model.CLAUSE, job=STAYS, due_at=instant(act.today, DAY, act.site.time_zone)
    )
    return Change(before=stay, after=replace(stay, timers=(timer,)), facts={"until": timer.due_at})


def next_fitting(scene: Scene, act: Act[LodgingTerms]) -> tuple[InLine, Given] | None:
    """The first who waits whose dates and sexes fit what is free, with the beds for them."""
    for each in scene.queue.waiting:
        given = each.in_time(act.today) and placing.placed(scene.house, scene.nights, each)
        if given:
            return each, given
    return None


def offer(stay: Stay, given: Given, scene: Scene, act: Act[LodgingTerms]) -> Change:
    """What became free is kept for whoever is first, for a while; who else waits is looked at next.

    While the offer runs nobody else takes these beds.
    """
    due = scene.queue.timer(CLAUSE)
    assert due
    until = min(
        act.now + timedelta(minutes=act.terms.offer_minutes), first_over(stay, act.site.time_zone)
    )
    offered = replace(
        stay,
        state=StayState.OFFERED,
        beds=bedded(given, scene.house, act.terms),
        offered_until=until,
        ceding=None,
        timers=(Timer(clause=CLAUSE, job=STAYS, due_at=until),),
    )
    told = signing.news(
        stay, stay.employee, "bed_offered", CLAUSE, until=shown(until, act.site.time_zone)
    )
    left = without(scene.queue, stay.id)
    timers = left.timed(due.due_at + NEXT) if left.waiting else ()
    nights = placing.held(scene.nights, stay.wanted, given)
    return Change(
        before=scene.queue,
        after=replace(left, timers=timers),
        facts={"offered": stay.id},
        also=(
            Change(before=stay, after=offered, facts={"until": until}, messages=(told,)),
            *spent(scene.nights, nights),
        ),
    )


def dropped(stay: Stay, queue: Queue, act: Act[LodgingTerms]) -> Change:
    """An extension whose stay is over is offered nothing; who else waits is looked at next."""
    due = queue.timer(CLAUSE)
    assert due
    left = without(queue, stay.id)
    timers = left.timed(due.due_at + NEXT) if left.waiting else ()
    over = Over(by=act.person.id, at=act.now)
    after = replace(stay, state=StayState.LAPSED, over=over, ceding=None, timers=())
    told = signing.news(stay, stay.employee, "application_lapsed", CLAUSE)
    return Change(
        before=queue,
        after=replace(left, timers=timers),
        facts={"dropped": stay.id},
        also=(Change(before=stay, after=after, messages=(told,)),),
    )


def nothing_free(queue: Queue) -> Change:
    """Nobody who waits can have what is free: it is looked at when something else becomes so."""
    return Change(before=queue, after=replace(queue, timers=()))


def shown(at: datetime, zone: str) -> str:
    """An instant as people at the site read it."""
    return sitetime.local(at, zone).strftime("%Y-%m-%d %H:%M")
