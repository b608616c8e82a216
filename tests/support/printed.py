"""What somebody reads on a printed page."""

import html
import re

from tests.support.world import Reply


def text(page: Reply) -> str:
    """All of it but for the line at its foot."""
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    bare = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", page.body.decode(), flags=re.DOTALL)
    bare = bare.rpartition("<tfoot>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())
