"""Territories: who serves where, where two meet, where nobody is, and how an exclusive one is split."""
