"""A hospital lived for a year: its guests, their plans, cars, letters, and what they cost."""
