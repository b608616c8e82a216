"""What is shown of a stay: where it stands, what a new version changed, what may be done now."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.lodging.stays import signing
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import Application, Stay
from chalicelib.service.showing import Action, actions


class Difference(Frozen):
    """What a version asks for otherwise than the one before."""

    version: int
    """The later of the two, the first being 1."""
    field: str
    before: str | None
    after: str | None


class StayView(Frozen):
    """A stay, and what this person may do with it now."""

    version: int
    stay: Stay
    signs: str | None
    """Person id of whoever's signature is waited for; a substitute may give it in their place."""
    differences: tuple[Difference, ...]
    allowed_actions: tuple[Action, ...]


class StayPage(Frozen):
    """A page of stays."""

    items: tuple[StayView, ...]
    next: str | None


class QueuePlace(Frozen):
    """Which in the queue an application is."""

    stay: str
    place: int | None
    """From 1; None while it does not wait."""
    of: int
    """How many wait."""


def stay_view(stay: Stay, act: Act[Any]) -> StayView:
    """The stay as this person sees it."""
    return StayView(
        version=stay.version,
        stay=stay,
        signs=signing.holder(stay, act.site),
        differences=tuple(_differences(stay)),
        allowed_actions=actions(STAY, stay, act, f"/sites/{stay.site}/stays/{stay.id}"),
    )


def _differences(stay: Stay) -> Iterator[Difference]:
    versions = (*stay.earlier, stay.asked)
    for number, (before, after) in enumerate(pairwise(versions), 2):
        known, now = _read(before), _read(after)
        for field, said in now.items():
            if known[field] != said:
                yield Difference(version=number, field=field, before=known[field], after=said)


def _read(asked: Application) -> dict[str, str | None]:
    """What is asked for, field by field as people read it."""
    return {
        "reason": asked.reason,
        "first": str(asked.first),
        "last": str(asked.last),
        "guests": ", ".join(each.name for each in asked.guests),
        "extends": asked.extends,
    }
