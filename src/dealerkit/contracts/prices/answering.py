"""The answer to one request: granted, granted with a signature, waiting for one, or refused.

1. A request asks for a price, a discount or a level; nothing else, and nothing below zero.
2. At or above the price that the customer has (his own, or that of the level his contract grants) it is granted.
3. Below the floor it is refused, or referred to whom the matrix names.
4. A level needs the signature of the role that may grant it; any other lower price that of the matrix.
5. A signature that stands in the table ``approvals`` counts, by the rules of every approval.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.authority import decide
from dealerkit.authority.signing import Document, Signing, Verdict, subject_of
from dealerkit.book import Book
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import text
from dealerkit.contracts.prices.agreements import Agreements
from dealerkit.contracts.prices.costs import Costs
from dealerkit.contracts.prices.price_list import LIST, PriceList, Quote, level_of
from dealerkit.contracts.prices.requests import PriceRequest, unusable
from dealerkit.contracts.prices.rule import IGNORE, REFER, Level, PriceRule
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity, nearest, problem
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, divide, multiply, subtract
from dealerkit.values.rounding import CENTS, Rounding


class Answer(Enum):
    """What a request is told."""

    GRANTED = "granted"
    SIGNED = "granted-by-signature"
    NEEDS = "needs-signature"
    REFUSED = "refused"
    UNKNOWN = "undetermined"


_OUTCOMES = {
    Answer.GRANTED: Outcome.GRANTED,
    Answer.SIGNED: Outcome.GRANTED,
    Answer.NEEDS: Outcome.UNDETERMINED,
    Answer.REFUSED: Outcome.REFUSED,
    Answer.UNKNOWN: Outcome.UNDETERMINED,
}


@frozen(eq=False)
class PriceDesk:
    """Answers requests by one policy and book, as things stand at the end of a day."""

    policy: Policy
    rule: PriceRule
    book: Book
    as_of: date
    prices: PriceList
    signing: Signing
    known: Known
    agreements: Agreements
    costs: Costs | None

    def price_of(self, request: PriceRequest) -> Quote | tuple[str, ...]:
        """The price that the customer of a request has; what is not known where it cannot be told."""
        found = _Asking(self, request).granted_quote()
        return found.missing if isinstance(found, Decision) else found

    def answer(self, request: PriceRequest) -> tuple[Decision, tuple[Problem, ...]]:
        """The answer with its reasons, and what was found on the way.

        Findings: DK676 it is below the floor; DK677 a level that nobody knows;
        DK678 a currency without a rate; DK680 it asks for nothing, for several things, or for less than nothing.
        """
        before = len(self.prices.problems)
        asking = _Asking(self, request)
        decision = asking.decided()
        problems = (*self.prices.problems[before:], *asking.problems)
        return decision, problems


@frozen(eq=False)
class _Asking:
    """One request on its way to an answer."""

    desk: PriceDesk
    request: PriceRequest
    problems: list[Problem] = field(factory=list)
    values: list[tuple[str, Arg]] = field(factory=list)
    reasons: list[Reason] = field(factory=list)

    @property
    def day(self) -> date:
        return self.request.day or self.desk.as_of

    def decided(self) -> Decision:
        wrong = _unusable(self.request)
        if wrong:
            asked = self.request
            self.problems.append(
                unusable(wrong, asked.at, request=asked.request, product=asked.product, customer=asked.customer)
            )
            self.reasons.append(Reason("price-unusable", self.desk.rule.rule, (("why", wrong),)))
            return self._ended(Answer.REFUSED, "DK680")
        has = self.granted_quote()
        if isinstance(has, Decision):
            return has
        wanted = self._wanted(has)
        if isinstance(wanted, Decision):
            return wanted
        listed = self.desk.prices.quote(self.request.product, LIST, "", self.day)
        self._state(has, wanted, listed)
        self._tell_what_he_has(has)
        return self._signed(has, wanted, listed) if wanted < has.price else self._ended(Answer.GRANTED)

    def granted_quote(self) -> Quote | Decision:
        """The price that the customer has: at the level his contract grants, or the list price."""
        request = self.request
        customers = self.desk.book.versions("customers")
        if self.desk.book.has("customers") and not customers.all(request.customer):
            return self._missing(f"customers.{request.customer}")
        level = self.desk.agreements.level(request, self.day)
        if isinstance(level, Missing):
            return self._missing(*level.facts)
        if level and not self._is_level(level):
            return self._unknown_level(level)
        found = self.desk.prices.quote(request.product, level, request.customer, self.day)
        if found is None:
            return self._missing(f"prices.{request.product}")
        return found

    def _wanted(self, has: Quote) -> Number | Decision:
        """The price that is asked for, in the policy's currency."""
        request, currency = self.request, self.desk.policy.header.currency
        if request.level:
            level = level_of(request.level)
            if level != LIST and not self._is_level(level):
                return self._unknown_level(level)
            quote = self.desk.prices.quote(request.product, level, "", self.day)
            return self._missing(f"prices.{request.product}.{request.level}") if quote is None else quote.price
        if request.discount is not None:
            return EXACT.multiply(has.price, EXACT.subtract(ONE, request.discount))
        price = request.price or ZERO
        if isinstance(price, Fraction) or request.currency in {"", currency}:
            return price
        found = converted(self.desk.book, price, request.currency, currency, self.day)
        if found is None:
            self.problems.append(
                no_rate(request.at, "price_requests", request.request, request.currency, currency, self.day)
            )
            return self._ended(Answer.UNKNOWN, "DK678", (f"rates.{request.currency}",))
        return found

    def _is_level(self, level: str) -> bool:
        return level in self.desk.rule.levels or level in self.desk.prices.levels

    def _state(self, has: Quote, wanted: Number, listed: Quote | None) -> None:
        """The figures of the answer: prices, floor, discount, and the margin that is left."""
        off = max(subtract(has.price, wanted), ZERO)
        self.values.extend([("price", wanted), ("granted_price", has.price), ("level", has.level or "list")])
        if listed is not None:
            self.values.append(("list_price", listed.price))
        if has.floor is not None:
            self.values.append(("floor", has.floor))
        self.values.append(("discount", divide(off, has.price) if has.price else ZERO))
        if self.request.quantity is not None:
            self.values.append(("discount_amount", multiply(off, self.request.quantity)))
        costs = self.desk.costs
        cost = Missing(()) if costs is None else costs.of(self.request.product, self.desk.as_of)
        if not isinstance(cost, Missing):
            self.values.extend([("cost", cost), ("margin", subtract(wanted, cost))])
            if wanted:
                self.values.append(("margin_share", divide(subtract(wanted, cost), wanted)))

    def _tell_what_he_has(self, has: Quote) -> None:
        """The first step of every answer: the price that the customer has, and by which rule."""
        level = self.desk.rule.levels.get(has.level)
        rule = self.desk.rule.rule if level is None else level.rule
        args = (("price", has.price), ("level", has.level or "list"), ("customer", has.customer))
        self.reasons.append(Reason("price-granted", rule, args))

    def _signed(self, has: Quote, wanted: Number, listed: Quote | None) -> Decision:
        """A price below the one that the customer has: below the floor, at a level, or at a discount."""
        rule = self.desk.rule
        if has.floor is None and rule.if_no_floor != IGNORE:
            return self._missing(f"prices.{self.request.product}.floor")
        if has.floor is not None and wanted < has.floor:
            return self._below(has, has.floor, wanted, listed)
        level = rule.levels.get(self.request.level) if self.request.level else None
        if level is not None:
            return self._at_level(level, has, wanted)
        return self._by_matrix(rule.discount, has, wanted, listed)

    def _below(self, has: Quote, floor: Decimal, wanted: Number, listed: Quote | None) -> Decision:
        below = self.desk.rule.below_floor
        self.reasons.append(Reason("price-below-floor", below.rule, (("price", wanted), ("floor", floor))))
        if below.then == REFER and below.authority is not None:
            return self._by_matrix(below.authority, has, wanted, listed)
        self._too_low(wanted, floor)
        return self._ended(Answer.REFUSED, "DK676")

    def _at_level(self, level: Level, has: Quote, wanted: Number) -> Decision:
        """A level that somebody has to grant: the role the policy names for it."""
        args = (("level", level.title or level.id), ("role", level.role or ""), ("second", level.second or ""))
        self.reasons.append(Reason("price-level", level.rule, args))
        if level.role is None:
            return self._ended(Answer.GRANTED)
        roles = (("role", level.role), *((("second", level.second),) if level.second else ()))
        return self._by_signature(self.desk.rule.discount, Decision(Outcome.GRANTED, values=roles), has, wanted)

    def _by_matrix(self, subject: str, has: Quote, wanted: Number, listed: Quote | None) -> Decision:
        table = subject_of(self.desk.policy, subject)
        if table is None:
            return self._missing(f"authority.{subject}")
        off = subtract(has.price, wanted)
        product = self.desk.book.versions("products").at(self.day, self.request.product)
        facts: dict[str, Value | Missing] = {
            "discount": divide(off, has.price),
            "price": wanted,
            "level": has.level or "list",
            "product": self.request.product,
        }
        if text(product, "group"):
            facts["product_group"] = text(product, "group")
        if listed is not None and listed.price:
            facts["discount_of_list"] = divide(subtract(listed.price, wanted), listed.price)
        if self.request.quantity is not None:
            facts["quantity"] = self.request.quantity
            facts["amount"] = multiply(off, self.request.quantity)
        for column in table.columns:
            if column.name not in facts:
                found = self.desk.known.value(column.name, self.request.contract, self.request.customer)
                facts[column.name] = found
        needed = decide(table, facts)
        self.reasons.extend(needed.reasons)
        if needed.outcome is Outcome.REFUSED:
            return self._ended(Answer.REFUSED, needed.code)
        if needed.outcome is Outcome.UNDETERMINED:
            return self._ended(Answer.UNKNOWN, needed.code, needed.missing)
        return self._by_signature(subject, needed, has, wanted)

    def _by_signature(self, subject: str, needed: Decision, has: Quote, wanted: Number) -> Decision:
        """What the signatures of the table ``approvals`` come to for this request."""
        off, request = subtract(has.price, wanted), self.request
        roles = tuple(str(needed.value(name)) for name in ("role", "second") if needed.value(name))
        self.values.extend([(name, role) for name, role in zip(("role", "second"), roles, strict=False)])
        amount = None if request.quantity is None else self._in_money(multiply(off, request.quantity))
        share = _HUNDREDTHS_OF_A_PER_CENT.apply(divide(off, has.price))
        document = Document(subject, request.request, amount, request.author, share)
        missing = roles
        rule = needed.reasons[-1].rule if needed.reasons else self.reasons[-1].rule
        if request.request:
            judged = self.desk.signing.judged(document, needed)
            missing = judged.missing
            for each in judged.entries:
                args: tuple[tuple[str, Arg], ...] = (
                    ("by", each.by),
                    ("role", each.role),
                    ("on", each.on or ""),
                    ("fault", each.fault),
                )
                self.reasons.append(Reason(f"price-signature-{_sort(each.outcome, each.fault)}", rule, args))
            if judged.verdict is Verdict.REFUSED:
                return self._ended(Answer.REFUSED, "DK675")
            if judged.verdict is Verdict.GRANTED:
                return self._ended(Answer.SIGNED)
        self.values.append(("signatures", missing))
        self.reasons.append(Reason("price-waits", rule, (("roles", missing),)))
        return self._ended(Answer.NEEDS, "DK675", (f"approvals.{subject}",))

    def _in_money(self, amount: Number) -> Decimal:
        """An amount as somebody signs it: in the money of the policy."""
        rule = self.desk.policy.header.rounding
        return (CENTS if rule is None else rule.rounding).apply(amount)

    def _unknown_level(self, level: str) -> Decision:
        known = tuple(sorted({*self.desk.rule.levels, *self.desk.prices.levels} - {LIST}))
        request = self.request
        self.problems.append(
            problem(
                "DK677",
                request.at,
                address="contracts.prices.levels",
                level=level,
                request=request.request,
                product=request.product,
                customer=request.customer,
                nearest=nearest(level, known),
                known=known,
            )
        )
        return self._ended(Answer.UNKNOWN, "DK677", (f"prices.{level}",))

    def _missing(self, *facts: str) -> Decision:
        self.reasons.append(Reason("price-unknown", self.desk.rule.rule, (("missing", facts),)))
        return self._ended(Answer.UNKNOWN, "DK003", facts)

    def _too_low(self, wanted: Number, floor: Decimal) -> None:
        """Note that it is below the floor."""
        request = self.request
        self.problems.append(
            problem(
                "DK676",
                request.at,
                address="contracts.prices.below_floor",
                severity=Severity.WARNING,
                request=request.request,
                product=request.product,
                customer=request.customer,
                price=wanted,
                floor=floor,
            )
        )

    def _ended(self, answer: Answer, code: str = "", missing: tuple[str, ...] = ()) -> Decision:
        reasons = tuple(self.reasons) or (Reason("price-rule", self.desk.rule.rule),)
        found = Decision(_OUTCOMES[answer], code, reasons=reasons, missing=missing)
        return evolve(found, values=(("answer", answer.value), *self.values))


_HUNDREDTHS_OF_A_PER_CENT = Rounding(Decimal("0.0001"))
"""A rate as an answer shows it and as somebody signs it: 1/30 is signed as 3.33 %. The request fixes the price."""


def _unusable(request: PriceRequest) -> str:
    """Why a request cannot be answered at all."""
    asked = [request.price is not None, request.discount is not None, bool(request.level)]
    if sum(asked) != 1:
        return "asks-several" if any(asked) else "asks-nothing"
    if request.price is not None and request.price < 0:
        return "price-below-zero"
    if request.discount is not None and not ZERO <= request.discount <= ONE:
        return "discount-no-share"
    return "no-quantity" if request.quantity is not None and request.quantity <= 0 else ""


def _sort(outcome: str, fault: str) -> str:
    return "void" if fault else outcome
