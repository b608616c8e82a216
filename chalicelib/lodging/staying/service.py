"""Check-in and check-out over HTTP (L-3, L-4, L-6)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.ports import Key, Loaded, Vault
from chalicelib.core.record import Frozen
from chalicelib.lodging.accounts.model import Line
from chalicelib.lodging.house.gathering import both, night_keys, nights_of
from chalicelib.lodging.passes.model import AccessPass, pass_key
from chalicelib.lodging.staying import overstaying
from chalicelib.lodging.staying.forms import CheckIn, CheckOut
from chalicelib.lodging.staying.rules import Coming, Going, owed
from chalicelib.lodging.stays import eligible, gathering, rules
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.stays.service import ONE_STAY, seen, shown, stay_key
from chalicelib.lodging.stays.views import StayView
from chalicelib.lodging.terms import DamagePrice, Fen, LodgingTerms, rulebook
from chalicelib.service.operations import Call, Command, Operation, Read


def operations(vault: Callable[[], Vault]) -> tuple[Operation, ...]:
    """Coming and leaving."""
    return (_check_in(vault), CHECK_OUT, OWED)


class Owed(Frozen):
    """What the guests who are there would be charged if all of them left now, and what may come
    to it.
    """

    lines: tuple[Line, ...]
    fen: int
    """All of these together."""
    pass_fen: Fen
    """For each pass that does not come back."""
    damages: tuple[DamagePrice, ...]
    """The price list of what may be soiled or damaged."""


def _owed(loaded: Loaded, query: Any, act: Act[LodgingTerms], call: Call) -> Owed:
    stay = seen(loaded.record(*stay_key(call)), act)
    lines = owed(stay, stay.here, act)
    return Owed(
        lines=lines,
        fen=sum(each.fen for each in lines),
        pass_fen=act.terms.pass_fen,
        damages=act.terms.damages,
    )


OWED = Read(
    name="stay-owed",
    about="What guests who leave now are charged, and prices of what is lost or damaged 退房應收",
    path=f"{ONE_STAY}/owed",
    clause=STAY.steps["check-out"].clause,
    who=STAY.steps["check-out"].who,
    answer=Owed,
    terms=gathering.own_terms,
    unset_terms=rulebook,
    needs=lambda call, query: (stay_key(call),),
    show=_owed,
)


def _check_in(vault: Callable[[], Vault]) -> Command:
    step = STAY.steps["check-in"]

    def decide(loaded: Loaded, form: CheckIn, act: Act[Any], call: Call) -> Change:
        keeper = vault()
        ids = (keeper.guest(call.site, each.guest, each.number).id for each in form.guests)
        theirs = tuple(id == each.guest for id, each in zip(ids, form.guests, strict=True))
        stay = seen(loaded.record(*stay_key(call)), act)
        nights, stays = gathering.arriving(loaded, stay)
        coming = Coming(
            form=form,
            theirs=theirs,
            standing=eligible.standing(loaded, stay),
            nights=nights,
            stays=stays,
        )
        return STAY.decide("check-in", stay, coming, act)

    return Command(
        name="stay-check-in",
        about="Guests come: their identity documents are seen, their passes given 入住登記",
        path=f"{ONE_STAY}/check-in",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=StayView,
        terms=gathering.own_terms,
        unset_terms=rulebook,
        also=_evenings,
        further=_before,
        subject=stay_key,
        sees=rules.sees,
        decide=decide,
        show=shown,
    )


def _evenings(loaded: Loaded, call: Call) -> Iterable[Key]:
    """Who comes, as they stand; the nights in which they may come, and those before them."""
    stay = loaded.record(Stay, call.site, call.params["stay"])
    if stay:
        yield from eligible.keys(stay)
        yield from night_keys(call.site, overstaying.evening_before(stay.asked.nights))


def _before(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The stays of who was in the beds before."""
    stay = loaded.record(Stay, call.site, call.params["stay"])
    if stay is None or not stay.beds:
        return ()
    days = overstaying.evening_before(stay.asked.nights)
    return gathering.before(stay, nights_of(loaded, call.site, days))


def _ending(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The passes of who is there; the nights and extensions of the stay."""
    stay = loaded.record(Stay, call.site, call.params["stay"])
    if stay is None:
        return
    yield from (pass_key(call.site, each.access_pass) for each in stay.here)
    yield from night_keys(call.site, rules.occupied(stay))
    yield from gathering.extensions(stay)


def _checked_out(loaded: Loaded, form: CheckOut, act: Act[Any], call: Call) -> Change:
    stay = seen(loaded.record(*stay_key(call)), act)
    known = (loaded.record(AccessPass, call.site, each.access_pass) for each in stay.here)
    going = Going(
        form=form,
        passes=tuple(each for each in known if each),
        scene=gathering.scene(loaded, stay),
    )
    return STAY.decide("check-out", stay, going, act)


CHECK_OUT = Command(
    name="stay-check-out",
    about="Guests leave: inspected, passes back or paid, late fees and damage charged 退房",
    path=f"{ONE_STAY}/check-out",
    clause=STAY.steps["check-out"].clause,
    who=STAY.steps["check-out"].who,
    form=STAY.steps["check-out"].form,
    answer=StayView,
    terms=gathering.own_terms,
    unset_terms=rulebook,
    contended=True,
    also=_ending,
    subject=stay_key,
    sees=rules.sees,
    around=lambda call: both(call.site),
    decide=_checked_out,
    show=shown,
)
