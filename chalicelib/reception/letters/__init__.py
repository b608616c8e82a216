"""Faxes and reception letters, sent and received, and what was answered (R-4.3.2, R-4.3.3)."""
