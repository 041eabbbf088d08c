"""What orders of several sizes take of a credit, as the engine says: worked examples of the offset limit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.rebates.ledger import SETTLEMENT
from dealerkit.rebates.offset.offsets import Document, offset
from dealerkit.report.handbook.blocks import Block, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.languages import Words

CREDIT = Decimal(5_000)
"""The credit of the examples; orders are one fifth of it, and twice and twenty times as much."""
_ORDERS = (CREDIT / 5, CREDIT * 2, CREDIT * 20)
_SOMEBODY = "payee"

_TITLE = Words("Worked examples", "算例")
_ASSUMED = Words(
    "A dealer has a credit of {credit}, posted on {day}; on that day he orders.",
    "某经销商有 {day} 过账的返利 {credit}，当日下单。",
)
_HEADINGS = (
    Words("An order of", "订单金额"),
    Words("is paid with credit of", "可用返利冲抵"),
    Words("what is left of the credit", "返利余额"),
)
_ALL = Words("An order of {order} would use all of it.", "订单达到 {order} 即可全部用完。")


def offset_examples(describer: Describer) -> Iterator[Block]:
    """A table of orders, and the order that uses a credit up; nothing where that cannot be told."""
    voice, day = describer.voice, describer.as_of
    row = {
        "id": "1",
        "kind": SETTLEMENT,
        "programme": "credit",
        "payee": _SOMEBODY,
        "period": str(day.year),
        "seq": "1",
    }
    book = Book.from_tables({"postings": [{**row, "net": f"{CREDIT:f}", "posted_on": day.isoformat()}]})
    found = [offset(voice.policy, book, Document(_SOMEBODY, order), day) for order in _ORDERS]
    if any(each.offsets[0].limit is None for each in found):
        return
    rows = tuple(
        (voice.amount(order), voice.amount(each.offsets[0].amount), voice.amount(each.offsets[0].left))
        for order, each in zip(_ORDERS, found, strict=True)
    )
    yield Title(3, voice.say(_TITLE))
    yield Text(voice.say(_ASSUMED, credit=voice.amount(CREDIT), day=day.isoformat()))
    yield Grid(tuple(voice.say(each) for each in _HEADINGS), rows, frozenset({0, 1, 2}))
    whole = found[0].order_to_use_all
    if whole is not None:
        yield Text(voice.say(_ALL, order=voice.amount(whole)))
