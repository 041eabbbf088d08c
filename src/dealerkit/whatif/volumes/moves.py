"""Moves: what a change, or a dealer's behaviour, moved for whom, and why."""

from __future__ import annotations

from attrs import field, frozen

from dealerkit.decisions import Reason
from dealerkit.values.exact import Number, subtract


@frozen
class Move:
    """One dealer's sums before and after one change, in the measure named.

    ``reason`` says which step it was, by which rule, with its figures. ``programme`` and ``period`` are those
    for whose sake a dealer moved; empty for a change to the book.
    """

    dealer: str
    stream: str
    measure: str
    before: Number
    after: Number
    reason: Reason
    programme: str = ""
    period: str = ""
    by: Number = field(init=False)
    """By how much; below zero for what became less."""

    @by.default
    def _difference(self) -> Number:
        return subtract(self.after, self.before)

    @property
    def change(self) -> str:
        """The address of the change or the behaviour behind it."""
        return self.reason.rule.address
