"""The scan: who dominates, whose volume is false, who is over-stretched, and where we pushed goods ourselves."""
