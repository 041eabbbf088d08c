"""Periods that lie over each other: paid for a quarter and for its month, or targets that do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.ledger import Account, Ledger, Settled
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import total_of_decimals
from dealerkit.values.periods import CALENDAR_KINDS, MONTH, QUARTER, Period, PeriodKind

_PARTS = (("quarter", QUARTER), ("month", MONTH))


def check_overlaps(book: Book, ledger: Ledger, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK467 postings of one payee for periods that lie over each other; DK468 targets whose parts do not add up."""
    yield from _paid_twice(ledger, programmes)
    yield from _targets(book)


@frozen(eq=False)
class Strays:
    """Accounts with postings for a period that their programme does not have (any more), with what stands on them.

    Days of such a period are not paid, or accrued, once more under a new one: nobody can tell what of it was for them.
    """

    accounts: Mapping[Account, Settled]
    _periods: Mapping[tuple[str, str], list[tuple[Account, Period]]] = field(init=False, repr=False)

    @_periods.default
    def _by_programme_and_payee(self) -> dict[tuple[str, str], list[tuple[Account, Period]]]:
        found: dict[tuple[str, str], list[tuple[Account, Period]]] = {}
        for account in self.accounts:
            period = _period(account.period)
            if period is not None:
                found.setdefault((account.programme, account.payee), []).append((account, period))
        return found

    def against(self, programme: Programme, payee: str, window: Window) -> Problem | None:
        """DK434 where such postings are for days of the window."""
        for account, period in self._periods.get((programme.id, payee), ()):
            if period.start <= window.last and window.first <= period.end:
                return problem(
                    "DK434",
                    programme.period.rule.at,
                    address=programme.rule.address,
                    programme=programme.id,
                    payee=payee,
                    period=window.label,
                    other=account.period,
                    amount=amount_of(self.accounts[account]),
                )
        return None


def strays_of(
    accounts: Mapping[Account, Settled],
    programmes: Mapping[str, Programme],
    has_period: Callable[[Programme, Account], bool],
) -> Strays:
    """The accounts of programmes that do not have their period."""
    return Strays(
        {
            account: history
            for account, history in accounts.items()
            if account.programme in programmes
            and amount_of(history)
            and not has_period(programmes[account.programme], account)
        }
    )


def amount_of(history: Settled) -> Decimal:
    """What stands on an account: money, or units where it was paid in goods alone."""
    return history.net or history.quantity


def _paid_twice(ledger: Ledger, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    paid: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for account, settled in ledger.accounts.items():
        if account.programme in programmes and any(each.amount for each in settled.postings):
            paid[account.programme][account.payee].add(account.period)
    for id, by_payee in paid.items():
        lying_over = _lying_over(set().union(*by_payee.values()))
        for payee, periods in sorted(by_payee.items()) if lying_over else ():
            for one, other in lying_over:
                if one in periods and other in periods:
                    at = programmes[id].period.rule.at
                    yield problem(
                        "DK467", at, severity=Severity.WARNING, programme=id, payee=payee, period=one, other=other
                    )


def _lying_over(labels: set[str]) -> list[tuple[str, str]]:
    periods = [(label, period) for label in sorted(labels) if (period := _period(label)) is not None]
    return [
        (one, other)
        for (one, first), (other, second) in combinations(periods, 2)
        if first.start <= second.end and second.start <= first.end
    ]


def _targets(book: Book) -> Iterator[Problem]:
    """DK468 where a period and all its quarters, or all its months, have targets of different sums."""
    if not book.has("targets"):
        return
    by_key: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in book.rows("targets"):
        key = tuple(str(row.get(name) or "") for name in ("subject", "fact", "product_group"))
        by_key[key][str(row.get("period"))] = row
    for (subject, *_), rows in by_key.items():
        for label, row in rows.items() if len(rows) > 1 else ():
            period, whole = _period(label), row.get("value")
            if period is None or not isinstance(whole, Decimal):
                continue
            for word, kind in _PARTS:
                parts = _parts(period, kind, rows)
                if parts is not None and parts != whole:
                    yield problem(
                        "DK468",
                        row.cell_at("value"),
                        severity=Severity.WARNING,
                        subject=subject,
                        period=label,
                        whole=whole,
                        parts=parts,
                        kind=word,
                    )


def _parts(period: Period, kind: PeriodKind, rows: Mapping[str, Row]) -> Decimal | None:
    """The sum of the targets of a period's quarters or months; None where one has no target."""
    inside = kind.between(period.start, period.end)
    if len(inside) < 2:  # noqa: PLR2004 - a period is no part of itself
        return None
    values = [rows[each.label].get("value") for each in inside if each.label in rows]
    amounts = [each for each in values if isinstance(each, Decimal)]
    return total_of_decimals(amounts) if len(amounts) == len(inside) else None


def _period(label: str) -> Period | None:
    return next((found for kind in CALENDAR_KINDS if (found := kind.named(label)) is not None), None)
