"""Splits of exclusive territories: whether the company depended enough on the first dealer for so many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.days import before
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.streams import stream
from dealerkit.contracts.territory.rule import SplitRule, SplitStep
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.measures.currencies import in_currency
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg
from dealerkit.values.days import ONE_DAY
from dealerkit.values.exact import EXACT, ZERO, Number, as_fraction


@frozen(kw_only=True)
class Split:
    """A split as recorded, the how-manieth dealer it brings in, and what was decided about it."""

    row: Row
    number: str
    territory: str
    dealer: str
    added: str
    on: date
    dealers: int
    decision: Decision


def splits_of(policy: Policy, rule: SplitRule | None, own: Rule, book: Book, as_of: date) -> tuple[Split, ...]:
    """Every split recorded by the day, the earliest first, decided by the rule; without one none is allowed."""
    rows = [row for row in book.rows("territory_splits") if (day := day_of(row, "from")) is not None and day <= as_of]
    rows.sort(key=lambda row: (day_of(row, "from") or as_of, text(row, "split")))
    reckoned = {} if rule is None else _dependence(policy, rule, book, rows)
    dealers: dict[str, set[str]] = defaultdict(set)
    found: list[Split] = []
    for row in rows:
        territory, dealer, added = text(row, "territory"), text(row, "dealer"), text(row, "added")
        dealers[territory] |= {dealer, added}
        number, count = text(row, "split"), len(dealers[territory])
        written = row.get("dependence")
        share = written if isinstance(written, Decimal) else reckoned.get(number)
        found.append(
            Split(
                row=row,
                number=number,
                territory=territory,
                dealer=dealer,
                added=added,
                on=day_of(row, "from") or as_of,
                dealers=count,
                decision=_decision(rule, own, territory, count, share),
            )
        )
    return tuple(found)


def _decision(rule: SplitRule | None, own: Rule, territory: str, dealers: int, share: Number | None) -> Decision:
    values: list[tuple[str, Arg]] = [("territory", territory), ("dealers", dealers)]
    if rule is None:
        reason = Reason("split-never", own, (("dealers", dealers),))
        return Decision(Outcome.REFUSED, "DK786", values=(*values, ("allowed", 1)), reasons=(reason,))
    if share is None:
        reason = Reason("split-unknown", rule.rule, (("dealers", dealers),))
        missing = ("territory_splits.dependence",)
        return Decision(Outcome.UNDETERMINED, "DK003", values=tuple(values), reasons=(reason,), missing=missing)
    step = _step(rule, share)
    allowed = 1 if step is None else step.dealers
    values += [("dependence", share), ("allowed", allowed)]
    args = (("dealers", dealers), ("dependence", share), ("allowed", allowed))
    granted = dealers <= allowed
    reason = Reason("split-allowed" if granted else "split-too-many", rule.rule if step is None else step.rule, args)
    outcome = Outcome.GRANTED if granted else Outcome.REFUSED
    return Decision(outcome, "" if granted else "DK786", values=tuple(values), reasons=(reason,))


def _step(rule: SplitRule, share: Number) -> SplitStep | None:
    """The step that allows the most dealers among those whose bound is reached."""
    reached = [each for each in rule.steps.values() if share >= each.at]
    return max(reached, key=lambda each: each.dealers, default=None)


def _dependence(policy: Policy, rule: SplitRule, book: Book, rows: Sequence[Row]) -> Mapping[str, Fraction]:
    """The first dealer's share of our net sales before each split that does not state it.

    Nothing sold, or something in a currency without a rate: no share.
    """
    windows: list[tuple[str, str, date, date]] = []
    for row in rows:
        first = day_of(row, "from")
        if first is not None and not isinstance(row.get("dependence"), Decimal):
            start = before(rule.over, first, policy.calendar())
            windows.append((text(row, "split"), text(row, "dealer"), start, first - ONE_DAY))
    if not windows or book.lacking("lines", ("date", "dealer", "net_amount")):
        return {}
    untold: set[str] = set()
    last = max(end for *_, end in windows)
    own: dict[str, Decimal] = defaultdict(lambda: ZERO)
    whole: dict[str, Decimal] = defaultdict(lambda: ZERO)
    currency = policy.header.currency
    for batch in in_currency(stream(book, "lines"), book, currency):
        columns = batch.columns
        currencies = columns.get("currency") or [None] * len(batch)
        for day, dealer, net, written in zip(
            columns["date"], columns["dealer"], columns["net_amount"], currencies, strict=True
        ):
            if not isinstance(day, date) or not isinstance(net, Decimal) or day > last:
                continue
            is_told = written in {None, "", currency}
            for number, first_dealer, start, end in windows:
                if start <= day <= end and not is_told:
                    untold.add(number)
                elif start <= day <= end:
                    whole[number] = EXACT.add(whole[number], net)
                    if dealer == first_dealer:
                        own[number] = EXACT.add(own[number], net)
    return {
        number: as_fraction(own[number]) / as_fraction(total)
        for number, total in whole.items()
        if total > 0 and number not in untold
    }
