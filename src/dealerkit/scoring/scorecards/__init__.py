"""Scorecards: figures become points, points a score, the score a grade, each step with its reason."""
