"""Rooms, beds, their nights, and who waits for one (L-2, L-10)."""
