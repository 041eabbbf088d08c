"""Figures: named numbers and days of a subject, reckoned from the tables of a book."""
