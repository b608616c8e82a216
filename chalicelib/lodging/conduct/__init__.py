"""How employees and their guests keep the rules (L-7)."""
