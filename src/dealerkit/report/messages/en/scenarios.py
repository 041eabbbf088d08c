"""Scenarios: what would be different (DK941 to DK952), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK941": Wording(
        "scenario `{scenario}` replaces `{inner}` and all of `{outer}`, which it is part of",
        "write the new value into what replaces `{outer}`, and leave the other out",
    ),
    "DK942": Wording(
        "scenario `{scenario}` adds programme `{programme}`, which the policy has already",
        "give it another id, or put it under `replace:`",
    ),
    "DK943": Wording(
        "scenario `{scenario}` removes or replaces programme `{programme}`, which the policy does not have",
        "[did you mean `{nearest}`? ][the policy has {known}]",
    ),
    "DK944": Wording(
        "the policy that scenario `{scenario}` makes is not sound: {codes}",
        "mend what is said beside this; nothing was measured, since every scenario must be sound before any is reckoned",
    ),
    "DK945": Wording(
        "scenario `{scenario}` divides programme `{programme}` into other periods from {day} on, so that days would count twice or never[: {days}]",
        "let the range begin on the first day of a period of both divisions, or change it for all periods under `policy:`",
    ),
    "DK946": Wording(
        "scenario `{scenario}` reckons in {currency}, and the policy in another currency: their amounts cannot be compared",
        "leave the currency as it is",
    ),
    "DK947": Wording(
        "scenario `{scenario}` changes programme `{changed}` from {day} on, but a period of programme `{programme}` that ends then also rests on periods of `{changed}` that end before",
        "change it for all periods under `policy:`; or let it read a parameter and replace the parameter's `values` by dated ones, which every period reads at its own end",
    ),
    "DK948": Wording(
        "scenario `{scenario}` changes `{value}`, on which no rebate depends",
        "nothing of it is seen in this comparison; `dealerkit credit replay` compares credit rules",
    ),
    "DK949": Wording(
        "some invoice lines do not tell {figure}, so it is not known what they add up to",
        "fill the column in, or leave the figure out; what is earned does not depend on it",
    ),
    "DK950": Wording(
        "no settlement period that has begun by {as_of} ends in {periods}, so there is nothing to compare",
        "state `periods:` by the last days of settlement periods, as in 2026-01-01..2026-12-31, or leave it out",
    ),
    "DK951": Wording(
        "scenario `{scenario}` changes values for settlement periods that end in {days}, and no compared period does",
        "a dated value holds for the whole period whose last day lies in the range[; one ends on {nearest}]",
    ),
    "DK952": Wording(
        "scenario `{scenario}` asks for facts that some lines do not tell, so it leaves out lines[ of {sales} net sales] that count as it is",
        "fill the facts in (a settlement under the scenario's policy lists the lines), or read its difference with care: part of it is lost lines",
    ),
}

TERMS: dict[str, str] = {
    "trade-sales": "net sales",
    "trade-units": "units",
    "trade-cost": "what they cost us",
}
