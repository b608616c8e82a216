"""The books of employees' accounts: closed month by month, and reported (L-11, P-report)."""
