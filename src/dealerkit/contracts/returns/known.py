"""What is known of one line and the purchase of its units: the facts that the rules ask for, and day zero."""

from __future__ import annotations

from datetime import date
from typing import cast

from attrs import field, frozen

from dealerkit.contracts.returns.facts import AGE, AMOUNT, MONTHS, PRICE, ROOT
from dealerkit.contracts.returns.purchases import Lot
from dealerkit.contracts.returns.records import Asked
from dealerkit.contracts.returns.section import ReturnRule, Returns
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.values.exact import multiply
from dealerkit.values.months import whole_months


@frozen(eq=False)
class Known:
    """Facts by name, of lines as they were on the day of the request."""

    policy: Policy
    rules: Returns
    masters: Masters
    reads: frozenset[str] = field(init=False, repr=False)
    """The facts that the rules ask for."""

    @reads.default
    def _asked_for(self) -> frozenset[str]:
        return frozenset(
            name
            for rule in self.rules.rules.values()
            for each in (rule.when, rule.charge)
            if isinstance(each, Expression)
            for name in each.reads
        )

    def facts(self, asked: Asked, lot: Lot) -> dict[str, Value | Missing]:
        """What the rules may read of a line and the purchase of its units."""
        facts: dict[str, Value | Missing] = dict(self.policy.parameters_at(asked.on))
        for name in self.reads:
            facts[name] = self.fact(name, asked, lot)
        return facts

    def fact(self, name: str, asked: Asked, lot: Lot) -> Value | Missing:
        """One fact."""
        root, _, column = name.partition(".")
        if root == "product":
            return self.masters.product(name, asked.product, asked.on)
        if root == "dealer":
            return self.masters.dealer(name, asked.dealer, asked.on)
        if root == "contract":
            return self.masters.contract_of_dealer(name, asked.dealer, asked.on)
        known: dict[str, Value | None] = {
            f"{ROOT}.asked": asked.asked,
            f"{ROOT}.quantity": asked.quantity,
            f"{ROOT}.bought_on": lot.on,
            f"{ROOT}.document": lot.document or None,
            MONTHS: whole_months(lot.on, asked.on),
            PRICE: lot.price,
            AMOUNT: None if lot.price is None else multiply(lot.price, lot.quantity),
        }
        if name == AGE:
            zero = cast(
                "date | None", lot.on if self.rules.day_zero == "bought_on" else asked.row.get(self.rules.day_zero)
            )
            known[AGE] = None if zero is None else (asked.on - zero).days
        value = known[name] if name in known else cast("Value | None", asked.row.get(column))
        return Missing((name,)) if value is None else value

    def day_zero(self, asked: Asked, lot: Lot, rule: ReturnRule) -> date | None:
        """The day a rule's window is counted from; None where it is not known."""
        name = rule.from_ or self.rules.day_zero
        if name == "bought_on":
            return lot.on
        return cast("date | None", asked.row.get(name))
