"""Running Frontdesk on one machine: engine, tables, sample site, issuer, server, schedule."""
