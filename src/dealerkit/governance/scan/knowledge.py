"""What conditions of a scan may ask of a dealer: master data, the scan's own figures, signals, parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.values.exact import divide, subtract

if TYPE_CHECKING:
    from dealerkit.governance.scan.ground import Ground

_ONE = Decimal(1)


@frozen(eq=False)
class Knowledge(Mapping[str, "Value | Missing"]):
    """Facts of one dealer by name, looked up when asked for; ``more`` answers before anything else does."""

    ground: Ground
    dealer: str
    more: Mapping[str, Value | Missing]

    def __getitem__(self, name: str) -> Value | Missing:
        if name in self.more:
            return self.more[name]
        root, _, key = name.partition(".")
        if root == "dealer":
            return self.ground.masters.dealer(name, self.dealer, self.ground.as_of)
        if root == "scan":
            return self._of_the_scan(key, name)
        if name in self.ground.parameters:
            return self.ground.parameters[name]
        return self.ground.figure(name, self.dealer)

    def _of_the_scan(self, key: str, name: str) -> Value | Missing:
        ground, bought = self.ground, self.ground.bought(self.dealer)
        if not ground.purchases.has_amounts or ground.unread("lines", self.dealer):
            return Missing((name,))
        if key == "rank":
            return ground.ranks[self.dealer]
        if key == "amount":
            return bought.amount
        if key == "share":
            share = ground.share(self.dealer)
            return Missing((name,)) if share is None else share
        if not ground.covers_before:
            return Missing((name,))
        if key == "before":
            return bought.before
        if bought.before <= 0:
            return Missing((name,))
        return subtract(divide(bought.amount, bought.before), _ONE)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ground.policy.catalogue.names(frozenset({"dealer", "scan", "figure"})))

    def __len__(self) -> int:
        return sum(1 for _ in self)
