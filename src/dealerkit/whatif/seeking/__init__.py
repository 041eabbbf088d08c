"""Seeking: the value that meets a total cost, and where a scenario pays for itself."""
