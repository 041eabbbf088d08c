"""What is paid now by tax rate: one table for a settlement, and the sentences of a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from dealerkit.rebates.results import Row
from dealerkit.rebates.tax import TaxPart
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.report.workings import money
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_SEVERAL = 2
_BY_RATE = Words("What is paid now, by tax rate", "本次应付（按税率）")
_NO_RATE = Words("none", "无")
_UNTOLD = Words("not told apart", "无法区分")
"""Adjustments of what was paid on another mix of rates."""
_IN_ALL = Words("in all", "合计")
_COLUMNS = (
    Column("tax_rate", Words("tax rate", "税率"), Kind.RATE),
    Column("net", Words("without tax", "不含税"), Kind.MONEY),
    Column("tax", Words("tax", "税额"), Kind.MONEY),
    Column("gross", Words("with tax", "含税"), Kind.MONEY),
)
_TAX = Words("With tax of {tax}: {gross}.", "另加税额 {tax}，价税合计 {gross}。")
_PART = Words("At {rate}: {net}, tax {tax}, with tax {gross}.", "税率 {rate}：{net}，税额 {tax}，价税合计 {gross}。")
_UNTAXED = Words("Without tax: {net}.", "不计税：{net}。")


def by_rate(rows: Iterable[Row], lang: Language) -> Table | None:
    """Net, tax and gross of all rows by rate; None where there are not several rates."""
    parts: dict[Decimal | None, list[TaxPart]] = {}
    untold: list[TaxPart] = []
    for row in rows:
        for part in row.taxes:
            parts.setdefault(part.rate, []).append(part)
        if row.movement.posted and not row.taxes and not row.goods:
            untold.append(TaxPart(None, row.movement.posted, row.tax))
    if len(parts) < _SEVERAL:
        return None
    told = [
        (_NO_RATE.said_in(lang) if rate is None else percent(rate), *_sums(found))
        for rate, found in sorted(parts.items(), key=lambda each: (each[0] is None, -(each[0] or ZERO)))
    ]
    if untold:
        told.append((_UNTOLD.said_in(lang), *_sums(untold)))
    whole = (_IN_ALL.said_in(lang), *_sums([*(part for found in parts.values() for part in found), *untold]))
    return Table("by-tax-rate", _BY_RATE, _COLUMNS, (*told, whole))


def sentences(row: Row, lang: Language) -> Iterator[str]:
    """The tax on what is paid now, and its parts where there are several rates."""
    for part in row.taxes if len(row.taxes) >= _SEVERAL else ():
        words = _UNTAXED if part.rate is None else _PART
        rate = "" if part.rate is None else percent(part.rate)
        yield stated(words, lang, rate=rate, net=money(part.net), tax=money(part.tax), gross=money(part.gross))
    if row.tax:
        yield stated(_TAX, lang, tax=money(row.tax), gross=money(EXACT.add(row.movement.posted, row.tax)))


def _sums(parts: Sequence[TaxPart]) -> tuple[Cell, ...]:
    amounts = (
        total_of_decimals(part.net for part in parts),
        total_of_decimals(part.tax for part in parts),
        total_of_decimals(part.gross for part in parts),
    )
    return tuple(money(each) for each in amounts)
