"""Applying, signing, taking what is offered, and giving it up (L-1, L-2, L-3). Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval, effects
from chalicelib.core import signing as seats
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, plain
from chalicelib.lodging.conduct.model import Conduct
from chalicelib.lodging.families import erasing
from chalicelib.lodging.families.model import CLAUSE as DIRECT_RELATIVES
from chalicelib.lodging.families.model import DORMITORY, Claim, Relative
from chalicelib.lodging.house.model import CLAUSE as IN_ORDER
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.lodging.staying import extending
from chalicelib.lodging.stays import granting, signing
from chalicelib.lodging.stays.eligible import Standing, in_good_standing, still_may
from chalicelib.lodging.stays.forms import Apply, Approve, TakeOffer, Withdraw
from chalicelib.lodging.stays.granting import Scene, deadline
from chalicelib.lodging.stays.model import (
    APPLICATION,
    BEGINS,
    CLAUSE,
    OCCUPIES,
    STAYS,
    Application,
    Guest,
    Over,
    Returned,
    Stay,
    StayState,
)
from chalicelib.lodging.terms import LodgingTerms

OFFICE = frozenset({Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who sees every stay. A manager sees the department's, an employee their own."""
_MANAGER = frozenset({Role.DEPARTMENT_MANAGER})
_DORMITORY = frozenset({Role.DORMITORY})
_PREFIX = "LA"


class Wish(Frozen):
    """Before there is an application: what was found of whom and what it names."""

    relatives: tuple[Relative | None, ...]
    """In the order in which the form names them."""
    conduct: Conduct | None
    extended: Stay | None
    state: str = NEW


class Found(Frozen):
    """A form, and what its decision looks at besides the stay."""

    form: Any
    wish: Wish | None = None
    scene: Scene | None = None
    begun: Stay | None = None
    """The stay that an extension goes on from, to whose guests it is granted."""
    passes: tuple[AccessPass, ...] = ()
    """Of who is there in that stay."""
    standing: Standing | None = None
    """Whether applicant and guests may still have beds, where they are to be theirs."""


def sees(act: Act[Any], stay: Stay) -> bool:
    """Whether a person may know of it: by what they are, by what they may sign, or did (P-who)."""
    person = act.person
    if person.id == stay.employee or person.has(OFFICE):
        return True
    if person.has(_MANAGER) and person.department == stay.department is not None:
        return True
    if any(person.id == mark.person for mark in stay.chain.marks):
        return True
    return bool(person.delegations) and _stands_in(person, stay, act)


def _stands_in(person: Person, stay: Stay, act: Act[Any]) -> bool:
    staffing = signing.staffing(stay, act.site, person)
    return seats.is_signer(stay.chain, staffing, person, act.today)


def own(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: it is the applicant's to do."""
    if act.person.id == stay.employee:
        return None
    return Refusal("not_your_application", approval.CLAUSE)


def own_or_office(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: the applicant gives up their own, the dormitory office any."""
    return None if act.person.has(_DORMITORY) else own(stay, act)


def untouched(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: nobody has signed it yet."""
    return Refusal("signed_by_now", approval.CLAUSE) if stay.chain.signed else None


def to_come(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: its first day is not over."""
    if act.today <= stay.asked.first:
        return None
    return Refusal("first_day_over", CLAUSE, first=str(stay.asked.first))


def still_offered(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: the time to take the offer is not over."""
    until = stay.offered_until
    if until is None or act.now < until:
        return None
    zone = act.site.time_zone
    return Refusal("offer_over", IN_ORDER, until=granting.shown(until, zone))


def apply(wish: Wish, form: Apply, act: Act[LodgingTerms]) -> Change:
    """An application is registered; the department manager is asked to sign."""
    asked = _asked(wish, form, act)
    issued = act.issue(APPLICATION, _PREFIX)
    stay = Stay(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        state=StayState.PENDING,
        employee=act.person.id,
        employee_name=act.person.name,
        department=act.person.department,
        asked=asked,
        registered_at=act.now,
        terms=int(act.terms.id),
        chain=signing.chain(act.person.id, _digest(asked), act),
    )
    stay = _timed(stay, act)
    return Change(
        before=None,
        after=stay,
        facts={"number": issued.number},
        messages=signing.asked_for(stay, act.site),
        also=tuple(erasing.withdrawn(wish.relatives)),
    )


def apply_again(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """A new version: it is registered anew, and every signature on the old is void."""
    assert found.wish
    assert stay.over
    asked = _asked(found.wish, found.form, act)
    returned = Returned(registered_at=stay.registered_at, state=stay.state, at=stay.over.at)
    chain = approval.edit(stay.chain, _digest(asked))
    chain = seats.awaited(chain, act.now, act.terms.approve_hours)
    after = replace(
        stay,
        state=StayState.PENDING,
        department=act.person.department,
        asked=asked,
        earlier=(*stay.earlier, stay.asked),
        returned=(*stay.returned, returned),
        registered_at=act.now,
        terms=int(act.terms.id),
        chain=chain,
        over=None,
    )
    after = _timed(after, act)
    return Change(
        before=stay,
        after=after,
        messages=signing.asked_for(after, act.site),
        also=tuple(erasing.withdrawn(found.wish.relatives)),
    )


def _timed(stay: Stay, act: Act[LodgingTerms]) -> Stay:
    """The pending application with its reminder, and the end of its first day."""
    timers = (seats.timer(stay.chain, STAYS), deadline(stay, act.site.time_zone))
    return replace(stay, timers=timers)


def _digest(asked: Application) -> str:
    return f"{effects.hashed(plain(asked)):062x}"


def _asked(wish: Wish, form: Apply, act: Act[LodgingTerms]) -> Application:
    """What the form asks for, if it can be.

    Raises: Refusal `eligibility_cancelled`, `suspended`, `invalid_form`.
    """
    in_good_standing(wish.conduct, act)
    wrong = tuple(_guest_faults(wish, form, act))
    faults = (*wrong, *_date_faults(form, act), *_extension_faults(wish, form, act))
    if faults:
        raise Refusal("invalid_form", DIRECT_RELATIVES if wrong else CLAUSE, faults=faults)
    return Application(
        reason=form.reason,
        first=form.first,
        last=form.last,
        guests=tuple(
            Guest(
                relative=each.id,
                guest=each.guest,
                name=each.name,
                relation=each.relation,
                sex=each.sex,
            )
            for each in wish.relatives
            if each
        ),
        extends=form.extends,
        begins=(wish.extended.asked.begins or wish.extended.id) if wish.extended else None,
    )


def _guest_faults(wish: Wish, form: Apply, act: Act[LodgingTerms]) -> Iterator[Fault]:
    """Guests are verified relatives of the employee's own, each named once (L-1)."""
    seen: set[str] = set()
    for place, (id, each) in enumerate(zip(form.guests, wish.relatives, strict=True)):
        at = f"/guests/{place}"
        if each is None or each.employee != act.person.id or each.state is Claim.ENDED:
            yield Fault(pointer=at, code="no_such_one", data={"id": id})
        elif each.state is not Claim.VERIFIED:
            yield Fault(pointer=at, code="not_verified")
        elif each.guest in seen:
            yield Fault(pointer=at, code="repeated")
        else:
            seen.add(each.guest)


def _date_faults(form: Apply, act: Act[LodgingTerms]) -> Iterator[Fault]:
    """Not in the past, not too far ahead, at least one night and no more days than there may be."""
    terms = act.terms
    latest = act.today + timedelta(days=terms.ahead_days)
    if form.first < act.today:
        yield Fault(pointer="/first", code="in_the_past")
    elif form.first > latest:
        yield _between("/first", act.today, latest)
    if form.last <= form.first:
        yield Fault(pointer="/last", code="ends_before_it_begins")
    elif form.last - form.first > timedelta(days=terms.max_days):
        yield Fault(pointer="/last", code="too_many_days", data={"max": terms.max_days})


def _between(at: str, first: date, last: date) -> Fault:
    return Fault(pointer=at, code="out_of_range", data={"min": str(first), "max": str(last)})


def _extension_faults(wish: Wish, form: Apply, act: Act[LodgingTerms]) -> Iterator[Fault]:
    """An extension goes on from a granted stay of one's own, for guests not gone yet (L-3)."""
    if form.extends is None:
        return
    known = wish.extended
    if known is None or known.employee != act.person.id or known.state not in BEGINS:
        yield Fault(pointer="/extends", code="no_such")
        return
    if form.first != known.asked.last:
        yield _between("/first", known.asked.last, known.asked.last)
    over = known.gone.union(*(each.guests for each in known.ceded))
    there = {each.guest for each in known.asked.guests} - over
    for place, each in enumerate(wish.relatives):
        if each and each.guest not in there:
            yield Fault(pointer=f"/guests/{place}", code="not_of_stay")


def approve(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """One signature more. With the last one the beds are held, or the place in the queue is (L-2).

    Who may not stay any more meanwhile gets none (L-1, L-7); the application can be refused.

    Raises: Refusal `guest_lodged`, `queue_full`, `stay_over`, `bed_ceded`, `extended_far`, those of
    `still_may`.
    """
    form: Approve = found.form
    chain = signing.decided(stay, act, approves=True, words=form.words or "")
    if chain.state is approval.ChainState.PENDING:
        chain = seats.awaited(chain, act.now, act.terms.approve_hours)
        after = _timed(replace(stay, chain=chain), act)
        return Change(before=stay, after=after, messages=signing.asked_for(after, act.site))
    assert found.scene
    assert found.standing
    still_may(stay, found.standing, stay.asked.guests, act)
    after, also = granting.grant(replace(stay, chain=chain), found.scene, act)
    granted = after.state is StayState.GRANTED
    if granted:
        also = (*also, *extending.joined(after, found.begun, found.passes, act))
    told = signing.news(
        after,
        stay.employee,
        "application_granted" if granted else "application_queued",
        CLAUSE if granted else IN_ORDER,
    )
    return Change(
        before=stay,
        after=after,
        facts={"beds": [f"{each.place.room}/{each.place.bed}" for each in after.beds]},
        messages=(told, *longer(after, also, act)),
        also=also,
        rests_on=granting.rested_on(found.scene, stay),
    )


def longer(stay: Stay, also: Iterable[Change], act: Act[Any]) -> tuple[Message, ...]:
    """Applicant and dormitory office are told whose passes last longer by an extension."""
    passes = [each.after for each in also if isinstance(each.after, AccessPass)]
    if not passes:
        return ()
    office = act.site.department(DORMITORY)
    told = dict.fromkeys((stay.employee, *([office.supervisor] if office else ())))
    names = "、".join(each.name for each in passes)
    return tuple(signing.news(stay, each, "passes_longer", CLAUSE, names=names) for each in told)


def refuse(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """The application is refused, with the words why."""
    form: Reason = found.form
    chain = signing.decided(stay, act, approves=False, words=form.reason)
    told = signing.news(stay, stay.employee, "application_refused", CLAUSE)
    over = Over(by=act.person.id, at=act.now, reason=form.reason)
    after = replace(stay, state=StayState.REFUSED, chain=chain, over=over, timers=())
    return Change(before=stay, after=after, messages=(told,))


def withdraw(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """The applicant takes it back, before anybody signed."""
    assert isinstance(found.form, Withdraw)
    chain = approval.withdraw(stay.chain, act.person.id)
    over = Over(by=act.person.id, at=act.now)
    after = replace(stay, state=StayState.WITHDRAWN, chain=chain, over=over, timers=())
    return Change(before=stay, after=after)


def take(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """The offered beds are taken; they were kept for it.

    Raises: Refusal `eligibility_cancelled`, `suspended`, `stay_over`, `bed_ceded`,
    `extended_far`.
    """
    assert isinstance(found.form, TakeOffer)
    assert found.standing
    in_good_standing(found.standing.conduct, act)
    timers = granting.arrival(stay, act)
    after = replace(
        stay,
        state=StayState.GRANTED,
        granted_at=act.now,
        offered_until=None,
        timers=timers,
    )
    also = extending.joined(after, found.begun, found.passes, act)
    return Change(before=stay, after=after, messages=longer(after, also, act), also=also)


def cancel(stay: Stay, found: Found, act: Act[LodgingTerms]) -> Change:
    """It is given up: its beds are offered to whoever waits (L-2)."""
    assert found.scene
    change = granting.ended(stay, StayState.CANCELLED, found.form.reason, found.scene, act)
    also = extending.parted(stay, found.begun, found.passes, act)
    change = replace(change, also=(*change.also, *also))
    if act.person.id == stay.employee:
        return change
    told = signing.news(stay, stay.employee, "stay_cancelled", CLAUSE)
    return replace(change, messages=(told,))


def occupied(stay: Stay) -> tuple[date, ...]:
    """The nights that name it."""
    moved = (night for each in stay.moved for night in each.nights)
    return (*stay.asked.nights, *moved, *stay.overstayed[-1:]) if stay.state in OCCUPIES else ()


def last_seat(stay: Stay) -> bool:
    """Whether the next signature is the last, so that beds are decided with it."""
    return stay.state is StayState.PENDING and stay.chain.step == len(stay.chain.seats) - 1
