"""What all printed pages share: their template, the code to be scanned, the clock on the wall."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act

if TYPE_CHECKING:
    from jinja2 import Environment


def page(package: str, name: str, said: Mapping[str, Any]) -> str:
    """A template of a package, filled in; whatever is filled in is text and never markup."""
    return _templates(package).get_template(name).render(said)


@cache
def _templates(package: str) -> "Environment":
    """Loaded when the first page is printed, so that no other request pays for it."""
    from jinja2 import Environment, PackageLoader

    return Environment(loader=PackageLoader(package, ""), autoescape=True)


def code(text: str) -> Any:
    """A QR code of a text, as inline SVG."""
    import segno
    from markupsafe import Markup

    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, scale=3)
    return Markup(drawn.getvalue().decode())  # noqa: S704  drawn by segno, holds no markup of ours


def clock(at: datetime, act: Act[Any]) -> str:
    """An instant as it is read at the site."""
    return f"{sitetime.local(at, act.site.time_zone):%Y-%m-%d %H:%M}"
