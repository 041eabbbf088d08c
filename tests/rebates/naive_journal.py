"""A journal on one page: what each account must stand at in the end, without any entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from dealerkit.rebates.ledger import Posting


def balances(postings: Iterable[Posting]) -> dict[str, Fraction]:
    """Debits less credits by key of the section ``accounts``; the dealers' accounts as ``payable CODE``."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    accrued: dict[object, Fraction] = defaultdict(Fraction)
    settled: dict[object, Fraction] = defaultdict(Fraction)
    for each in postings:
        net, tax, payable = Fraction(each.net), Fraction(each.tax), f"payable {each.account.payee}"
        if each.kind == "accrual":
            accrued[each.account] += net
        elif each.kind in ("settlement", "adjustment"):
            settled[each.account] += net
            found["tax"] += tax
            found[payable] -= net + tax
        elif each.kind == "offset":
            found[payable] += net + tax
            found["receivable"] -= net + tax
        else:
            found[payable] += net + tax
            found["tax"] -= tax
            found["expired"] -= net
    for account in {*accrued, *settled}:
        a, s = accrued[account], settled[account]
        # A settlement uses up an accrual of its own sign, and no more of it than there is.
        used = min(s, a) if s > 0 and a > 0 else max(s, a) if s < 0 and a < 0 else Fraction(0)
        found["accrual"] -= a - used
        found["expense"] += s + a - used
    return dict(found)
