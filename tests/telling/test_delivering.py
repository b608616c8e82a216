"""Messages leave the outbox: once if all goes well, again if not, in order, and none is lost."""

from datetime import timedelta

import pytest

from chalicelib.core.means import Means
from chalicelib.core.outbox import GRACE
from chalicelib.core.ports import Failed, Letter, Undeliverable
from chalicelib.telling.lanes import GIVEN_UP_AFTER, LEASE
from local.stream import play
from tests.support.station import ADMIN, GROUP, HOOK, Station

pytestmark = pytest.mark.clause("P-tell")

WECOM = Means.WECOM


def down(letter: Letter) -> None:
    raise Failed("http_503")


def gone(letter: Letter) -> None:
    raise Undeliverable("http_410")


def test_the_stream_brings_a_message_to_its_channel_at_once(station: Station) -> None:
    station.setting()
    ticket = station.dispatched()
    assert station.bring(ticket) == {"batchItemFailures": []}
    [(target, letter)] = station.carrier(WECOM).letters
    assert target.address == GROUP["target"]
    name = f"ticket#{ticket.ticket['id']}"
    assert letter.id == f"{station.world.site}#{name}#2#0"
    assert (letter.code, letter.clause, letter.record) == ("ticket_dispatched", "T-3.0", name)
    assert letter.number == ticket.ticket["forms"][0]["number"]
    assert letter.text == (
        f"[Jade Garden] Order {letter.number} (A-1203) was dispatched to you; please take it."
        f"\n({letter.id})"
    )
    [lane] = station.lanes()
    assert (lane.waiting, lane.timers, lane.claim) == ((), (), "")


def test_one_id_leads_from_the_request_to_the_message_and_its_history(station: Station) -> None:
    station.setting()
    intake = station.world.intake()
    path = f"/tickets/{intake.ticket['id']}/dispatch"
    form = {"department": "engineering"}
    reply = station.world.post(
        path, "desk-chan", form, if_match=intake.etag, X_Correlation_Id="the-request"
    )
    station.bring(reply)
    [(_, letter)] = station.carrier(WECOM).letters
    assert letter.correlation == "the-request"
    [lane] = station.lanes()
    entries = station.history(lane)
    assert [each["command"] for each in entries] == ["message-handed-over", "message-sent"]
    assert {each["correlation"] for each in entries} == {"the-request"}


def test_brought_twice_or_swept_as_well_it_is_sent_once(station: Station) -> None:
    station.setting()
    ticket = station.dispatched()
    station.bring(ticket)
    station.bring(ticket)
    report = station.missed()
    assert (report.due, report.handed_over, report.sent) == (0, 0, 0)
    assert len(station.carrier(WECOM).letters) == 1


def test_what_the_stream_missed_the_sweep_finds_after_its_grace(station: Station) -> None:
    station.setting()
    station.dispatched()
    early = station.sweep(seconds=GRACE.total_seconds() - 1)
    assert (early.due, early.oldest_seconds) == (0, 0)
    late = station.sweep(seconds=61)
    assert (late.due, late.handed_over, late.sent, late.oldest_seconds) == (1, 1, 1, 60)
    assert len(station.carrier(WECOM).letters) == 1


def test_a_site_without_channels_only_takes_the_announcement_away(station: Station) -> None:
    ticket = station.dispatched()
    station.bring(ticket)
    assert station.lanes() == []
    assert station.missed().due == 0


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (9, 256), (10, 360), (11, 360), (30, 360)],
)
def test_each_wait_is_twice_the_one_before_up_to_six_hours(
    station: Station, tries: int, minutes: int
) -> None:
    station.setting()
    station.carrier(WECOM).before = down
    station.bring(station.dispatched())
    for _ in range(tries - 1):
        [lane] = station.lanes()
        station.world.clock.at = lane.timers[0].due_at
        assert station.sweep().failed == 1
    [lane] = station.lanes()
    [timer] = lane.timers
    begun = station.world.clock()
    assert timer.due_at - begun == min(
        timedelta(minutes=minutes), lane.waiting[0].told.at + GIVEN_UP_AFTER - begun
    )
    assert (lane.tries, lane.reason, lane.claim) == (tries, "http_503", "")


def test_whoever_asks_to_be_left_alone_is(station: Station) -> None:
    station.setting()

    def busy(letter: Letter) -> None:
        raise Failed("code_45009", after=600)

    station.carrier(WECOM).before = busy
    station.bring(station.dispatched())
    [lane] = station.lanes()
    assert lane.timers[0].due_at == station.world.clock() + timedelta(minutes=10)


def test_after_seven_days_it_is_parked_and_shown_and_sent_again_by_hand(station: Station) -> None:
    station.setting()
    station.carrier(WECOM).before = down
    station.bring(station.dispatched())
    began = station.world.clock()
    while (lane := station.lanes()[0]).waiting:
        [timer] = lane.timers
        station.world.clock.at = timer.due_at
        report = station.sweep()
    assert report.parked == 1
    assert station.world.clock() - began == GIVEN_UP_AFTER  # the last try, to the millisecond
    [shown] = station.world.get("/deliveries", "supervisor-chow").json["items"]
    assert [each["reason"] for each in shown["parked"]] == ["http_503"]
    station.carrier(WECOM).before = lambda letter: None
    assert station.sweep(days=1).due == 0
    path = f"/deliveries/{shown['id']}"
    read = station.world.get(path, ADMIN)
    again = station.world.post(f"{path}/send-again", ADMIN, {}, if_match=read.etag)
    assert again.status == 200, again.json
    assert [each["id"] for each in again.json["waiting"]] == [shown["parked"][0]["id"]]
    assert station.sweep().sent == 1
    assert len(station.carrier(WECOM).letters) == 1
    assert station.world.get("/deliveries", ADMIN).json["items"] == []
    refused = station.world.post(f"{path}/send-again", ADMIN, {}, if_match=read.etag)
    assert refused.status == 412
    now = station.world.get(path, ADMIN).etag
    refused = station.world.post(f"{path}/send-again", ADMIN, {}, if_match=now)
    assert (refused.status, refused.json["code"]) == (409, "nothing_parked")


def test_what_is_refused_for_good_is_parked_at_once_and_the_next_goes_on(station: Station) -> None:
    station.setting()
    first, seen = station.dispatched(), []

    def only_the_second(letter: Letter) -> None:
        seen.append(letter.id)
        if letter.code == "ticket_dispatched":
            gone(letter)

    returned = station.world.do(first, "return", "engineer-lee", reason="非本部門")
    if returned.status != 200:
        returned = station.world.do(first, "cancel", "desk-chan", reason="業戶取消")
    assert returned.status == 200, returned.json
    station.carrier(WECOM).before = only_the_second
    station.bring(returned)
    [lane] = station.lanes()
    assert [each.told.message.code for each in lane.parked] == ["ticket_dispatched"]
    assert lane.waiting == ()
    assert len(seen) == len(station.carrier(WECOM).letters) + 1 == 2


def test_messages_of_a_record_come_in_order_however_late(station: Station) -> None:
    """The first fails for a while; the second does not overtake it."""
    station.setting()
    ticket = station.dispatched()
    station.carrier(WECOM).before = down
    station.bring(ticket)
    cancelled = station.world.do(ticket, "cancel", "desk-chan", reason="業戶取消")
    assert cancelled.status == 200, cancelled.json
    station.bring(cancelled)
    station.carrier(WECOM).before = lambda letter: None
    station.sweep(minutes=1)
    codes = [letter.code for _, letter in station.carrier(WECOM).letters]
    assert codes == ["ticket_dispatched", "ticket_cancelled"]


def test_a_channel_that_fails_delays_no_other(depot: Station) -> None:
    """On the engine: two channels are sent to at a time, and moto forgets what one writes."""
    depot.setting([GROUP, HOOK])
    depot.carrier(WECOM).before = down
    depot.bring(depot.dispatched())
    assert len(depot.carrier(Means.WEBHOOK).letters) == 1
    assert depot.carrier(WECOM).letters == []
    [shown] = depot.world.get("/deliveries?state=waiting", ADMIN).json["items"]
    assert (shown["channel"], shown["tries"]) == ("group", 1)


def test_whoever_hands_over_and_dies_leaves_a_claim_that_lapses(station: Station) -> None:
    """Nobody sends beside a claim; after it the sweep does."""
    station.setting()
    ticket = station.dispatched()

    def die(letter: Letter) -> None:
        raise SystemExit

    station.carrier(WECOM).before = die
    with pytest.raises(SystemExit):
        station.bring(ticket)
    station.carrier(WECOM).before = lambda letter: None
    assert station.sweep(seconds=LEASE.total_seconds() - 1).sent == 0
    assert station.sweep(seconds=1).sent == 1


def test_a_fault_of_the_program_itself_is_tried_again(station: Station) -> None:
    station.setting()

    def broken(letter: Letter) -> None:
        raise KeyError("secret")

    station.carrier(WECOM).before = broken
    station.bring(station.dispatched())
    [lane] = station.lanes()
    assert (lane.tries, lane.reason) == (1, "internal")


def test_a_channel_taken_away_parks_what_was_for_it(station: Station) -> None:
    station.setting()
    station.carrier(WECOM).before = down
    station.bring(station.dispatched())
    station.setting([])
    assert station.sweep(minutes=1).parked == 1
    [lane] = station.lanes()
    assert [each.reason for each in lane.parked] == ["channel_removed"]


def test_a_record_that_cannot_be_handed_over_is_brought_again_and_keeps_no_other(
    station: Station,
) -> None:
    station.setting()
    tickets = [station.dispatched(), station.dispatched()]
    names = [f"ticket#{each.ticket['id']}" for each in tickets]
    store = station.world.house.service.store
    page = store.page
    broken = f"{station.world.site}#{names[0]}"

    def failing(listing):  # type: ignore[no-untyped-def]
        if listing.partition == broken:
            raise ValueError
        return page(listing)

    store.page = failing  # type: ignore[method-assign]
    try:
        assert station.stream(*names) == {"batchItemFailures": [{"itemIdentifier": f"{0:021d}"}]}
    finally:
        del store.page  # type: ignore[attr-defined]
    assert len(station.carrier(WECOM).letters) == 1
    assert station.stream(names[0]) == {"batchItemFailures": []}
    assert len(station.carrier(WECOM).letters) == 2


def test_where_there_is_no_stream_it_is_played(depot: Station) -> None:
    depot.setting()
    depot.dispatched()
    play(depot.world.clock())
    assert len(depot.carrier(WECOM).letters) == 1
