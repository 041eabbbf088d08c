"""Projections and orders (DK322 to DK324), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK322": Wording(
        "this is no order that can be read: {expected}[; found `{found}`]",
        "[did you mean `{nearest}`? ]an order is JSON such as"
        ' `{{"dealer": "D0001", "lines": [{{"product": "H101", "quantity": 4, "net_amount": 15596.00}}]}}`',
    ),
    "DK323": Wording(
        "whose order this is cannot be told[: it says `{dealer}`][, the command says `{asked}`]",
        "write `dealer` in the order, or `--dealer`; where both are there, they must agree",
    ),
    "DK324": Wording(
        "no period[ of `{programme}`] runs[ for `{payee}`] on {as_of}",
        "ask as of a day on which a programme runs; see `effective` of the policy and of the programme",
    ),
}

TERMS: dict[str, str] = {
    "order-utf-8": "it is in UTF-8",
    "order-json": "it is not JSON from here on",
    "order-once": "each key stands once",
    "order-object": "it is an object with `lines`",
    "order-key": "it has the keys `dealer` and `lines`",
    "order-dealer": "`dealer` is the dealer's code, in quotes",
    "order-lines": "`lines` is a list of objects, at least one",
    "order-column": "a line has the columns of the table `lines`, without `date` and `dealer`",
    "order-cell": "a cell of a line is a text or a number",
}
"""What an order must be like."""
