"""What a site's settings and one's own may say. Pure."""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from chalicelib.core.errors import Fault
from chalicelib.core.means import Choice, Means
from chalicelib.core.people import Person
from chalicelib.core.ports import Target
from chalicelib.core.site import Site
from chalicelib.telling.forms import SetChannel, SetOwnTelling, SetTelling
from chalicelib.telling.model import CODES, Channel, Rule, Telling

Opened = Callable[[Channel], Target]


def faults(
    form: SetTelling, telling: Telling, site: Site, available: Iterable[Means]
) -> Iterator[Fault]:
    """What is wrong with a site's settings, whatever their targets are."""
    departments, usable = {each.key for each in site.departments}, set(available)
    for place, channel in enumerate(form.channels):
        at = f"/channels/{place}"
        known = telling.channel(channel.id)
        if channel.id in {each.id for each in form.channels[:place]}:
            yield Fault(pointer=f"{at}/id", code="repeated")
        if channel.means not in usable:
            yield Fault(pointer=f"{at}/means", code="not_available_here")
        if channel.target is None and (known is None or known.means is not channel.means):
            yield Fault(pointer=f"{at}/target", code="required")
        yield from _unknown(f"{at}/codes", channel.codes, CODES)
        yield from _unknown(f"{at}/departments", channel.departments, departments)
    for place, rule in enumerate(form.rules):
        at = f"/rules/{place}"
        if rule.code in {each.code for each in form.rules[:place]}:
            yield Fault(pointer=f"{at}/code", code="repeated")
        if rule.code not in CODES:
            choices = list(CODES)
            yield Fault(pointer=f"{at}/code", code="not_a_choice", data={"choices": choices})
        for group, means in (("staff", rule.staff), ("owners", rule.owners)):
            for number, each in enumerate(means):
                if Means(each) not in usable:
                    yield Fault(pointer=f"{at}/{group}/{number}", code="not_available_here")
                if each in means[:number]:
                    yield Fault(pointer=f"{at}/{group}/{number}", code="repeated")


def _unknown(at: str, given: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    choices = list(known)
    for place, each in enumerate(given):
        if each not in choices:
            yield Fault(pointer=f"{at}/{place}", code="not_a_choice", data={"choices": choices})


def target(channel: SetChannel, known: Channel | None, opened: Opened) -> Target:
    """Where a channel is to lead: what the form says, and of the rest what was known before."""
    before = opened(known) if known and known.means is channel.means else Target(address="")
    address = before.address if channel.target is None else channel.target
    secret = before.secret if channel.secret is None else channel.secret
    return Target(address=address, secret=secret)


def rules(form: SetTelling) -> tuple[Rule, ...]:
    """The rules as they are kept."""
    return tuple(
        Rule(code=each.code, staff=each.staff, owners=each.owners, optional=each.optional)
        for each in form.rules
    )


def mine_faults(form: SetOwnTelling, telling: Telling) -> Iterator[Fault]:
    """What is wrong with one's own settings: a choice that the site does not leave."""
    for place, choice in enumerate(form.choices):
        rule = telling.rule(choice.code)
        if choice.code in {each.code for each in form.choices[:place]}:
            yield Fault(pointer=f"/choices/{place}/code", code="repeated")
        if rule is None or not rule.optional:
            choices = [each.code for each in telling.rules if each.optional]
            yield Fault(
                pointer=f"/choices/{place}/code", code="not_a_choice", data={"choices": choices}
            )
    if form.mail and form.forget_mail:
        yield Fault(pointer="/forget_mail", code="one_of", data={"fields": ["mail", "forget_mail"]})


def mine(person: Person, form: SetOwnTelling) -> Person:
    """The person with these settings; the e-mail address is sealed by the vault."""
    choices = tuple(Choice(code=each.code, by=each.by) for each in form.choices)
    kept = None if form.forget_mail else person.mail
    return replace(person, language=form.language, choices=choices, mail=kept)
