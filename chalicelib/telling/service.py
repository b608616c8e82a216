"""What may be done about telling: settings, a test, and what did not arrive."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Order
from chalicelib.core.means import Means
from chalicelib.core.people import ANY_ROLE, Person, Role
from chalicelib.core.ports import (
    Carrier,
    Failed,
    Key,
    Listing,
    Loaded,
    Misdirected,
    Page,
    Target,
    Vault,
)
from chalicelib.core.private import mask, mask_mail
from chalicelib.core.record import Record
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.telling import lanes, rules
from chalicelib.telling.delivering import opened, owner
from chalicelib.telling.forms import (
    InTrouble,
    SendAgain,
    SetChannel,
    SetOwnTelling,
    SetTelling,
    TryChannel,
)
from chalicelib.telling.model import CLAUSE, TEST, Channel, Lane, Telling, codes_at
from chalicelib.telling.views import (
    Deliveries,
    Delivery,
    MyTelling,
    OwnTelling,
    TellingView,
    delivery,
    mine,
    notices,
    telling_view,
)

SETTINGS = "/sites/{site}/telling"
MINE = "/sites/{site}/me/telling"
DELIVERIES = "/sites/{site}/deliveries"
ONE_DELIVERY = DELIVERIES + "/{lane}"
SETS = frozenset({Role.ADMIN})
SEES_TROUBLE = frozenset({Role.ADMIN, Role.CS_SUPERVISOR})

Carriers = Callable[[], Mapping[Means, Carrier]]


def operations(vault: Callable[[], Vault], carriers: Carriers) -> tuple[Operation, ...]:
    """Everything about telling that is done over HTTP."""
    return (
        *_settings(vault, carriers),
        _my_settings(),
        _set_mine(vault),
        DELIVERY_LIST,
        DELIVERY,
        SEND_AGAIN,
    )


def _telling_key(call: Call) -> Key:
    return Key(Telling, call.site, call.site)


def _unset(call: Call) -> Telling:
    return Telling(site=call.site, id=call.site)


def _settings(vault: Callable[[], Vault], carriers: Carriers) -> Iterator[Operation]:
    def view(record: Record, act: Act[Any], call: Call) -> TellingView:
        assert isinstance(record, Telling)
        return telling_view(record, tuple(carriers()))

    def show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> TellingView:
        shown = view(loaded.record(*_telling_key(call)) or _unset(call), act, call)
        return replace(shown, notices=notices(codes_at(act.site)))

    def set_telling(loaded: Loaded, form: SetTelling, act: Act[Any], call: Call) -> Change:
        known = loaded.record(Telling, call.site, call.site)
        telling = known or _unset(call)
        targets = [_target(vault(), telling, each) for each in form.channels]
        found = (
            *rules.faults(form, telling, act.site, carriers()),
            *_target_faults(carriers(), form.channels, targets),
        )
        if found:
            raise Refusal("invalid_form", CLAUSE, faults=found)
        channels = tuple(
            _channel(vault(), call.site, each, target)
            for each, target in zip(form.channels, targets, strict=True)
        )
        after = replace(telling, channels=channels, rules=rules.rules(form))
        return Change(before=known, after=after)

    def test(loaded: Loaded, form: TryChannel, act: Act[Any], call: Call) -> Change:
        telling = loaded.record(Telling, call.site, call.site)
        if telling is None or telling.channel(form.channel) is None:
            choices = [each.id for each in telling.channels] if telling else []
            fault = Fault(pointer="/channel", code="not_a_choice", data={"choices": choices})
            raise Refusal("invalid_form", CLAUSE, faults=(fault,))
        message = Message(
            to=act.person.id, code=TEST, clause=CLAUSE, data={"channel": form.channel}
        )
        return Change(before=telling, after=telling, messages=(message,))

    yield Read(
        name="telling",
        about="Who is told what by which channel 通知設定",
        path=SETTINGS,
        clause=CLAUSE,
        who=SETS,
        answer=TellingView,
        needs=lambda call, query: (_telling_key(call),),
        show=show,
        version=lambda shown: int(shown.version),
    )
    shared: dict[str, Any] = {
        "clause": CLAUSE,
        "who": SETS,
        "answer": TellingView,
        "subject": _telling_key,
        "unset": _unset,
        "show": view,
    }
    yield Command(
        name="telling-set",
        about="Set who is told what by which channel",
        path=SETTINGS,
        form=SetTelling,
        decide=set_telling,
        **shared,
    )
    yield Command(
        name="telling-test",
        about="Send a test message to a channel",
        path=SETTINGS + "/test",
        form=TryChannel,
        decide=test,
        **shared,
    )


def _target(vault: Vault, telling: Telling, channel: SetChannel) -> Target:
    return rules.target(
        channel, telling.channel(channel.id), lambda known: opened(vault, telling.site, known)
    )


def _target_faults(
    carriers: Mapping[Means, Carrier], channels: Iterable[SetChannel], targets: Iterable[Target]
) -> Iterator[Fault]:
    """What is wrong with where channels are to lead; it is found out again each time they do."""
    for place, (channel, target) in enumerate(zip(channels, targets, strict=True)):
        carrier = carriers.get(channel.means)
        if carrier is None or not target.address:
            continue
        try:
            carrier.check(target)
        except Misdirected as wrong:
            yield replace(wrong.fault, pointer=f"/channels/{place}{wrong.fault.pointer}")
        except Failed:
            yield Fault(pointer=f"/channels/{place}/target", code="no_such_host")


def _channel(vault: Vault, site: str, channel: SetChannel, target: Target) -> Channel:
    box = vault.seal(owner(site, channel.id), msgspec.json.encode(target).decode())
    return Channel(
        id=channel.id,
        means=channel.means,
        box=box,
        shown=_shown(channel.means, target.address),
        codes=channel.codes,
        departments=channel.departments,
        language=channel.language,
    )


def _shown(means: Means, address: str) -> str:
    match means:
        case Means.EMAIL:
            return mask_mail(address)
        case Means.SMS:
            return mask(address)
    return f"https://{urlsplit(address).hostname}/****"


def _person_key(call: Call) -> Key:
    return Key(Person, call.site, call.person)


def _my_settings() -> Read:
    def show(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> MyTelling:
        telling = loaded.record(Telling, call.site, call.site) or _unset(call)
        optional = (each.code for each in telling.rules if each.optional)
        return MyTelling(mine=mine(act.person), rules=telling.rules, notices=notices(optional))

    return Read(
        name="my-telling",
        about="How one is told, besides the inbox",
        path=MINE,
        clause=CLAUSE,
        who=ANY_ROLE,
        answer=MyTelling,
        needs=lambda call, query: (_telling_key(call),),
        show=show,
        version=lambda shown: int(shown.mine.version),
    )


def _set_mine(vault: Callable[[], Vault]) -> Command:
    def decide(loaded: Loaded, form: SetOwnTelling, act: Act[Any], call: Call) -> Change:
        telling = loaded.record(Telling, call.site, call.site) or _unset(call)
        found = tuple(rules.mine_faults(form, telling))
        if found:
            raise Refusal("invalid_form", CLAUSE, faults=found)
        after = rules.mine(act.person, form)
        if form.mail:
            after = vault().with_mail(after, form.mail)
        return Change(before=act.person, after=after)

    return Command(
        name="my-telling-set",
        about="Set how one is told, besides the inbox",
        path=MINE,
        clause=CLAUSE,
        who=ANY_ROLE,
        form=SetOwnTelling,
        answer=OwnTelling,
        needs=lambda call, form: (_telling_key(call),),
        subject=_person_key,
        decide=decide,
        show=_mine_shown,
    )


def _mine_shown(record: Record, act: Act[Any], call: Call) -> OwnTelling:
    assert isinstance(record, Person)
    return mine(record)


def _lane_key(call: Call) -> Key:
    return Key(Lane, call.site, call.params["lane"])


def _lane_shown(record: Record, act: Act[Any], call: Call) -> Delivery:
    assert isinstance(record, Lane)
    return delivery(record, call.language)


def _lanes_shown(
    page: Page, records: list[Record], query: Any, act: Act[Any], call: Call
) -> Deliveries:
    lanes = (each for each in records if isinstance(each, Lane))
    return Deliveries(
        items=tuple(
            _lane_shown(each, act, call) for each in lanes if query.means in (None, each.way.means)
        ),
        next=page.next,
    )


def _one_lane(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> Delivery:
    lane = loaded.record(*_lane_key(call))
    if lane is None:
        raise Refusal("not_found", CLAUSE)
    return _lane_shown(lane, act, call)


def _send_again(loaded: Loaded, form: SendAgain, act: Act[Any], call: Call) -> Change:
    lane = loaded.record(Lane, call.site, call.params["lane"])
    assert lane
    parked = [each.told.id for each in lane.parked]
    return Change(before=lane, after=lanes.again(lane, act.now), facts={"messages": parked})


DELIVERY_LIST = ListOf(
    name="delivery-list",
    about="Messages that did not arrive: parked, or waiting after a try that failed",
    path=DELIVERIES,
    clause=CLAUSE,
    who=SEES_TROUBLE,
    query=InTrouble,
    answer=Deliveries,
    listing=lambda call, query: Listing(
        table="deliveries",
        index="in_trouble",
        partition=f"{call.site}#{query.state}",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Lane, call.site, item["id"].removeprefix("lane#")),
    show=_lanes_shown,
)

DELIVERY = Read(
    name="delivery",
    about="What a channel or a person has still to be told of one record",
    path=ONE_DELIVERY,
    clause=CLAUSE,
    who=SEES_TROUBLE,
    answer=Delivery,
    needs=lambda call, query: (_lane_key(call),),
    show=_one_lane,
    version=lambda shown: int(shown.version),
)

SEND_AGAIN = Command(
    name="delivery-send-again",
    about="Send what was parked again",
    path=ONE_DELIVERY + "/send-again",
    clause=CLAUSE,
    who=SEES_TROUBLE,
    form=SendAgain,
    answer=Delivery,
    subject=_lane_key,
    decide=_send_again,
    show=_lane_shown,
)
