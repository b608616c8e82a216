"""The forms of delegations."""

from chalicelib.core.fields import Day, Id, Text
from chalicelib.core.forms import Form
from chalicelib.core.people import Role


class Delegate(Form):
    """Let another person of the site sign in one's place 委託代理, from one day to another.

    Both days are included. It counts once the substitute has accepted it.
    """

    taker: Id
    role: Role
    """One of one's own that signs approvals."""
    first: Day
    last: Day
    words: Text | None = None


class TakeOver(Form):
    """Accept a delegation 接受代理."""


class EndDelegation(Form):
    """Decline a delegation, give it back, or revoke it."""

    words: Text | None = None
