"""Settling between units what was advanced for their people, after they left (R-4.3.3)."""
