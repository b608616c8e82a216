"""What is private of guests and callers is erased when its time is over, or on request."""
