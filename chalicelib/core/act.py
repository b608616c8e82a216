"""What a rule is told besides the record and the form: who acts, when, where, under what terms."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

from chalicelib.core import numbering, sitetime
from chalicelib.core.numbering import Counter
from chalicelib.core.people import Person
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

    @property
    def today(self) -> date:
        """The site's calendar day."""
        return sitetime.day(self.now, self.site.time_zone)

    def sign(self, head: str) -> Signature:
        """The acting person's signature on the version that `head` names."""
        return Signature(person=self.person.id, name=self.person.name, at=self.now, digest=head)

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
