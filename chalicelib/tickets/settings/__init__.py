"""A site's own settings: what an administrator changes, under which version (P-history)."""
