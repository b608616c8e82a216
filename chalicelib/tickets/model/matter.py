"""What a matter is: its kind, by which way it came, where it stands, who reported it and where."""

from datetime import date
from enum import StrEnum

from chalicelib.core.record import Frozen

ENGINEERING = "engineering"
CUSTOMER_SERVICE = "customer_service"


class Kind(StrEnum):
    """What was reported (T-2.0)."""

    REPAIR_PUBLIC = "repair_public"
    REPAIR_INDOOR = "repair_indoor"
    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    HELP = "help"


ENQUIRIES = (Kind.INQUIRY, Kind.SUGGESTION, Kind.HELP)
"""What is answered, not worked on (T-4.1)."""


class Channel(StrEnum):
    """How it reached the desk (T-2.0)."""

    PHONE = "phone"
    WALK_IN = "walk_in"
    WEB = "web"
    MOBILE = "mobile"
    GROUP_SERVICE_CENTRE = "group_service_centre"
    QUALITY_OFFICE = "quality_office"


SELF_SERVICE = (Channel.WEB, Channel.MOBILE)
"""The channels by which owners report for themselves."""
FORWARDING = (Channel.GROUP_SERVICE_CENTRE, Channel.QUALITY_OFFICE)
"""Who passes complaints on, and is told what became of them (T-4.2.2)."""


class State(StrEnum):
    """Where a ticket stands. How it gets from one to the next is in `life` and `lives`."""

    REPORTED = "reported"
    DISPATCHED = "dispatched"
    TAKEN = "taken"
    QUOTED = "quoted"
    CONSENTED = "consented"
    WORKING = "working"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    VISIT_DUE = "visit_due"
    FOLLOWED_UP = "followed_up"
    REVIEWED = "reviewed"
    ARCHIVED = "archived"
    REFERRED = "referred"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


OPEN = (State.REPORTED, State.DISPATCHED, State.TAKEN, State.WORKING)
"""Until a complaint is completed."""
OVER = (State.ARCHIVED, State.CLOSED, State.CANCELLED)
"""Nothing more comes of it."""


class Reporter(Frozen):
    """Who reported: a person of the directory, with what the screen may show of them."""

    person: str
    name: str
    phone: str | None = None
    """Masked. The number itself is read from the person, by whoever needs it (P-private)."""
    phone_index: str | None = None
    """Its keyed hash, by which it is found."""


class Place(Frozen):
    """Where it is: a unit, or a public area in words."""

    unit: str | None = None
    building: str | None = None
    area: str | None = None
    owners: tuple[str, ...] = ()
    """The unit's owners when it was reported: they are told what it will cost."""


class Planned(Frozen):
    """The plan's occurrence that opened a ticket (T-4.3.1)."""

    plan: str
    day: date
