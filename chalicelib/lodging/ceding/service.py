"""Ceding a bed over HTTP: proposed by who has it, taken by who waits, called off (L-2)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.ports import Key, Loaded
from chalicelib.lodging.ceding.forms import CallOff, Cede, TakeCeded
from chalicelib.lodging.ceding.rules import Two
from chalicelib.lodging.conduct.model import Conduct
from chalicelib.lodging.house import gathering as house
from chalicelib.lodging.house import placing
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.stays import gathering, rules
from chalicelib.lodging.stays.granting import Scene
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.stays.service import ONE_STAY, seen, shown, stay_key
from chalicelib.lodging.stays.views import StayView
from chalicelib.lodging.terms import LodgingTerms, rulebook
from chalicelib.service.operations import Call, Command, Operation

ABOUT = {
    "cede": "Offer one's guests' beds to an application that waits 讓床",
    "take-ceded": "Take the beds that another cedes 接受讓床",
    "call-off": "Call a proposal to cede beds off, as either of the two 作罷",
}


def _stay(loaded: Loaded, call: Call) -> Stay | None:
    """The stay whose step it is."""
    return loaded.record(Stay, call.site, call.params["stay"])


def _days(*wanted: Stay | None) -> set[date]:
    return {night for each in wanted if each for night in each.asked.nights}


def _scene(loaded: Loaded, call: Call, days: set[date]) -> Scene:
    return Scene(
        house=house.house_of(loaded, call.site),
        queue=house.queue_of(loaded, call.site),
        nights=house.nights_of(loaded, call.site, days),
    )


def _proposal_days(loaded: Loaded, call: Call) -> set[date]:
    """The giver's nights, and all that somebody waits for."""
    waiting = house.queue_of(loaded, call.site).waiting
    return _days(_stay(loaded, call)) | house.looked_at(waiting)


def _cede(loaded: Loaded, form: Cede, act: Act[Any], call: Call) -> Change:
    giver = seen(_stay(loaded, call), act)
    two = Two(
        form=form,
        other=loaded.record(Stay, call.site, form.to),
        scene=_scene(loaded, call, _proposal_days(loaded, call)),
        terms=act.terms,
        conducts=(loaded.record(Conduct, call.site, giver.employee), None),
    )
    return STAY.decide("cede", giver, two, act)


def _giver(loaded: Loaded, call: Call) -> Stay | None:
    """The stay that has proposed its beds to this one, if the form names it."""
    receiver = _stay(loaded, call)
    known = receiver.ceding if receiver else None
    return loaded.record(Stay, call.site, known.giver) if known else None


def _taking_days(loaded: Loaded, call: Call) -> set[date]:
    """The nights of both, and of whoever waits for them and registered before."""
    receiver = _stay(loaded, call)
    if receiver is None:
        return set()
    queue = house.queue_of(loaded, call.site)
    before = placing.ahead(queue, receiver.wanted)
    return _days(_giver(loaded, call)) | house.looked_at((receiver.wanted, *before))


def _around_taking(loaded: Loaded, call: Call) -> Iterable[Key]:
    yield from house.night_keys(call.site, _taking_days(loaded, call))
    receiver, giver = _stay(loaded, call), _giver(loaded, call)
    if receiver and receiver.asked.begins:
        yield Key(Stay, call.site, receiver.asked.begins)
    if giver:
        yield Key(Conduct, call.site, giver.employee)
        yield from gathering.passes_of(giver)
        terms = gathering.terms_of_stay(giver)
        if terms:
            yield terms


def _take(loaded: Loaded, form: TakeCeded, act: Act[Any], call: Call) -> Change:
    receiver = seen(_stay(loaded, call), act)
    giver = _giver(loaded, call)
    key = gathering.terms_of_stay(giver)
    known = loaded.record(*key) if key else None
    begun = loaded.record(Stay, call.site, receiver.asked.begins)
    passes = (*gathering.passes_of(giver), *gathering.passes_of(begun))
    two = Two(
        form=form,
        other=giver,
        scene=_scene(loaded, call, _taking_days(loaded, call)),
        terms=known if isinstance(known, LodgingTerms) else rulebook(call.site),
        conducts=(
            loaded.record(Conduct, call.site, giver.employee if giver else None),
            loaded.record(Conduct, call.site, receiver.employee),
        ),
        passes=gathering.read_passes(loaded, passes),
        begun=begun,
    )
    return STAY.decide("take-ceded", receiver, two, act)


def _other(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The other of the two that the proposal names."""
    stay = _stay(loaded, call)
    if stay and stay.ceding:
        ids = {stay.ceding.giver, stay.ceding.receiver} - {stay.id}
        yield from (Key(Stay, call.site, each) for each in ids)


def _call_off(loaded: Loaded, form: CallOff, act: Act[Any], call: Call) -> Change:
    stay = seen(_stay(loaded, call), act)
    others = (loaded.record(*key) for key in _other(loaded, call))
    other = next((each for each in others if isinstance(each, Stay)), None)
    two = Two(form=form, other=other, scene=_scene(loaded, call, set()), terms=act.terms)
    return STAY.decide("call-off", stay, two, act)


def _step(command: str, decide: Callable[..., Change], **more: Any) -> Command:
    step = STAY.steps[command]
    return Command(
        name=f"stay-{command}",
        about=ABOUT[command],
        path=f"{ONE_STAY}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=StayView,
        unset_terms=rulebook,
        subject=stay_key,
        sees=rules.sees,
        decide=decide,
        show=shown,
        **more,
    )


def _beside(call: Call) -> Iterable[Key]:
    return (*house.both(call.site), Key(Conduct, call.site, call.person))


OPERATIONS: tuple[Operation, ...] = (
    _step(
        "cede",
        _cede,
        terms=gathering.own_terms,
        needs=lambda call, form: (Key(Stay, call.site, form.to),),
        around=_beside,
        also=lambda loaded, call: house.night_keys(call.site, _proposal_days(loaded, call)),
    ),
    _step(
        "take-ceded",
        _take,
        terms=terms_of,
        needs=lambda call, form: (Key(Stay, call.site, form.of),),
        around=_beside,
        also=_around_taking,
        further=lambda loaded, call: gathering.passes_of_begun(loaded, _stay(loaded, call)),
        contended=True,
    ),
    _step("call-off", _call_off, terms=gathering.own_terms, also=_other),
)
"""Everything about ceding beds that is done over HTTP."""
