"""Positions read from a book (DK510 to DK524), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK510": Wording(
        "{amount} arrived from `{customer}`[ on {on}] for invoice `{invoice}`[ of {invoiced_on}] before the invoice was there",
        "nothing has to be done if it was paid in advance: until the invoice is there it counts as a receipt that pays none; else correct the date or the invoice",
    ),
    "DK511": Wording(
        "`{receipt}` of `{customer}` is for invoice `{invoice}`, which is not in `invoices`",
        "correct the number, or add the invoice; until then the money counts as a receipt that pays none",
    ),
    "DK512": Wording(
        "`{receipt}` of `{customer}` is for invoice `{invoice}`, which `{other}` owes",
        "correct the customer or the invoice, or record the receipt for `{other}`; until then the money counts as `{customer}`'s and pays no invoice",
    ),
    "DK513": Wording(
        "`{number}` of `{customer}` stands in `{document}` already",
        "remove the row, or give it its own number; it is not counted",
    ),
    "DK514": Wording(
        "{delivered} was delivered for order `{order}` of {ordered}, with `{delivery}` as the last",
        "correct the order that the delivery names; the order counts as delivered in full, and what was delivered as owed",
    ),
    "DK515": Wording(
        "`{document}` of `{customer}` is for order `{order}`, which [`{other}` placed][{absent}]",
        "correct the number or the customer; the document counts, and no order is filled by it",
    ),
    "DK516": Wording(
        "bill `{bill}` of `{customer}` ended, but was never taken",
        "record the bill as taken first; its end counts as soon as it is",
    ),
    "DK517": Wording(
        "`{number}` in `{table}` has no `{column}`, so nobody knows what it comes to",
        "fill in the amount, or let `credit.amounts` ask for the other one; the row is not counted",
    ),
    "DK518": Wording(
        "what `{customer}` owes is not known: a row of his is rejected with {why}, for `{column}`",
        "mend the row or take it out; until then nothing is let through for him that asks what he owes",
    ),
    "DK519": Wording(
        "there is no table `{table}`: what {components} would take from it counts as nothing",
        "add the table, or leave these components out under `exposure`",
    ),
    "DK520": Wording(
        "bill `{bill}` taken on {taken_on} is `{status}`, but [`settled_on` is {settled_on}, before it was taken][{unknown}]",
        "fill in `settled_on`; until then the bill counts as held",
    ),
    "DK521": Wording(
        "the lines of order `{order}` disagree: the first is of `{customer}`[ under contract `{contract}`]",
        "give each customer and contract an order of its own; the first line counts for all",
    ),
    "DK522": Wording(
        "{paid} was received in all for invoice `{invoice}` of {gross}: {beyond} lies outside it",
        "apply it to another invoice, or record the refund; until then it counts as a receipt that pays none",
    ),
    "DK523": Wording(
        "nothing counts against a limit: no component is added",
        "write `add` for what a customer owes, as in `receivables: add`",
    ),
    "DK524": Wording(
        "`{component}` is counted with `{way}`: what is owed would lessen the exposure, or the customer's own money raise it",
        "write `{component}: {right}`, or `leave-out`",
    ),
}

TERMS: dict[str, str] = {
    "order-absent": "is not in `orders`",
    "order-cancelled": "is cancelled",
    "day-unknown": "`settled_on` is empty",
}
