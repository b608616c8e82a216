"""What is planned for a reception, line by line, and what the rules say of it (R-2.4, R-4)."""
