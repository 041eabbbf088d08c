"""Uncertainty: volumes that are drawn, many runs, and what the cost is in most of them.

From the bottom: ``draws`` (numbers from a seed), ``gauss`` (the normal distribution in decimals),
``distributions`` (what a number is made into), ``rules`` (what a scenario writes), ``resampling`` (a
dealer's own history), ``checks``, ``results`` and ``sampled`` (the runs).
"""
