"""A year of a reception room for staff families, lived and recounted."""
