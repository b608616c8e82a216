"""An application 住宿申請 on paper, A4 and in Chinese: asked for, signed, given (L-3)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.common.printing import boxed, chinese, clock, paper, said, signed
from chalicelib.core.act import Act
from chalicelib.core.words import Language
from chalicelib.core.words.lodging.families import RELATIONS, SEXES
from chalicelib.core.words.lodging.stays import PRINTED, SIGNED, STAY_STATES
from chalicelib.lodging.stays.model import Guest, Stay
from chalicelib.service.operations import Document


def application_page(stay: Stay, act: Act[Any], asked: Language) -> Document:
    """Why and for which days, who comes to which bed, and who signed it when."""
    language = chinese(asked)
    label = said(PRINTED, language)
    return paper(
        __package__,
        "application.html",
        stay.forms[0],
        act,
        language,
        copies=stay.copies,
        title=label["title"],
        beside=label["extension"] if stay.asked.extends else "",
        label=label,
        rows=list(_rows(stay, label, act, language)),
        texts=list(_texts(stay, label)),
        guests=[_guest(stay, each, act, language) for each in stay.asked.guests],
        signatures=list(_signatures(stay, act, language)),
    )


def _rows(
    stay: Stay, label: dict[str, str], act: Act[Any], language: Language
) -> Iterator[tuple[str, str]]:
    department = act.site.department(stay.department) if stay.department else None
    yield label["applicant"], stay.employee_name
    yield label["department"], department.name.say(language) if department else ""
    yield label["applied"], clock(stay.registered_at, act)
    yield label["state"], STAY_STATES[stay.state].say(language)
    yield label["first"], stay.asked.first.isoformat()
    yield label["last"], stay.asked.last.isoformat()


def _texts(stay: Stay, label: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield label["reason"], stay.asked.reason
    words = (f"{each.name}:{each.words}" for each in stay.chain.signed if each.words)
    yield label["said"], "\n".join(words)
    if stay.over and stay.over.reason:
        yield label["over"], stay.over.reason


def _guest(stay: Stay, guest: Guest, act: Act[Any], language: Language) -> dict[str, str]:
    place = next((each.place for each in stay.beds if each.guest == guest.guest), None)
    present = next((each for each in stay.present if each.guest == guest.guest), None)
    return {
        "name": guest.name,
        "relation": RELATIONS[guest.relation].say(language),
        "sex": SEXES[guest.sex].say(language),
        "bed": f"{place.room} {place.bed}" if place else "",
        "came": clock(present.came_at, act) if present else "",
        "gone": clock(present.left_at, act) if present and present.left_at else "",
    }


def _signatures(stay: Stay, act: Act[Any], language: Language) -> Iterator[tuple[str, str]]:
    """Who applied, who signed in which seat, and who first checked a guest in."""
    yield SIGNED["applicant"].say(language), boxed(stay.employee_name, stay.registered_at, act)
    marks = {each.step: signed(each, act, language) for each in stay.chain.signed}
    for step, seat in enumerate(("manager", "director")):
        yield SIGNED[seat].say(language), marks.get(step, "")
    came = next(iter(stay.present), None)
    yield SIGNED["dormitory"].say(language), boxed(came.checker, came.came_at, act) if came else ""
