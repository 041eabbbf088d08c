"""Uncertainty, sweeps, goals and break-even questions of a scenario file (DK975 to DK989), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK975": Wording(
        "the figures of `{id}` ({kind}) are not in order",
        "write the least below the most, what is likeliest, the mean or the median between them, and a deviation above zero",
    ),
    "DK976": Wording(
        "the chances of `{id}` add up to {total}, and not to 1",
        "give each factor its chance, so that all together are 100%: `discrete: {{90%: 25%, 100%: 50%, 110%: 25%}}`",
    ),
    "DK977": Wording(
        "`{id}` cannot draw from `{of}` by the {every}: these days are not at least two whole periods",
        "write both ends, the first day of one period and the last day of a later one: `of: 2024-01-01..2025-12-31`",
    ),
    "DK978": Wording(
        "`{id}` asks for scenario `{scenario}`, which the file does not have",
        "[did you mean `{nearest}`? ]write the id of a scenario[; known: {known}]",
    ),
    "DK979": Wording(
        "from {start} to {last} by {step} there is no value",
        "write `to` not below `from`, and a `step` above zero",
    ),
    "DK980": Wording(
        "sweep `{id}` has {count} combinations, more than {most}",
        "take larger steps or fewer addresses, or write `most: {count}`",
    ),
    "DK981": Wording(
        "`{what}` cannot be reckoned with `{values}`[: {codes}]",
        "change the values so that the policy stays sound with every one of them, as far as its neighbouring bands",
    ),
    "DK982": Wording(
        "`{id}` does not say between which values to look: `{lacks}` has no `from`, `to` and `step`",
        "write `{lacks}: {{from: 0%, to: 5%, step: 0.1%}}`: the answer is exact on these values",
    ),
    "DK983": Wording(
        "`{question}` cannot be answered by {by}: {why}",
        "see that the lines have `net_amount`; by volume also write `economics: {{cost_of_sales: 85%}}` into the scenario file; where our prices change ask by volume",
    ),
    "DK984": Wording(
        "`{id}` puts values at `{value}`, which is a place of a scenario, and names no scenario",
        "write the scenario it is about: `scenario:` and its id",
    ),
}

TERMS: dict[str, str] = {
    "uniform": "uniform",
    "triangular": "triangular",
    "lognormal": "lognormal",
    "trade-unknown": "nothing is sold, or it is not known what is sold or what a sale costs us",
    "prices-change": "its scenario changes our prices, and what that brings is no margin on more sales",
}
