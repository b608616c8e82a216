"""What every domain shares, all of it pure: no AWS, no HTTP, no clock, no randomness."""
