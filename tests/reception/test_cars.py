"""Trips by car over HTTP: asked for, signed, arranged, driven, given up (R-4.3.7)."""

import pytest

from tests.support.cars import SCENES
from tests.support.world import World


@pytest.mark.parametrize("name", SCENES)
def test_x(estate: World, name: str) -> None:
    now = SCENES[name](estate)
    r = estate.post(now.path, now.who, now.form, if_match=now.if_match)
    print(r.json)
    assert r.status in (200, 201), r.json
