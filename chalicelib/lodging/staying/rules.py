"""Coming, leaving, and being billed for leaving late (L-3, L-4, L-6, L-11). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval, sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import MOST_ACTIONS, Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import yuan
from chalicelib.core.record import Frozen
from chalicelib.lodging.accounts.model import Line, What, charged
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.house import placing
from chalicelib.lodging.house.model import Night
from chalicelib.lodging.house.placing import Nights
from chalicelib.lodging.house.rules import looked_at, spent
from chalicelib.lodging.passes import rules as passes
from chalicelib.lodging.passes.model import AccessPass, PassState
from chalicelib.lodging.staying import extending, late, overstaying
from chalicelib.lodging.staying.forms import CheckIn, CheckOut
from chalicelib.lodging.staying.model import CLAUSE, INSPECTED, Inspection, Present
from chalicelib.lodging.stays import signing
from chalicelib.lodging.stays.eligible import Standing, still_may
from chalicelib.lodging.stays.granting import Scene
from chalicelib.lodging.stays.model import CLAUSE as APPLICATION
from chalicelib.lodging.stays.model import Guest, Stay, StayState
from chalicelib.lodging.terms import LodgingTerms

MOST_BILLED = 30
"""Lines that one run of the job adds to a stay; what is more waits for the next."""
_REPLAY = 1


class Coming(Frozen):
    """Who comes, whether each document's number is the guest's, and who is in the beds."""

    form: CheckIn
    theirs: tuple[bool, ...]
    standing: Standing
    nights: Nights
    stays: Mapping[str, Stay]
    """Of who was in one of the beds before, by their ids."""


class Kept(Frozen):
    """The nights for which who should have left is to be kept in bed."""

    nights: Nights = {}
    """They, and those before them."""
    days: tuple[date, ...] = ()
    stays: Mapping[str, Stay] = {}
    """Those to which their beds were given, by their ids."""


class Going(Frozen):
    """Who leaves, with their passes, and what becomes free."""

    form: CheckOut
    passes: tuple[AccessPass, ...]
    scene: Scene


def in_its_days(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: from the first day on, while there is a night left (L-3)."""
    if act.today < stay.asked.first:
        return Refusal("not_begun", APPLICATION, first=str(stay.asked.first))
    came = {each.guest for each in stay.present}
    return _too_late(stay, {*_guests(stay)} - came, act)


def not_own(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: nobody of the dormitory office sees to their own guests (P-approve)."""
    return Refusal("own_guests", approval.CLAUSE) if act.person.id == stay.employee else None


def _too_late(stay: Stay, guests: set[str], act: Act[Any]) -> Refusal | None:
    """Why none of these guests may come any more."""
    last = max(map(stay.leaves, guests), default=None)
    if last is None or act.today < last:
        return None
    return Refusal("last_day_over", APPLICATION, last=str(last))


def no_extension(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: guests of an extension are there already."""
    if stay.asked.begins is None:
        return None
    return extending.hangs_on(stay.asked.begins, stay.asked, APPLICATION)


def somebody_to_come(stay: Stay, act: Act[Any]) -> Refusal | None:
    """Guard: not all guests have come."""
    return Refusal("all_came", APPLICATION) if len(stay.present) == len(_guests(stay)) else None


def check_in(stay: Stay, coming: Coming, act: Act[LodgingTerms]) -> Change:
    """Guests come, each with a document that was seen, and get their passes (L-3, L-5).

    Nobody comes to a bed that somebody is still in (L-6).

    Raises: Refusal `invalid_form`, `last_day_over`, `bed_occupied`, and those of `still_may`.
    """
    faults = tuple(_coming_faults(stay, coming))
    if faults:
        raise Refusal("invalid_form", APPLICATION, faults=faults)
    for each in coming.form.guests:
        refusal = _too_late(stay, {each.guest}, act)
        if refusal:
            raise refusal
    _beds_empty(stay, coming, act)
    guests = {each.guest: each for each in stay.asked.guests}
    still_may(stay, coming.standing, [guests[each.guest] for each in coming.form.guests], act)
    arrivals = {each.guest: each for each in coming.form.guests}
    given = [
        passes.given(stay, guests[each], place, act)
        for place, each in enumerate(arrivals, len(stay.present) + 1)
    ]
    came = tuple(
        Present(
            guest=each.holder,
            name=each.name,
            document=arrivals[each.holder].document,
            checked_by=act.person.id,
            checker=act.person.name,
            came_at=act.now,
            access_pass=each.id,
        )
        for each in given
    )
    after = replace(stay, state=StayState.STAYING, present=(*stay.present, *came))
    told = signing.news(
        stay, stay.employee, "guests_came", APPLICATION, names=_names([each.name for each in came])
    )
    return Change(
        before=stay,
        after=replace(after, timers=late.moved(after, act.now, act.terms, act.site.time_zone)),
        facts={"passes": [each.number for each in given]},
        messages=(told,),
        also=tuple(Change(before=None, after=each) for each in given),
    )


def _beds_empty(stay: Stay, coming: Coming, act: Act[LodgingTerms]) -> None:
    guests = {each.guest for each in coming.form.guests}
    found = overstaying.in_the_way(stay, guests, coming.nights, coming.stays, act.today)
    if found:
        place = found.place
        raise Refusal(
            "bed_occupied",
            CLAUSE,
            name=found.name,
            number=found.number,
            room=place.room,
            bed=place.bed,
        )


def _names(names: Sequence[str]) -> str:
    return "、".join(names)


def _coming_faults(stay: Stay, coming: Coming) -> Iterator[Fault]:
    guests = {each.guest for each in stay.asked.guests}
    seen: set[str] = set()
    came = {each.guest for each in stay.present}
    for place, (each, theirs) in enumerate(zip(coming.form.guests, coming.theirs, strict=True)):
        at = f"/guests/{place}"
        fault = _one_of(each.guest, guests, seen)
        if fault:
            yield Fault(pointer=f"{at}/guest", code=fault, data={"id": each.guest})
        elif each.guest in came:
            yield Fault(pointer=f"{at}/guest", code="came_already")
        elif not theirs:
            yield Fault(pointer=f"{at}/number", code="not_their_document")


def _one_of(guest: str, guests: set[str], seen: set[str]) -> str | None:
    if guest not in guests:
        return "no_such_one"
    if guest in seen:
        return "repeated"
    seen.add(guest)
    return None


def check_out(stay: Stay, going: Going, act: Act[LodgingTerms]) -> Change:
    """Guests leave: what they owe is charged, what they had is free (L-4, L-6, L-11).

    When all who came have left, the stay is over, and with it its extensions.

    Raises: Refusal `invalid_form`, `too_much_at_once`.
    """
    form = going.form
    faults = tuple(_going_faults(stay, form, act))
    if faults:
        clause = INSPECTED if faults[0].pointer.startswith("/damages") else CLAUSE
        raise Refusal("invalid_form", clause, faults=faults)
    leaving = {each.guest: each for each in form.guests}
    gone = tuple(each for each in stay.here if each.guest in leaving)
    known = {each.id: each for each in going.passes}
    handed = [(known[each.access_pass], leaving[each.guest].pass_returned) for each in gone]
    lines = (
        *owed(stay, gone, act),
        *(passes.lost(each, stay, None, act) for each, back in handed if not back),
        *_damages(stay, form, act),
    )
    lines = tuple(each for each in lines if each.fen)
    inspection = Inspection(
        by=act.person.id,
        name=act.person.name,
        at=act.now,
        guests=tuple(leaving),
        clean=form.clean,
        words=form.words,
    )
    after = replace(
        stay,
        present=tuple(
            replace(each, left_at=act.now) if each in gone else each for each in stay.present
        ),
        inspections=(*stay.inspections, inspection),
        lines=(*stay.lines, *lines),
    )
    over = not after.here
    if over:
        after = replace(after, state=StayState.LEFT, ceding=None, timers=())
    else:
        timers = late.moved(after, act.now, act.terms, act.site.time_zone)
        after = replace(after, timers=timers)
    change = Change(
        before=stay,
        after=after,
        facts={"charged": sum(each.fen for each in lines)},
        journals=tuple(charged(stay.employee, each) for each in lines),
        messages=(*_charged(stay, lines, act), *_overstaying(stay, act)),
        also=(
            *(_handed_back(each, act, back=back) for each, back in handed),
            *_freed(stay, going.scene, None if over else set(leaving), act),
        ),
        rests_on=(going.scene.queue,),
    )
    if sum(each.actions for each in change.whole()) + _REPLAY > MOST_ACTIONS:
        raise Refusal("too_much_at_once", CLAUSE)
    return change


def owed(stay: Stay, leaving: Sequence[Present], act: Act[LodgingTerms]) -> tuple[Line, ...]:
    """What these guests are charged for being there, if they leave now (L-6)."""
    late_lines = late.owing(stay, leaving, act.now, act.terms, act.site.time_zone)
    return tuple(each for each in (*_nights(stay, leaving, act), *late_lines) if each.fen)


def _handed_back(known: AccessPass, act: Act[LodgingTerms], *, back: bool) -> Change:
    state = PassState.RETURNED if back else PassState.LOST
    return Change(before=known, after=passes.ended(known, state, None, act))


def _freed(
    stay: Stay, scene: Scene, guests: set[str] | None, act: Act[LodgingTerms]
) -> Iterator[Change]:
    """The beds from tonight on of those who leave; of all, and of the extensions, at the end."""
    stays = {stay.id, *(each.stay for each in stay.moved)}
    tonight = {day: night for day, night in scene.nights.items() if day >= act.today}
    nights = placing.freed(tonight, stays, guests)
    yield from spent(scene.nights, nights)
    if nights:
        yield from looked_at(scene.queue, act.now)
    if guests is None:
        for each in scene.extensions:
            yield Change(before=each, after=replace(each, state=StayState.LEFT, timers=()))


def _going_faults(stay: Stay, form: CheckOut, act: Act[LodgingTerms]) -> Iterator[Fault]:
    here = {each.guest for each in stay.here}
    seen: set[str] = set()
    for place, each in enumerate(form.guests):
        fault = _one_of(each.guest, here, seen)
        if fault:
            yield Fault(pointer=f"/guests/{place}/guest", code=fault, data={"id": each.guest})
    prices = {each.code for each in act.terms.damages}
    for place, damage in enumerate(form.damages):
        if damage.guest not in seen:
            at = f"/damages/{place}/guest"
            yield Fault(pointer=at, code="no_such_one", data={"id": damage.guest})
        if damage.code not in prices:
            yield Fault(pointer=f"/damages/{place}/code", code="no_such")


def _guests(stay: Stay) -> dict[str, Guest]:
    return {each.guest: each for each in stay.asked.guests}


def _damages(stay: Stay, form: CheckOut, act: Act[LodgingTerms]) -> Iterator[Line]:
    prices, guests = {each.code: each for each in act.terms.damages}, _guests(stay)
    for each in form.damages:
        price = prices[each.code]
        yield Line(
            what=What.DAMAGE,
            clause=INSPECTED,
            fen=price.fen * each.count,
            guest=each.guest,
            name=guests[each.guest].name,
            stay=stay.id,
            number=stay.number,
            rate=price.fen,
            count=each.count,
            code=each.code,
            words=each.words,
        )


def _nights(stay: Stay, gone: Sequence[Present], act: Act[LodgingTerms]) -> Iterator[Line]:
    """The nights within the grant that they were there, where the settings charge them."""
    if not act.terms.charges_nights:
        return
    for each in gone:
        came = sitetime.day(each.came_at, act.site.time_zone)
        count = _between(came, min(act.today, stay.leaves(each.guest)))
        rate = stay.rate(each.guest)
        yield Line(
            what=What.NIGHTS,
            clause=CLAUSE,
            fen=rate * count,
            guest=each.guest,
            name=each.name,
            stay=stay.id,
            number=stay.number,
            rate=rate,
            count=count,
        )


def _between(came: date, left: date) -> int:
    return max(left - came, timedelta()).days


def bill(stay: Stay, kept: Kept, act: Act[LodgingTerms]) -> Change:
    """Who should have left and has not is charged; from six o'clock on they keep their bed for the
    night, and are reported (L-6).
    """
    owing = tuple(late.owing(stay, stay.here, act.now, act.terms, act.site.time_zone))
    lines = owing[:MOST_BILLED]
    nights = overstaying.kept(stay, kept.nights, kept.days)
    overstayed = tuple(dict.fromkeys((*stay.overstayed, *kept.days)))
    after = replace(stay, lines=(*stay.lines, *lines), overstayed=overstayed)
    timers = late.timers(after, act.now, act.terms, act.site.time_zone)
    if len(owing) > len(lines) or len(kept.days) == overstaying.MOST_NIGHTS:
        timers = tuple(replace(each, due_at=act.now) for each in timers)
    after = replace(after, timers=timers)
    return Change(
        before=stay,
        after=after,
        facts={"charged": sum(each.fen for each in lines)},
        journals=tuple(charged(stay.employee, each) for each in lines),
        messages=(
            *_charged(stay, lines, act),
            *_overstaying(stay, act),
            *_given_away(stay, kept, nights, act),
        ),
        also=tuple(spent(kept.nights, nights)),
    )


def _charged(stay: Stay, lines: Sequence[Line], act: Act[Any]) -> tuple[Message, ...]:
    """The employee is told what is on their account."""
    if not lines:
        return ()
    fen = yuan(sum(each.fen for each in lines))
    return (signing.news(stay, stay.employee, "stay_charged", "L-11", fen=fen),)


def _overstaying(stay: Stay, act: Act[LodgingTerms]) -> tuple[Message, ...]:
    """The GM office is told of who is there after the day of leaving is lost, once a day."""
    found = late.overstaying(stay, act.now, act.terms, act.site.time_zone)
    names = [each.name for each in found]
    office = act.site.department(signing.GENERAL_OFFICE)
    if not names or not office:
        return ()
    return (signing.news(stay, office.supervisor, "overstaying", CLAUSE, names=_names(names)),)


def _given_away(
    stay: Stay, kept: Kept, nights: Mapping[date, Night], act: Act[Any]
) -> Iterator[Message]:
    """The dormitory office is told who is in a bed that is somebody else's tonight."""
    office, tonight = act.site.department(DORMITORY), nights.get(act.today)
    if not office or not tonight:
        return
    for mark, each in overstaying.given_away(stay, tonight):
        other = kept.stays.get(each.stay)
        names = {guest.guest: guest.name for guest in other.asked.guests} if other else {}
        yield signing.news(
            stay,
            office.supervisor,
            "bed_still_taken",
            CLAUSE,
            names=_guests(stay)[mark.guest].name,
            bed=f"{mark.room}/{mark.bed}",
            other=names.get(each.guest, ""),
            other_number=other.number if other else "",
        )
