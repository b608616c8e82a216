"""Advances, expense claims and their payment, in double entry (R-4.3.5, R-4.3.6, P-money)."""
