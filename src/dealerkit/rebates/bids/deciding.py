"""One row of a claim: how many of its units are credited, with how much, and why the others are not.

The rows are decided in the order in which they came in, since what one takes the next has no more: units
of the bid, reported sales, money under a cap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from attrs import define, field

from dealerkit.decisions import Reason, Rule
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.rebates.bids.conditions import STEPS, Asked, Stop
from dealerkit.rebates.bids.prices import Priced, credit_of, priced
from dealerkit.rebates.bids.records import Bid, BidClaim, Report
from dealerkit.rebates.bids.results import Fate, Part, RowResult
from dealerkit.rebates.bids.scheme import BidPrice, SellThroughRule, SpecialBids
from dealerkit.rebates.bids.shelf import Piece, Shelf
from dealerkit.rebates.granting.purchases import Key, Purchase, tax_rate_of
from dealerkit.values.exact import EXACT, ZERO, Number, absolute, add, divide, multiply, subtract, total_of_decimals

BidLine = tuple[str, str, str]
"""A bid, and the product or group its line is for."""


@define
class Progress:
    """What the claims decided so far have used up."""

    shelves: dict[Key, Shelf] | None
    purchases: Mapping[Key, Sequence[Purchase]]
    units: dict[BidLine, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    reported: dict[BidLine, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    beside: dict[BidLine, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    money: dict[tuple[str, ...], Number] = field(factory=lambda: defaultdict(lambda: ZERO))
    sales: dict[tuple[str, ...], str] = field(factory=dict)
    plain: dict[Key, Shelf] = field(factory=lambda: defaultdict(lambda: Shelf(())))
    """Where no reports are asked, claims are counted off in their own order."""

    def credited_before(self, claim: BidClaim) -> str:
        """The claim that was credited for the same sale, by its serial number or else its document."""
        return self.sales.get(_sale(claim), "")

    def remember(self, claim: BidClaim) -> None:
        """A sale is credited once."""
        if claim.serial or claim.document:
            self.sales.setdefault(_sale(claim), claim.claim)


def decide_row(scheme: SpecialBids, asked: Asked, progress: Progress) -> RowResult:
    """What a row of a claim is worth; what it takes is taken from the ``progress``, also while nobody can tell."""
    reasons: list[Reason] = []
    open_: Stop | None = None
    for step in STEPS:
        found = step(scheme, asked)
        if isinstance(found, Stop):
            reasons.append(found.reason)
            if not found.missing:
                return _refused(scheme, asked, found, reasons)
            open_ = open_ or found
        elif found is not None:
            reasons.append(found)
    bid = asked.bid
    if bid is None:  # pragma: no cover - the steps have refused it
        raise AssertionError("a claim without a bid was not refused")
    return _Row(scheme, asked, bid, progress, reasons, open_).result()


def _refused(scheme: SpecialBids, asked: Asked, stop: Stop, reasons: list[Reason]) -> RowResult:
    claim = asked.claim
    quantity = max(claim.quantity, ZERO)
    worth = _claimed_for(claim, quantity)
    if worth is None and asked.bid is not None:
        worth = _ours_for(scheme, asked.bid, asked.listed, quantity)
    part = Part(stop.fate, quantity, worth)
    return RowResult(claim, asked.bid, ZERO, (part,), tuple(reasons), problems=stop.problems)


@define
class _Row:
    """The units of one row, counted."""

    scheme: SpecialBids
    asked: Asked
    bid: Bid
    progress: Progress
    reasons: list[Reason]
    open_: Stop | None
    parts: list[Part] = field(factory=list)
    missing: tuple[str, ...] = ()
    code: str = ""
    problems: list[Problem] = field(factory=list)

    def result(self) -> RowResult:
        claim = self.asked.claim
        if self.open_ is not None:
            self.missing, self.code = self.open_.missing, self.open_.code
            self.problems += self.open_.problems
        pieces = self._reported(self._within_the_bid(claim.quantity))
        worth = self._worth(pieces)
        if worth is not None and not self.missing:
            worth = self._capped(self._compared(worth))
        moves = self.progress.purchases.get((claim.dealer, claim.product), ())
        return RowResult(
            claim,
            self.bid,
            None if self.missing else worth,
            tuple(part for part in self.parts if not self.missing or part.fate is not Fate.CREDITED),
            tuple(self.reasons),
            self.missing,
            self.code,
            tax_rate_of(moves, claim.sold_on),
            tuple(self.problems),
        )

    def _within_the_bid(self, wanted: Decimal) -> Decimal:
        line, limit = _line(self.bid), self.bid.limit
        if limit is None:
            return wanted
        used = self.progress.units[line]
        allowed = max(min(wanted, EXACT.subtract(limit, used)), ZERO)
        if allowed < wanted:
            beyond = EXACT.subtract(wanted, allowed)
            self._refuse(Fate.BEYOND, beyond, self.scheme.rule, ("bid", self.bid.id), ("most", limit), ("used", used))
        return allowed

    def _reported(self, wanted: Decimal) -> list[Piece]:
        """The units that a report stands behind, and those within the tolerance."""
        rule, claim, line = self.scheme.sell_through, self.asked.claim, _line(self.bid)
        key = (claim.dealer, claim.product)
        if not wanted:
            return []
        if rule is None:
            pieces = [self.progress.plain[key].take_beside(wanted, claim.sold_on)]
            self.progress.units[line] = EXACT.add(self.progress.units[line], wanted)
            return pieces
        if self.progress.shelves is None:
            self.reasons.append(Reason("bid-no-reports", rule.rule))
            if rule.if_missing == "refuse":
                self._refuse(Fate.UNREPORTED, wanted, rule.rule)
            elif not self.missing:
                self.missing, self.code = ("sell_through",), "DK478"
            return []
        shelf = self.progress.shelves.setdefault(key, Shelf(()))
        pieces = list(shelf.take(wanted, lambda report: _fits(rule, self.bid, claim, report)))
        found = total_of_decimals(piece.quantity for piece in pieces)
        self.progress.reported[line] = EXACT.add(self.progress.reported[line], found)
        spare = min(EXACT.subtract(wanted, found), self._tolerance(rule, line))
        if found or spare:
            self.reasons.append(Reason("bid-reported", rule.rule, (("found", found), ("spare", spare))))
        if spare:
            pieces.append(shelf.take_beside(spare, claim.sold_on))
            self.progress.beside[line] = EXACT.add(self.progress.beside[line], spare)
        taken = EXACT.add(found, spare)
        self.progress.units[line] = EXACT.add(self.progress.units[line], taken)
        if taken < wanted:
            self._refuse(Fate.UNREPORTED, EXACT.subtract(wanted, taken), rule.rule)
        return pieces

    def _tolerance(self, rule: SellThroughRule, line: BidLine) -> Decimal:
        """How many units more than were reported may still be claimed under the bid: whole ones."""
        allowed = add(multiply(rule.share, self.progress.reported[line]), rule.units)
        return max(EXACT.subtract(_whole(allowed), self.progress.beside[line]), ZERO)

    def _worth(self, pieces: Sequence[Piece]) -> Number | None:
        """What the bid gives for the units; the parts that are credited, each with its own price."""
        rule, claim = _price_rule(self.scheme, self.bid), self.asked.claim
        moves = self.progress.purchases.get((claim.dealer, claim.product), ())
        worth: Number = ZERO
        known = True
        for units in _joined(
            each for piece in pieces for each in priced(rule.from_, piece, self.bid, self.asked.listed, moves)
        ):
            credit = credit_of(self.bid, units)
            if credit is None:
                known = self._unpriced(rule, units) and known
            elif credit <= 0:
                self._refuse(Fate.WORTHLESS, units.quantity, rule.rule, *_prices(self.bid, units))
            else:
                worth = add(worth, credit)
                self.parts.append(Part(Fate.CREDITED, units.quantity, credit))
                args = (("quantity", units.quantity), *_prices(self.bid, units), ("credit", credit))
                at = self.scheme.rule if self.bid.method == "down-by" else rule.rule
                self.reasons.append(Reason(f"bid-{self.bid.method}", at, args))
        if any(part.fate is Fate.CREDITED for part in self.parts):
            self.progress.remember(claim)
        return worth if known else None

    def _unpriced(self, rule: BidPrice, units: Priced) -> bool:
        """Units whose price is not known: refused (true), or left open."""
        if rule.if_missing == "refuse":
            self._refuse(Fate.UNPRICED, units.quantity, rule.rule)
            return True
        self.reasons.append(Reason("bid-no-price", rule.rule, (("quantity", units.quantity),)))
        self.progress.remember(self.asked.claim)
        if not self.missing:
            self.missing, self.code = (_TABLES[rule.from_],), "DK474"
        return False

    def _compared(self, ours: Number) -> Number:
        """Ours, or what is claimed for the same units if that is lower and the scheme says so."""
        claim, scheme = self.asked.claim, self.scheme
        quantity = total_of_decimals(part.quantity for part in self.parts if part.fate is Fate.CREDITED)
        claimed = _claimed_for(claim, quantity)
        if claimed is None or not quantity or claimed == ours:
            return ours
        claimed = max(claimed, ZERO)
        gap = subtract(claimed, ours)
        if absolute(gap) > scheme.difference:
            self.problems.append(_differs(scheme, claim, claimed, ours))
        if gap > 0:
            self._refuse(Fate.ABOVE, ZERO, scheme.rule, ("claimed", claimed), ("ours", ours), amount=gap)
        elif scheme.pays == "lower":
            self.reasons.append(Reason("bid-lower", scheme.rule, (("claimed", claimed), ("ours", ours))))
            self._share(claimed, ours)
            return claimed
        return ours

    def _capped(self, earned: Number) -> Number:
        cap, claim = self.scheme.cap, self.asked.claim
        names = (("claim", claim.dealer, claim.claim), ("bid", self.bid.id), ("dealer", claim.dealer))
        used = [(self.scheme.id, *name) for name in names]
        if cap is not None:
            for key, most in zip(used, (cap.claim, cap.bid, cap.dealer), strict=True):
                if most is None:
                    continue
                left = max(subtract(most, self.progress.money[key]), ZERO)
                if earned > left:
                    over = subtract(earned, left)
                    args = (("earned", earned), ("most", most), ("left", left))
                    self.reasons.append(Reason(f"bid-cap-{key[1]}", cap.rule, args))
                    self._share(left, earned)
                    self.parts.append(Part(Fate.CAPPED, ZERO, over))
                    earned = left
        for key in used:
            self.progress.money[key] = add(self.progress.money[key], earned)
        return earned

    def _share(self, now: Number, before: Number) -> None:
        """The credited parts at what is left of their amounts."""
        share = divide(now, before)
        self.parts = [
            Part(part.fate, part.quantity, multiply(part.amount or ZERO, share)) if part.fate is Fate.CREDITED else part
            for part in self.parts
        ]

    def _refuse(
        self, fate: Fate, quantity: Decimal, rule: Rule, *args: tuple[str, Arg], amount: Number | None = None
    ) -> None:
        worth = _claimed_for(self.asked.claim, quantity) if amount is None else amount
        if worth is None:
            worth = _ours_for(self.scheme, self.bid, self.asked.listed, quantity)
        told: tuple[tuple[str, Arg], ...] = (("quantity", quantity), *args)
        if worth is not None:
            told = (*told, ("amount", worth))
        self.parts.append(Part(fate, quantity, worth))
        self.reasons.append(Reason(f"bid-{fate.value}", rule, told))


def _ours_for(scheme: SpecialBids, bid: Bid, listed: Decimal | None, quantity: Decimal) -> Number | None:
    """What refused units would have been worth, where that does not depend on which they are."""
    price = {"book": bid.book_price, "list": listed}.get(_price_rule(scheme, bid).from_)
    return credit_of(bid, Priced(quantity, price))


def _price_rule(scheme: SpecialBids, bid: Bid) -> BidPrice:
    """The price that a bid starts from."""
    return scheme.percent_of if bid.method == "percent" and scheme.percent_of is not None else scheme.price


_TABLES = {
    "book": "bids.book_price",
    "list": "prices",
    "first-in-first-out": "lines",
    "last": "lines",
    "average": "lines",
}
"""Where each price is looked up."""


def _fits(rule: SellThroughRule, bid: Bid, claim: BidClaim, report: Report) -> bool:
    """Whether a report can stand behind a claim: within the bid's days, the same customer, document and unit."""
    if not bid.first <= report.on <= min(bid.last, claim.on):
        return False
    if claim.serial and report.serial and claim.serial != report.serial:
        return False
    if rule.document == "same" and claim.document and report.document != claim.document:
        return False
    customer = bid.end_customer or claim.end_customer
    if not customer or rule.outlet == "any":
        return True
    return report.outlet == customer or (rule.outlet == "if-stated" and not report.outlet)


def _claimed_for(claim: BidClaim, quantity: Decimal) -> Number | None:
    """What is claimed for so many of the row's units; None where it states no money."""
    if claim.amount is not None:
        return multiply(claim.amount, divide(quantity, claim.quantity)) if claim.quantity else claim.amount
    return None if claim.credit is None else EXACT.multiply(claim.credit, quantity)


def _differs(scheme: SpecialBids, claim: BidClaim, claimed: Number, ours: Number) -> Problem:
    return problem(
        "DK475",
        claim.at,
        address=scheme.rule.address,
        severity=Severity.WARNING,
        claim=claim.claim,
        dealer=claim.dealer,
        product=claim.product,
        claimed=claimed,
        ours=ours,
    )


def _prices(bid: Bid, units: Priced) -> tuple[tuple[str, Arg], ...]:
    price = () if units.price is None else (("price", units.price),)
    return (*price, ("value", bid.value))


def _joined(units: Iterable[Priced]) -> list[Priced]:
    """Neighbouring units at one price as one."""
    found: list[Priced] = []
    for each in units:
        if found and found[-1].price == each.price:
            found[-1] = Priced(EXACT.add(found[-1].quantity, each.quantity), each.price)
        else:
            found.append(each)
    return found


def _line(bid: Bid) -> BidLine:
    return bid.id, bid.product, bid.group


def _sale(claim: BidClaim) -> tuple[str, ...]:
    if claim.serial:
        return "serial", claim.product, claim.serial
    return "document", claim.dealer, claim.product, claim.document


def _whole(number: Number) -> Decimal:
    """The whole units in a number."""
    if isinstance(number, Fraction):
        return Decimal(number.numerator // number.denominator)
    return number.to_integral_value(ROUND_FLOOR)
