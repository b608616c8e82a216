"""Numbers that were seeded are nowhere to be read (P-private)."""
