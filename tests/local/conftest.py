"""The tests of one module share a site, as those of the edge do."""

from tests.web.conftest import _estate, estate

__all__ = ["_estate", "estate"]
