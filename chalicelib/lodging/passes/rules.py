"""Giving, replacing and taking back passes; how long they last (L-5, L-6). Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.calendar import DAY, instant
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen
from chalicelib.files.rules import not_full
from chalicelib.lodging.accounts.model import Line, What, charged
from chalicelib.lodging.passes.forms import Replace
from chalicelib.lodging.passes.model import CLAUSE, AccessPass, Ended, Lent, PassState
from chalicelib.lodging.staying.model import CLAUSE as CHECK_OUT
from chalicelib.lodging.stays.model import Guest, Stay
from chalicelib.lodging.terms import LodgingTerms

OFFICE = frozenset({Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who sees every pass. An employee sees their own guests'."""


class OfStay(Frozen):
    """A form about a pass, and the stay that the pass is for."""

    form: Any
    stay: Stay | None


def sees(act: Act[Any], known: AccessPass) -> bool:
    """Whether a person may know of a pass."""
    return act.person.id == known.employee or act.person.has(OFFICE)


def sees_photo(act: Act[Any], known: AccessPass) -> bool:
    """Whether a person may see who the holder is: a guard compares."""
    return sees(act, known) or act.person.has(frozenset({Role.GATE}))


def not_own(known: AccessPass, act: Act[Any]) -> Refusal | None:
    """Guard: nobody of the dormitory office decides on the passes of their own guests."""
    return Refusal("own_guests", "P-approve") if act.person.id == known.employee else None


def closed(known: AccessPass, act: Act[Any]) -> Refusal | None:
    """Why this person may add no photo to a pass now, if they may not."""
    if known.state is not PassState.VALID:
        return Refusal("pass_ended", CLAUSE, state=known.state)
    return not_own(known, act) or not_full(known)


def given(stay: Stay, guest: Guest, place: int, act: Act[LodgingTerms]) -> AccessPass:
    """The pass of a guest who comes; `place` is which of the stay's it is, from 1."""
    return AccessPass(
        site=stay.site,
        id=f"{act.fresh_id}-{place}",
        number=f"{stay.number}-{place}",
        holder=guest.guest,
        name=guest.name,
        employee=stay.employee,
        employee_name=stay.employee_name,
        stay=stay.id,
        terms=stay.terms,
        place=next(each.place for each in stay.beds if each.guest == guest.guest),
        valid_from=act.now,
        valid_until=_until(stay, guest.guest, act),
    )


def _until(stay: Stay, guest: str, act: Act[Any]) -> datetime:
    return instant(stay.leaves(guest), DAY, act.site.time_zone)


def ended(
    known: AccessPass, state: PassState, reason: str | None, act: Act[LodgingTerms]
) -> AccessPass:
    """The pass as it counts no more."""
    return replace(known, state=state, ended=Ended(by=act.person.id, at=act.now, reason=reason))


def lost(known: AccessPass, stay: Stay, words: str | None, act: Act[LodgingTerms]) -> Line:
    """What a pass that does not come back costs, by the stay's settings (L-6)."""
    return Line(
        what=What.PASS,
        clause=CHECK_OUT,
        fen=act.terms.pass_fen,
        guest=known.holder,
        name=known.name,
        stay=stay.id,
        number=stay.number,
        words=words,
    )


def follow(stay: Stay, passes: Iterable[AccessPass], act: Act[Any]) -> Iterator[Change]:
    """The passes of who is there last until the day of leaving as it has become (L-3)."""
    carried = {each.access_pass for each in stay.here}
    for known in passes:
        until = _until(stay, known.holder, act)
        valid = known.id in carried and known.state is PassState.VALID
        if valid and until != known.valid_until:
            yield Change(before=known, after=replace(known, valid_until=until))


def lent(known: AccessPass, check: str, violation: str, act: Act[Any]) -> AccessPass:
    """The pass with the fact that somebody else came with it; it still is its holder's (L-5)."""
    times = known.lent.times + 1 if known.lent else 1
    found = Lent(check=check, by=act.person.id, at=act.now, times=times, violation=violation)
    return replace(known, lent=found)


def revoke(known: AccessPass, found: OfStay, act: Act[Any]) -> Change:
    """The pass lets nobody in any more, with the reason why."""
    form: Reason = found.form
    return Change(before=known, after=ended(known, PassState.REVOKED, form.reason, act))


def replace_lost(known: AccessPass, found: OfStay, act: Act[LodgingTerms]) -> Change:
    """The lost pass counts no more; the guest has another, charged to the employee (L-5, L-6)."""
    form: Replace = found.form
    stay = found.stay
    assert stay
    another = replace(
        known,
        id=act.fresh_id,
        version=0,
        head="",
        timers=(),
        state=PassState.VALID,
        number=f"{known.number.partition('.')[0]}.{known.copy + 1}",
        copy=known.copy + 1,
        files=(),
        valid_from=act.now,
        valid_until=_until(stay, known.holder, act),
        ended=None,
        lent=None,
    )
    line = lost(known, stay, form.words, act)
    present = tuple(
        replace(each, access_pass=another.id) if each.access_pass == known.id else each
        for each in stay.present
    )
    billed = line.fen > 0
    carried = replace(stay, present=present, lines=(*stay.lines, *((line,) if billed else ())))
    journals = (charged(stay.employee, line),) if billed else ()
    gone = ended(known, PassState.LOST, form.words, act)
    return Change(
        before=known,
        after=replace(gone, replaced_by=another.id),
        facts={"another": another.number},
        also=(
            Change(before=None, after=another),
            Change(before=stay, after=carried, journals=journals),
        ),
    )
