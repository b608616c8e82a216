"""A reception from its request to its end: guests, letter, department, approval (R-2, R-3)."""
