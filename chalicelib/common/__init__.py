"""What every site offers, whatever its domain."""
