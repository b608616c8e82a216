"""The lives of complaints 投訴, and of inquiries, suggestions and calls for help; whose is whose.

A complaint takes the road of a repair of public facilities, with the steps that cards, sources
and letters add; what a repair is priced by has no place in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.tickets import forms
from chalicelib.tickets.life import (
    ASSISTANT,
    DESK,
    OWNER,
    REPAIR,
    SUPERVISOR,
    WORKERS,
    again,
    noted,
    on_outages,
)
from chalicelib.tickets.model.matter import OPEN, Kind, State
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.rules import (
    clocks,
    complaints,
    dispatch,
    enquiries,
    forwarded,
    intake,
    letters,
    passing,
    work,
)

GM = frozenset({Role.GM})
_COMPLAINT = (
    *OPEN,
    State.COMPLETED,
    State.ACCEPTED,
    State.VISIT_DUE,
    State.FOLLOWED_UP,
    State.REVIEWED,
    State.ARCHIVED,
    State.CANCELLED,
)
_ANYBODY = WORKERS | DESK | ASSISTANT
"""A complaint goes to any department, the desk's own among them."""
_OTHERWISE: dict[str, dict[str, Any]] = {
    "intake": {
        "moves": lead([NEW], State.REPORTED),
        "issues": (PaperForm.WORK_ORDER, PaperForm.GROUP_REGISTER),
    },
    "dispatch": {},
    "take": {"who": _ANYBODY},
    "return": {"who": _ANYBODY},
    "reassign": {},
    "start": {
        "who": _ANYBODY,
        "clause": "T-4.2.1",
        "guards": (dispatch.in_department, work.own_order),
    },
    "complete": {
        "who": _ANYBODY,
        "clause": "T-4.2.1",
        "guards": (
            dispatch.in_department,
            work.own_order,
            forwarded.result_reported,
            letters.decided,
        ),
        "rule": complaints.complete,
        "issues": (PaperForm.COMPLAINT_CARD,),
    },
    "accept": {},
    "accept-for": {},
    "reject": {},
    "follow-up": {},
    "visit": {},
    "correct": {},
    "improve": {},
    "review": {},
    "send-back": {},
    "archive": {},
    "cancel": {
        "guards": (
            dispatch.never_begun,
            dispatch.desk_or_own,
            forwarded.result_reported,
            letters.not_the_gms,
        )
    },
}
"""The steps of a repair that a complaint has too, and what is otherwise about them."""


def _common() -> Iterator[Step]:
    for command, otherwise in _OTHERWISE.items():
        step = REPAIR.steps[command]
        known = {NEW, *_COMPLAINT}
        moves = {source: ways for source, ways in step.moves.items() if source in known}
        yield replace(step, **{"moves": moves, **otherwise})


COMPLAINT = Life(
    _COMPLAINT,
    [
        *_common(),
        Step(
            command="reply",
            form=forms.GiveReply,
            clause="T-4.2.2",
            who=DESK,
            moves=stay(*OPEN),
            guards=(forwarded.result_open,),
            rule=forwarded.reply,
        ),
        Step(
            command="same-matter",
            form=forms.SameMatter,
            clause="T-4.2.3",
            who=DESK,
            moves=stay(*OPEN),
            guards=(letters.not_judged,),
            rule=letters.same_matter,
            issues=(PaperForm.GM_LETTER,),
            forward=False,
        ),
        Step(
            command="not-same-matter",
            form=Reason,
            clause="T-4.2.3",
            who=SUPERVISOR,
            moves=stay(*OPEN),
            guards=(letters.undecided,),
            rule=letters.not_same_matter,
            forward=False,
        ),
        Step(
            command="decide",
            form=forms.Decide,
            clause="T-4.2.3",
            who=GM,
            seats=GM,
            moves=stay(*OPEN),
            guards=(letters.undecided, letters.impartial),
            rule=letters.decide,
        ),
        *on_outages(*OPEN),
        *again(*_COMPLAINT[:-2]),
        Step(
            command="pause",
            form=Reason,
            clause="T-4.2.1",
            who=DESK,
            moves=stay(*OPEN),
            guards=(clocks.may_pause,),
            rule=clocks.pause,
            forward=False,
        ),
        Step(
            command="resume",
            form=Reason,
            clause="T-4.2.1",
            who=DESK,
            moves=stay(*OPEN),
            guards=(clocks.paused,),
            rule=complaints.resume,
            forward=False,
        ),
    ],
    always=noted,
)

ENQUIRY = Life(
    (State.REPORTED, State.REFERRED, State.ANSWERED, State.CLOSED, State.CANCELLED),
    [
        Step(
            command="intake",
            form=forms.Intake,
            clause="T-2.0",
            who=DESK | OWNER,
            moves=lead([NEW], State.REPORTED),
            rule=intake.intake,
            issues=(PaperForm.DUTY_ENTRY,),
        ),
        Step(
            command="refer",
            form=forms.Refer,
            clause="T-4.1",
            who=DESK,
            moves=lead([State.REPORTED, State.REFERRED, State.ANSWERED], State.REFERRED),
            rule=enquiries.refer,
            forward=False,
        ),
        Step(
            command="hear",
            form=forms.Hear,
            clause="T-4.1",
            who=DESK,
            moves=lead([State.REFERRED], State.REPORTED, State.REFERRED),
            rule=enquiries.hear,
        ),
        Step(
            command="answer",
            form=forms.Explain,
            clause="T-4.1",
            who=DESK,
            moves=lead([State.REPORTED, State.ANSWERED], State.ANSWERED),
            rule=enquiries.answer,
            waits=frozenset({State.REPORTED}),
        ),
        Step(
            command="close",
            form=forms.Close,
            clause="T-4.1",
            who=DESK,
            moves=lead([State.ANSWERED], State.CLOSED),
            rule=enquiries.close,
        ),
        Step(
            command="cancel",
            form=Reason,
            clause="T-2.0",
            who=DESK | OWNER,
            moves=lead([State.REPORTED], State.CANCELLED),
            guards=(dispatch.desk_or_own,),
            rule=dispatch.cancel,
            forward=False,
        ),
        *on_outages(State.REPORTED, State.REFERRED, State.ANSWERED),
        *again(State.REPORTED, State.REFERRED, State.ANSWERED),
    ],
    always=passing.noted,
)

LIVES: Mapping[str, Life] = {"repair": REPAIR, "complaint": COMPLAINT, "enquiry": ENQUIRY}
_OF_KIND: Mapping[Kind, Life] = {
    Kind.REPAIR_PUBLIC: REPAIR,
    Kind.REPAIR_INDOOR: REPAIR,
    Kind.COMPLAINT: COMPLAINT,
    Kind.INQUIRY: ENQUIRY,
    Kind.SUGGESTION: ENQUIRY,
    Kind.HELP: ENQUIRY,
}


def life_of(kind: Kind) -> Life:
    """The table by which tickets of a kind live."""
    return _OF_KIND[kind]


def step_of(kind: Kind, command: str) -> Step:
    """The step that tickets of a kind have under a name.

    Raises: Refusal `other_kind` where they have none.
    """
    life = life_of(kind)
    if command not in life.steps:
        named = steps_named()[command]
        raise Refusal("other_kind", named[0].clause, kind=kind, step=command)
    return life.steps[command]


@cache
def steps_named() -> Mapping[str, tuple[Step, ...]]:
    """Command to the steps of this name, in whichever lives there is one."""
    return {command: tuple(_named(command)) for command in _commands(LIVES.values())}


def _commands(lives: Iterable[Life]) -> dict[str, None]:
    return dict.fromkeys(command for life in lives for command in life.steps)


def _named(command: str) -> Iterator[Step]:
    return (life.steps[command] for life in LIVES.values() if command in life.steps)
