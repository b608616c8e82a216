"""A bed that one guest cedes to another, once both sides have agreed 讓床 (L-2)."""
