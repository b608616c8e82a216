"""The relatives of employees, claimed and verified (L-1)."""
