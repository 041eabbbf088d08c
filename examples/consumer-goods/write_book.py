"""Write the synthetic book of this example: `python write_book.py [FOLDER]`, by default into `book/` beside this file.

Synthetic: no real company, person, telephone number or price; a likeness is chance. The same seed gives the same bytes
on every machine: only whole random numbers are drawn, and nothing depends on the clock or on the order of a hash.

A maker of drinks and noodles sells in cases to ten dealers of one province, who sell on to sub-dealers (二批). The book
covers 2026 in monthly deliveries, and 2025 as the baseline for growth. README.md says what to look at.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 20260901

Row = Sequence[object]


# What is sold ---------------------------------------------------------------------------------------------------------

GROUPS: tuple[Row, ...] = (
    ("goods", "全部商品", ""),
    ("drinks", "饮料", "goods"),
    ("tea", "茶饮", "drinks"),
    ("juice", "果汁", "drinks"),
    ("water", "饮用水", "drinks"),
    ("food", "食品", "goods"),
    ("noodles", "方便面", "food"),
    ("snacks", "休闲食品", "food"),
)


@dataclass(frozen=True)
class Product:
    """An article: its price a case in fen without VAT, pieces a case, and how often it is bought (a weight)."""

    code: str
    name: str
    group: str
    price: int
    pieces: int
    weight: int


PRODUCTS = (
    Product("T500", "山泉绿茶 500ml", "tea", 3600, 15, 9),
    Product("T1L", "山泉绿茶 1L", "tea", 4800, 12, 5),
    Product("J500", "鲜橙多汁 500ml", "juice", 4500, 15, 6),
    Product("J1L", "鲜橙多汁 1L", "juice", 6600, 12, 4),
    Product("W550", "山泉水 550ml", "water", 2400, 24, 8),
    Product("N100", "红烧牛肉面", "noodles", 5400, 24, 7),
    Product("N120", "老坛酸菜面", "noodles", 5600, 24, 4),
    Product("S070", "原味薯片 70g", "snacks", 9000, 30, 3),
)

CUT = "J1L", date(2026, 7, 1), 6000
"""The one price cut of the year: product, first day, new price in fen."""

PALLET = 60
"""Cases on a pallet, of every product."""

TERRITORIES: tuple[Row, ...] = (
    ("43", "湖南省", "", "province"),
    ("4301", "长沙市", "43", "city"),
    ("4303", "湘潭市", "43", "city"),
    ("4304", "衡阳市", "43", "city"),
    ("4307", "常德市", "43", "city"),
)


# Who ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dealer:
    """A customer who buys from us: about how many cases a month, and by how many per cent more than the year before."""

    code: str
    name: str
    grade: str
    city: str
    opened: date
    cases: int
    growth: int
    group: str = ""


DEALERS = (
    Dealer("G01", "湖南湘泉总经销", "A", "4301", date(2018, 3, 1), 2600, 4),
    Dealer("C01", "长沙岳麓食品商行", "A", "4301", date(2019, 5, 6), 1900, 14),
    Dealer("C02", "长沙雨花批发部", "B", "4301", date(2020, 8, 3), 900, 6, "TONGDA"),
    Dealer("C03", "长沙开福副食", "C", "4301", date(2022, 2, 14), 420, -5),
    Dealer("X01", "湘潭通达商贸", "B", "4303", date(2020, 8, 3), 1100, 9, "TONGDA"),
    Dealer("X02", "湘潭新城超市配送", "B", "4303", date(2025, 7, 7), 700, 60),
    Dealer("H01", "衡阳雁峰食品", "B", "4304", date(2021, 4, 12), 980, 11),
    Dealer("H02", "衡阳石鼓贸易", "C", "4304", date(2026, 4, 6), 520, 0),
    Dealer("D01", "常德德山商行", "B", "4307", date(2019, 11, 4), 860, 3),
    Dealer("D02", "常德桃源批发", "C", "4307", date(2023, 6, 1), 380, 20),
)

CESSIONS: tuple[Row, ...] = (
    ("G01", "4303", "2025-07-01"),
    ("G01", "4304", "2026-04-01"),
)
"""The cities that the former general dealer gave up; X02 and H02 were opened there since."""


@dataclass(frozen=True)
class SubDealer:
    """A shop or wholesaler that buys from a dealer and has a points card."""

    code: str
    card: str
    name: str
    dealer: str
    address: str
    phone: str
    cases: int


SUB_DEALERS = (
    SubDealer("S001", "K0001", "麓南小卖部", "C01", "长沙市岳麓区麓南路一段", "000-0101", 46),
    SubDealer("S002", "K0002", "溁湾镇便利店", "C01", "长沙市岳麓区溁湾路", "000-0102", 80),
    SubDealer("S003", "K0003", "观沙岭批发", "C01", "长沙市岳麓区观沙路", "000-0103", 150),
    SubDealer("S004", "K0004", "左家塘副食", "C02", "长沙市雨花区曙光路", "000-0104", 60),
    SubDealer("S005", "K0005", "窑岭烟酒店", "C02", "长沙市雨花区人民路", "000-0105", 38),
    SubDealer("S006", "K0006", "板塘小超市", "X01", "湘潭市岳塘区板塘路", "000-0106", 90),
    SubDealer("S007", "K0007", "解放路批发", "H01", "衡阳市雁峰区解放路", "000-0107", 120),
    SubDealer("S008", "K0008", "桃花源旅游商店", "D02", "常德市桃源县漳江路", "000-0108", 30),
)

SEASON = (80, 60, 90, 100, 110, 130, 140, 135, 105, 95, 85, 110)
"""The months of a year against each other, in per cent: drinks sell in summer."""


def month_days(year: int, month: int) -> tuple[date, int]:
    """The first day of a month and how many days it has."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, (following - first).days


def price(product: Product, day: date) -> int:
    """The price of a case in fen on a day."""
    code, since, lower = CUT
    return lower if product.code == code and day >= since else product.price


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


# Sales to dealers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One invoice line; its day and the day it was recorded."""

    document: str
    number: int
    day: date
    dealer: str
    product: Product
    quantity: int
    unit: str
    recorded: date

    @property
    def cases(self) -> int:
        """The quantity in cases."""
        return self.quantity * (PALLET if self.unit == "pallet" else 1)

    def row(self) -> Row:
        """The line as the export has it."""
        amount = self.cases * price(self.product, self.day)
        rate = "13%" if self.product.group != "water" else "9%"
        return (
            self.document,
            self.number,
            self.day,
            self.dealer,
            self.product.code,
            self.quantity,
            "托" if self.unit == "pallet" else "箱",
            yuan(amount),
            rate,
            self.recorded,
        )


# Written by hand, each for what README.md says of it.
SPECIAL = (
    # A March line of C01 that was keyed in after the first quarter was settled: 300 cases of snacks, 27,000.00.
    Line("R26-0390", 1, date(2026, 3, 30), "C01", PRODUCTS[7], 300, "case", date(2026, 4, 20)),
    # C01 sent back 500 cases of juice at the end of September; the credit note came after the quarter was settled.
    Line("T26-0901", 1, date(2026, 9, 28), "C01", PRODUCTS[2], -500, "case", date(2026, 10, 20)),
    # A December line that came to the books in the middle of January.
    Line("R26-1290", 1, date(2026, 12, 29), "H01", PRODUCTS[5], 400, "case", date(2027, 1, 14)),
)


def lines(draw: random.Random) -> Iterable[Line]:
    """Two years of sell-in, month by month."""
    for year in (2025, 2026):
        for month in range(1, 13):
            first, days = month_days(year, month)
            number = 0
            for dealer in DEALERS:
                if first < dealer.opened.replace(day=1):
                    continue
                level = dealer.cases if year == 2026 else dealer.cases * 100 // (100 + dealer.growth)
                wanted = level * SEASON[month - 1] // 100 * draw.randrange(90, 111) // 100
                number += 1
                document = f"F{year % 100}-{month:02d}{number:02d}"
                day = max(first, dealer.opened) + timedelta(days=draw.randrange(0, days - 9 if days > 9 else 1))
                day = min(day, first + timedelta(days=days - 1))
                recorded = day + timedelta(days=draw.randrange(0, 3))
                yield from _document(draw, document, day, dealer.code, wanted, recorded)
    yield from SPECIAL


def _document(draw: random.Random, document: str, day: date, dealer: str, cases: int, recorded: date) -> Iterable[Line]:
    """One invoice: the month's cases over five or six articles, large ones in pallets."""
    articles = draw.sample(PRODUCTS, k=draw.randrange(5, 7))
    weights = [each.weight for each in articles]
    for number, (product, weight) in enumerate(zip(articles, weights, strict=True), start=1):
        part = max(cases * weight // sum(weights), 1)
        if part >= 6 * PALLET and part % 2 == 0:
            yield Line(document, number, day, dealer, product, part // PALLET, "pallet", recorded)
        else:
            yield Line(document, number, day, dealer, product, part, "case", recorded)


# What dealers sold on, and what they have -----------------------------------------------------------------------------


def sub_dealer_sales(draw: random.Random) -> Iterable[Row]:
    """What sub-dealers bought from dealers in 2026, each purchase entered on its card."""
    number = 0
    for month in range(1, 13):
        first, days = month_days(2026, month)
        for shop in SUB_DEALERS:
            for _ in range(2):
                number += 1
                product = draw.choice(PRODUCTS)
                cases = max(shop.cases * SEASON[month - 1] // 200 * draw.randrange(80, 121) // 100, 1)
                day = first + timedelta(days=draw.randrange(0, days))
                yield f"B{number:04d}", day, shop.dealer, shop.card, product.code, cases, "箱"


def stock(all_lines: Sequence[Line]) -> Iterable[Row]:
    """Counts at each quarter's end and on the day of the price cut: a share of what was bought in 45 days."""
    draw = random.Random(SEED + 1)
    days = (
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2026, 9, 30),
        date(2026, 12, 31),
    )
    for day in days:
        for dealer in DEALERS:
            if day < dealer.opened:
                continue
            for product in PRODUCTS:
                since = day - timedelta(days=45)
                bought = sum(
                    each.cases
                    for each in all_lines
                    if each.dealer == dealer.code and each.product is product and since < each.day <= day
                )
                if day == date(2026, 7, 1):
                    if product.code != CUT[0]:
                        continue
                    left = bought * 40 // 100
                else:
                    left = bought * draw.randrange(20, 46) // 100
                yield day, dealer.code, product.code, left, "good", f"PD-{day:%y%m}-{dealer.code}"


# Records about dealers ------------------------------------------------------------------------------------------------


def targets(all_lines: Sequence[Line]) -> Iterable[Row]:
    """What each dealer is to buy in 2026: a tenth more than the year before, or what was agreed with the new."""
    seasons = [sum(SEASON[quarter * 3 : quarter * 3 + 3]) for quarter in range(4)]
    for dealer in DEALERS:
        before = sum(
            each.cases * price(each.product, each.day)
            for each in all_lines
            if each.dealer == dealer.code and each.day.year == 2025
        )
        whole = dealer.opened <= date(2025, 1, 1)
        year = before * 110 // 100 if whole else dealer.cases * 12 * 4600
        year = year // 100_000 * 100_000
        open_quarters = [quarter for quarter in range(4) if date(2026, quarter * 3 + 3, 1) > dealer.opened]
        total = sum(seasons[quarter] for quarter in open_quarters)
        parts = [year * seasons[quarter] // total // 100_000 * 100_000 for quarter in open_quarters]
        parts[-1] += year - sum(parts)
        for quarter, part in zip(open_quarters, parts, strict=True):
            yield dealer.code, f"2026-Q{quarter + 1}", "net_amount", yuan(part)
        yield dealer.code, "2026", "net_amount", yuan(year)


INCIDENTS: tuple[Row, ...] = (
    ("I-001", "2026-02-18", "diversion", "D02", "T500", 120, "4303", "confirmed"),
    ("I-002", "2026-05-09", "price", "C03", "N100", 40, "4301", "dismissed"),
    ("I-003", "2026-08-20", "price", "X01", "J500", 60, "4303", "confirmed"),
)

CLAIMS: tuple[Row, ...] = (
    # dealer by dealer what it asks for after the cut of J1L by 6.00 a case
    ("K-001", "2026-07-05", "C01", "J1L", "2026-07-01", 120, "720.00", "PD-2607-C01"),
    ("K-002", "2026-07-08", "G01", "J1L", "2026-07-01", 321, "1926.00", "PD-2607-G01"),
    ("K-003", "2026-08-14", "C02", "J1L", "2026-07-01", 64, "384.00", "PD-2607-C02"),
    ("K-004", "2026-07-09", "D02", "J1L", "2026-07-01", 37, "222.00", ""),
)


POSTINGS = (
    *("id", "kind", "programme", "payee", "period", "seq", "net", "tax", "gross", "currency", "posted_on", "revision"),
    *("content_hash", "due", "expires", "payout", "reference", "closes", "product", "quantity", "rule"),
)
"""The headings of the ledger; nothing is settled yet."""


# Writing --------------------------------------------------------------------------------------------------------------


def tables() -> Iterable[tuple[str, Sequence[str], Iterable[Row]]]:
    """Every file: its name, its headings, its rows."""
    draw = random.Random(SEED)
    sold = sorted(lines(draw), key=lambda each: (each.recorded, each.document, each.number))
    yield "product_groups.csv", ("group", "name", "parent"), GROUPS
    yield (
        "products.csv",
        ("product", "name", "group", "unit", "list_price", "tax_rate"),
        ((p.code, p.name, p.group, "case", yuan(p.price), "9%" if p.group == "water" else "13%") for p in PRODUCTS),
    )
    yield (
        "units.csv",
        ("product", "from", "to", "factor"),
        (("", "pallet", "case", PALLET), *((p.code, "case", "piece", p.pieces) for p in PRODUCTS)),
    )
    code, since, lower = CUT
    prices = [
        (p.code, yuan(p.price), "2025-01-01", since - timedelta(days=1) if p.code == code else "") for p in PRODUCTS
    ]
    yield "prices.csv", ("product", "price", "valid_from", "valid_to"), (*prices, (code, yuan(lower), since, ""))
    yield "territories.csv", ("territory", "name", "parent", "kind"), TERRITORIES
    yield (
        "groups.csv",
        ("group", "name", "parent", "kind", "head"),
        (("TONGDA", "通达系（同一控制人）", "", "control", "X01"),),
    )
    yield (
        "customers.csv",
        (
            *("customer", "name", "kind", "status", "class", "parent"),
            *("group", "territory", "address", "phone", "card", "opened_on"),
        ),
        (
            *(
                (d.code, d.name, "dealer", "active", d.grade, "", d.group, d.city, "", "", "", d.opened)
                for d in DEALERS
            ),
            *(
                (s.code, s.name, "sub-dealer", "active", "", s.dealer, "", "", s.address, s.phone, s.card, "")
                for s in SUB_DEALERS
            ),
        ),
    )
    yield (
        "contracts.csv",
        ("contract", "customer", "kind", "status", "start", "end"),
        (
            (f"HT-{d.code}", d.code, "distribution", "signed", max(d.opened, date(2025, 1, 1)), "2026-12-31")
            for d in DEALERS
        ),
    )
    yield "cessions.csv", ("dealer", "territory", "from"), CESSIONS
    yield "targets.csv", ("subject", "period", "fact", "value"), targets(sold)
    yield (
        "incidents.csv",
        ("incident", "date", "kind", "customer", "product", "quantity", "territory", "status"),
        INCIDENTS,
    )
    yield (
        "price_claims.csv",
        ("claim", "date", "dealer", "product", "cut_on", "quantity", "amount", "proof"),
        CLAIMS,
    )
    yield "stock.csv", ("date", "holder", "product", "quantity", "kind", "proof"), stock(sold)
    yield (
        "sell_through.csv",
        ("document", "date", "dealer", "card", "product", "quantity", "unit"),
        sub_dealer_sales(draw),
    )
    headings = ("单据号", "行号", "开票日期", "客户编码", "商品编码", "数量", "单位", "未税金额", "税率", "入账日期")
    for year in (2025, 2026):
        for month in range(1, 13):
            # A delivery holds what was recorded in the month, so a late line is in a later file than its date says.
            last = year == 2026 and month == 12
            mine = [
                each.row()
                for each in sold
                if (each.recorded.year, each.recorded.month) == (year, month) or (last and each.recorded.year == 2027)
            ]
            yield f"lines-{year}-{month:02d}.csv", headings, mine
    yield "postings.csv", POSTINGS, ()


def main(folder: Path) -> None:
    """Write every table into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, headings, rows in tables():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
        (folder / name).write_text(text.getvalue(), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "book")
