"""A site that tells people by channels, and a hand on the functions that do it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app import app
from chalicelib import wiring
from chalicelib.core.means import Means
from chalicelib.core.outbox import GRACE
from chalicelib.core.ports import Due, Key, Letter, Listing, Undeliverable
from chalicelib.telling.jobs import Report, sweep
from chalicelib.telling.model import Lane, Way, lane_id
from local.stream import event
from tests.support.post import Recorded
from tests.support.residents import stored
from tests.support.world import Reply, World

GROUP = {
    "id": "group",
    "means": "wecom",
    "target": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789",
    "language": "en",
}
HOOK = {
    "id": "hook",
    "means": "webhook",
    "target": "https://hooks.example.com/frontdesk?token=hidden",
    "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
}
ADMIN = "admin-cheng"
WAY = Way(means=Means.WECOM, channel="group")


@dataclass
class Station:
    """What a test of telling needs at hand."""

    world: World

    def carrier(self, means: Means) -> Recorded:
        carrier = self.world.house.carriers[means]
        assert isinstance(carrier, Recorded)
        return carrier

    def setting(
        self, channels: Iterable[dict[str, Any]] = (GROUP,), rules: Iterable[dict[str, Any]] = ()
    ) -> Reply:
        """Set who is told what by which channel."""
        etag = self.world.get("/telling", ADMIN).etag
        form = {"channels": list(channels), "rules": list(rules)}
        reply = self.world.post("/telling", ADMIN, form, if_match=etag)
        assert reply.status == 200, reply.json
        return reply

    def dispatched(self) -> Reply:
        """A ticket whose dispatch told engineering: its head, then its staff."""
        reply = self.world.intake()
        done = self.world.do(reply, "dispatch", "desk-chan", department="engineering")
        assert done.status == 200, done.json
        return done

    def park(self) -> Lane:
        """A lane with a message that the group's robot refused for good."""
        with self.gone():
            ticket = self.dispatched()
            self.bring(ticket)
        return self.lane(ticket)

    @contextmanager
    def gone(self) -> Iterator[None]:
        """The group's robot refuses everything for good meanwhile."""
        robot = self.carrier(Means.WECOM)

        def refuse(letter: Letter) -> None:
            raise Undeliverable("code_93000")

        before, robot.before = robot.before, refuse
        try:
            yield
        finally:
            robot.before = before

    def lane(self, ticket: Reply, way: Way = WAY) -> Lane:
        """The lane that leads a ticket's messages a way, the group's unless said otherwise."""
        lane: Lane = stored(self.world, Lane, lane_id(f"ticket#{ticket.ticket['id']}", way))
        return lane

    def stream(self, *records: str) -> dict[str, Any]:
        """What the outbox's stream brings of these records (`kind#id`), run through."""
        news = [
            Due(site=self.world.site, kind=kind, id=id, clause="1", due_at=self.world.clock())
            for kind, _, id in (record.partition("#") for record in records)
        ]
        result: dict[str, Any] = app.handler_map["deliver"](event(news), None)
        return result

    def bring(self, ticket: Reply) -> dict[str, Any]:
        return self.stream(f"ticket#{ticket.ticket['id']}")

    def sweep(self, **later: float) -> Report:
        """The sweep after a while."""
        if later:
            self.world.clock.tick(**later)
        return sweep(wiring.courier(), self.world.clock())

    def missed(self) -> Report:
        """The sweep once the grace that the stream has is over."""
        return self.sweep(seconds=(GRACE + timedelta(seconds=1)).total_seconds())

    def lanes(self) -> list[Lane]:
        """Every lane of the site, by its id."""
        store = self.world.house.service.store
        page = store.page(Listing(table="deliveries", partition=self.world.site, limit=100))
        keys = [Key(Lane, self.world.site, item["id"]) for item in page.items]
        loaded = store.load(keys)
        return [lane for key in keys if (lane := loaded.record(Lane, key.site, key.id))]

    def history(self, lane: Lane) -> list[dict[str, Any]]:
        partition = f"{lane.site}#{lane.name_in_history}"
        listing = Listing(table="history", partition=partition, limit=100)
        return list(self.world.house.service.store.page(listing).items)
