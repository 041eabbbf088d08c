"""Classes and concentration (DK715 to DK729) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK715": Wording(
        "`{name}` cannot be the name of a scheme: other rules ask for it as `class.{name}`",
        "use letters, digits and `_`, as in `{mend}`",
    ),
    "DK716": Wording(
        "there is no class `{name}` in this scheme",
        "[did you mean `{nearest}`? ]write it under `into:`, or use one of: {known}",
    ),
    "DK717": Wording(
        "no rule of the scheme leads to class `{name}`, so nobody can be in it",
        "write a rule that leads to it, or take it out of `into:`",
    ),
    "DK718": Wording(
        "shares must rise to 100%: {share:percent}[ does not lie above {before:percent}][ is {last}]",
        "write the classes from the best on, each `up_to` above the one before and the last one 100%",
    ),
    "DK719": Wording(
        "the table of segments asks for `{column}`, which is no score",
        "[did you mean `{nearest}`? ]a column is one of the parts, and holds numbers: {known}",
    ),
    "DK720": Wording(
        "the lifetime value has no end: nobody is ever lost and nothing is discounted, or a rate is out of its bounds",
        "write a number of `periods`, a retention below 100% or a discount above 0",
    ),
    "DK721": Wording(
        "`{before}` is not the base that `compared: {compared}` says for `{now}`",
        "give both figures the same `over`, and move the base `back` by a year (year-on-year) or by the window itself"
        " (period-on-period); or say what it is compared with",
    ),
    "DK722": Wording(
        "the figures asked for here are of different subjects: {kinds}",
        "use figures with the same `of`; those of the company go with all",
    ),
    "DK723": Wording(
        "`merge` puts customers of one group together, but the figure is of another subject: {kind}",
        "use a figure `of: customer`, or leave `merge` out",
    ),
    "DK724": Wording(
        "classes go by turnover, but no average stock is given",
        "write `average:` with a figure, or go `by: days` or `by: coefficient`",
    ),
    "DK725": Wording(
        "`{name}` cannot be the name of a class: it has a meaning of its own",
        "choose another key; `title` may say anything",
    ),
    "DK726": Wording(
        "{rule}: [the top {top} {top:holds|hold} ][the {index} index is ]{value:percent}, the alarm begins at {bound:percent}"
        "[ ({holders})]",
        "build up others before the dependence grows, and look at what stands behind the volume",
    ),
    "DK727": Wording(
        "{scheme}: the class of {count} {count:member|members} cannot be told, the first is `{first}`[; not known: {facts}]",
        "enter what is missing, or say `if_missing:` with a class",
    ),
    "DK728": Wording(
        "{count} {count:member is|members are} {name}: from {least} on, a {what} is warranted",
        "decide whether to set one up; the figure stands in the policy",
    ),
    "DK729": Wording(
        "{rule}: [{count} left out, the first is `{first}`][, not known: {facts}][{nothing}: nobody has a figure above zero]",
        "enter what is missing; shares are of those whose figure is known",
    ),
}

STEPS: dict[str, str] = {
    "class-share": (
        "number {rank}: {figure:figure} is {share:percent} of the total, from {begins:percent} to {cumulated:percent} cumulated;"
        " {class} reaches up to {up_to:percent}"
    ),
    "class-crossing-before": "this line crosses a bound, and the policy puts it into the class before it: {class}",
    "class-crossing-after": "this line crosses a bound, and the policy puts it into the class after it: {class}",
    "class-crossing-nearest": "this line crosses a bound, and the policy puts it where its nearer end belongs: {class}",
    "class-nothing": "{figure:figure} is not above zero: {class}",
    "class-count": (
        "number {rank} of {count} by {figure:figure}[, {share:percent} of the total, {cumulated:percent} cumulated]; {class} reaches"
        " up to {up_to:percent} of them"
    ),
    "class-tied-better": "others have the same figure on both sides of the bound: all are {class}, the better class",
    "class-tied-worse": "others have the same figure on both sides of the bound: all are {class}, the worse class",
    "class-tied-by-code": "others have the same figure on both sides of the bound: the order of codes decides, {class}",
    "class-when": "{class}, since {when}[ ({facts})]",
    "class-not-when": "not {class}: {when}[ ({facts})]",
    "class-otherwise": "no condition holds: {class}",
    "class-if-missing": "{missing} is not known: {class}",
    "class-band": "{figure:figure} reaches {bound}: {class}",
    "class-below": "{figure:figure} is below the first bound: {class}",
    "class-band-rate": "{figure:percent} reaches {bound:percent}: {class}",
    "class-below-rate": "{figure:percent} is below the first bound: {class}",
    "class-growth-year-on-year": "{now:figure} against {before:figure} (the same days a year before): {growth:figure}, {rate:percent}",
    "class-growth-period-on-period": "{now:figure} against {before:figure} (the days just before): {growth:figure}, {rate:percent}",
    "class-growth-target": "{now:figure} against {before:figure} (the target): {growth:figure}, {rate:percent}",
    "class-no-base": "{now:figure} against {before:figure}: no rate can be told, {class}",
    "class-lifetime": (
        "{margin:figure} a period × {retention:percent} ÷ (1 + {discount:percent} - {retention:percent}) = {value:figure}, without end"
    ),
    "class-lifetime-periods": (
        "{margin:figure} a period, {retention:percent} kept, discounted at {discount:percent}, over {periods} periods: {value:figure}"
    ),
    "class-stock-days": "stock {stock:figure} at sales of {sold:figure} in {window} days lasts {days:figure} days",
    "class-stock-coefficient": "stock {stock:figure} ÷ sales {sold:figure} of {window} days: coefficient {coefficient:figure}",
    "class-stock-turnover": "sales {sold:figure} of {window} days over the average stock: turned over {turnover:figure} times",
    "class-no-sales": "stock {stock:figure}, nothing sold: {class}",
    "class-sign": "{rule}: {when}[ ({facts})], counts {weight}",
    "class-no-sign": "no sign of {rule}: {when}[ ({facts})]",
    "class-sign-unknown": "{rule} cannot be told: {missing} is not known",
    "class-score": "{part}: {figure:figure} scores {score}",
    "class-quantile": "{part}: {figure:figure} scores {score} of {into}, by quantiles of all",
    "concentration-total": "{total:figure} over {count} {count:member|members}",
    "concentration-top": "the top {top} {top:holds|hold} {value:percent}: {rule} begins at {at:percent}",
    "concentration-top-below": "the top {top} {top:holds|hold} {value:percent}, below {at:percent} of {rule}",
    "concentration-index": "the {index} index is {value:percent}: {rule} begins at {at:percent}",
    "concentration-index-below": "the {index} index is {value:percent}, below {at:percent} of {rule}",
}

TERMS: dict[str, str] = {}
