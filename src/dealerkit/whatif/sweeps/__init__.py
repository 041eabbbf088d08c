"""Sweeps: every combination of some values, each reckoned as a scenario of its own."""
