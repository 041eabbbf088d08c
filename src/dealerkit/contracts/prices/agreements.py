"""Which price level a customer's contracts grant for a product on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.contracts.judged import text
from dealerkit.contracts.kinds.run import Signed, signed_on
from dealerkit.contracts.prices.price_list import LIST, level_of
from dealerkit.contracts.prices.requests import PriceRequest
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing


@frozen(eq=False)
class Agreements:
    """The contracts of a book as they hold on a day, renewals counted, by customer."""

    policy: Policy
    book: Book
    as_of: date
    _contracts: Mapping[str, tuple[Signed, ...]] = field(init=False, repr=False)

    @_contracts.default
    def _by_customer(self) -> dict[str, tuple[Signed, ...]]:
        found: dict[str, list[Signed]] = defaultdict(list)
        for each in signed_on(self.policy, self.book, self.as_of):
            found[each.customer].append(each)
        return {customer: tuple(contracts) for customer, contracts in found.items()}

    def level(self, request: PriceRequest, day: date) -> str | Missing:
        """The level that is granted: that of the contract the request names, or of all that hold for the product.

        The list price where no contract grants any; missing where several grant different ones, and where the
        contract that is named is none of the customer's.
        """
        own = self._contracts.get(request.customer, ())
        if request.contract and request.contract not in {each.contract for each in own}:
            return Missing((f"contracts.{request.contract}",))
        levels = {
            level
            for each in own
            if request.contract in {"", each.contract}
            and each.validity.covers(day)
            and (level := self._level(each, day)) is not None
            and self._is_for(each, request.product, day)
        }
        if len(levels) > 1:
            return Missing(("contract.price_level",))
        return levels.pop() if levels else LIST

    def _level(self, signed: Signed, day: date) -> str | None:
        """The level in the contract as it stood on a day; None where it grants none."""
        row = self.book.versions("contracts").at(day, signed.contract) or signed.row
        return level_of(text(row, "price_level")) if text(row, "price_level") else None

    def _is_for(self, signed: Signed, product: str, day: date) -> bool:
        """Whether the contract covers a product: it names no group, or one that the product is in."""
        group = text(signed.row, "product_group")
        own = text(self.book.versions("products").at(day, product), "group")
        return not group or not own or group in self.book.forest("product_groups").path(own, day)
