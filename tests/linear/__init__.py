"""Beds under eight clients at once: every history is linearizable, and nothing else goes wrong."""

import tests.bench  # noqa: F401  what botocore wants to know of its surroundings
