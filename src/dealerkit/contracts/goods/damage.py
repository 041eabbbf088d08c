"""The monthly report of damage: by product and cause, quantity, value, and what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from dealerkit.book import Book
from dealerkit.contracts.goods.moves import Move
from dealerkit.contracts.goods.section import Damage, Goods
from dealerkit.contracts.judged import Judged
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg
from dealerkit.values.exact import EXACT, ZERO


def judged_damage(rules: Goods, book: Book, moves: Sequence[Move]) -> Iterator[Judged]:
    """Every month, product and cause for which goods became damaged stock; undetermined without a value."""
    rule = rules.damage
    if rule is None:
        return
    found: dict[tuple[str, str, str], list[Move]] = {}
    for move in moves:
        if _damaged(rule, move) > 0:
            key = (f"{move.on.year:04}-{move.on.month:02}", move.place.product, move.cause)
            found.setdefault(key, []).append(move)
    for (month, product, cause), each in sorted(found.items()):
        yield _judged(rule, book, month, product, cause, each)


def _damaged(rule: Damage, move: Move) -> Decimal:
    """How many units became damaged with a movement; nothing for damaged goods that only change their place."""
    into = move.into
    if into is not None:
        return move.quantity if into.kind in rule.kinds and move.place.kind not in rule.kinds else ZERO
    return move.quantity if move.place.kind in rule.kinds else ZERO


def _judged(rule: Damage, book: Book, month: str, product: str, cause: str, moves: Sequence[Move]) -> Judged:
    quantity = value = ZERO
    is_known = True
    for move in moves:
        units = _damaged(rule, move)
        quantity = EXACT.add(quantity, units)
        row = book.versions("products").at(move.on.date(), product)
        price = cast("Decimal | None", None if row is None else row.get(rule.value))
        is_known = is_known and price is not None
        value = EXACT.add(value, EXACT.multiply(units, price or ZERO))
    proposals = tuple(dict.fromkeys(move.proposal for move in moves if move.proposal))
    values: list[tuple[str, Arg]] = [("month", month), ("product", product), ("cause", cause), ("quantity", quantity)]
    if is_known:
        values.append(("value", value))
    values.append(("proposal", proposals or ""))
    reason = Reason("goods-damage", rule.rule, tuple(values))
    missing = () if is_known else (f"product.{rule.value}",)
    outcome = Outcome.GRANTED if is_known else Outcome.UNDETERMINED
    decision = Decision(
        outcome, "" if is_known else "DK003", value if is_known else None, tuple(values), (reason,), missing=missing
    )
    subject = "/".join(filter(None, (month, product, cause)))
    return Judged(subject=subject, part="damage", decision=decision, at=moves[0].at)
