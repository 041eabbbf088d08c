"""Replay: the orders of the past against another policy: what would have been held, and what saved."""
