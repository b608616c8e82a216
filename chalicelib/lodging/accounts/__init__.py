"""What an employee answers for: fines, damage and fees, line by line (L-11)."""
