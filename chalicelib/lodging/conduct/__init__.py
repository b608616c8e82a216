"""How employees and their guests keep the rules: violations, fines, eligibility (L-2 to L-11)."""
