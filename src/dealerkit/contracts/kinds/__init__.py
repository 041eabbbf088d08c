"""Kinds of contracts: which terms, papers, parties and deposit each needs, how long it holds."""
