"""A year of an estate, lived through by the program: `make simulate` (SEED, DAYS, HOUSEHOLDS)."""

import tests.bench  # noqa: F401  what botocore wants to know of its surroundings
