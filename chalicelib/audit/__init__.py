"""Verifying what is kept: histories, records and all that hangs on them, on a running system."""
