"""Separated duties: entering, approving, auditing, invoicing, matching and collecting by different people."""
