"""What was logged, by the program and by the packages it uses, as Lambda would keep it."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from chalicelib.web.logs import JsonLines
from tests.support import emf


@dataclass
class Lines:
    """The lines so far."""

    written: io.StringIO

    @property
    def text(self) -> str:
        return self.written.getvalue()

    @property
    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [line for line in self.all if line["text"] == "request"]

    @property
    def data(self) -> list[emf.Datum]:
        """The metrics in them."""
        return list(emf.data(self.text))

    def clear(self) -> None:
        self.written.seek(0)
        self.written.truncate()


@contextmanager
def logged() -> Iterator[Lines]:
    """Whatever is logged meanwhile."""
    found = Lines(io.StringIO())
    handler = logging.StreamHandler(found.written)
    handler.setFormatter(JsonLines())
    program, root = logging.getLogger("chalicelib"), logging.getLogger()
    level = program.level
    program.setLevel(logging.INFO)
    for logger in (program, root):
        logger.addHandler(handler)
    try:
        yield found
    finally:
        program.setLevel(level)
        for logger in (program, root):
            logger.removeHandler(handler)
