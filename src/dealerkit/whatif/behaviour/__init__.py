"""Behaviour: how dealers answer to terms and prices in a scenario; nothing happens that is not written.

From the bottom: ``behaviour`` (what a scenario writes), ``payee`` (one payee's cells), ``dated`` (policies that follow
each other), ``prices`` (units answer to price), ``forward`` (who is near a band buys forward), ``behaving`` (one after
the other), ``checks``.
"""
