"""Keep or end (DK885 to DK889) and the orderly end (DK890 to DK899), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK885": Wording(
        "the range runs from {least:figure} down to {most:figure}",
        "write the smaller value under `least` and the larger under `most`",
    ),
    "DK886": Wording(
        "method `{method}` has {count} {count:quantile|quantiles}, or a high one before a low one",
        "`peers` needs a low and a high one, as in `quantiles: [[25%, 75%]]`; the other methods need none",
    ),
    "DK887": Wording(
        "`{key}` goes up to {value:percent}, more than the whole",
        "write a share of at most 100%",
    ),
    "DK888": Wording(
        "`{key}` is {length}, which is no number of whole days or months",
        "write it in days, weeks, months, quarters or years, as in `12 months`",
    ),
    "DK889": Wording(
        "`{verdict}` ends a dealer without asking `{lacking}`",
        "ask all three questions before a dealer is ended: the margin that is left, the loss at the neighbours, and whether written notices were obeyed",
    ),
    "DK890": Wording(
        "no dealer `{dealer}` bought anything in the window or before it",
        "[did you mean `{nearest}`? ]check the code, or the window of `governance.assess`",
    ),
}

STEPS: dict[str, str] = {
    "assess-margin": "margin left {margin_least:figure} to {margin_most:figure} of sales of {sales:figure}: cost of goods {cost:figure}[, with {uncosted:figure} of sales at {goods_least:percent} to {goods_most:percent}], rebates {rebates_least:figure} to {rebates_most:figure}, promotions {promotions_least:figure} to {promotions_most:figure}[, gifts at cost {gifts:figure} in it][, credit at {credit_least:percent} to {credit_most:percent} a year on {debt:figure} lent for one]; little below {bound:percent}",
    "assess-margin-missing": "margin left of sales of {sales:figure} cannot be told: {missing}",
    "assess-trend": "{neighbours} {neighbours:neighbour|neighbours} bought {now:figure} after {before:figure}, {others} comparable elsewhere went to {trend:percent}: {least:figure} to {most:figure} of sales lost",
    "assess-peers": "{neighbours} {neighbours:neighbour|neighbours} against {others} comparable elsewhere, who went to between {low:percent} and {high:percent}: {least:figure} to {most:figure} of sales lost",
    "assess-prices": "{products} {products:price|prices} of {neighbours} {neighbours:neighbour|neighbours}, against prices elsewhere: {least:figure} to {most:figure} lost on prices",
    "assess-estimate-missing": "the neighbours' loss cannot be told in this way: {missing}",
    "assess-loss": "loss of margin at the neighbours {loss_least:figure} to {loss_most:figure}: of sales {shortfall_least:figure} to {shortfall_most:figure} at {rate_least:percent} to {rate_most:percent}, of prices {prices_least:figure} to {prices_most:figure}, laid to him {attributed_least:percent} to {attributed_most:percent}",
    "assess-net": "margin here less loss there: {net_least:figure} to {net_most:figure}",
    "assess-obedience": "{notices} written {notices:notice|notices}: {done} done, {late} of them late, {ignored} ignored[ ({which})], {open} open; out of control from {bound} ignored on",
    "assess-delay": "the debt went from {before:figure} to {now:figure}; in {days} days it is {then_least:figure} to {then_most:figure} if it goes on[, and margin less loss come to {net_least:figure} to {net_most:figure}]",
    "assess-treatment": "{treatment}: his share is[ {share:percent}], from {bound:percent} on",
    "assess-verdict": "{verdict}: {text}",
    "assess-tried": "not {verdict}: {text}",
}

TERMS: dict[str, str] = {}
