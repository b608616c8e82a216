"""A year of an estate, a house and a hospital, lived by the program: `make simulate`."""

import tests.bench  # noqa: F401  what botocore wants to know of its surroundings
