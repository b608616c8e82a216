"""What a site has in spreadsheets, taken in: units, owners, staff, prices, opening tickets."""
