"""How amounts are worked out beyond a plain rate, in English: straight lines, increments, goods, guarantees."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK420": Wording("the payee has too few days in this period"),
    "DK421": Wording(
        "method linear runs from one bound to the next, and there is only one band",
        "write a second band, or choose method retrospective",
    ),
    "DK422": Wording(
        "`per` counts full increments of the base: it does not go with {given}",
        "use it with kind per-unit or goods and a method that pays on the base, on every band or on none",
    ),
    "DK423": Wording(
        "an increment must be above zero", "write for how much of the base `pay` is given, as in per: 100"
    ),
    "DK424": Wording(
        "`plus` is money beside a rate or beside money a unit: it does not go with kind {kind}",
        "add the figure to `pay`, or write a programme of its own",
    ),
    "DK425": Wording(
        "[kind goods does not say which product is given: `{missing}:` is absent][`goods:` says what is given, but kind {kind} pays money]",
        "kind goods and `goods: {{product: …}}` belong together",
    ),
    "DK426": Wording(
        "[goods cannot be paid as a {payout}][kind {kind} pays money, which cannot be handed over as goods]",
        "`settle.payout` is goods for kind goods, and for no other",
    ),
    "DK427": Wording(
        "method {method} does not give whole units of goods[: its bands have no `{missing}`]",
        "use retrospective or incremental, or say with `per` for how much of the base units are given",
    ),
    "DK428": Wording(
        "{value} is not a whole number of units", "goods are given in whole units: write a figure without decimals"
    ),
    "DK429": Wording(
        "at least {least} is guaranteed, yet the cap pays at most {most}",
        "lower `guarantee.payout` or raise `cap.payout`",
    ),
    "DK430": Wording(
        "amounts of goods are rounded to {step}: parts of a unit cannot be given",
        "round to whole units, as in rounding: {{to: 1, mode: down}}, or leave `rounding:` out",
    ),
    "DK431": Wording(
        "kind percent pays a share of money, but this base counts units",
        "add up money, as in `measure: net_amount`, or pay money for each unit: kind per-unit and `pay:`",
    ),
    "DK432": Wording(
        "{pay} is paid for each 1.00 of this base, which is money",
        "say for how much of it, as in `per: 1_000`, or measure quantity, or pay a share: kind percent and `rate:`",
    ),
}

STEPS: dict[str, str] = {
    "band-goods": "the base of {base} has reached the band from {bound}: {rate} units of {product} in all",
    "slice-goods": "the band from {bound} is reached: {rate} units of {product}",
    "band-per-unit-full": "the base of {base} has reached the band from {bound}: {rate} for each full {per}, {full} times",
    "slice-per-unit-full": "{base} in the band from {bound} at {rate} for each full {per}, {full} times",
    "band-goods-full": (
        "the base of {base} has reached the band from {bound}: {rate} units of {product} for each full {per}, {full} times"
    ),
    "slice-goods-full": "{base} in the band from {bound} at {rate} units of {product} for each full {per}, {full} times",
    "band-linear-percent": (
        "the base of {base} has reached the bound {bound}[, on the straight line to {next}]: {rate:percent}"
    ),
    "band-linear-per-unit": (
        "the base of {base} has reached the bound {bound}[, on the straight line to {next}]: {rate} a unit"
    ),
    "band-linear-lump-sum": (
        "the base of {base} has reached the bound {bound}[, on the straight line to {next}]: {rate} in all"
    ),
    "fixed-sum": "the fixed {plus} of the band from {bound} is added",
    "supplement-goods": "{rule} adds {rate} units of {product}",
    "supplement-per-unit-full": "{rule} adds {rate} for each full increment",
    "supplement-goods-full": "{rule} adds {rate} units of {product} for each full increment",
    "pro-rata": "{days} of the {of} days of the period count: bounds, sums and limits are cut to that share",
    "short-period": "only {days} of the {of} days of the period count, and {rule} then pays nothing",
    "per-nothing": "an increment of {rule} is zero for this payee",
    "guarantee": "{earned}[ units of {product}] would be paid, {least} is guaranteed",
    "guarantee-year": (
        "in the year so far {to_date}[ units of {product}] was earned and {least} is guaranteed;"
        " {before} of the larger was given before"
    ),
    "payee.band-goods": "{rate} units of {product} for reaching {bound}",
    "payee.slice-goods": "{rate} units of {product} for reaching {bound}",
    "payee.band-per-unit-full": "{full} times a full {per}, {rate} each",
    "payee.slice-per-unit-full": "of {base}, {full} times a full {per}, {rate} each",
    "payee.band-goods-full": "{full} times a full {per}, {rate} units of {product} each",
    "payee.slice-goods-full": "of {base}, {full} times a full {per}, {rate} units of {product} each",
    "payee.fixed-sum": "a fixed {plus} for reaching {bound}",
    "payee.supplement-goods": "{rule}: {rate} units of {product} more",
    "payee.supplement-per-unit-full": "{rule}: {rate} more for each full increment",
    "payee.supplement-goods-full": "{rule}: {rate} units of {product} more for each full increment",
    "payee.pro-rata": "{days} of the {of} days of the period count for you: bounds and sums are cut to that share",
    "payee.short-period": "only {days} of the {of} days of the period are yours, and no rebate is paid for a part of it",
    "payee.guarantee": "{least}[ units of {product}] is guaranteed to you, and {earned} would be paid without that",
    "payee.guarantee-year": (
        "in the year so far you have earned {to_date}[ units of {product}], {least} is guaranteed to you,"
        " and {before} was given before"
    ),
}
