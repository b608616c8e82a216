"""The ledger under faults: nothing lost, nothing doubled, zero at every read (P-money)."""

import tests.bench  # noqa: F401  what botocore wants to know of its surroundings
