"""Applications, and the stays that come of them (L-2, L-3)."""
