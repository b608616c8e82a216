"""The property customer-service front desk (clauses T-2.0 to T-5.1)."""
