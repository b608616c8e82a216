"""Cars, drivers and the trips that they are booked for (R-4.3.7)."""
