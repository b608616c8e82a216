"""Telling people what concerns them, outside the console too (P-tell)."""
