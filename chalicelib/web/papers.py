"""The styles of the papers, by digest: a paper opened from the console is under its policy."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

PROGRAM = Path(__file__).parent.parent
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@cache
def styles() -> tuple[str, ...]:
    """What a Content-Security-Policy calls each style that a template of the program has."""
    return tuple(
        f"'sha256-{b64encode(sha256(style).digest()).decode()}'"
        for template in sorted(PROGRAM.rglob("*.html"))
        for style in _STYLE.findall(template.read_bytes())
    )
