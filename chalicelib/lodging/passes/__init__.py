"""Access passes 出入證: one a guest, signed, lost, replaced and handed back (L-5, L-6)."""
