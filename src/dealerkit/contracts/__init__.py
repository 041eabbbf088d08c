"""Kinds of contracts, their terms, territory, prices, returns, and how goods move."""
