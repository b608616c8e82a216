"""What is private is erased when nobody uses it any more (P-private)."""
