"""A year of an estate and of a house, lived by the program: `make simulate`."""

import tests.bench  # noqa: F401  what botocore wants to know of its surroundings
