"""Who is told what by which channel: from the settings, for the messages of one entry. Pure."""

from collections.abc import Iterable, Mapping

from chalicelib.core.means import Means, Personal
from chalicelib.core.outbox import Told
from chalicelib.core.people import Person, Role
from chalicelib.telling.model import TEST, Channel, Telling, Way


def ways(
    telling: Telling, people: Mapping[str, Person], told: Iterable[Told]
) -> dict[Way, tuple[Told, ...]]:
    """Every way that the messages go besides the inbox, each with those that go there."""
    found: dict[Way, list[Told]] = {}
    for each in told:
        person = people.get(each.message.to)
        for channel in telling.channels:
            way = Way(means=channel.means, channel=channel.id)
            if _hears(channel, each, person) and not _heard(found.get(way, ()), each):
                found.setdefault(way, []).append(each)
        for personal in _personally(telling, each.message.code, person):
            way = Way(means=Means(personal), person=each.message.to)
            found.setdefault(way, []).append(each)
    return {way: tuple(those) for way, those in found.items()}


def _hears(channel: Channel, told: Told, person: Person | None) -> bool:
    if told.message.code == TEST:
        return bool(told.message.data["channel"] == channel.id)
    department = person.department if person else None
    return (not channel.codes or told.message.code in channel.codes) and (
        not channel.departments or department in channel.departments
    )


def _heard(before: Iterable[Told], told: Told) -> bool:
    """A channel hears a thing once, however many people are told of it."""
    thing = (told.message.code, told.message.data)
    return any((each.message.code, each.message.data) == thing for each in before)


def _personally(telling: Telling, code: str, person: Person | None) -> Iterable[Personal]:
    rule = telling.rule(code)
    if rule is None or person is None or not person.active:
        return
    is_staff = any(role is not Role.OWNER for role in person.roles)
    choice = next((each.by for each in person.choices if each.code == code), None)
    for personal in rule.staff if is_staff else rule.owners:
        chosen = choice is None or personal in choice or not rule.optional
        known = person.mail if personal is Personal.EMAIL else person.phone
        if chosen and known:
            yield personal
