"""Collected money, counts of stock and late lines (DK410 to DK419, DK868, DK869), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK410": Wording(
        "receipt `{receipt}` pays invoice `{invoice}`, which is not in the book",
        "correct the number, or add the invoice to `invoices`; until then the money is not counted",
    ),
    "DK411": Wording(
        "{paid} were received in all for invoice `{invoice}` of {gross}: {beyond} is beyond it and is not counted",
        "apply what is too much to another invoice, or record the refund as a receipt below zero",
    ),
    "DK412": Wording(
        "receipt `{receipt}` of {amount} names no invoice: it is not counted",
        "write the invoice it pays; in which order money without one is applied is decided where it is booked",
    ),
    "DK413": Wording(
        "receipt `{receipt}` is in {currency}, and invoice `{invoice}` in {other}",
        "record the amount in the currency of the invoice",
    ),
    "DK414": Wording(
        "invoice `{invoice}` was paid by `{receipt}`, but has no lines",
        "the column `document` of its lines must hold the number of the invoice",
    ),
    "DK415": Wording(
        "`{dealer}` counted {closing} of `{product}` on {day}; only {opening} were there on {since}, and {purchases} came"
        " since",
        "correct the count, or add the purchases that are missing; until then the next count is compared with {since}",
    ),
    "DK416": Wording(
        "`{dealer}` counted {quantity} of `{product}` on {day}: stock is never below zero",
        "correct the count; what was sold before is in stock before it is gone",
    ),
    "DK417": Wording(
        "`{dealer}` has no opening count of {products}: what was sold on of them before their first count is not known",
        "count every product on the first day of counting ({day}), also those of which there are none",
    ),
    "DK418": Wording(
        "[late lines cannot be told by {within}: lines are recorded by day]"
        "[a payment cannot be due after {due}: settlements are recorded by day]",
        "write days, working days, weeks or months, as in `10 days`",
    ),
    "DK419": Wording(
        "receipts of kind `{kind}` are not counted as collected: {receipts}",
        "if they are money, let the book read the kind as one of {counted}",
    ),
    "DK868": Wording(
        "the lines of invoice `{invoice}` add up to {lines}, and the invoice is for {net}",
        "what was paid is spread over the lines there are; add those that are missing, or correct the invoice",
    ),
    "DK869": Wording(
        "receipt `{receipt}` is a refund of {amount}, but a refund is below zero",
        "write the amount with a minus, or give it the kind of a payment",
    ),
}
