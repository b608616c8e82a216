"""What the reception room works under, settled by an administrator (P-history)."""
