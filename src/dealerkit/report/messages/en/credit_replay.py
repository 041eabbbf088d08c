"""Replaying the orders of the past (DK596 to DK599), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK596": Wording(
        "no order lies in the days from {first} to {last}",
        "name other days with `--from` and `--to`, or see how the book's orders are dated",
    ),
    "DK597": Wording(
        "[`{written}` is no change of a policy][`{twice}` is changed twice]",
        "write each change once, as an address and a value: `credit.checks[[static]].then=block`",
    ),
    "DK598": Wording(
        "the days from {first} to {last} cannot be replayed as of {as_of}",
        "let the first come before the last, and none lie after the day of the question",
    ),
    "DK599": Wording(
        "the bad debt `{debt}` cannot be held against an order[: nothing converts {currency}][: no order belongs to `{document}`]",
        "name the order, the delivery or the invoice that was not paid, and a currency that the table `rates` converts",
    ),
}
