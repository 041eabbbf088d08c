"""Price protection: which stock is credited when a price is cut, and how much."""
