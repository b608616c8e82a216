"""What receptions cost, what was granted, and the register that an auditor asks for (P-report)."""
