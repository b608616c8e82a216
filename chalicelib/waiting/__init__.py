"""What waits for a person at a site, of all its desks."""
