"""Two hospitals of one installation, each of which knows the other as a unit (R-4.3.3)."""

from dataclasses import replace

from chalicelib.core import numbering
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Role
from chalicelib.core.record import NumberedForm
from chalicelib.core.words import Name
from chalicelib.opening import open_site
from chalicelib.reception.settlements.model import (
    SETTLEMENT,
    Settlement,
    SettlementState,
    Share,
    ShareLine,
    Statement,
    StatementState,
)
from local import staffed
from tests.support import claims, settlements
from tests.support.claims import ADVANCED
from tests.support.hospital import ADMIN, FINANCE, OFFICER, peopled, settle
from tests.support.moments import Moment
from tests.support.settlements import OTHER_FINANCE
from tests.support.world import Reply, World

WEST, WE = "集團西院", "集團東院"
"""What each calls the other."""
THERE = "west-hospital"
THEIR_FINANCE, THEIR_ADMIN = "west-finance", "west-admin"
FEN = 359_677


def west(world: World, *, knows: bool = True) -> World:
    """The other hospital; it may know us among its units, or not."""
    settlements.moneyed(peopled(world))
    site = f"{THERE}-{world.site}{'' if knows else '-apart'}"
    there = replace(world, site=site)
    if there.get("/me", THEIR_ADMIN).status == 404:
        staff = (
            (THEIR_FINANCE, "余財務", Role.FINANCE, "finance"),
            (THEIR_ADMIN, "西管理", Role.ADMIN, None),
        )
        departments = (("finance", "財務部", "财务部", "Finance", THEIR_FINANCE),)
        name = Name(hant=WEST, hans="集团西院", en="West")
        house = world.house
        file = staffed.file(site, name, staff, departments)
        open_site(house.service.store, house.vault, file, world.clock(), correlation="west")
        known = world.get("/reception", ADMIN).json["terms"]["units"]
        called = WEST if knows else f"{WEST}分院"
        unit = {"key": f"west-{len(known)}", "name": called, "group": True, "site": site}
        settle(world, units=[*known, unit])
        if knows:
            ours = {"key": "east", "name": WE, "group": True, "site": world.site}
            path, etag = "/reception/change", there.get("/reception", THEIR_ADMIN).etag
            reply = there.post(path, THEIR_ADMIN, {"units": [ours]}, if_match=etag)
            assert reply.status == 200, reply.json
    return there


def sent(world: World, unit: str = WEST, fen: int = FEN) -> Reply:
    """A settlement for their people, sent."""
    reception = claims.received(world, units=(unit,))
    claims.paid(world, reception, claims.claimed(fen, ADVANCED))
    settlements.gone(world, reception)
    known = settlements.drawn(world, reception)
    return settlements.done(world, known, "send", OTHER_FINANCE)


def received(there: World, reply: Reply) -> Reply:
    """The same, as it came to them."""
    return there.get(f"/statements/{reply.json['settlement']['id']}", THEIR_FINANCE)


def answer(
    there: World, reply: Reply, command: str, who: str = THEIR_FINANCE, **form: str
) -> Reply:
    """Their finance's word, on the statement as it stands now."""
    known = received(there, reply)
    path = f"/statements/{reply.json['settlement']['id']}/{command}"
    return there.post(path, who, form, if_match=known.etag)


def now(world: World, reply: Reply) -> Reply:
    """The settlement as it stands at ours."""
    return world.get(f"/settlements/{reply.json['settlement']['id']}", OFFICER)


def _asked(world: World, command: str, form: dict[str, str]) -> Moment:
    """What the other hospital asks of us: it received our people and sent its settlement."""
    there, now = west(world), world.clock()
    line = ShareLine(claim="EC-1", line="1", words="食宿", dated=now.date(), fen=FEN, of=FEN)
    settlement = Settlement(
        site=there.site,
        id=world.house.service.fresh_id(now),
        forms=(_next(there),),
        state=SettlementState.SENT,
        reception="1",
        reception_number="RR-1",
        drawn_by=THEIR_FINANCE,
        drawn_at=now,
        shares=(Share(unit=WE, site=world.site, lines=(line,)),),
    )
    statement = Statement(
        site=world.site,
        id=settlement.id,
        state=StatementState.RECEIVED,
        from_site=there.site,
        from_unit=WEST,
        number=settlement.number,
        received_at=now,
        lines=(line,),
        owing=FEN,
    )
    stamp = Stamp(by="x", name="x", at=now, command="send", clause="R-4.3.3", correlation="")
    sent = Change(before=None, after=statement, also=(Change(before=None, after=settlement),))
    world.house.service.store.commit(enter(sent, stamp))
    return Moment(f"/statements/{settlement.id}/{command}", FINANCE, form, '"1"')


def _next(there: World) -> NumberedForm:
    """The next number of theirs."""
    counters = there.house.service.store.load((), counters=(there.site, (SETTLEMENT,))).counters
    now = there.clock()
    day, seq = numbering.following(counters.get(SETTLEMENT), now.date())
    number = numbering.number("ST", day, seq)
    return NumberedForm(form=SETTLEMENT, number=number, day=day, seq=seq, at=now, by="x")


SCENES = {
    "statement-confirm": lambda world: _asked(world, "confirm", {}),
    "statement-dispute": lambda world: _asked(world, "dispute", {"reason": "少一人"}),
}
"""For each operation a moment at which it is allowed."""
