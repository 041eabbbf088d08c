"""What was invoiced below the price a customer had, line by line: nobody may grant by an invoice what he may not sign.

A line is in order at or above that price on its day. Below it, it is covered by the signatures of the table
``approvals`` that name its document or its order, or by a granted request of the same customer and product: at this
price or less, not older than the policy says, and for no more units than were asked for. What is not covered is a
finding with whose signature it lacks and the margin that was left.

Source: below the granted level a price needs approval (domain of prices; 4S-shop and consumer-goods handbooks).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import define, evolve, field, frozen

from dealerkit.book import Batch
from dealerkit.contracts.days import after
from dealerkit.contracts.judged import Judged, text
from dealerkit.contracts.prices.answering import Answer, PriceDesk
from dealerkit.contracts.prices.price_list import Quote
from dealerkit.contracts.prices.requests import PriceRequest
from dealerkit.contracts.prices.rule import SoldRule
from dealerkit.contracts.streams import stream
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, Number, add, as_fraction, divide, simplest
from dealerkit.values.rounding import Rounding

SOLD, LINES = "sold", "lines"
"""The parts of what is decided: customers, and their lines below the price they had."""

_NEEDED = ("date", "dealer", "product", "quantity", "net_amount")
_AS_TOLD = Rounding(Decimal("0.0001"))
_COVERED = (Answer.GRANTED.value, Answer.SIGNED.value)


@frozen(kw_only=True)
class Below:
    """One line below the price its customer had, with the request that would have asked for it."""

    asked: PriceRequest
    document: str
    line: str
    order: str
    lacks: Number

    @property
    def references(self) -> tuple[str, ...]:
        """What signatures may name: its document and its order; nothing where it has neither."""
        return tuple(dict.fromkeys(each for each in (self.document, self.order) if each)) or ("",)


@define
class Sales:
    """What was looked at of one customer: how many lines, and what of them cannot be told."""

    lines: int = 0
    left_out: int = 0
    unknown: int = 0
    covered: int = 0
    unsigned: int = 0
    lacking: Number = ZERO
    missing: set[str] = field(factory=set)


@define
class _Granted:
    """A request that was granted, and for how many units more; without end if None."""

    asked: PriceRequest
    price: Number
    until: date
    left: Decimal | None


def sold(rule: SoldRule, desk: PriceDesk, answers: Sequence[tuple[PriceRequest, Decision]]) -> Iterator[Judged]:
    """Every customer with what was looked at, then every line below the price he had.

    ``answers`` are the requests with what they were told. Findings: DK671 a line below the price the customer had
    that nobody signed. One pass over the lines; what is held are the lines below their price.
    """
    lacking = desk.book.lacking("lines", _NEEDED)
    if lacking:
        reason = Reason("sold-unknown", rule.rule, (("missing", ("lines",)),))
        yield Judged(
            subject="-",
            part=SOLD,
            decision=Decision(Outcome.UNDETERMINED, "DK003", reasons=(reason,), missing=("lines",)),
        )
        return
    reader = _Reader(rule, desk)
    for batch in in_currency(stream(desk.book, "lines"), desk.book, desk.policy.header.currency):
        reader.read(batch)
    granted = _granted(rule, desk, answers)
    found: list[Judged] = []
    for each in sorted(reader.below, key=lambda line: (line.asked.day or desk.as_of, line.document, line.line)):
        row = _judged(rule, desk, each, granted)
        sales = reader.sales[each.asked.customer]
        if row.decision.outcome is Outcome.GRANTED:
            sales.covered += 1
        else:
            sales.unsigned += 1
            sales.lacking = add(sales.lacking, each.lacks)
        found.append(row)
    for customer, sales in sorted(reader.sales.items()):
        yield _customer(rule, customer, sales)
    yield from found


@frozen(eq=False)
class _Reader:
    """Reads lines and keeps those below the price their customer had on their day."""

    rule: SoldRule
    desk: PriceDesk
    sales: dict[str, Sales] = field(factory=lambda: defaultdict(Sales))
    below: list[Below] = field(factory=list)
    _known: dict[tuple[object, ...], Quote | tuple[str, ...]] = field(factory=dict)

    def read(self, batch: Batch) -> None:
        """Take the lines of a batch that were sold by the day of the question."""
        columns, empty = batch.columns, [None] * len(batch)
        more = (columns.get(name) or empty for name in ("contract", "order", "document", "line_no", "kind", "unit"))
        currencies = columns.get("currency") or empty
        rows = zip(*(columns[name] for name in _NEEDED), *more, currencies, strict=True)
        for place, (day, dealer, product, quantity, net, *words, written) in enumerate(rows):
            if not isinstance(day, date) or day > self.desk.as_of:
                continue
            contract, order, document, line, kind, unit = (str(each or "") for each in words)
            sales = self.sales[str(dealer or "")]
            sales.lines += 1
            if self.rule.kinds and kind and kind not in self.rule.kinds:
                sales.left_out += 1
                continue
            if not isinstance(quantity, Decimal) or not isinstance(net, Decimal) or not product:
                self._unknown(sales, "lines.quantity")
                continue
            if quantity <= 0:
                sales.left_out += 1
                continue
            if written not in {None, "", self.desk.policy.header.currency}:
                self._unknown(sales, f"rates.{written}")
                continue
            has = self._price(str(dealer or ""), str(product), contract, day, unit)
            if not isinstance(has, Quote):
                self._unknown(sales, *has)
                continue
            lacks = EXACT.subtract(EXACT.multiply(has.price, quantity), net)
            if lacks <= self.rule.tolerance:
                continue
            asked = PriceRequest(
                customer=str(dealer or ""),
                product=str(product),
                price=divide(net, quantity),
                quantity=quantity,
                day=day,
                contract=contract,
                at=batch.at(place, "net_amount"),
            )
            self.below.append(Below(asked=asked, document=document, line=line, order=order, lacks=lacks))

    def _price(self, customer: str, product: str, contract: str, day: date, unit: str) -> Quote | tuple[str, ...]:
        """The price of one unit that a customer had; what is not known where that cannot be told."""
        key = (customer, product, contract, day, unit)
        found = self._known.get(key)
        if found is None:
            own = text(self.desk.book.versions("products").at(day, product), "unit")
            asked = PriceRequest(customer=customer, product=product, contract=contract, day=day)
            # A line in cases cannot be held against the price of a bottle.
            found = ("lines.unit",) if unit not in {"", own} else self.desk.price_of(asked)
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def _unknown(self, sales: Sales, *facts: str) -> None:
        sales.unknown += 1
        sales.missing.update(facts)


_MOST_KEPT = 50_000


def _granted(
    rule: SoldRule, desk: PriceDesk, answers: Sequence[tuple[PriceRequest, Decision]]
) -> Mapping[tuple[str, str], list[_Granted]]:
    """The requests that were granted, by customer and product, the earliest first."""
    found: dict[tuple[str, str], list[_Granted]] = defaultdict(list)
    for asked, decision in answers:
        price = decision.value("price")
        if decision.value("answer") not in _COVERED or not isinstance(price, Number) or asked.day is None:
            continue
        until = after(rule.request_holds, asked.day, desk.policy.calendar())
        found[asked.customer, asked.product].append(_Granted(asked, price, until, asked.quantity))
    for each in found.values():
        each.sort(key=lambda one: (one.asked.day or desk.as_of, one.asked.request))
    return found


def _judged(rule: SoldRule, desk: PriceDesk, line: Below, granted: Mapping[tuple[str, str], list[_Granted]]) -> Judged:
    """One line below the price its customer had: who covered it, or whose signature it lacks."""
    asked, day = line.asked, line.asked.day or desk.as_of
    told, by = _told(evolve(desk, as_of=day), line)
    by = by or _cover(line, day, granted)
    answer: tuple[tuple[str, Arg], ...]
    if by:
        answer = (("answer", Answer.SIGNED.value), ("covered_by", by))
        reason, outcome, code = Reason("sold-covered", rule.rule, (("by", by),)), Outcome.GRANTED, ""
    else:
        answer = (("answer", "unsigned"),)
        reason, outcome, code = Reason("sold-unsigned", rule.rule, (("lacks", line.lacks),)), Outcome.REFUSED, "DK671"
    own = (("product", asked.product), ("quantity", asked.quantity or ZERO), ("date", day), ("lacks", line.lacks))
    left_out = {"answer", "signatures"} if by else {"answer"}
    values = (*answer, *own, *(each for each in told.values if each[0] not in left_out))
    name = line.document or line.order or asked.product
    return Judged(
        subject=f"{name}/{line.line}" if line.line else name,
        decision=Decision(outcome, code, values=values, reasons=(*told.reasons, reason)),
        part=LINES,
        contract=asked.contract,
        customer=asked.customer,
        at=asked.at,
        problems=() if by else (_finding(rule, line, told),),
    )


def _told(desk: PriceDesk, line: Below) -> tuple[Decision, str]:
    """What a request for the line's price is told, and the document or order that signatures name, if they cover it."""
    told = [(each, desk.answer(evolve(line.asked, request=each))[0]) for each in line.references]
    signed = next(((answer, each) for each, answer in told if answer.value("answer") == Answer.SIGNED.value), None)
    return signed or (told[0][1], "")


def _cover(line: Below, day: date, granted: Mapping[tuple[str, str], list[_Granted]]) -> str:
    """The first of the granted requests that cover all units of a line, the earliest units first; nothing if none."""
    asked, price = line.asked, line.asked.price
    quantity = asked.quantity or ZERO
    fitting = [
        each
        for each in granted.get((asked.customer, asked.product), ())
        if each.asked.day is not None
        and each.asked.day <= day <= each.until
        and each.asked.contract in {"", asked.contract}
        and price is not None
        and each.price <= price
        and (each.left is None or each.left > 0)
    ]
    endless = next((each for each in fitting if each.left is None), None)
    left = sum((each.left for each in fitting if each.left is not None), ZERO)
    if endless is None and left < quantity:
        return ""
    for each in fitting:
        if each.left is None:
            continue
        taken = min(each.left, quantity)
        each.left = EXACT.subtract(each.left, taken)
        quantity = EXACT.subtract(quantity, taken)
    return fitting[0].asked.request or fitting[0].asked.product


def _finding(rule: SoldRule, line: Below, told: Decision) -> Problem:
    asked, margin = line.asked, told.value("margin_share")
    return problem(
        "DK671",
        asked.at,
        address=rule.rule.address,
        severity=Severity.WARNING,
        document=line.document or line.order,
        line=line.line,
        product=asked.product,
        customer=asked.customer,
        price=simplest(as_fraction(_AS_TOLD.apply(asked.price or ZERO))),
        granted=told.value("granted_price") or "",
        level="" if told.value("level") == "list" else told.value("level") or "",
        lacks=line.lacks,
        roles=told.value("signatures") or "",
        margin=margin or "",
    )


def _customer(rule: SoldRule, customer: str, sales: Sales) -> Judged:
    """What was looked at of one customer."""
    outcome = Outcome.REFUSED if sales.unsigned else Outcome.UNDETERMINED if sales.unknown else Outcome.GRANTED
    code = {Outcome.REFUSED: "DK671", Outcome.UNDETERMINED: "DK003"}.get(outcome, "")
    values: tuple[tuple[str, Arg], ...] = (
        ("lines", sales.lines),
        ("left_out", sales.left_out),
        ("at_price", sales.lines - sales.left_out - sales.unknown - sales.covered - sales.unsigned),
        ("covered", sales.covered),
        ("unsigned", sales.unsigned),
        ("unknown", sales.unknown),
        ("lacks", sales.lacking),
    )
    missing = tuple(sorted(sales.missing))
    decision = Decision(outcome, code, values=values, reasons=(Reason("sold", rule.rule, values),), missing=missing)
    return Judged(subject=customer, decision=decision, part=SOLD, customer=customer)
