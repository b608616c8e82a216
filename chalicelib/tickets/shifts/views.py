"""What is shown of a handover: where it stands, and its items with their notes."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen, Instant
from chalicelib.service.showing import Action, actions
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.shifts.life import HANDOVER
from chalicelib.tickets.shifts.model import Handover, HandoverState, Note


class HandoverView(Frozen):
    """A handover, and the actions this person may take on it now."""

    id: str
    version: int
    state: HandoverState
    opened_at: Instant
    opened_by: str
    signed_off_at: Instant | None
    signed_off_by: str | None
    acknowledged_by: str | None
    """Who acknowledged last."""
    forced_by: str | None
    forced_reason: str | None
    items: int
    unacknowledged: int
    reminders: int
    allowed_actions: tuple[Action, ...]


class HandoverPage(Frozen):
    """A page of handovers, newest first."""

    items: tuple[HandoverView, ...]
    next: str | None


class NoteView(Frozen):
    """A note on a ticket."""

    version: int
    ticket: str
    words: str
    by: str
    at: Instant | None


class ItemView(Frozen):
    """A ticket left open, and what is said of it."""

    ticket: str
    number: str
    state: State
    """As it is now."""
    words: str
    unit: str | None
    area: str | None
    note: NoteView | None
    acknowledged: bool


class ItemPage(Frozen):
    """A page of items."""

    items: tuple[ItemView, ...]
    next: str | None


def note_view(note: Note) -> NoteView:
    """A note as it is shown."""
    return NoteView(
        version=note.version, ticket=note.ticket, words=note.words, by=note.by, at=note.at
    )


def handover_view(handover: Handover, act: Act[Any]) -> HandoverView:
    """The handover as this person sees it."""
    base = f"/sites/{handover.site}/handovers/{handover.id}"
    left, came, forced = handover.outgoing, handover.incoming, handover.forced
    return HandoverView(
        id=handover.id,
        version=handover.version,
        state=handover.state,
        opened_at=handover.opened_at,
        opened_by=handover.opened_by,
        signed_off_at=left.at if left else None,
        signed_off_by=left.person if left else None,
        acknowledged_by=came.person if came else None,
        forced_by=forced.signature.person if forced else None,
        forced_reason=forced.reason if forced else None,
        items=len(handover.items),
        unacknowledged=len(handover.waiting),
        reminders=handover.reminders,
        allowed_actions=actions(HANDOVER, handover, act, base),
    )
