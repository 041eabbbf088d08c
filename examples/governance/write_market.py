"""Write the book of this example: two years of sixteen invented dealers, the same every time.

    python examples/governance/write_market.py

No real company or dealer; a likeness is chance. Nothing is drawn by lot: every figure follows from the table below.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

BOOK = Path(__file__).parent / "book"
MONTHS = tuple(date(2024 + (6 + month) // 12, (6 + month) % 12 + 1, 1) for month in range(24))
"""July 2024 to June 2026."""

TURN = 12
"""The month from which on the second year counts."""

PRICE = {"P1": 100, "P2": 80, "P3": 120}
USUAL = {"P1": 40, "P2": 40, "P3": 20}
"""Of a hundred units, how many of each product a dealer takes."""

SOUTH = ("foshan", "dongguan", "shenzhen", "zhuhai", "huizhou", "zhongshan")
NEIGHBOURS = tuple(f"D{number:02}" for number in range(5, 17))

# dealer, name, territory, units a month in the first year and in the second, of a hundred bought so many sold on.
DEALERS = (
    ("D01", "华泰商贸", "guangzhou", 1_000, 2_300, 55),
    ("D02", "诚信百货", "beijing", 2_000, 1_850, 99),
    ("D03", "兴隆贸易", "shanghai", 800, 760, 100),
    ("D04", "远方手机", "hangzhou", 300, 300, 100),
    *((code, f"南区{code[1:]}号商行", SOUTH[place % 6], 600, 470, 100) for place, code in enumerate(NEIGHBOURS)),
)
LOST = 20
"""Of a hundred units that D01 buys in the second year, so many leave for other territories."""

PUSHED = date(2026, 3, 26)
"""On this day our own office puts 900 units on top of what D04 has."""


def main() -> None:
    """Write the tables."""
    lines: list[dict[str, object]] = []
    sold: list[dict[str, object]] = []
    counts: list[dict[str, object]] = []
    for dealer in DEALERS:
        for table, row in story(*dealer):
            {"lines": lines, "sell_through": sold, "stock": counts}[table].append(row)
    write("lines", sorted(lines, key=lambda row: (str(row["date"]), str(row["document"]), str(row["product"]))))
    write("sell_through", sorted(sold, key=lambda row: (str(row["date"]), str(row["dealer"]), str(row["product"]))))
    write("stock", sorted(counts, key=lambda row: (str(row["date"]), str(row["holder"]), str(row["product"]))))
    write("customers", customers())
    write("employees", employees())
    write("territories", territories())
    write("products", products())
    write("outlets", outlets())
    write("incidents", incidents())
    write("store_checks", store_checks())
    write("promotions", promotions())
    write("notices", notices())
    write("serials", serials())
    bills = invoices(lines)
    write("invoices", bills)
    write("receipts", receipts(bills))
    write("returns", returns())


def story(
    code: str, _name: str, territory: str, before: int, after: int, sells: int
) -> Iterator[tuple[str, dict[str, object]]]:
    """Two years of one dealer: what he bought, sold on, and had at each month's end."""
    stock = dict.fromkeys(PRICE, 0)
    mix = {"P1": 80, "P2": 20, "P3": 0} if code == "D01" else USUAL
    for number, month in enumerate(MONTHS):
        end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        units = before if number < TURN else after
        if code == "D01" and number == len(MONTHS) - 1:
            units *= 2
        for product, share in mix.items():
            bought = units * share // 100
            if not bought:
                continue
            elsewhere = bought * 15 // 100 if code == "D01" and number >= TURN else 0
            for day, place, part in ((5, territory, bought - elsewhere), (12, "changsha", elsewhere)):
                if part:
                    yield "lines", line(month.replace(day=day), code, product, part, place)
            extra = 900 * share // 100 if code == "D04" and (month.year, month.month) == (2026, 3) else 0
            if extra:
                yield "lines", {**line(PUSHED, code, product, extra, territory), "salesperson": "E07"}
            gone = bought * LOST // 100 if code == "D01" and number >= TURN else 0
            left = bought if number < TURN else bought * sells // 100
            stock[product] += bought + extra - left - gone
            yield "sell_through", {"date": end, "dealer": code, "product": product, "quantity": left}
            yield "stock", {"date": end, "holder": code, "product": product, "quantity": stock[product]}


def line(day: date, dealer: str, product: str, units: int, territory: str) -> dict[str, object]:
    """One line of an invoice; a dealer has one invoice a day."""
    return {
        "date": day,
        "dealer": dealer,
        "product": product,
        "quantity": units,
        "net_amount": units * PRICE[product],
        "document": f"{dealer}-{day:%y%m%d}",
        "territory": territory,
        "salesperson": "",
    }


def customers() -> list[dict[str, object]]:
    """The dealers."""
    return [
        {"customer": code, "name": name, "kind": "dealer", "territory": territory, "owner": owner(code)}
        for code, name, territory, *_ in DEALERS
    ]


def owner(code: str) -> str:
    """The employee responsible."""
    return {"D01": "E01", "D02": "E02", "D03": "E03", "D04": "E07"}.get(code, "E01")


def employees() -> list[dict[str, object]]:
    """Our own people."""
    places = {"E01": "south", "E02": "north", "E03": "east"}
    rows: list[dict[str, object]] = [
        {"employee": code, "role": "regional-manager", "department": place} for code, place in places.items()
    ]
    return [*rows, {"employee": "E07", "role": "salesperson", "department": "east"}]


def territories() -> list[dict[str, object]]:
    """Cities in regions."""
    cities = {
        "south": ("guangzhou", *SOUTH),
        "north": ("beijing",),
        "east": ("shanghai", "hangzhou"),
        "centre": ("changsha", "wuhan"),
    }
    rows: list[dict[str, object]] = [{"territory": "china", "parent": ""}]
    for region, inside in cities.items():
        rows.append({"territory": region, "parent": "china"})
        rows += [{"territory": city, "parent": region} for city in inside]
    return rows


def products() -> list[dict[str, object]]:
    """Three articles, one of them hard to sell."""
    names = {"P1": "畅销款", "P2": "常规款", "P3": "难销款"}
    return [
        {"product": code, "name": name, "category": "hard" if code == "P3" else "usual", "list_price": PRICE[code]}
        for code, name in names.items()
    ]


def outlets() -> list[dict[str, object]]:
    """What every dealer's own shops can sell in a month."""
    monthly = {code: 1_300 if code == "D01" else after + after // 10 for code, _, _, _, after, _ in DEALERS}
    places = {code: territory for code, _, territory, *_ in DEALERS}
    return [
        {"outlet": f"{code}-{shop}", "customer": code, "territory": places[code], "capacity": units // 2}
        for code, units in monthly.items()
        for shop in (1, 2)
    ]


def incidents() -> list[dict[str, object]]:
    """Goods in other territories, reports of prices, thirty-one letters of neighbours."""
    rows: list[dict[str, object]] = [
        incident("I01", date(2026, 2, 18), "diversion", "confirmed", "E02", 120, "changsha", "SN1001"),
        incident("I02", date(2026, 4, 9), "diversion", "confirmed", "E02", 200, "wuhan", "SN1002"),
        incident("I03", date(2026, 5, 20), "diversion", "reported", "E03", 60, "changsha", "SN1003"),
        incident("I04", date(2026, 3, 3), "price", "reported", "D05", 0, "foshan"),
        incident("I05", date(2026, 5, 12), "price", "reported", "D08", 0, "zhuhai"),
    ]
    for letter in range(31):
        day = date(2025, 9, 1) + timedelta(days=9 * letter)
        reporter = NEIGHBOURS[letter % len(NEIGHBOURS)]
        rows.append(incident(f"L{letter + 1:02}", day, "letter", "reported", reporter, 0, ""))
    return rows


def incident(
    number: str, day: date, kind: str, status: str, reporter: str, units: int, territory: str, serial: str = ""
) -> dict[str, object]:
    """One row against D01."""
    return {
        "incident": number,
        "date": day,
        "kind": kind,
        "customer": "D01",
        "status": status,
        "reported_by": reporter,
        "quantity": units or "",
        "territory": territory,
        "serial": serial,
    }


def serials() -> list[dict[str, object]]:
    """Three units that were found elsewhere and one that was not: D01 had bought them all."""
    days = (date(2026, 1, 12), date(2026, 3, 5), date(2026, 4, 12), date(2026, 5, 5))
    return [
        {"serial": f"SN{1001 + n}", "product": "P1", "dealer": "D01", "bought_on": day} for n, day in enumerate(days)
    ]


def invoices(lines: list[dict[str, object]]) -> list[dict[str, object]]:
    """One invoice a delivery, with 13 % tax, due after 30 days."""
    found: dict[str, dict[str, object]] = {}
    for each in lines:
        net, day = int(str(each["net_amount"])), date.fromisoformat(str(each["date"]))
        start = {"invoice": f"F{each['document']}", "date": day, "customer": each["dealer"], "gross_amount": Decimal(0)}
        bill = found.setdefault(str(each["document"]), {**start, "due_on": day + timedelta(days=30)})
        bill["gross_amount"] = Decimal(str(bill["gross_amount"])) + net * Decimal("1.13")
    return list(found.values())


def receipts(bills: list[dict[str, object]]) -> list[dict[str, object]]:
    """Everybody pays when it is due; D03 has paid nothing since May, and wants to give goods back."""
    found: list[dict[str, object]] = []
    for each in bills:
        due = date.fromisoformat(str(each["due_on"]))
        if due > date(2026, 6, 30) or (each["customer"] == "D03" and due >= date(2026, 5, 1)):
            continue
        row = {"date": due, "customer": each["customer"], "amount": each["gross_amount"], "invoice": each["invoice"]}
        found.append({"receipt": f"R{len(found) + 1:04}", **row})
    return found


def returns() -> list[dict[str, object]]:
    """D03 asked to give back what does not sell; nothing has come of it yet."""
    row = {"line_no": 1, "date": date(2026, 5, 8), "dealer": "D03", "product": "P1", "quantity": 60, "cause": "unsold"}
    return [{"return": "T01", **row}]


def store_checks() -> list[dict[str, object]]:
    """What our people found in the stores that D03 and D02 supply, in January and in June."""
    rows: list[dict[str, object]] = []
    for dealer, short, gone in (("D03", 25, True), ("D02", 0, False)):
        for shop in (1, 2):
            for product, price in PRICE.items():
                later_listed = not (gone and product == "P3")
                first = {"listed": "yes", "in_stock": "yes", "price": price, "usual_price": price}
                rows.append(check(date(2026, 1, 14), dealer, shop, product, 40, 40, first))
                raised = price + price // 10 if gone else price
                there = "no" if gone and shop == 1 else "yes"
                last = {"listed": "yes" if later_listed else "no", "in_stock": there if later_listed else ""}
                prices = {"price": raised, "usual_price": price} if later_listed else {"price": "", "usual_price": ""}
                rows.append(
                    check(date(2026, 6, 10), dealer, shop, product, 40, 40 - 40 * short // 100, {**last, **prices})
                )
    return rows


def check(
    day: date, dealer: str, shop: int, product: str, ordered: int, delivered: int, found: dict[str, object]
) -> dict[str, object]:
    """One article in one shop."""
    return {
        "date": day,
        "customer": dealer,
        "outlet": f"{dealer}-{shop}",
        "product": product,
        "ordered": ordered,
        "delivered": delivered,
        **found,
        "employee": "E03" if dealer == "D03" else "E02",
    }


def promotions() -> list[dict[str, object]]:
    """Promotional money, and what of it reached the stores."""
    rows = (
        ("M01", "D01", date(2025, 9, 1), date(2025, 9, 30), 60_000, 60_000),
        ("M02", "D03", date(2026, 2, 1), date(2026, 2, 28), 30_000, 18_000),
        ("M03", "D04", date(2026, 4, 1), date(2026, 4, 30), 5_000, 5_000),
        ("M04", "D04", date(2026, 5, 1), date(2026, 5, 31), 5_000, 5_000),
        ("M05", "D04", date(2026, 6, 1), date(2026, 6, 30), 5_000, 5_000),
    )
    names = ("promotion", "customer", "from", "to", "amount", "passed_on")
    return [dict(zip(names, row, strict=True)) for row in rows]


def notices() -> list[dict[str, object]]:
    """D01 was written to in April, and did nothing; D03 has time until July."""
    rows = (
        ("N01", "D01", "written-notice", date(2026, 4, 15), "停止向外区域供货", date(2026, 5, 15)),
        ("N02", "D03", "written-notice", date(2026, 6, 12), "补足门店缺货", date(2026, 7, 12)),
    )
    names = ("notice", "customer", "kind", "sent_on", "demand", "due_on")
    return [{**dict(zip(names, row, strict=True)), "obeyed_on": ""} for row in rows]


def write(table: str, rows: list[dict[str, object]]) -> None:
    """Write a table, its columns in the order of the first row."""
    with (BOOK / f"{table}.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
