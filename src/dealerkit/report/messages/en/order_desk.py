"""The order desk and files of orders (DK575 to DK579), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK575": Wording(
        "this is no order that can be read: {expected}[; found `{found}`]",
        "[did you mean `{nearest}`? ]an order is an object such as"
        ' `{{"order": "SO-1", "customer": "D0001", "amount": "30,000.00", "date": "2026-03-31"}}`,'
        " or a row of CSV under these headings",
    ),
    "DK576": Wording(
        "the number `{order}` is used already[: this order of `{customer}` was placed before, and nothing of it is open]",
        "an order is asked about once, under a number of its own; give this one another number if it is another order",
    ),
    "DK577": Wording(
        "the desk is at {now} and does not go back to {day}[ for order `{order}`]",
        "put orders into the order of their days, or ask as of an earlier day; without a date an order is of the desk's day",
    ),
    "DK578": Wording(
        "this policy says nothing about credit",
        "write who may buy on credit under `credit:`, or name the folder that holds all files of the policy",
    ),
    "DK579": Wording(
        "the book has no order `{order}` through {day}",
        "[did you mean `{nearest}`? ]write its number as it stands in `orders`, or in `invoices` where the book has no orders;"
        " one that was cancelled, or that came later, is not there",
    ),
}

TERMS: dict[str, str] = {
    "desk-utf-8": "it has to be in UTF-8",
    "desk-json": "it is not JSON from here on",
    "desk-once": "a key may stand only once",
    "desk-object": "each order has to be an object",
    "desk-key": "it may have only the keys `order`, `customer`, `amount`, `currency`, `date`, `wanted_on`, `contract` and"
    " `payment_days`",
    "desk-cell": "what stands under a key has to be a text or a number",
    "desk-customer": "the file needs the heading `customer`",
    "desk-none": "the file has none",
}
"""What an order must be like."""
