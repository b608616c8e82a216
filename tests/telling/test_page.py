"""What `docs/telling.md` shows is what happens: its settings are taken, its receiver verifies."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.channels.webhook import Webhook
from chalicelib.core.ports import Target
from tests.channels.sending import LETTER, Side, guard
from tests.support.station import ADMIN, Station
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-tell")

PAGE = (Path(__file__).parents[2] / "docs" / "telling.md").read_text()
FORMS = [json.loads(each) for each in re.findall(r"-d '(.*?)'", PAGE, re.DOTALL)]


def test_the_settings_of_the_page_are_taken(station: Station) -> None:
    world, (site, own) = station.world, FORMS
    etag = world.get("/telling", ADMIN).etag
    assert etag == '"0"'
    assert world.post("/telling", ADMIN, site, if_match=etag).status == 200
    mine = world.get("/me/telling", "engineer-lee")
    done = world.post("/me/telling", "engineer-lee", own, if_match=mine.etag)
    assert (done.status, done.json["mail"]) == (200, "l****@example.com")


def test_the_receiver_of_the_page_verifies_and_drops_duplicates() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    page: dict[str, Any] = {}
    exec(code, page)
    side, secret = Side(), FORMS[0]["channels"][1]["secret"]
    for _ in range(2):
        target = Target(address="https://hooks.example.com/frontdesk", secret=secret)
        Webhook(guard(), side).send(target, LETTER, MONDAY)

    def take(headers: Any, body: bytes, now: float = MONDAY.timestamp()) -> int:
        result: int = page["take"](secret, headers, body, lambda: now)
        return result

    for _, headers, body in side.asked:
        assert take(headers, body) == 204
    assert len(page["SEEN"]) == 1
    _, headers, body = side.asked[0]
    assert take(headers, body + b" ") == 401
    assert take(headers, body, MONDAY.timestamp() + 301) == 400
