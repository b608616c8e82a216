"""The day at the desk: department reports, and the reconciliation at 17:00 (T-4.7)."""
