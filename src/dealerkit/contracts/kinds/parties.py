"""Who signed a contract beside its customer, against what its kind asks: so many, so much, which posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.kinds.kind import Kind, PartyRule, Reach
from dealerkit.decisions import Reason
from dealerkit.values.exact import EXACT, ZERO, share_at_least


@frozen
class Party:
    """What one rule about parties comes to; ``lacking`` says in words of the policy what is not met."""

    rule: PartyRule
    signed: int
    contributed: Decimal | None
    lacking: tuple[str, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()


@frozen(eq=False)
class Parties:
    """The parties of all contracts of a book who signed by a day."""

    book: Book
    currency: str
    as_of: date
    _rows: Mapping[str, tuple[Row, ...]] = field(init=False, repr=False)
    _reached: dict[str, Reason] = field(factory=dict, repr=False)

    @_rows.default
    def _signed(self) -> dict[str, tuple[Row, ...]]:
        found: dict[str, list[Row]] = {}
        for row in self.book.rows("contract_parties"):
            signed = day_of(row, "signed_on")
            if signed is not None and signed <= self.as_of:
                found.setdefault(text(row, "contract"), []).append(row)
        return {contract: tuple(rows) for contract, rows in found.items()}

    def of(self, contract: str, kind: Kind, siblings: frozenset[str]) -> tuple[Party, ...]:
        """Each rule of the kind for one contract; ``siblings`` are all contracts of the kind that hold on the day."""
        if not kind.parties:
            return ()
        if not self.book.has("contract_parties"):
            return tuple(
                Party(rule, 0, None, (), (), (f"contract_parties.{rule.id}",)) for rule in kind.parties.values()
            )
        return tuple(self._party(rule, contract, siblings) for rule in kind.parties.values())

    def _party(self, rule: PartyRule, contract: str, siblings: frozenset[str]) -> Party:
        rows = [row for row in self._rows.get(contract, ()) if text(row, "role") == rule.id]
        amount, unknown = self._contributed(rows)
        lacking: list[str] = []
        args: list[tuple[str, str | int | Decimal]] = [("name", rule.title or rule.id), ("signed", len(rows))]
        if rule.at_least is not None and len(rows) < rule.at_least:
            lacking.append(f"at_least {rule.at_least}")
        if rule.at_most is not None and len(rows) > rule.at_most:
            lacking.append(f"at_most {rule.at_most}")
        if rule.contributes is not None and not unknown:
            args.append(("contributed", amount))
            if amount < rule.contributes:
                lacking.append(f"contributes {rule.contributes:f}")
        if rule.appoints is not None:
            filled = {post.strip() for row in rows for post in text(row, "appoints").replace("，", ",").split(",")}
            args.append(("appoints", rule.appoints))
            if rule.appoints not in filled:
                lacking.append(f"appoints {rule.appoints}")
        reasons = [Reason("contract-parties" if not lacking else "contract-parties-not", rule.rule, tuple(args))]
        if rule.reach is not None:
            reached = self._reached.get(rule.rule.address)
            if reached is None:
                reached = self._reached[rule.rule.address] = self._reach(rule.reach, rule, siblings)
            reasons.append(reached)
            if reached.step == "contract-reach-not":
                lacking.append(f"reach {rule.reach.share}")
        missing = unknown if rule.contributes is not None else ()
        return Party(rule, len(rows), None if unknown else amount, tuple(lacking), tuple(reasons), missing)

    def _contributed(self, rows: list[Row]) -> tuple[Decimal, tuple[str, ...]]:
        total = ZERO
        for row in rows:
            amount, day = row.get("contribution"), day_of(row, "signed_on") or self.as_of
            if isinstance(amount, Decimal):
                found = converted(self.book, amount, text(row, "currency"), self.currency, day)
                if found is None:
                    return ZERO, (f"rates.{text(row, 'currency')}",)
                total = EXACT.add(total, found)
        return total, ()

    def _reach(self, reach: Reach, rule: PartyRule, siblings: frozenset[str]) -> Reason:
        """How many of all customers of a kind signed in the role, over all contracts of the kind."""
        signed = {
            text(row, "party")
            for contract in siblings
            for row in self._rows.get(contract, ())
            if text(row, "role") == rule.id
        }
        everyone = set(self._of_kind(reach.kind))
        count = len(signed & everyone)
        met = bool(everyone) and share_at_least(Decimal(count), Decimal(len(everyone)), reach.share)
        args = (("name", rule.title or rule.id), ("count", count), ("all", len(everyone)), ("share", reach.share))
        return Reason("contract-reach" if met else "contract-reach-not", rule.rule, args)

    def _of_kind(self, kind: str) -> Iterator[str]:
        customers = self.book.versions("customers")
        for (code,) in customers.keys():  # noqa: SIM118 - not a mapping
            row = customers.at(self.as_of, code)
            if row is not None and text(row, "kind") == kind:
                yield str(code)
