"""The rebates of examples/online-retail worked out a second time, from the wording of its policy, in whole numbers.

Money is counted in thousandths of a pound, the finest price in the data, so a line is price times pieces
and every sum is exact. No code of dealerkit is used, and no decimal arithmetic either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from pyarrow import compute
from pyarrow.parquet import read_table

POUND = 1_000
NO_GOODS = {"POSTAGE", "Manual", "Discount", "CARRIAGE", "Next Day Carriage"}
NOT_ABROAD = {"United Kingdom", "Channel Islands", "Unspecified"}

Bases = dict[tuple[str, str], int]
"""What was bought, by customer and period."""


class Line(NamedTuple):
    """One line as the file has it; ``row`` counts from 1, ``price`` is in thousandths of a pound."""

    row: int
    customer: str
    month: str
    country: str
    product: str
    pieces: int
    price: int

    @property
    def quarter(self) -> str:
        return f"{self.month[:4]}-Q{(int(self.month[5:]) + 2) // 3}"

    @property
    def amount(self) -> int:
        return self.price * self.pieces


def lines_of(file: Path) -> Iterator[Line]:
    """Every line of the file, those without a customer too."""
    table = read_table(file)
    months = compute.strftime(table["InvoiceDate"], format="%Y-%m").to_pylist()
    names = ("CustomerID", "Country", "Description", "Quantity", "UnitPrice")
    columns = (table[name].to_pylist() for name in names)
    for row, (month, customer, country, product, pieces, price) in enumerate(zip(months, *columns, strict=True), 1):
        pounds, thousandths = str(price).split(".")
        assert len(thousandths) == 3
        yield Line(
            row,
            "" if customer is None else str(customer),
            month,
            country,
            (product or "").strip(),
            pieces,
            int(pounds + thousandths),
        )


def volume(pounds: Fraction, quarter: str) -> Fraction:
    """From 500 pounds 1 %, from 2,000 2 %, from 10,000 3.25 %, on everything; under 7.50 nothing; capped."""
    if pounds >= 10_000:
        earned = pounds * Fraction(325, 10_000)
    elif pounds >= 2_000:
        earned = pounds * Fraction(2, 100)
    elif pounds >= 500:
        earned = pounds * Fraction(1, 100)
    else:
        return Fraction(0)
    if earned < Fraction(15, 2):
        return Fraction(0)
    return min(earned, Fraction(1_500 if quarter < "2011-Q2" else 2_000))


def export(pounds: Fraction) -> Fraction:
    """Nothing on the first 250 pounds, 1.5 % on the next 750, 2.5 % on the next 4,000, 4 % on the rest."""
    first = min(pounds, Fraction(1_000)) - 250
    second = min(pounds, Fraction(5_000)) - 1_000
    third = pounds - 5_000
    return (
        max(first, Fraction(0)) * Fraction(15, 1_000)
        + max(second, Fraction(0)) * Fraction(25, 1_000)
        + max(third, Fraction(0)) * Fraction(4, 100)
    )


def small_articles(pieces: int) -> Fraction:
    """Two pence for each piece from the 501st to the 2,000th, three for each from the 2,001st; at most 250 pounds."""
    pence = sum(2 if piece <= 2_000 else 3 for piece in range(501, pieces + 1))
    return min(Fraction(pence, 100), Fraction(250))


def growth(pounds: Fraction, before: Fraction | None) -> Fraction:
    """From 105 % of last year a third of a per cent of what is above last year, from 150 % 5 %; without it nothing."""
    if before is None or before <= 0 or 100 * pounds < 105 * before:
        return Fraction(0)
    return (pounds - before) * (Fraction(5, 100) if 100 * pounds >= 150 * before else Fraction(1, 300))


def to_the_penny(pounds: Fraction) -> str:
    """Rounded half up, written with two decimals. Nothing here is below zero."""
    pence = int(pounds * 100 + Fraction(1, 2))
    return f"{pence // 100}.{pence % 100:02d}"


class Worked(NamedTuple):
    """What one programme comes to for one customer and period: the base, and the amount to the penny."""

    base: Fraction
    amount: str


Answers = dict[tuple[str, str, str], Worked]
"""By programme, customer and period: one for each that bought anything the programme counts."""


def add(bases: Bases, customer: str, period: str, what: int) -> None:
    bases[customer, period] = bases.get((customer, period), 0) + what


def answers(lines: Iterable[Line]) -> Answers:
    """Every answer that a settlement of the lines must give."""
    bought: Bases = {}
    exported: Bases = {}
    pieces: Bases = {}
    decembers: Bases = {}
    for line in lines:
        if not line.customer:
            continue
        add(bought, line.customer, line.quarter, line.amount)
        if line.country not in NOT_ABROAD and line.product not in NO_GOODS:
            add(exported, line.customer, line.quarter, line.amount)
        if line.price < POUND:
            add(pieces, line.customer, line.quarter, line.pieces)
        if line.month.endswith("-12"):
            add(decembers, line.customer, line.month, line.amount)
    found: Answers = {}
    for (customer, quarter), base in in_pounds(bought).items():
        found["volume-quarter", customer, quarter] = Worked(base, to_the_penny(volume(base, quarter)))
    for (customer, quarter), base in in_pounds(exported).items():
        found["export-quarter", customer, quarter] = Worked(base, to_the_penny(export(base)))
    for (customer, quarter), count in pieces.items():
        found["small-articles", customer, quarter] = Worked(Fraction(count), to_the_penny(small_articles(count)))
    december = in_pounds(decembers)
    for (customer, month), base in december.items():
        if month == "2011-12":
            paid = growth(base, december.get((customer, "2010-12")))
            found["growth-december", customer, month] = Worked(base, to_the_penny(paid))
    return found


def in_pounds(bases: Bases) -> Mapping[tuple[str, str], Fraction]:
    return {key: Fraction(base, POUND) for key, base in bases.items()}
