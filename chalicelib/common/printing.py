"""What all printed pages share: the paper that a numbered form is on, its code to be scanned, the
clock on the wall.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.approval import Mark
from chalicelib.core.record import NumberedForm
from chalicelib.core.words import Language, Words
from chalicelib.core.words.paper import PAPER
from chalicelib.service.operations import Document

if TYPE_CHECKING:
    from jinja2 import Environment

_CHINESE = (Language.HANT, Language.HANS)


def chinese(asked: Language) -> Language:
    """The characters of what another unit reads, or what is kept with the books: of whoever prints
    it, and never English.
    """
    return asked if asked in _CHINESE else Language.HANT


def said(words: Mapping[str, Words], language: Language) -> dict[str, str]:
    """Words in a language, under their names."""
    return {name: each.say(language) for name, each in words.items()}


def paper(
    package: str,
    name: str,
    form: NumberedForm,
    act: Act[Any],
    language: Language,
    copies: int,
    **details: Any,
) -> Document:
    """A numbered form on A4, by a template of a package that fills `paper.html` in.

    `details` are `title`, `beside` the site's name, and pairs of name and value: `rows` of what is
    short, `texts` in boxes of their own, `signatures`, where what is empty is signed by hand; and
    whatever the template has besides. From the second copy on it says which one it is. Whatever is
    filled in is text and never markup.
    """
    printed = {"at": clock(act.now, act), "who": act.person.name}
    text = (
        _templates(package)
        .get_template(name)
        .render(
            details,
            language=language,
            form=form,
            site=act.site.name.say(language),
            code=_code(f"{act.site.id}/{form.number}"),
            copies=copies,
            paper=said(PAPER, language)
            | {
                "printing": PAPER["printing"].say(language, count=copies),
                "printed": PAPER["printed"].say(language, **printed),
            },
        )
    )
    return Document(media_type="text/html; charset=utf-8", text=text)


@cache
def _templates(package: str) -> "Environment":
    """Loaded when the first page is printed, so that no other request pays for it."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader

    loaders = [PackageLoader(each, "") for each in (package, __package__)]
    return Environment(loader=ChoiceLoader(loaders), autoescape=True)


def _code(text: str) -> Any:
    """A QR code of a text, as inline SVG."""
    import segno
    from markupsafe import Markup

    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, scale=3)
    return Markup(drawn.getvalue().decode())  # noqa: S704  drawn by segno, holds no markup of ours


def signed(mark: Mark, act: Act[Any], language: Language) -> str:
    """A signature of an approval, as it stands in its box."""
    standing_in = PAPER["standing_in"].say(language) if mark.delegation else ""
    return boxed(f"{mark.name}{standing_in}", mark.at, act)


def boxed(name: str | None, at: datetime | None, act: Act[Any]) -> str:
    """Who did something, and when, as it stands in its box: left open where nobody has."""
    return f"{name}\n{clock(at, act)}" if at else ""


def clock(at: datetime, act: Act[Any]) -> str:
    """An instant as it is read at the site."""
    return f"{sitetime.local(at, act.site.time_zone):%Y-%m-%d %H:%M}"
