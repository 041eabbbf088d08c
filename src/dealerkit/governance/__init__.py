"""Who dominates, whose volume is false, keep or end, and how to end in order."""
