"""Stage 1 of every reckoning: one pass over lines gives cells, from which all sums are read."""
