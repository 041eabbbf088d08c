"""Codes of customers and numbers of jobs: made and checked by a pattern."""
