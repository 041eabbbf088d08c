"""Returns and exchange: what may come back, line by line, and what is credited for it."""
