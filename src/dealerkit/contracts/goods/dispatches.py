"""Dispatch documents: each ships whole and at once, or not at all; a contract may ship in stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import define, field

from dealerkit.book import Book
from dealerkit.contracts.goods.moves import Move
from dealerkit.contracts.goods.section import Dispatch, Goods
from dealerkit.contracts.judged import Judged
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Location, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO

WHOLE, NONE, PART, IN_STAGES, OTHER = (
    "shipped-whole",
    "not-shipped",
    "shipped-in-part",
    "shipped-in-stages",
    "other-goods",
)


@define(eq=False)
class _Document:
    """A dispatch document: what it says of each product, and what left for it."""

    customer: str = ""
    at: Location | None = None
    stated: dict[str, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    left: dict[str, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    days: set[date] = field(factory=set)
    is_open: bool = False
    """Whether a line of it does not say what or how much."""

    @property
    def state(self) -> str:
        """Whether it shipped, and how."""
        if not any(self.left.values()):
            return NONE
        if not self.stated:
            return OTHER
        products = {*self.stated, *self.left}
        if any(self.left[each] > self.stated[each] for each in products):
            return OTHER
        if any(self.left[each] < self.stated[each] for each in products):
            return PART
        return WHOLE if len(self.days) == 1 else IN_STAGES

    @property
    def short(self) -> tuple[str, ...]:
        """What differs, product by product: what left of what is stated."""
        products = sorted({*self.stated, *self.left})
        differing = (each for each in products if self.left[each] != self.stated[each])
        return tuple(f"{each} {self.left[each]:f}/{self.stated[each]:f}" for each in differing)


def judged_dispatches(rules: Goods, book: Book, moves: Sequence[Move], as_of: date) -> Iterator[Judged]:
    """Every dispatch document: whole, not shipped, or DK684 shipped in part, on several days, or with other goods."""
    rule = rules.dispatch
    if rule is None or not book.has("deliveries"):
        return
    documents = _stated(book, as_of)
    for move in moves:
        if move.kind not in rule.kinds or not move.document:
            continue
        document = documents.get(move.document)
        if document is None:
            document = documents[move.document] = _Document(at=move.at)
        gone = move.gone
        document.left[move.place.product] = EXACT.add(document.left[move.place.product], gone)
        if gone > 0:
            document.days.add(move.on.date())
    for number, document in documents.items():
        yield _judged(rule, number, document)


def _stated(book: Book, as_of: date) -> dict[str, _Document]:
    found: dict[str, _Document] = {}
    for batch in book.batches("deliveries", ("delivery", "date", "customer", "product", "quantity")):
        row = batch.columns
        for i, number in enumerate(row["delivery"]):
            on, quantity = row["date"][i], cast("Decimal | None", row["quantity"][i])
            if not isinstance(on, date) or on > as_of:
                continue
            document = found.setdefault(str(number), _Document(str(row["customer"][i] or ""), batch.at(i, "delivery")))
            product = str(row["product"][i] or "")
            document.is_open = document.is_open or quantity is None or not product
            document.stated[product] = EXACT.add(document.stated[product], quantity or ZERO)
    return found


def _judged(rule: Dispatch, number: str, document: _Document) -> Judged:
    if document.is_open:
        missing = ("deliveries.product", "deliveries.quantity")
        reason = Reason("goods-dispatch-unknown", rule.rule, (("facts", missing),))
        unknown = Decision(Outcome.UNDETERMINED, "DK003", reasons=(reason,), missing=missing)
        return Judged(subject=number, part="dispatch", decision=unknown, customer=document.customer, at=document.at)
    state = document.state
    is_right = state in {WHOLE, NONE}
    days = tuple(each.isoformat() for each in sorted(document.days))
    short = document.short if state in {PART, OTHER} else ()
    args: tuple[tuple[str, Arg], ...] = (("state", state), ("short", short or ""), ("days", days or ""))
    problems: tuple[Problem, ...] = ()
    if not is_right:
        problems = (
            problem(
                "DK684",
                document.at,
                address=rule.rule.address,
                severity=Severity.WARNING,
                document=number,
                state=state,
                short=short,
                days=days if state == IN_STAGES else (),
            ),
        )
    decision = Decision(
        Outcome.GRANTED if is_right else Outcome.REFUSED,
        "" if is_right else "DK684",
        values=args,
        reasons=(Reason("goods-dispatch", rule.rule, args),),
    )
    return Judged(
        subject=number,
        part="dispatch",
        decision=decision,
        customer=document.customer,
        at=document.at,
        problems=problems,
    )
