"""Fees that stores ask for: funded or not, by who is the store's contract party.

Where the dealer is, a fee that only opens the door is lost with the next change of dealer; so only what directly
causes sales is funded, as far as the policy says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.capacity.rule import ALL, CAUSING_SALES, FeeRule
from dealerkit.contracts.judged import Judged, day_of, text
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Problem

FEES = "fees"
PRINCIPAL = "principal"


def fees_of(book: Book, rule: FeeRule, currency: str, as_of: date) -> Iterator[Judged]:
    """Every fee asked for by the day. DK674 it is not funded; DK678 its currency has no rate."""
    contracts = book.versions("contracts")
    for row in book.rows("store_fees"):
        day, amount = day_of(row, "date"), row.get("amount")
        if day is None or day > as_of or not isinstance(amount, Decimal):
            continue
        number, written = text(row, "fee"), text(row, "currency")
        ours = converted(book, amount, written, currency, day)
        problems: tuple[Problem, ...] = ()
        if ours is None:
            problems = (no_rate(row.cell_at("currency"), "store_fees", number, written, currency, day),)
        contract = contracts.at(day, text(row, "contract"))
        decision = decided(rule, text(row, "kind"), text(contract, "vendor"), ours, written)
        yield Judged(
            subject=number,
            decision=decision,
            part=FEES,
            contract=text(row, "contract"),
            customer=_payer(row, contract),
            at=row.at,
            problems=problems,
        )


def decided(rule: FeeRule, kind: str, vendor: str, amount: Decimal | None, currency: str = "") -> Decision:
    """Whether a fee is funded; undetermined where nobody says who the vendor is, or what the amount is worth."""
    values: list[tuple[str, Arg]] = [("kind", kind)]
    if vendor:
        values.append(("vendor", vendor))
    known = rule.kinds.get(kind)
    if known is None:
        reason = Reason("fee-unknown", rule.rule, (("kind", kind),))
        return Decision(Outcome.REFUSED, "DK674", values=tuple(values), reasons=(reason,))
    missing = [*([] if vendor else ["contract.vendor"]), *([] if amount is not None else [f"rates.{currency}"])]
    if missing:
        reason = Reason("fee-open", rule.rule, (("missing", tuple(missing)),))
        return Decision(Outcome.UNDETERMINED, "DK003", values=tuple(values), reasons=(reason,), missing=tuple(missing))
    funded = rule.principal if vendor == PRINCIPAL else rule.dealer
    is_funded = funded == ALL or (funded == CAUSING_SALES and known.causes_sales)
    args = (("kind", known.title or kind), ("vendor", vendor), ("funded", funded))
    reason = Reason("fee-funded" if is_funded else "fee-not-funded", known.rule, args)
    if not is_funded:
        return Decision(Outcome.REFUSED, "DK674", values=tuple(values), reasons=(reason,))
    return Decision(Outcome.GRANTED, amount=amount, values=(*values, ("funded", amount or 0)), reasons=(reason,))


def _payer(row: Row, contract: Row | None) -> str:
    return text(row, "customer") or text(contract, "customer")
