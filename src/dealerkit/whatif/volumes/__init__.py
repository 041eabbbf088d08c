"""Volumes: changes to the book in a scenario, as arithmetic on what was measured.

From the bottom: ``change`` (what a scenario writes), ``degrees`` (how a measure follows), ``asking`` (what changes
ask of the pass), ``arithmetic`` (changes of sums), ``selecting`` (of which cells), ``moves`` (what moved), ``telling``
(what is said), ``newcomers`` and ``paying_later`` (what is no arithmetic), ``untouched`` (what a change does not move),
``changing`` (all of it).
"""
