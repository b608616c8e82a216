"""What is reported of the reception room: how full it was, what stood on accounts (P-report)."""
