"""Positions: what each customer has ordered, received, been billed for and paid, as the fold of its movements."""
