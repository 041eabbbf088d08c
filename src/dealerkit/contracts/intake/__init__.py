"""Order intake: which orders may be taken, who confirms and who signs them, and what is short that day."""
