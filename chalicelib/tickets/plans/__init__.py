"""Maintenance plans 計劃保養: recurring work on public facilities opens its orders (T-4.3.1)."""
