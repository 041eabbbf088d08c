"""Scenarios: what would be different, read from files or made in Python, and the policies that come of them."""
