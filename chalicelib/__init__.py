"""Frontdesk: three front-desk regulations, enforced clause by clause."""
