"""The gate 通道口: who is let in, who is inside, who has not left in time (L-5, L-9, L-10)."""
