"""What is functional is tried on moto, at a site where something stands in every state."""

from collections.abc import Iterator

import pytest

from chalicelib.core.site import Site
from chalicelib.service.operations import Operation
from chalicelib.waiting.sources import SOURCES
from tests.support.backends import on_moto
from tests.support.residents import settle, stored
from tests.support.scenes import POSTS, scene
from tests.support.world import World


@pytest.fixture(scope="package")
def estate() -> Iterator[World]:
    """Everything that any step of what may wait is taken from, not taken yet."""
    with on_moto() as world:
        settle(world, stored(world, Site, world.site), desks=())
        for op in POSTS:
            if _is_of_a_source(op):
                scene(world, op)
        yield world


def _is_of_a_source(op: Operation) -> bool:
    """Whether it begins or changes what some list shows that is gone through by states."""
    paths = [source.listed.path for source in SOURCES if source.lives]
    return any(op.path == path or op.path.startswith(f"{path}/{{") for path in paths)
