"""How goods move: whole dispatches, no negative stock, kinds apart, posted in time, counted by two."""
