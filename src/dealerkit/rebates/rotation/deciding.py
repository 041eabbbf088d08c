"""One row of a request: how many of its units may come back, for how much, and why the others stay.

The rows are decided in the order in which they came in, as listed: what one uses of the allowance, of an
order in exchange or of a purchase the next has no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from attrs import define, field, frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem
from dealerkit.rebates.granting.purchases import Key, Purchase, kept, tax_rate_of
from dealerkit.rebates.protection.days import first_day, last_day
from dealerkit.rebates.rotation.records import Asked, RotationRecords
from dealerkit.rebates.rotation.results import Allowance, Part, RowResult, Stay
from dealerkit.rebates.rotation.scheme import StockRotation
from dealerkit.values.exact import EXACT, ZERO, Number, add, divide, multiply, subtract
from dealerkit.values.workdays import WorkCalendar

PeriodKey = tuple[str, str, str]
"""Scheme, dealer and the label of the reference period."""


@define
class Progress:
    """What the requests decided so far have used up."""

    used: dict[PeriodKey, Number] = field(factory=lambda: defaultdict(lambda: ZERO))
    granted: dict[PeriodKey, list[str]] = field(factory=lambda: defaultdict(list))
    taken: dict[tuple[str, str, date], Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    serials: set[str] = field(factory=set)
    orders: dict[tuple[str, str], Number] = field(factory=lambda: defaultdict(lambda: ZERO))


@frozen(eq=False)
class Case:
    """One row with all that is known of it."""

    asked: Asked
    allowance: Allowance
    facts: Mapping[str, Value | Missing] = field(factory=dict)
    listed: Decimal | None = None
    calendar: WorkCalendar | None = None


@frozen
class Stop:
    """Why all units of a row stay; or, with ``missing``, why nobody can tell."""

    fate: Stay
    reason: Reason
    missing: tuple[str, ...] = ()
    code: str = ""


def decide_row(scheme: StockRotation, case: Case, records: RotationRecords, progress: Progress) -> RowResult:
    """What may come back of a row; what it uses is taken from the ``progress``."""
    reasons: list[Reason] = []
    for found in _asked(scheme, case, progress):
        if isinstance(found, Stop):
            return _stopped(case, records, found, [*reasons, found.reason])
        reasons.append(found)
    return _Row(scheme, case, records, progress, reasons).result()


def _stopped(case: Case, records: RotationRecords, stop: Stop, reasons: list[Reason]) -> RowResult:
    asked = case.asked
    if stop.missing:
        return RowResult(asked, None, (), tuple(reasons), stop.missing, stop.code, _tax_rate(case, records))
    part = Part(stop.fate, max(asked.quantity, ZERO), asked.bought_on)
    return RowResult(asked, ZERO, (part,), tuple(reasons))


def _asked(scheme: StockRotation, case: Case, progress: Progress) -> Iterator[Reason | Stop]:
    """What must hold before any unit is looked at, in this order; the first that fails ends it."""
    asked = case.asked
    if asked.quantity <= 0:
        yield _stop(Stay.NOTHING, scheme.rule, ("quantity", asked.quantity))
    yield Reason(
        "rotation-asked",
        scheme.rule,
        (("quantity", asked.quantity), ("product", asked.product), ("on", asked.on)),
    )
    yield from _covered(scheme, case)
    yield from _in_the_window(scheme, case)
    period = case.allowance.period.label
    granted = progress.granted[(scheme.id, asked.dealer, period)]
    if scheme.times is not None and asked.request not in granted and len(granted) >= scheme.times:
        yield _stop(Stay.OFTEN, scheme.rule, ("period", period), ("most", scheme.times), ("requests", tuple(granted)))
    if scheme.condition and asked.condition not in scheme.condition:
        said = (("condition", asked.condition),) if asked.condition else ()
        yield _stop(Stay.CONDITION, scheme.rule, ("allowed", scheme.condition), *said)


def _covered(scheme: StockRotation, case: Case) -> Iterator[Reason | Stop]:
    rule = scheme.where
    if rule is None:
        return
    found = rule.when.evaluate(case.facts)
    if isinstance(found, Missing):
        facts = found.facts
        if rule.if_missing == "refuse":
            yield Stop(Stay.UNCOVERED, Reason("fact-refused", rule.rule, (("facts", facts),)))
        if rule.if_missing == "undetermined":
            reason = Reason("fact-missing", rule.rule, (("facts", facts),))
            yield Stop(Stay.UNCOVERED, reason, facts, "DK003")
        found = rule.if_missing is True
    if found is not True:
        yield _stop(Stay.UNCOVERED, rule.rule, ("condition", rule.when.text))
    yield Reason("rotation-covered", rule.rule, (("condition", rule.when.text),))


def _in_the_window(scheme: StockRotation, case: Case) -> Iterator[Reason | Stop]:
    if scheme.window is None:
        return
    period = case.allowance.period
    until = last_day(scheme.window, period.end, case.calendar, scheme.rule.at)
    if isinstance(until, Problem):
        args = tuple((name, until.arg(name)) for name in ("calendar", "asked"))
        yield Stop(Stay.LATE, Reason("protection-unpublished", scheme.rule, args), ("calendar",), "DK368")
    elif case.asked.on > until:
        yield _stop(Stay.LATE, scheme.rule, ("on", case.asked.on), ("until", until), ("period", period.label))


@define
class _Row:
    """The units of one row, lot by lot."""

    scheme: StockRotation
    case: Case
    records: RotationRecords
    progress: Progress
    reasons: list[Reason]
    parts: list[Part] = field(factory=list)
    missing: tuple[str, ...] = ()

    def result(self) -> RowResult:
        asked, scheme, allowance = self.case.asked, self.scheme, self.case.allowance
        key = (scheme.id, asked.dealer, allowance.period.label)
        self.reasons.append(
            Reason(
                "rotation-allowance",
                scheme.rule,
                (
                    ("period", allowance.period.label),
                    ("purchases", allowance.purchases),
                    ("share", scheme.share),
                    ("most", allowance.most),
                    ("used", self.progress.used[key]),
                ),
            )
        )
        credit: Number = ZERO
        for lot in self._lots():
            credit = add(credit, self._credited(lot, key))
        if credit and asked.request not in self.progress.granted[key]:
            self.progress.granted[key].append(asked.request)
        parts = tuple(part for part in self.parts if not self.missing or part.fate is not Stay.ALLOWED)
        return RowResult(
            asked,
            None if self.missing else credit,
            parts,
            tuple(self.reasons),
            self.missing,
            "DK474" if self.missing else "",
            _tax_rate(self.case, self.records),
        )

    def _lots(self) -> Iterator[Purchase]:
        """The purchases the units came from, the latest first; what none explains, and what is too old, stays."""
        asked, since = self.case.asked, self._since()
        wanted = asked.quantity
        for lot in self._bought():
            if not wanted:
                break
            taken = min(wanted, lot.quantity)
            wanted = EXACT.subtract(wanted, taken)
            if since is not None and lot.on < since:
                self._refuse(Stay.OLD, taken, lot, ("bought_on", lot.on), ("since", since))
            else:
                yield Purchase(lot.on, taken, lot.price)
        if wanted:
            self._refuse(Stay.UNBOUGHT, wanted, None)

    def _bought(self) -> Iterator[Purchase]:
        asked = self.case.asked
        key: Key = (asked.dealer, asked.product)
        if asked.serial and asked.serial in self.progress.serials:
            return
        if asked.serial and self.records.serials is not None:
            found = self.records.serials.get(asked.serial, ())
            yield from (unit for owner, unit in found if owner == key and unit.on <= asked.on)
            return
        taken: dict[date, Decimal] = {}
        for lot in reversed(kept(self.records.purchases.get(key, ()), asked.on)):
            if asked.bought_on is not None and lot.on != asked.bought_on:
                continue
            gone = taken.setdefault(lot.on, self.progress.taken[(*key, lot.on)])
            away = min(gone, lot.quantity)
            taken[lot.on] = EXACT.subtract(gone, away)
            if lot.quantity > away:
                yield Purchase(lot.on, EXACT.subtract(lot.quantity, away), lot.price)

    def _since(self) -> date | None:
        if self.scheme.younger_than is None:
            return None
        found = first_day(self.scheme.younger_than, self.case.asked.on, self.case.calendar, self.scheme.rule.at)
        return None if isinstance(found, Problem) else found

    def _credited(self, lot: Purchase, key: PeriodKey) -> Number:
        """What is credited for units of one lot: as many whole ones as allowance and order suffice for."""
        asked, price = self.case.asked, self._price(lot)
        if price is None:
            if self.scheme.price.if_missing == "refuse":
                self._refuse(Stay.UNPRICED, lot.quantity, lot)
            else:
                self.reasons.append(Reason("rotation-no-price", self.scheme.price.rule, (("quantity", lot.quantity),)))
                self.missing = _PRICES[self.scheme.price.from_]
            return ZERO
        left = max(subtract(self.case.allowance.most, self.progress.used[key]), ZERO)
        allowed = min(lot.quantity, _whole(divide(left, price))) if price > 0 else lot.quantity
        if allowed < lot.quantity:
            self._refuse(Stay.CUT, EXACT.subtract(lot.quantity, allowed), lot, ("price", price), ("left", left))
        ordered = self._ordered(allowed, price, lot)
        credit = multiply(ordered, price)
        if not ordered:
            return ZERO
        self.progress.used[key] = add(self.progress.used[key], credit)
        place = (asked.dealer, asked.product, lot.on)
        self.progress.taken[place] = EXACT.add(self.progress.taken[place], ordered)
        if asked.serial:
            self.progress.serials.add(asked.serial)
        self.parts.append(Part(Stay.ALLOWED, ordered, lot.on, credit))
        args = (("quantity", ordered), ("price", price), ("bought_on", lot.on), ("credit", credit))
        self.reasons.append(Reason("rotation-credit", self.scheme.price.rule, args))
        return credit

    def _ordered(self, wanted: Decimal, price: Number, lot: Purchase) -> Decimal:
        """As many units as the order in exchange suffices for."""
        rule, asked = self.scheme.order, self.case.asked
        if rule is None or not wanted or not rule.share:
            return wanted
        order = (asked.dealer, asked.order)
        value = (self.records.orders or {}).get(order, ZERO) if asked.order else ZERO
        left = max(subtract(divide(value, rule.share), self.progress.orders[order]), ZERO)
        allowed = min(wanted, _whole(divide(left, price))) if price > 0 else wanted
        if allowed < wanted:
            named = (("order", asked.order),) if asked.order else ()
            args = (("value", value), ("share", rule.share), *named)
            self._refuse(Stay.ORDER, EXACT.subtract(wanted, allowed), lot, *args, rule=rule.rule)
        self.progress.orders[order] = add(self.progress.orders[order], multiply(allowed, price))
        return allowed

    def _price(self, lot: Purchase) -> Number | None:
        """What a unit of a lot is credited with."""
        listed, source = self.case.listed, self.scheme.price.from_
        if source == "bought":
            return lot.price
        if source == "current":
            return listed
        return None if listed is None or lot.price is None else min(listed, lot.price)

    def _refuse(
        self, fate: Stay, quantity: Decimal, lot: Purchase | None, *args: tuple[str, Arg], rule: Rule | None = None
    ) -> None:
        price = None if lot is None else self._price(lot)
        worth = None if price is None else multiply(price, quantity)
        told: tuple[tuple[str, Arg], ...] = (("quantity", quantity), *args)
        if worth is not None:
            told = (*told, ("amount", worth))
        self.parts.append(Part(fate, quantity, None if lot is None else lot.on, worth))
        self.reasons.append(Reason(f"rotation-{fate.value}", rule or self.scheme.rule, told))


_PRICES: Mapping[str, tuple[str, ...]] = {
    "lower": ("prices", "lines.unit_price"),
    "bought": ("lines.unit_price",),
    "current": ("prices",),
}
"""Where each price is looked up."""


def _stop(fate: Stay, rule: Rule, *args: tuple[str, Arg]) -> Stop:
    return Stop(fate, Reason(f"rotation-{fate.value}", rule, args))


def _tax_rate(case: Case, records: RotationRecords) -> Decimal | None:
    moves: Sequence[Purchase] = records.purchases.get((case.asked.dealer, case.asked.product), ())
    return tax_rate_of(moves, case.asked.on)


def _whole(number: Number) -> Decimal:
    """The whole units in a number."""
    if isinstance(number, Fraction):
        return Decimal(number.numerator // number.denominator)
    return number.to_integral_value(ROUND_FLOOR)
