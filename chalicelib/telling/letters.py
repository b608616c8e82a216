"""From a message to the words that leave the program, in a language, as its means carries them."""

from chalicelib.core.means import Means
from chalicelib.core.outbox import Told
from chalicelib.core.ports import Letter
from chalicelib.core.site import Site
from chalicelib.core.words import Language, letters
from chalicelib.core.words.messages import MESSAGES


def letter(told: Told, means: Means, site: Site, language: Language) -> Letter:
    """The letter: what the template says, the ids, and nothing else of the message."""
    message = told.message
    text = MESSAGES[message.code].say(language, **message.data)
    id = f"{site.id}#{told.id}"
    places = {"site": site.name.say(language), "text": text, "id": id}
    match means:
        case Means.WEBHOOK:
            said = text
        case Means.EMAIL:
            said = letters.MAIL.say(language, **places)
        case _:
            said = letters.NOTE.say(language, **places)
    return Letter(
        id=id,
        at=told.at,
        site=site.id,
        code=message.code,
        clause=message.clause,
        record=told.record,
        number=str(message.data.get("number", "")),
        language=language,
        subject=letters.SUBJECT.say(language, **places),
        text=said,
        correlation=told.correlation,
    )
