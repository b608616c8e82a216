"""The channels by which messages leave the program, each behind `core.ports.Carrier`."""
