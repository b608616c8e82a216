"""What a rule is told besides the record and the form: who acts, when, where, under what terms."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

from msgspec.structs import replace

from chalicelib.core import numbering, sitetime
from chalicelib.core.approval import Delegation
from chalicelib.core.numbering import Counter
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Instant, NumberedForm, Record
from chalicelib.core.site import Site

Terms = TypeVar("Terms")


class Signature(Frozen):
    """Who put their name to what, and when (P-approve)."""

    person: str
    name: str
    at: Instant
    digest: str
    """Head of the record's history as it was signed: it names the version and all before it."""
    whose: str | None = None
    """For whom it was signed, where it was by delegation."""
    whose_name: str | None = None
    delegation: str | None = None


class Act(Frozen, Generic[Terms]):
    """One person's act at one instant. Rules read the clock, ids and settings only here."""

    person: Person
    now: Instant
    site: Site
    terms: Terms
    """The domain's settings under which the record was opened."""
    fresh_id: str
    """The id that a new record of this act gets."""
    counters: Mapping[str, Counter] = {}
    beside: Record | None = None
    """The other record that the form names, if it names one and it is there."""
    standing_in: Delegation | None = None
    """By which the person acts for another, where it is not in a role of their own."""

    @property
    def today(self) -> date:
        """The site's calendar day."""
        return sitetime.day(self.now, self.site.time_zone)

    @property
    def signers(self) -> frozenset[str]:
        """The person, and whom they stand in for: what bars one of them bars the act."""
        return frozenset({self.person.id, *([self.standing_in.giver] if self.standing_in else ())})

    def ways(self, who: frozenset[Role], seats: frozenset[Role]) -> tuple["Act[Terms]", ...]:
        """As what the person may act: in a role of their own, then for each giver of a seat."""
        own = (self,) if self.person.has(who) else ()
        if not seats or not self.person.delegations:
            return own
        given = self.person.stands_in(seats, self.today)
        return (*own, *(replace(self, standing_in=each) for each in given))

    def sign(self, head: str) -> Signature:
        """The acting person's signature on the version that `head` names."""
        by = self.standing_in
        return Signature(
            person=self.person.id,
            name=self.person.name,
            at=self.now,
            digest=head,
            whose=by.giver if by else None,
            whose_name=by.giver_name if by else None,
            delegation=by.id if by else None,
        )

    def issue(self, form: str, prefix: str) -> NumberedForm:
        """The next numbered form of a kind; the commit confirms that the number is still free."""
        day, seq = numbering.following(self.counters.get(form), self.today)
        return NumberedForm(
            form=form,
            number=numbering.number(prefix, day, seq),
            day=day,
            seq=seq,
            at=self.now,
            by=self.person.id,
        )
