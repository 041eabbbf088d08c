"""Programmes and payees together: stacking, groups and budgets, after each programme was reckoned alone."""
