"""What is filled in about relatives."""

from chalicelib.core.fields import IdentityNumber, Line, Text
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.lodging.families.model import Claim, Proof, Relation
from chalicelib.lodging.house.model import Sex


class ClaimRelative(Form):
    """Name a direct relative 直系親屬: spouse, parent, child or sibling, nobody else (L-1)."""

    name: Line
    relation: Relation
    sex: Sex
    document: IdentityNumber


class VerifyRelative(Form):
    """The dormitory office has seen what proves the relation 核實 (L-1)."""

    proof: Proof
    words: Text | None = None


class InState(Dated):
    """Which relatives to list, by where their claim stands and the day it was made; the order."""

    state: Claim = Claim.CLAIMED
    order: Urgency = Urgency.OLDEST
