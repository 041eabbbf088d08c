"""Invariants (``always:``): what a policy promises about its rebates whatever is sold, proved or broken.

From the bottom: ``curves`` (what is paid as an exact function of the base), ``crossings`` (where one first passes a
bound), ``payouts`` (the curve of a programme), ``relaxed`` (all baselines at once), ``facts``, ``asking`` and
``situations`` (every way through the conditions), ``moments`` (every day), ``groups`` (programmes on one base),
``claims`` (what a promise says of a curve), ``several`` (programmes on different bases), ``engine`` (the engine's own
word on every counterexample), ``searching`` (where nothing can be proved) and ``one_sale`` (there, on one sale alone),
``proving`` (all of it), ``replay`` (cases to paste), ``checks`` (what ``check`` says).
"""
