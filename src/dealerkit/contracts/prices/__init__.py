"""Prices: which one a customer has, which may be granted, on whose signature, and what margin is left.

Only our own selling prices are looked at. What a dealer resells for is his own affair: holding him to it may
breach competition law (resale price maintenance), and nothing here reads or shows it.
"""
