"""Write the synthetic book of this example: `python generate.py [FOLDER]`, by default into `book/` beside this file.

Synthetic: no real company, person, telephone number or price; a likeness is chance. The same seed gives the same bytes
on every machine: only whole random numbers are drawn, and nothing depends on the clock or on the order of a hash.

The book covers two years of sell-in of a handset distributor: 2026, and 2025 as the baseline for growth. Some rows are
wrong on purpose; `DIRT` is their list and README.md explains them.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 20260331

Row = Sequence[object]


# What is sold ---------------------------------------------------------------------------------------------------------

GROUPS: tuple[Row, ...] = (
    ("all", "全部商品", ""),
    ("phones", "手机", "all"),
    ("phones-flagship", "旗舰机", "phones"),
    ("phones-mid", "中端机", "phones"),
    ("phones-entry", "入门机", "phones"),
    ("accessories", "配件", "all"),
    ("accessories-power", "充电与电源", "accessories"),
    ("accessories-audio", "耳机音频", "accessories"),
    ("accessories-case", "保护壳膜", "accessories"),
)


@dataclass(frozen=True)
class Product:
    """An article with its price to dealers, in yuan without VAT, and how often it is bought (a weight)."""

    code: str
    name: str
    group: str
    price: int
    weight: int


PRODUCTS: tuple[Product, ...] = (
    Product("H100", "星屿 X1 Pro 512G", "phones-flagship", 4599, 5),
    Product("H101", "星屿 X1 256G", "phones-flagship", 3899, 9),
    Product("H102", "星屿 折叠 F1", "phones-flagship", 6299, 2),
    Product("H200", "星屿 M3 256G", "phones-mid", 2199, 14),
    Product("H201", "星屿 M3 128G", "phones-mid", 1899, 16),
    Product("H202", "星屿 M2 活力版", "phones-mid", 1599, 12),
    Product("H300", "星屿 E5 128G", "phones-entry", 999, 15),
    Product("H301", "星屿 E5 64G", "phones-entry", 799, 12),
    Product("H302", "星屿 长辈机 L1", "phones-entry", 299, 5),
    Product("P100", "65W 充电器", "accessories-power", 79, 7),
    Product("P101", "20000mAh 移动电源", "accessories-power", 109, 6),
    Product("A100", "无线耳机 T2", "accessories-audio", 169, 7),
    Product("A101", "头戴耳机 H1", "accessories-audio", 329, 3),
    Product("C100", "透明保护壳", "accessories-case", 15, 5),
    Product("C101", "钢化膜(十片装)", "accessories-case", 36, 5),
)


# Where ----------------------------------------------------------------------------------------------------------------

REGIONS: dict[tuple[str, str], dict[tuple[str, str], tuple[tuple[str, str], ...]]] = {
    ("R-E", "华东大区"): {
        ("32", "江苏省"): (("3201", "南京"), ("3205", "苏州"), ("3202", "无锡"), ("3203", "徐州")),
        ("33", "浙江省"): (("3301", "杭州"), ("3302", "宁波"), ("3303", "温州")),
        ("34", "安徽省"): (("3401", "合肥"), ("3402", "芜湖")),
    },
    ("R-C", "华中大区"): {
        ("42", "湖北省"): (("4201", "武汉"), ("4205", "宜昌"), ("4206", "襄阳")),
        ("43", "湖南省"): (("4301", "长沙"), ("4304", "衡阳")),
        ("41", "河南省"): (("4101", "郑州"), ("4103", "洛阳"), ("4113", "南阳")),
    },
    ("R-S", "华南大区"): {
        ("44", "广东省"): (("4401", "广州"), ("4403", "深圳"), ("4419", "东莞")),
        ("45", "广西壮族自治区"): (("4501", "南宁"), ("4502", "柳州")),
    },
    ("R-W", "西南大区"): {
        ("51", "四川省"): (("5101", "成都"), ("5107", "绵阳")),
        ("50", "重庆市"): (("5001", "重庆"),),
    },
}

CITIES = tuple(city for provinces in REGIONS.values() for cities in provinces.values() for city in cities)


def territories() -> Iterable[Row]:
    """The tree of regions, provinces and cities: code, name, parent, kind."""
    yield "CN", "全国", "", "country"
    for (region, region_name), provinces in REGIONS.items():
        yield region, region_name, "CN", "region"
        for (province, province_name), cities in provinces.items():
            yield province, province_name, region, "province"
            for city, name in cities:
                yield city, f"{name}市", province, "city"


# Who ------------------------------------------------------------------------------------------------------------------

FIRST = "瑞恒鑫宏天盛联信嘉汇远达华泰创博"
SECOND = "讯通捷诚源丰腾安耀宇美科隆辰兴和"
TRADE = ("通讯器材", "通信设备", "数码科技", "电子商贸")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("建国", "丽华", "志强", "秀英", "伟", "敏", "海燕", "晓东", "雪梅", "永胜")

SIZES: tuple[tuple[str, int, int, int, int], ...] = (
    # class, how many, lowest and highest sales a month in yuan, lines a month
    ("A", 6, 340_000, 620_000, 9),
    ("B", 18, 120_000, 270_000, 6),
    ("C", 24, 45_000, 110_000, 4),
    ("D", 12, 12_000, 38_000, 2),
)


@dataclass(frozen=True)
class Dealer:
    """A customer who buys, with what its yearly course depends on."""

    code: str
    name: str
    grade: str
    city: str
    contact: str
    phone: str
    opened: date
    monthly: int
    growth: int
    lines: int

    @property
    def number(self) -> int:
        return int(self.code[1:])


INACTIVE_FROM = {37: date(2026, 8, 1)}
"""A dealer that was stopped in August: it does not lose the quarters before."""

NEWCOMERS = {21: date(2026, 1, 5), 44: date(2025, 11, 10), 58: date(2026, 2, 24)}
"""Dealers without a full year before: no baseline for growth."""

DIRECT = {9, 17, 26, 33, 48, 55}
"""Dealers on a direct contract, who earn no distribution rebate."""

UNSIGNED = {50}
"""A dealer that buys without any contract."""

CONTRACT_YEAR = {3: (4, 1), 8: (7, 1), 15: (7, 1), 29: (10, 1), 41: (3, 15)}
"""Dealers whose contract year begins on another day than 1 January."""

JUST_SHORT = {36: 780_000, 40: 1_500_000, 42: 290_000, 47: 800_000, 60: 300_000}
"""Dealers whose handsets in the first quarter of 2026 end less than one cheap handset below this amount."""

NO_DISPLAY_SCORE = {(23, "2026-Q1"), (40, "2026-Q1"), (40, "2026-Q2"), (51, "2026-Q3")}
"""Quarters in which nobody scored the shelves: the fact is missing, not zero."""


def dealers(rng: random.Random) -> tuple[Dealer, ...]:
    """All sixty dealers, spread over the cities, large and small mixed."""
    sizes = [size for size in SIZES for _ in range(size[1])]
    rng.shuffle(sizes)
    names: set[str] = set()
    found = []
    for number, (grade, _, low, high, lines) in enumerate(sizes, start=1):
        city, city_name = CITIES[(number - 1) % len(CITIES)]
        name = ""
        while not name or name in names:
            name = f"{city_name}{rng.choice(FIRST)}{rng.choice(SECOND)}{rng.choice(TRADE)}有限公司"
        names.add(name)
        opened = NEWCOMERS.get(number, date(rng.randrange(2017, 2025), rng.randrange(1, 13), rng.randrange(1, 29)))
        found.append(
            Dealer(
                code=f"D{number:04}",
                name=name,
                grade=grade,
                city=city,
                contact=rng.choice(SURNAMES) + rng.choice(GIVEN),
                phone=f"1990000{number:04}",
                opened=opened,
                monthly=rng.randrange(low, high),
                growth=rng.randrange(85, 136),
                lines=lines,
            )
        )
    return tuple(found)


# What happened --------------------------------------------------------------------------------------------------------

SEASON = (115, 80, 95, 90, 100, 110, 88, 94, 112, 120, 124, 108)
"""A month's share of an average month, in per cent."""

BASE_YEAR = 2025
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2026, 12, 31)


@dataclass
class Line:
    """One invoice line; a return is a line with a negative quantity."""

    document: str
    number: int
    day: date
    dealer: str
    product: Product
    quantity: int

    @property
    def amount(self) -> int:
        return self.quantity * self.product.price

    def cells(self) -> list[str]:
        """The line as the export writes it."""
        return [
            self.document,
            str(self.number),
            self.day.isoformat(),
            self.dealer,
            self.product.code,
            str(self.quantity),
            f"{self.product.price}.00",
            f"{self.amount:,}.00",
        ]


def months() -> Iterable[tuple[int, int]]:
    """Every year and month of the book."""
    for year in (2025, 2026):
        for month in range(1, 13):
            yield year, month


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def buying(dealer: Dealer, year: int, month: int, rng: random.Random) -> Iterable[Line]:
    """What one dealer bought in one month: some invoices of one to three lines, sometimes a return."""
    if date(year, month, last_day(year, month)) < dealer.opened:
        return
    stopped = INACTIVE_FROM.get(dealer.number)
    if stopped and date(year, month, 1) >= stopped:
        return
    first = max(dealer.opened.day if (dealer.opened.year, dealer.opened.month) == (year, month) else 1, 1)
    budget = dealer.monthly * SEASON[month - 1] // 100 * rng.randrange(85, 116) // 100
    if year == 2026:
        budget = budget * dealer.growth // 100
    count = max(1, dealer.lines + rng.randrange(-1, 2))
    shares = [rng.randrange(40, 161) for _ in range(count)]
    day, number, document = date(year, month, first), 0, ""
    for share in shares:
        if number in {0, 3} or rng.randrange(2):
            day = date(year, month, rng.randrange(first, last_day(year, month) + 1))
            document, number = f"F{day:%y%m%d}{dealer.number:03}{rng.randrange(100):02}", 0
        number += 1
        product = rng.choices(PRODUCTS, [each.weight for each in PRODUCTS])[0]
        # Accessories are bought by the box, not by the month's budget.
        room = budget * share // sum(shares)
        quantity = max(1, room // product.price) if product.price >= 299 else rng.randrange(5, 61)
        yield Line(document, number, day, dealer.code, product, quantity)
        if rng.randrange(100) < 3:
            back = day + timedelta(days=rng.randrange(3, 15))
            if back <= LAST_DAY:
                yield Line(f"T{document[1:]}", number, back, dealer.code, product, -min(quantity, rng.randrange(1, 4)))


def is_phone(line: Line) -> bool:
    """Whether a line is of a handset, not an accessory."""
    return line.product.group.startswith("phones")


def in_first_quarter(line: Line) -> bool:
    """Whether a line counts for the first quarter of 2026, the one the demo settles."""
    return date(2026, 1, 1) <= line.day <= date(2026, 3, 31)


def settle_just_below(lines: list[Line], dealer: Dealer, bound: int) -> None:
    """Change a dealer's last purchases of the first quarter so that its handsets end a little below a bound."""
    mine = [line for line in lines if line.dealer == dealer.code and in_first_quarter(line) and is_phone(line)]
    bought = [line for line in mine if line.quantity > 0]
    for line in reversed(bought):
        over = sum(each.amount for each in mine) - bound
        if over < 0:
            break
        line.quantity = max(1, line.quantity - over // line.product.price - 1)
    missing = bound - sum(each.amount for each in mine)
    cheapest = next(product for product in PRODUCTS if product.code == "H301")
    extra = (missing - 1) // cheapest.price
    if extra > 0:
        lines.append(Line(f"F260331{dealer.number:03}99", 1, date(2026, 3, 31), dealer.code, cheapest, extra))


def sell_in(everyone: Sequence[Dealer], rng: random.Random) -> list[Line]:
    """All lines of both years, by date, then document."""
    lines = [line for year, month in months() for dealer in everyone for line in buying(dealer, year, month, rng)]
    for dealer in everyone:
        if dealer.number in JUST_SHORT:
            settle_just_below(lines, dealer, JUST_SHORT[dealer.number])
    seen: set[tuple[str, int]] = set()
    for line in sorted(lines, key=lambda each: (each.day, each.document, each.number)):
        while (line.document, line.number) in seen:
            line.number += 1
        seen.add((line.document, line.number))
    return sorted(lines, key=lambda each: (each.day, each.document, each.number))


# What is wrong on purpose ---------------------------------------------------------------------------------------------

DIRT: dict[str, tuple[Row, ...]] = {
    "2026-01": (("F26011600501", 1, "2026-01-16", "D0005", "C100", 80, "15.00", "1,2O0.00"),),
    "2026-02": (
        ("F26020900701", 1, "2026-02-30", "D0007", "H201", 10, "1899.00", "18,990.00"),
        ("F26021199901", 1, "2026-02-11", "D0999", "H300", 20, "999.00", "19,980.00"),
    ),
    "2026-03": (
        ("F26030901101", 1, "2026-03-09", "", "H101", 3, "3899.00", "11,697.00"),
        ("F26031201401", 1, "2026-03-12", "D0014", "H999", 6, "1299.00", "7,794.00"),
    ),
    "2026-08": (("F26081800201", 1, "2026-08-18", "D0002", "C100", "1e3", "15.00", "15,000.00"),),
}
"""Rows that cannot be used, by the month whose export holds them."""

OVERLAP = {"2026-02": 2}
"""The February export begins with the last lines of January: what is in both must count once."""


# Writing --------------------------------------------------------------------------------------------------------------

POSTING_HEADINGS = (
    *("id", "kind", "programme", "payee", "period", "seq", "net", "tax", "gross", "currency", "posted_on", "revision"),
    *("content_hash", "due", "expires", "payout", "reference", "closes"),
)
LINE_HEADINGS = ("单据号", "行号", "开票日期", "客户编码", "商品编码", "数量", "单价", "未税金额")


def write(path: Path, headings: Row, rows: Iterable[Row], encoding: str = "utf-8") -> None:
    """Write one table as CSV, lines ended as Excel ends them."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(headings)
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def write_lines(folder: Path, lines: Sequence[Line]) -> None:
    """One export a month, each with its wrong rows in their place and a total at its end."""
    before: list[Line] = []
    for year, month in months():
        label = f"{year}-{month:02}"
        mine = [line for line in lines if (line.day.year, line.day.month) == (year, month)]
        rows: list[Row] = [line.cells() for line in mine]
        for row in DIRT.get(label, ()):
            rows.insert(len(rows) // 2, row)
        rows[:0] = [line.cells() for line in before[len(before) - OVERLAP.get(label, 0) :]]
        total = sum(line.amount for line in mine)
        rows.append(("合计", "", "", "", "", sum(line.quantity for line in mine), "", f"{total:,}.00"))
        write(folder / f"lines-{label}.csv", LINE_HEADINGS, rows, "utf-8-sig")
        before = mine


def customers(everyone: Sequence[Dealer], rng: random.Random) -> Iterable[Row]:
    """The customer files: dealers, one of them stopped during the year, and some sub-dealers and stores."""
    for dealer in everyone:
        stopped = INACTIVE_FROM.get(dealer.number)
        about = (dealer.name, "经销商")
        place = (dealer.grade, dealer.city, dealer.contact, dealer.phone)
        if stopped:
            yield dealer.code, *about, "正常", *place, dealer.opened, stopped - timedelta(days=1)
            yield dealer.code, *about, "停用", *place, stopped, ""
        else:
            yield dealer.code, *about, "正常", *place, dealer.opened, ""
    for number, (kind, trade) in enumerate([("二批", "手机批发部")] * 6 + [("终端", "手机专卖店")] * 8, start=1):
        city, city_name = CITIES[number % len(CITIES)]
        name = f"{city_name}{rng.choice(FIRST)}{rng.choice(SECOND)}{trade}"
        contact = rng.choice(SURNAMES) + rng.choice(GIVEN)
        yield f"S{number:04}", name, kind, "正常", "", city, contact, f"1990001{number:04}", date(2024, 3, number), ""


def contracts(everyone: Sequence[Dealer]) -> Iterable[Row]:
    """The signed contracts of both years; most follow the calendar year, some have a year of their own."""
    for dealer in everyone:
        if dealer.number in UNSIGNED:
            continue
        kind = "direct" if dealer.number in DIRECT else "distribution"
        month, day = CONTRACT_YEAR.get(dealer.number, (1, 1))
        for year in (2024, 2025, 2026):
            start = date(year, month, day)
            end = date(year + 1, month, day) - timedelta(days=1)
            if end < FIRST_DAY or end < dealer.opened:
                continue
            start = max(start, dealer.opened)
            yield f"HT-{start:%Y}-{dealer.number:03}", dealer.code, kind, start, end


def rounded(amount: int, step: int) -> int:
    """An amount as a target is written: to the nearest step, at least one."""
    return max(step, (amount + step // 2) // step * step)


def targets(everyone: Sequence[Dealer], lines: Sequence[Line]) -> Iterable[Row]:
    """Targets for handsets in 2026: last year's and a tenth more; a newcomer's is what dealers of its size buy."""
    bought: Counter[tuple[str, int]] = Counter()
    for line in lines:
        if line.day.year == BASE_YEAR and is_phone(line):
            bought[line.dealer, (line.day.month + 2) // 3] += line.amount
    for dealer in everyone:
        if dealer.number in DIRECT | UNSIGNED:
            continue
        year = 0
        for quarter in range(1, 5):
            base = 3 * dealer.monthly if dealer.number in NEWCOMERS else bought[dealer.code, quarter]
            target = rounded(base * 110 // 100, 10_000)
            year += target
            yield dealer.code, f"2026-Q{quarter}", "net_amount", "phones", f"{target}.00"
        yield dealer.code, "2026", "net_amount", "phones", f"{year}.00"


def figures(everyone: Sequence[Dealer], rng: random.Random) -> Iterable[Row]:
    """What a person or another system found out about a dealer and a quarter."""
    for dealer in everyone:
        prompt = rng.randrange(8, 40)
        care = rng.randrange(72, 96)
        for quarter in (f"2026-Q{number}" for number in range(1, 5)):
            score = min(100, max(0, care + rng.randrange(-6, 7)))
            days = max(0, prompt + rng.randrange(-5, 12))
            if (dealer.number, quarter) not in NO_DISPLAY_SCORE:
                yield dealer.code, quarter, "display_score", score, "店面巡查"
            yield dealer.code, quarter, "days_to_pay", days, "应收账款系统"


def write_book(folder: Path) -> None:
    """Write every table of the book but its `columns.yaml`, which is written by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    everyone = dealers(rng)
    lines = sell_in(everyone, rng)
    write(
        folder / "客户档案.csv",
        ("客户编码", "客户名称", "类型", "状态", "等级", "地区", "联系人", "电话", "生效日期", "失效日期"),
        customers(everyone, rng),
        "gb18030",
    )
    write(folder / "contracts.csv", ("contract", "customer", "kind", "start", "end"), contracts(everyone))
    write(folder / "product_groups.csv", ("group", "name", "parent"), GROUPS)
    write(
        folder / "products.csv",
        ("product", "name", "group", "list_price"),
        ((each.code, each.name, each.group, f"{each.price}.00") for each in PRODUCTS),
    )
    write(folder / "territories.csv", ("territory", "name", "parent", "kind"), territories())
    write(folder / "targets.csv", ("subject", "period", "fact", "product_group", "value"), targets(everyone, lines))
    write(folder / "figures.csv", ("subject", "period", "fact", "value", "source"), figures(everyone, rng))
    write(
        folder / "postings.csv",
        POSTING_HEADINGS,
        (),
    )
    write_lines(folder, lines)


if __name__ == "__main__":
    write_book(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "book")
