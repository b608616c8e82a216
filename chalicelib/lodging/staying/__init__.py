"""From coming to leaving: documents seen, inspected, late, gone (L-3, L-4, L-6)."""
