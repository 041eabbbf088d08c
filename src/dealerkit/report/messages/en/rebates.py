"""Rebates (DK300 to DK349) and the steps of their reckoning, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK300": Wording(
        "`{value}` is not a numeric column of lines",
        "[did you mean `{nearest}`? ]name one of {allowed}, or write `=` and a formula",
    ),
    "DK301": Wording(
        "`{value}` is read in two ways: everything at the band reached, or each slice at its own band",
        "say which: {allowed}",
    ),
    "DK303": Wording(
        "band `{bound}` pays less than the band before it: {rate} after {before}[; {below} earns {sum_before}, and {reached} earns {sum_after}][, with a baseline of {baseline}]",
        "check the two figures: a dealer who sells more would earn less on the margin",
    ),
    "DK304": Wording(
        "a paying base of its own does not go with method {method} and kind {kind}",
        "use method retrospective with percent or per-unit, or remove `paying:` so that the qualifying base is paid",
    ),
    "DK305": Wording(
        "the base counts units, but band `{bound}` does not say from which unit on",
        "write `at_unit:` with the first unit of the band, so that it is clear to which band that unit belongs",
    ),
    "DK306": Wording(
        "band `{bound}` counts units, but the base is not a number of units",
        "write `at:` or `above:`, or measure a column of units such as quantity",
    ),
    "DK307": Wording(
        "kind {kind} is paid by `{wanted}`, not by `{other}`",
        "a share of money is `rate:`; money for each unit, or in all, is `pay:`",
    ),
    "DK308": Wording(
        "excess-over-baseline needs a baseline",
        "add `against:` with a baseline and what holds for a payee who has none",
    ),
    "DK309": Wording(
        "a lump sum cannot be paid on an excess: method {method}",
        "use retrospective (the sum of the band reached) or incremental (the sums of all bands reached)",
    ),
    "DK310": Wording(
        "the bound {bound} is a share, but there is nothing it is a share of",
        "write the bound as an amount, or add `against:` so that bounds are shares of a baseline",
    ),
    "DK311": Wording(
        "{bound} is not a unit that can be counted to", "write a whole number from 1 on: the first unit of the band"
    ),
    "DK312": Wording("{value} stands for {value:percent} here", "write a percent sign if that many per cent are meant"),
    "DK313": Wording(
        "settled every {every}, but its period is a {period}", "settle it as often as the period ends, or more often"
    ),
    "DK314": Wording(
        "the programme runs {effective}, the policy only {policy}",
        "shorten `effective:` of the programme, or extend the policy's",
    ),
    "DK315": Wording(
        "band `{bound}` can never be reached: the base is capped at {most}",
        "raise `cap.base`, remove the band, or give the programme a `paying:` base of its own, which the cap is then on",
    ),
    "DK316": Wording(
        "nothing below {least} is paid, yet the cap pays at most {most}", "lower `minimum.payout` or raise `cap.payout`"
    ),
    "DK317": Wording(
        "`{given}:` says nothing without `{missing}:`",
        "a year of whole weeks needs both: the weeks of a quarter's months, and the day on which the year closes",
    ),
    "DK318": Wording(
        "a contract year starts with the contract: `{given}:` contradicts it",
        "remove `{given}:`, or choose month, quarter, half-year or year",
    ),
    "DK319": Wording(
        "a payee without a target cannot be given the target instead", "write `missing: skip`, zero, or an amount"
    ),
    "DK320": Wording("no band of this programme pays anything", "write the rates, or remove the programme"),
    "DK321": Wording(
        "what was posted for `{was}` cannot go on here: `{other}` has that id or goes on with it",
        "one programme goes on with the postings of an earlier id: give new terms an id of their own, or remove one `was:`",
    ),
    "DK330": Wording("the payee does not take part"),
    "DK331": Wording("a gate is closed"),
    "DK332": Wording("no band is reached"),
    "DK333": Wording("there is no baseline to compare with"),
    "DK334": Wording("the base is below the minimum"),
    "DK335": Wording("the amount is below the minimum"),
    "DK336": Wording("a fact is missing, and the rule refuses without it", "record the fact, or change `if_missing:`"),
    "DK337": Wording("a factor has no band for this figure", "give the factor a first band that begins low enough"),
    "DK338": Wording("the base counts units, but is not a whole number", "look for lines with parts of a unit"),
    "DK339": Wording(
        "bands that are computed do not ascend for this payee",
        "check the expressions of the bounds and the facts they read",
    ),
    "DK340": Wording(
        "a figure that is computed is below zero for this payee", "check the expression and the facts it reads"
    ),
}

STEPS: dict[str, str] = {
    "eligible": "takes part under {rule}[: {facts}]",
    "gate": "gate {rule} is open[: {figure}][, at least {at} is asked][, more than {above} is asked][, at most {up_to} is allowed][, less than {below} is asked]",
    "baseline": "compared with a baseline of {baseline}",
    "cap-base": "only {most} of the base of {base} is paid on",
    "band-percent": "the base of {base} has reached the band from {bound}: {rate:percent}",
    "band-per-unit": "the base of {base} has reached the band from {bound}: {rate} a unit",
    "band-lump-sum": "the base of {base} has reached the band from {bound}: {rate} in all",
    "slice-percent": "{base} in the band from {bound} at {rate:percent}",
    "slice-per-unit": "{base} in the band from {bound} at {rate} a unit",
    "slice-lump-sum": "the band from {bound} is reached: {rate}",
    "supplement-percent": "{rule} adds {rate:percent}",
    "supplement-per-unit": "{rule} adds {rate} a unit",
    "supplement-lump-sum": "{rule} adds {rate}",
    "factor": "multiplied by {factor:percent} for {rule}[: {figure}]",
    "factor-assumed": "multiplied by {factor:percent}, as {rule} says where {facts} is not known",
    "cap-payout": "{earned}[ units of {product}] was earned, at most {most} is paid",
    "not-eligible": "does not take part under {rule}",
    "gate-closed": "gate {rule} is closed: {figure}[, at least {at} is asked][, more than {above} is asked][, at most {up_to} is allowed][, less than {below} is asked]",
    "below-bands": "the base of {base} does not reach the first band, {bound}",
    "no-baseline": "there is no baseline, and {rule} then pays nothing",
    "minimum-base": "the base of {base} is below the minimum of {least}",
    "minimum-payout": "{earned}[ units of {product}] was earned, less than the minimum of {least}",
    "fact-missing": "cannot be said: {facts} is not known",
    "fact-refused": "{facts} is not known, and {rule} then refuses",
    "factor-open": "{rule} has no band for {figure}: the first begins at {bound}",
    "base-not-whole": "the base of {base} counts units but is not a whole number",
    "bands-unordered": "the bands of {rule} do not ascend for this payee",
    "figure-negative": "a figure of {rule} is below zero for this payee",
    "condition-false": "`{condition}` does not hold[: {facts}]",
    "condition-unknown": "`{condition}` cannot be decided[: {facts}]",
    "band-not-reached": "the band from {bound} is {distance} away",
    "supplement-not-given": "{rule} is not given: `{condition}` does not hold[: {facts}]",
    "minimum-passed": "the minimum is passed[: base {base}][, payout {payout}]",
    "cap-not-reached": "{earned} is within the cap of {most}",
}
