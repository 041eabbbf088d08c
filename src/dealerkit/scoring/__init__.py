"""Figures, scorecards, classes and concentration."""
