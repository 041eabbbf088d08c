"""Bases from other tables, named measures and sub-dealers (DK400 to DK409), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK400": Wording(
        "`{name}` is a fact of `{other}`, but this base adds up `{source}`",
        "[ask for `{mend}`, ]take the base `from: {other}`, or drop the condition",
    ),
    "DK401": Wording(
        "`{value}` is not a numeric column of `{source}`",
        "[did you mean `{nearest}`? ]name one of {allowed}, or write `=` and a formula",
    ),
    "DK402": Wording(
        "the buyer is to be paid, but rows from `{source}` name no buyer",
        "write `from: sell-through`, whose rows say which sub-dealer bought, or `payee: dealer`",
    ),
    "DK403": Wording(
        "on {date} nobody has the card `{card}`, or several do",
        "write the card of the sub-dealer in `customers.card`, with the days it holds; the purchase earns nothing until then",
    ),
    "DK404": Wording(
        "the card `{card}` is that of `{holder}`, but the purchase is said to be of `{buyer}`",
        "correct the card or the buyer; the purchase earns nothing until they agree",
    ),
    "DK405": Wording(
        "the name `{name}` cannot be written in an expression",
        "name it with letters, digits and underscores, as in `{mend}`",
    ),
    "DK406": Wording(
        "no rule reads `measured.{name}`", "use it in a condition, a gate, a factor or a figure, or remove it"
    ),
    "DK407": Wording(
        "`{measure}` adds up entitlements, which are known only when every programme is reckoned",
        "measure rows: lines, reports of sales, incidents; a programme itself may be taken `from: entitlements`",
    ),
    "DK408": Wording(
        "a target is multiplied on the last day of each of its parts, where `{name}` is not known",
        "read a dated parameter, or a fact of the dealer or its contract",
    ),
    "DK409": Wording(
        "no sub-dealer's purchase is recorded by {as_of}",
        "name the buyer or its card in `sell_through`, or ask for a later day",
    ),
}

STEPS: dict[str, str] = {}
