"""What the official reception works under, settled by an administrator (P-history)."""
