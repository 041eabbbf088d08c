"""Concentration: how much of a total the largest hold, and how evenly the rest is spread."""
