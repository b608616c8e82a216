"""Reports of what was taken in over days, weeks and months (P-report)."""
