"""What tables of a book are called in a handbook where their names alone would not be understood, in English."""

from __future__ import annotations

TABLES: dict[str, str] = {
    "cases": "cases",
    "figures": "the company's own figures",
    "lines": "sales to dealers",
    "order_intake": "orders taken in",
    "sell_through": "what dealers sold on",
    "stock": "counts of stock",
    "stock_moves": "movements of stock",
    "store_checks": "checks in stores",
    "touches": "contacts with customers",
}
