"""Proposing to cede beds, taking them, calling it off (L-2). Pure.

The queue's order does not forbid it: it is an agreement of the two. What else the receiver needs
is free to all, so whoever waits and could have that comes first; and what is left over of the
ceded beds is offered to who waits, as all that becomes free.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.record import Frozen
from chalicelib.lodging.ceding.forms import CallOff, Cede, TakeCeded
from chalicelib.lodging.ceding.model import Ceded, Ceding
from chalicelib.lodging.conduct.model import Conduct, barred
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.house import placing
from chalicelib.lodging.house.model import CLAUSE, Night, Queue
from chalicelib.lodging.house.placing import Given
from chalicelib.lodging.house.rules import queued, spent, without
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.lodging.passes.rules import follow
from chalicelib.lodging.staying import extending, late
from chalicelib.lodging.stays import granting, rules, signing
from chalicelib.lodging.stays.eligible import in_good_standing
from chalicelib.lodging.stays.granting import Scene
from chalicelib.lodging.stays.model import BEGINS, Over, Stay, StayState
from chalicelib.lodging.terms import LodgingTerms


class Two(Frozen):
    """A form about ceding, and what its decision looks at besides the stay."""

    form: Any
    other: Stay | None
    """The other of the two."""
    scene: Scene
    terms: LodgingTerms
    """The settings that the giver's stay was applied for under."""
    conducts: tuple[Conduct | None, Conduct | None] = (None, None)
    """How the employees stand: giver's, then receiver's."""
    passes: tuple[AccessPass, ...] = ()
    """Of who is there: of the giver's, and of the stay that the receiver's goes on from."""
    begun: Stay | None = None
    """The stay that the receiver's goes on from, where that is an extension."""


def no_extensions(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: what an extension hangs on is given up first; beds are ceded whole."""
    if stay.asked.begins:
        return extending.hangs_on(stay.asked.begins, stay.asked, CLAUSE)
    if not stay.moved:
        return None
    return extending.hangs_on(stay.moved[-1].stay, stay.moved[-1], CLAUSE)


def nothing_proposed(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: nothing that it has proposed is open."""
    if _open(stay, act) is None:
        return None
    return Refusal("ceding_open", CLAUSE)


def proposed(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: there is a proposal, and its time is not over."""
    return None if _open(stay, act) else Refusal("ceding_over", CLAUSE)


def something_proposed(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: there is a proposal to call off."""
    return None if stay.ceding else Refusal("ceding_over", CLAUSE)


def somebody_cedes(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: a guest has a night left that may be another's."""
    first = max(act.today, stay.asked.first)
    for each in stay.asked.guests:
        if not _gone(stay, each.guest) and first < stay.leaves(each.guest):
            return None
    return Refusal("no_bed_to_cede", CLAUSE)


def _open(stay: Stay, act: Act[Any]) -> Ceding | None:
    return stay.ceding if stay.ceding and act.now < stay.ceding.until else None


def cede(giver: Stay, two: Two, act: Act[LodgingTerms]) -> Change:
    """Beds are offered to an application that waits; its employee has to agree in time.

    Raises: Refusal `invalid_form`, `ceding_open`, `beds_on_offer`, `guest_lodged`,
    `ceded_beds_unfit`, `eligibility_cancelled`, `suspended`.
    """
    form: Cede = two.form
    in_good_standing(two.conducts[0], act)
    faults = tuple(_faults(giver, two, act))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    receiver = two.other
    assert receiver
    if _open(receiver, act):
        raise Refusal("ceding_open", CLAUSE)
    night = _night(giver, receiver)
    _beds(giver, receiver, form.guests, two.scene, act.today)
    ceding = Ceding(
        giver=giver.id,
        receiver=receiver.id,
        name=giver.employee_name,
        guests=form.guests,
        night=night,
        until=_until(giver, receiver, form.guests, act),
    )
    told = signing.news(
        receiver,
        receiver.employee,
        "bed_proposed",
        CLAUSE,
        name=giver.employee_name,
        night=str(night),
        until=granting.shown(ceding.until, act.site.time_zone),
    )
    return Change(
        before=giver,
        after=replace(giver, ceding=ceding),
        facts={"to": receiver.id, "night": night},
        messages=(told,),
        also=(Change(before=receiver, after=replace(receiver, ceding=ceding)),),
    )


def _night(giver: Stay, receiver: Stay) -> date:
    """The first night for which both are to have a bed, if there is one."""
    return max(giver.asked.first, receiver.asked.first)


def _until(
    giver: Stay, receiver: Stay, guests: tuple[str, ...], act: Act[LodgingTerms]
) -> datetime:
    """When a proposal is over: as an offer is; with the receiver's first day; for guests who are
    there at the latest when they would have to be gone.
    """
    zone = act.site.time_zone
    ends = [
        act.now + timedelta(minutes=act.terms.offer_minutes),
        granting.first_over(receiver, zone),
    ]
    if any(each.guest in guests for each in giver.here):
        ends.append(late.steps(_night(giver, receiver), act.terms, zone)[0])
    return min(ends)


def _faults(giver: Stay, two: Two, act: Act[LodgingTerms]) -> Iterator[Fault]:
    form, receiver = two.form, two.other
    waits = receiver is not None and two.scene.queue.place(receiver.id) is not None
    waits = waits and receiver is not None and receiver.state is StayState.WAITING
    if not receiver or not waits or not receiver.wanted.in_time(act.today):
        yield Fault(pointer="/to", code="not_waiting")
        return
    if receiver.employee == giver.employee:
        yield Fault(pointer="/to", code="own_application")
    known, seen = {each.guest for each in giver.asked.guests}, set()
    for place, guest in enumerate(form.guests):
        at = f"/guests/{place}"
        if guest not in known:
            yield Fault(pointer=at, code="no_such_one", data={"id": guest})
        elif guest in seen:
            yield Fault(pointer=at, code="repeated")
        elif fault := _unfree(giver, guest, _night(giver, receiver), two.terms, act, at):
            yield fault
        seen.add(guest)


def _gone(stay: Stay, guest: str) -> bool:
    return any(each.guest == guest and each.left_at for each in stay.present)


def _unfree(
    giver: Stay, guest: str, night: date, terms: LodgingTerms, act: Act[Any], at: str = ""
) -> Fault | None:
    """Why a guest's bed cannot be another's from a night on.

    Who is there has slept there before, and is still in time to leave on that day: nobody's day of
    leaving becomes one that they have missed (L-6).
    """
    if _gone(giver, guest) or giver.leaves(guest) <= night:
        return Fault(pointer=at, code="no_bed_then")
    here = next((each for each in giver.here if each.guest == guest), None)
    zone = act.site.time_zone
    if here and (
        sitetime.day(here.came_at, zone) >= night or act.now >= late.steps(night, terms, zone)[0]
    ):
        return Fault(pointer=at, code="bed_in_use")
    return None


def _beds(
    giver: Stay, receiver: Stay, guests: tuple[str, ...], scene: Scene, today: date
) -> tuple[Given, dict[date, Night]]:
    """The receiver's beds, and the nights as the giver's guests leave them.

    Raises: Refusal `beds_on_offer` while others, or the receiver, can have a bed without it;
    `guest_lodged`, `ceded_beds_unfit`.
    """
    wanted, nights = receiver.wanted, scene.nights
    turn = placing.has_turn(scene.house, nights, scene.queue, wanted, today)
    if not turn or placing.placed(scene.house, nights, wanted):
        raise Refusal("beds_on_offer", CLAUSE)
    night = _night(giver, receiver)
    later = {day: each for day, each in nights.items() if day >= night}
    freed = placing.freed(later, {giver.id}, set(guests))
    granting.not_lodged(receiver, {**nights, **freed})
    given = placing.placed(scene.house, {**nights, **freed}, wanted)
    if given is None:
        raise Refusal("ceded_beds_unfit", CLAUSE)
    return given, freed


def take(receiver: Stay, two: Two, act: Act[LodgingTerms]) -> Change:
    """The beds change hands, all of it in one transaction: the receiver has theirs and waits no
    more, the giver's guests leave earlier, or do not come.

    Raises: Refusal `invalid_form`, `ceding_over`, `beds_on_offer`, `guest_lodged`,
    `ceded_beds_unfit`, `eligibility_cancelled`, `suspended`, `stay_over`, `bed_ceded`.
    """
    form: TakeCeded = two.form
    known, giver, scene = receiver.ceding, two.other, two.scene
    assert known
    if form.of != known.giver:
        fault = Fault(pointer="/of", code="no_such_one", data={"id": form.of})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    in_good_standing(two.conducts[1], act)
    if giver is None or not _holds(giver, known, two, act):
        raise Refusal("ceding_over", CLAUSE)
    given, freed = _beds(giver, receiver, known.guests, scene, act.today)
    after = replace(
        receiver,
        state=StayState.GRANTED,
        granted_at=act.now,
        beds=granting.bedded(given, scene.house, act.terms),
        ceding=None,
        timers=granting.arrival(receiver, act),
    )
    gave = _gave(giver, known, two.terms, act)
    held = placing.held({**scene.nights, **freed}, receiver.wanted, given)
    joined = extending.joined(after, two.begun, two.passes, act)
    left = without(scene.queue, receiver.id)
    return Change(
        before=receiver,
        after=after,
        facts={
            "of": giver.id,
            "beds": [f"{each.place.room}/{each.place.bed}" for each in after.beds],
        },
        messages=(*_told(giver, receiver, known, act), *rules.longer(after, joined, act)),
        also=(
            Change(before=giver, after=gave, facts={"to": receiver.id, "night": known.night}),
            *follow(gave, two.passes, act),
            *spent(scene.nights, freed | held),
            *queued(scene.queue, _again(left, act)),
            *joined,
        ),
    )


def _holds(giver: Stay, known: Ceding, two: Two, act: Act[LodgingTerms]) -> bool:
    """Whether the giver's side still stands by what was proposed, and can."""
    return (
        giver.ceding == known
        and giver.state in BEGINS
        and no_extensions(giver, act) is None
        and barred(two.conducts[0], act.now) is None
        and not any(_unfree(giver, each, known.night, two.terms, act) for each in known.guests)
    )


def _gave(giver: Stay, known: Ceding, terms: LodgingTerms, act: Act[LodgingTerms]) -> Stay:
    """The giver's stay without the beds. Where nobody has come or can any more, it is over."""
    ceded = Ceded(to=known.receiver, guests=known.guests, night=known.night, at=act.now)
    after = replace(giver, ceding=None, ceded=(*giver.ceded, ceded))
    first = after.asked.first
    if not after.present and all(after.leaves(each.guest) <= first for each in after.asked.guests):
        over = Over(by=act.person.id, at=act.now)
        return replace(after, state=StayState.CEDED, over=over, beds=(), timers=())
    if not after.here:
        return after
    return replace(after, timers=late.moved(after, act.now, terms, act.site.time_zone))


def _again(queue: Queue, act: Act[Any]) -> Queue:
    """The queue that is gone through at once: something of the ceded beds may be left over."""
    if not queue.waiting or queue.timer(CLAUSE):
        return queue
    return replace(queue, timers=queue.timed(act.now))


def _told(giver: Stay, receiver: Stay, known: Ceding, act: Act[Any]) -> Iterator[Message]:
    """The giver's employee and the dormitory office are told that the beds are another's."""
    office = act.site.department(DORMITORY)
    for each in dict.fromkeys((giver.employee, *([office.supervisor] if office else ()))):
        yield signing.news(
            giver, each, "bed_ceded", CLAUSE, night=str(known.night), other=receiver.number
        )


def call_off(stay: Stay, two: Two, act: Act[LodgingTerms]) -> Change:
    """The proposal is none any more, for either of the two; the other is told."""
    assert isinstance(two.form, CallOff)
    known, other = stay.ceding, two.other
    after = replace(stay, ceding=None)
    if other is None or other.ceding != known:
        return Change(before=stay, after=after)
    told = signing.news(other, other.employee, "ceding_called_off", CLAUSE, name=act.person.name)
    also = Change(before=other, after=replace(other, ceding=None))
    return Change(before=stay, after=after, messages=(told,), also=(also,))
